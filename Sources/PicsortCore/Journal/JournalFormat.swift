import Platform

/// How a record becomes a line: docs/state-format.md describes it for people; this is the one place
/// that holds its constants.
///
///     {"type":"done","file":17,"prev":"89abcdef","crc":"01234567"}
///
/// `prev` is the `crc` of the line before, `00000000` in the first line. `crc` is the CRC-32C of
/// all bytes of the line before `,"crc"`. So a record proves itself and its place: a flip, a cut, a
/// doubled or a moved line is seen.
package enum JournalFormat {
  /// The version this program writes.
  package static let version = 1
  /// The oldest reader that understands what this program writes.
  package static let oldestReader = 1
  /// Longest line that is read, in bytes; what is longer is damage.
  package static let longestLine = 1 << 20

  /// `,"crc":"01234567"}` and the line feed.
  static let tailLength = 19

  /// The line of `record`, and the checksum that the next line will name.
  package static func line(
    _ record: JournalRecord, after previous: UInt32
  ) -> (bytes: [UInt8], checksum: UInt32) {
    var object = JSONObjectWriter()
    RecordEncoder.encode(record, &object)
    return line(object, after: previous)
  }

  /// The same for an object that is complete but for its end.
  package static func line(
    _ object: consuming JSONObjectWriter, after previous: UInt32
  ) -> (bytes: [UInt8], checksum: UInt32) {
    let proof = object.closeLine(after: ChainedLine.Proof(checksum: previous))
    return (object.bytes, proof.checksum)
  }

  /// What a line says by itself: its checksum when its bytes prove it, and the one it follows.
  package struct ProvenLine {
    package let value: JSONValue
    package let checksum: UInt32
    package let previous: UInt32
  }

  /// Checks a line without its line feed; nil when it is not one that was written whole.
  package static func prove(_ line: [UInt8]) -> ProvenLine? {
    guard let checksum = checksum(proving: line.indices, of: line),
      let value = try? JSONValue(line),
      case .string(let digits)? = value["prev"], digits.count == 8,
      let previous = number(in: digits, at: 0)
    else { return nil }
    return ProvenLine(value: value, checksum: checksum, previous: previous)
  }

  /// The checksum of a line without its line feed, when its bytes are those that its end states;
  /// the first half of `prove`.
  static func checksum(proving line: Range<Int>, of block: [UInt8]) -> UInt32? {
    let body = line.upperBound - (tailLength - 1)
    guard body > line.lowerBound, block.has(#","crc":""#, at: body),
      block[body + 16] == UInt8(ascii: "\""), block[body + 17] == UInt8(ascii: "}"),
      let stated = number(in: block, at: body + 8),
      CRC32C.checksum(of: block[line.lowerBound..<body]) == stated
    else { return nil }
    return stated
  }

  /// Eight lower-case hexadecimal digits.
  package static func hex(_ value: UInt32) -> String {
    let digits = TextBuffer(capacity: 8)
    digits.append(hex: value)
    return String(decoding: digits.bytes, as: UTF8.self)
  }

  /// What `hex` wrote, in the eight bytes from `start` on. Capital letters are refused: the
  /// checksum does not cover its own digits, so each of them must have one form only.
  static func number(in text: [UInt8], at start: Int) -> UInt32? {
    guard start >= 0, start <= text.count - 8 else { return nil }
    var value: UInt32 = 0
    for index in start..<start + 8 {
      let digit = text[index]
      guard let nibble = PathText.value(digit), !(0x41...0x46).contains(digit) else { return nil }
      value = value << 4 | UInt32(nibble)
    }
    return value
  }
}
