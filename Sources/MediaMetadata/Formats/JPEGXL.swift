extension MediaFormat {
  /// JPEG XL, bare or in boxes (ISO/IEC 18181-2); a bare codestream has no metadata.
  ///
  /// Metadata in a `brob` box is compressed with Brotli, whose dictionary alone is larger than all
  /// readers here together: it is not read, and such a photo counts as one without dates.
  package static let jpegXL = MediaFormat(
    name: "JPEG XL", kind: .photo, extensions: ["jxl"],
    dates: "Exif box, XMP box; not Brotli-compressed ones",
    recognises: { head in
      head.matches([0xFF, 0x0A])
        || head.matches("JXL ", at: 4) && head.matches([0x0D, 0x0A, 0x87, 0x0A], at: 8)
    },
    read: readJPEGXL)

  private static let jpegXLMetadataLimit = 8 << 20

  @Sendable
  private static func readJPEGXL(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    guard try !source.readUpTo(0, 2).matches([0xFF, 0x0A]) else { return metadata }
    var boxes = ISOBoxes(of: source)
    while let box = try boxes.next(from: &source) {
      switch box.type {
      case "Exif":
        let item = try source.bytes(in: box.payload, limit: jpegXLMetadataLimit)
        ExifItem.read(item, into: &metadata)
      case "xml ":
        try XMPBox.read(packet: box.payload, from: &source, into: &metadata)
      case "uuid":
        try XMPBox.read(box, from: &source, into: &metadata)
      default:
        break
      }
    }
    return metadata
  }
}
