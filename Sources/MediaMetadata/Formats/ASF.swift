extension MediaFormat {
  /// ASF with video, WMV above all (Advanced Systems Format Specification 1.20.06).
  package static let asf = MediaFormat(
    name: "ASF", kind: .video, extensions: ["wmv", "asf"],
    dates: "creation date of the file properties, XMP",
    recognises: { $0.matches(ASFObject.header) && !isSound($0) }, read: readASF)

  /// True when `head` shows every object of the header, streams of sound among them and no other:
  /// WMA has the same structure. Where the header goes on beyond `head`, nobody knows.
  private static func isSound(_ head: Bytes) -> Bool {
    guard let count = try? head.u32(24, .little), count <= 64 else { return false }
    var position = 30
    var streams: Set<[UInt8]> = []
    for _ in 0..<count {
      guard let object = try? head.slice(position, ASFObject.headerLength),
        let length = try? object.u64(16, .little), length < 1 << 32
      else { return false }
      if object.matches(ASFObject.streamProperties) {
        guard let type = try? head.slice(position + ASFObject.headerLength, 16) else {
          return false
        }
        streams.insert(type.array)
      }
      position += Int(length)
    }
    return streams == [ASFObject.sound]
  }

  @Sendable
  private static func readASF(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    var objects = ASFObjects(in: 0..<source.length)
    while let object = try objects.next(from: &source) {
      switch object.identifier {
      case ASFObject.header:
        // A count and two reserved bytes come before the objects in it (3.1).
        let start = min(object.content.lowerBound + 6, object.content.upperBound)
        var inner = ASFObjects(in: start..<object.content.upperBound)
        while let object = try inner.next(from: &source) {
          guard object.identifier == ASFObject.fileProperties else { continue }
          readFileProperties(try source.bytes(in: object.content, limit: 80), into: &metadata)
        }
      case ASFObject.xmp:
        XMP.read(try source.bytes(in: object.content, limit: 8 << 20), into: &metadata)
      default:
        break
      }
    }
    return metadata
  }

  /// 3.2: times count 100 ns, the preroll milliseconds; the play duration includes the preroll.
  private static func readFileProperties(_ bytes: Bytes, into metadata: inout Metadata) {
    if let ticks = try? bytes.u64(24, .little), let time = FileTime(ticks: ticks) {
      let raw = RawValue.number(Int(clamping: ticks))
      metadata.claims.append(time.claim(.asfCreationDate, zone: .utc, raw: raw))
    }
    guard let play = try? bytes.u64(40, .little), let preroll = try? bytes.u64(56, .little) else {
      return
    }
    let duration = Double(play) / 1e7 - Double(preroll) / 1e3
    if duration > 0 { metadata.duration = duration }
  }
}

/// One object: a GUID, a 64-bit length that counts the header too, and content.
private struct ASFObject {
  let identifier: [UInt8]
  /// Bytes of the file after the header, ending at the parent's end at the latest.
  let content: Range<Int>

  static let headerLength = 24

  static let header: [UInt8] = [
    0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11, 0xA6, 0xD9, 0x00, 0xAA, 0x00, 0x62, 0xCE, 0x6C,
  ]
  static let fileProperties: [UInt8] = [
    0xA1, 0xDC, 0xAB, 0x8C, 0x47, 0xA9, 0xCF, 0x11, 0x8E, 0xE4, 0x00, 0xC0, 0x0C, 0x20, 0x53, 0x65,
  ]
  static let streamProperties: [UInt8] = [
    0x91, 0x07, 0xDC, 0xB7, 0xB7, 0xA9, 0xCF, 0x11, 0x8E, 0xE6, 0x00, 0xC0, 0x0C, 0x20, 0x53, 0x65,
  ]
  /// The type of a stream of sound.
  static let sound: [UInt8] = [
    0x40, 0x9E, 0x69, 0xF8, 0x4D, 0x5B, 0xCF, 0x11, 0xA8, 0xFD, 0x00, 0x80, 0x5F, 0x5C, 0x44, 0x2B,
  ]
  /// XMP's own identifier, in the order in which ASF stores GUIDs.
  static let xmp: [UInt8] = [
    0xCB, 0xCF, 0x7A, 0xBE, 0xA9, 0x97, 0xE8, 0x42, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
  ]
}

/// The objects of one level, one after the other; only their headers are read.
private struct ASFObjects {
  private var position: Int
  private let end: Int
  /// More objects than any file met has at one level.
  private var remaining = 256

  init(in range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next object; nil after the last. Throws only what the source throws.
  mutating func next(from source: inout ByteSource) throws(FormatError) -> ASFObject? {
    let available = min(end, source.length) - position
    guard remaining > 0, available >= ASFObject.headerLength else { return nil }
    remaining -= 1
    let header = try source.readUpTo(position, ASFObject.headerLength)
    guard header.count == ASFObject.headerLength else { return nil }
    let length = min(Int(clamping: try header.u64(16, .little)), available)
    guard length >= ASFObject.headerLength else { return nil }
    let start = position + ASFObject.headerLength
    position += length
    return ASFObject(identifier: header.prefix(16).array, content: start..<position)
  }
}
