extension MediaFormat {
  /// Flash video (Adobe Flash Video File Format Specification 10.1, annex E).
  package static let flashVideo = MediaFormat(
    name: "FLV", kind: .video, extensions: ["flv"],
    dates: "creationdate of the script data",
    recognises: { head in
      // Versions other than 1 and flags other than sound and video have never been.
      guard head.matches("FLV\u{1}"), let flags = try? head.u8(4) else { return false }
      return flags & 0xFA == 0
    },
    read: readFlashVideo)

  /// The script data is the first tag; some writers put a key frame before it.
  private static let mostTags = 8
  private static let scriptLimit = 1 << 20

  @Sendable
  private static func readFlashVideo(
    _ source: inout ByteSource
  ) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    let header = try source.readUpTo(0, 9)
    // After the header and each tag stands the length of the tag before.
    var position = Int((try? header.u32(5, .big)) ?? 9) + 4
    for _ in 0..<mostTags {
      let tag = try source.readUpTo(position, 11)
      guard let type = try? tag.u8(0), let length = try? tag.number(1, 3, .big) else { break }
      if type & 0x1F == 18 {
        let script = try source.readUpTo(position + 11, min(Int(length), scriptLimit))
        ActionScriptData.read(script, into: &metadata)
        break
      }
      position += 11 + Int(length) + 4
    }
    return metadata
  }
}

/// The values of `onMetaData` (Action Message Format AMF 0; Flash Video File Format, E.4.4).
private struct ActionScriptData {
  private static let mostValues = 4096
  /// Objects in objects beyond this are damage.
  private static let deepest = 8

  private let bytes: Bytes
  private var position = 0
  private var remaining = Self.mostValues

  private enum Value {
    case number(Double)
    case text(String)
    /// Milliseconds since 1970 UTC.
    case date(Double)
    case other
  }

  /// Adds what the script data says, as far as it can be read.
  static func read(_ bytes: Bytes, into metadata: inout Metadata) {
    var data = ActionScriptData(bytes: bytes)
    guard case .text("onMetaData")? = data.value(depth: 0) else { return }
    _ = data.value(depth: 0) { name, value in
      switch (name, value) {
      case ("duration", .number(let seconds)) where seconds.isFinite && seconds > 0:
        metadata.duration = seconds
      case ("creationdate", .text(let text)):
        metadata.claims += [RIFFDate.claim(.flvCreationDate, text)].compactMap(\.self)
      case ("creationdate", .date(let milliseconds)):
        metadata.claims += [claim(milliseconds)].compactMap(\.self)
      default:
        break
      }
    }
  }

  private init(bytes: Bytes) { self.bytes = bytes }

  private static func claim(_ milliseconds: Double) -> DateClaim? {
    // Not `rounded()`: that wants the C mathematics library, which nothing here links.
    guard milliseconds > 0, milliseconds < 1e15,
      let dateTime = CivilDateTime(
        secondsSince1970: Int(milliseconds) / 1000,
        nanosecond: Int(milliseconds) % 1000 * 1_000_000)
    else { return nil }
    return DateClaim(
      source: .flvCreationDate, dateTime: dateTime, zone: .utc,
      precision: dateTime.nanosecond == 0 ? .second : .subsecond, raw: .number(Int(milliseconds)))
  }

  /// The next value; nil where there is none. `member` is told the members of an object.
  private mutating func value(
    depth: Int, member: (String, Value) -> Void = { _, _ in }
  ) -> Value? {
    guard remaining > 0, depth < Self.deepest, let type = try? bytes.u8(position) else {
      return nil
    }
    remaining -= 1
    position += 1
    switch type {
    case 0:
      return double().map(Value.number)
    case 1:
      position += 1
      return .other
    case 2:
      return text().map(Value.text)
    case 3:
      return members(depth: depth, member: member)
    case 5, 6:
      return .other
    case 7:
      position += 2
      return .other
    case 8:
      position += 4
      return members(depth: depth, member: member)
    case 10:
      return array(depth: depth)
    case 11:
      guard let date = double() else { return nil }
      position += 2
      return .date(date)
    case 12:
      guard let length = try? bytes.u32(position, .big) else { return nil }
      position += 4 + Int(length)
      return .other
    default:
      return nil
    }
  }

  /// Names and values up to an empty name and the end marker.
  private mutating func members(depth: Int, member: (String, Value) -> Void) -> Value? {
    while let name = text() {
      if name.isEmpty, (try? bytes.u8(position)) == 9 {
        position += 1
        return .other
      }
      guard let value = value(depth: depth + 1) else { return nil }
      member(name, value)
    }
    return nil
  }

  private mutating func array(depth: Int) -> Value? {
    guard let count = try? bytes.u32(position, .big) else { return nil }
    position += 4
    for _ in 0..<count {
      guard value(depth: depth + 1) != nil else { return nil }
    }
    return .other
  }

  private mutating func double() -> Double? {
    guard let bits = try? bytes.u64(position, .big) else { return nil }
    position += 8
    return Double(bitPattern: bits)
  }

  private mutating func text() -> String? {
    guard let length = try? bytes.u16(position, .big),
      let text = try? bytes.slice(position + 2, Int(length))
    else { return nil }
    position += 2 + text.count
    return text.text
  }
}
