/// The `uuid` box in which Canon's cameras put Exif, into movies as into CR3 (ExifTool's Canon
/// tables): each of its `CMT` boxes is a TIFF structure of its own.
enum CanonMovieBox {
  private static let identifier: [UInt8] = [
    0x85, 0xC0, 0xB6, 0x87, 0x82, 0x0F, 0x11, 0xE0, 0x81, 0x11, 0xF4, 0xCE, 0x46, 0x2B, 0x6A, 0x48,
  ]
  private static let blockLimit = 1 << 20

  private static let directories: [ISOBoxType: Exif.FirstDirectory] = [
    "CMT1": .main, "CMT2": .exif, "CMT4": .gps,
  ]

  /// Reads a `uuid` box when it is Canon's, else does nothing. Throws only what the source throws.
  static func read(
    _ uuid: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    guard try source.bytes(in: uuid.payload, limit: 16).matches(identifier) else { return }
    var boxes = ISOBoxes(in: uuid.payload.lowerBound + identifier.count..<uuid.payload.upperBound)
    while let box = try boxes.next(from: &source) {
      guard let first = directories[box.type] else { continue }
      let block = try source.bytes(in: box.payload, limit: blockLimit)
      // A damaged block leaves the other claims standing.
      try? Exif.read(block, first: first, into: &metadata)
    }
  }
}
