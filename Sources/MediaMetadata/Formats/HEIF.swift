extension MediaFormat {
  /// HEIC, HEIF and AVIF, stills and sequences (ISO/IEC 23008-12; AV1 Image File Format).
  package static let heif = MediaFormat(
    name: "HEIF", kind: .photo,
    extensions: ["heic", "heif", "hif", "heics", "heifs", "avif", "avifs"],
    dates: "Exif item, XMP item; of a sequence the movie header",
    recognises: { ISOFileFamily.of(head: $0) == .image }, read: readHEIF)

  @Sendable
  private static func readHEIF(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    var items: ISOItems?
    var boxes = ISOBoxes(of: source)
    while let box = try boxes.next(from: &source) {
      switch box.type {
      case "meta" where items == nil:
        items = try ISOItems(meta: box, from: &source)
      case "moov":
        // A sequence has a movie header as a video has.
        try MovieBox.read(box, from: &source, into: &metadata)
      case "uuid":
        try XMPBox.read(box, from: &source, into: &metadata)
      default:
        break
      }
    }
    // Only now, as the items may lie far from the boxes' headers.
    if let items { try read(items, from: &source, into: &metadata) }
    return metadata
  }

  private static func read(
    _ items: ISOItems, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    if let item = try items.bytes(of: .exif, from: &source) {
      ExifItem.read(item, into: &metadata)
    }
    if let packet = try items.bytes(of: .xmp, from: &source) {
      XMP.read(packet, into: &metadata)
    }
  }
}
