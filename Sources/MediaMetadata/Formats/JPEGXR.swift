extension MediaFormat {
  /// JPEG XR, once HD Photo: TIFF with 0x01BC in place of 42 (ITU-T T.832, annex A).
  package static let jpegXR = MediaFormat(
    name: "JPEG XR", kind: .photo, extensions: ["jxr", "wdp", "hdp"],
    dates: "Exif, XMP, IPTC",
    recognises: { $0.matches([0x49, 0x49, 0xBC, 0x01]) },
    read: { source throws(FormatError) in try TIFF.read(&source) })
}
