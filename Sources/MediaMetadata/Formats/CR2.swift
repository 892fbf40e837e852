extension MediaFormat {
  /// Canon's raw format of 2004 to 2018: TIFF with `CR` and a version after the header.
  package static let cr2 = MediaFormat(
    name: "CR2", kind: .raw, extensions: ["cr2"],
    dates: "Exif, XMP, IPTC",
    recognises: { head in
      (head.matches("II*\0") || head.matches("MM\0*")) && head.matches("CR", at: 8)
    },
    read: { source throws(FormatError) in try TIFF.read(&source) })
}
