extension MediaFormat {
  /// JPEG 2000, bare or in boxes (ISO/IEC 15444-1, 15444-2); a bare codestream has no metadata.
  package static let jpeg2000 = MediaFormat(
    name: "JPEG 2000", kind: .photo,
    extensions: ["jp2", "jpx", "jpf", "jpm", "j2k", "j2c", "jpc", "jph"],
    dates: "`uuid` boxes of Exif, XMP, IPTC and image resources",
    recognises: { head in
      head.matches([0xFF, 0x4F, 0xFF, 0x51])
        || head.matches("jP", at: 4) && head.matches([0x0D, 0x0A, 0x87, 0x0A], at: 8)
    },
    read: { source throws(FormatError) in try JPEG2000.read(&source) })
}

private enum JPEG2000 {
  /// Boxes of boxes that are looked into, at most.
  private static let mostSuperboxes = 256
  private static let largestBlock = 8 << 20

  /// The identifiers of metadata in `uuid` boxes: what ExifTool writes, and what Adobe's plug-in
  /// for JPEG 2000 wrote (ExifTool's Jpeg2000 tags). XMP's is known to `XMPBox`.
  private static let identifiers: [(Block, [UInt8])] = [
    (.exif, Array("JpgTiffExif->JP2".utf8)),
    (
      .exif,
      [
        0x05, 0x37, 0xCD, 0xAB, 0x9D, 0x0C, 0x44, 0x31,
        0xA7, 0x2A, 0xFA, 0x56, 0x1F, 0x2A, 0x11, 0x3E,
      ]
    ),
    (
      .iptc,
      [
        0x33, 0xC7, 0xA4, 0xD2, 0xB8, 0x1D, 0x47, 0x23,
        0xA0, 0xBA, 0xF1, 0xA3, 0xE0, 0x97, 0xAD, 0x38,
      ]
    ),
    (
      .iptc,
      [
        0x09, 0xA1, 0x4E, 0x97, 0xC0, 0xB4, 0x42, 0xE0,
        0xBE, 0xBF, 0x36, 0xDF, 0x6F, 0x0C, 0xE3, 0x6F,
      ]
    ),
    (
      .photoshop,
      [
        0x2C, 0x4C, 0x01, 0x00, 0x85, 0x04, 0x40, 0xB9,
        0xA0, 0x3E, 0x56, 0x21, 0x48, 0xD6, 0xDF, 0xEB,
      ]
    ),
  ]

  private enum Block {
    case exif
    case iptc
    case photoshop
  }

  static func read(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    guard try !source.readUpTo(0, 2).matches([0xFF, 0x4F]) else { return metadata }
    var levels = [0..<source.length]
    for _ in 0..<mostSuperboxes {
      guard let level = levels.popLast() else { break }
      var boxes = ISOBoxes(in: level)
      while let box = try boxes.next(from: &source) {
        switch box.type {
        case "uuid": try readBlock(box, from: &source, into: &metadata)
        // Headers and associations hold boxes of any kind (15444-2, M.11).
        case "asoc", "jp2h", "jpch", "jplh", "uinf": levels.append(box.payload)
        // Intellectual property, in XMP where it is anything (15444-1, I.6).
        case "jp2i": try XMPBox.read(packet: box.payload, from: &source, into: &metadata)
        default: break
        }
      }
    }
    return metadata
  }

  private static func readBlock(
    _ uuid: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    let name = try source.bytes(in: uuid.payload, limit: 16)
    guard let (block, _) = identifiers.first(where: { name.matches($0.1) }) else {
      return try XMPBox.read(uuid, from: &source, into: &metadata)
    }
    let range = uuid.payload.lowerBound + 16..<uuid.payload.upperBound
    let bytes = try source.bytes(in: range, limit: largestBlock)
    switch block {
    case .exif:
      // A damaged block leaves the other claims standing.
      try? Exif.read(bytes, into: &metadata)
    case .iptc: IPTC.read(bytes, into: &metadata)
    case .photoshop: PhotoshopResources.read(bytes, into: &metadata)
    }
  }
}
