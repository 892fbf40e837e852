/// The `uuid` box in which Canon's MP4 files have what its MOV files have in the user data (known
/// from ExifTool's Canon tables). The same box of CR3 has Exif besides, which is CR3's to read.
enum CanonMovieBox {
  private static let identifier: [UInt8] = [
    0x85, 0xC0, 0xB6, 0x87, 0x82, 0x0F, 0x11, 0xE0, 0x81, 0x11, 0xF4, 0xCE, 0x46, 0x2B, 0x6A, 0x48,
  ]

  /// Reads a `uuid` box when it is Canon's, else does nothing. Throws only what the source throws.
  static func read(
    _ uuid: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    guard try source.bytes(in: uuid.payload, limit: 16).matches(identifier) else { return }
    var boxes = ISOBoxes(in: uuid.payload.lowerBound + identifier.count..<uuid.payload.upperBound)
    while let box = try boxes.next(from: &source) {
      try CameraUserData.read(box, from: &source, into: &metadata)
    }
  }
}
