package import Platform

/// Writes one flat JSON object as bytes, field by field, in the order of the calls.
///
/// Small and strict on purpose: the journal's and the registry's shapes are few and fixed, and this
/// is on the hot path of every run.
package struct JSONObjectWriter: ~Copyable {
  private let text: TextBuffer
  private var isEmpty = true
  /// Where the object begins in `text`.
  private let start: Int

  /// Begins an object.
  package init() {
    self.init(in: TextBuffer(capacity: 256))
  }

  /// Begins an object behind what is in `text`, so that lines are written where they are kept.
  @inline(__always) init(in text: TextBuffer) {
    self.text = text
    start = text.count
    text.append("{" as StaticString)
  }

  /// The object so far; complete after `close`.
  package var bytes: [UInt8] { text[start...] }

  /// Appends the first field of a record, which says of what type it is.
  @inline(__always) mutating func begin(type: StaticString) {
    isEmpty = false
    text.append(#""type":""# as StaticString)
    text.append(type)
    text.append("\"" as StaticString)
  }

  /// Ends the object, which has fields, and its line: with the checksum of the line before it, and
  /// its own, which it answers.
  func closeLine(after previous: ChainedLine.Proof) -> ChainedLine.Proof {
    text.append(#","prev":""#, eight: previous.digits, "\"")
    let proof = ChainedLine.Proof(checksum: text.checksum(from: start))
    text.append(#","crc":""#, eight: proof.digits, "\"}\n")
    return proof
  }

  /// Appends one field; `name` is one of ours and needs no escapes, a text gets those it needs.
  @inline(__always) package mutating func field(_ name: StaticString, _ value: String) {
    begin(name)
    quote(value)
  }

  @inline(__always) package mutating func field(_ name: StaticString, _ value: Int) {
    begin(name)
    text.append(decimal: value)
  }

  /// A field whose name is not known before.
  package mutating func field(named name: String, _ value: Int) {
    if !isEmpty { text.append("," as StaticString) }
    isEmpty = false
    text.append("\"" as StaticString)
    text.append(name)
    text.append("\":" as StaticString)
    text.append(decimal: value)
  }

  package mutating func field(_ name: StaticString, _ value: Bool) {
    begin(name)
    text.append(value ? "true" as StaticString : "false")
  }

  /// A list of texts.
  package mutating func field(_ name: StaticString, _ values: [String]) {
    begin(name)
    text.append("[" as StaticString)
    for (index, value) in values.enumerated() {
      if index > 0 { text.append("," as StaticString) }
      quote(value)
    }
    text.append("]" as StaticString)
  }

  /// A list; `append` adds its members to the text, with the commas between them.
  @inline(__always)
  mutating func field(_ name: StaticString, list append: (TextBuffer) -> Void) {
    begin(name)
    text.append("[" as StaticString)
    append(text)
    text.append("]" as StaticString)
  }

  /// A word that needs no escapes and is known when the program is built.
  @inline(__always) mutating func field(_ name: StaticString, word: StaticString) {
    begin(name)
    text.append("\"" as StaticString)
    text.append(word)
    text.append("\"" as StaticString)
  }

  /// A digest in hexadecimal digits.
  mutating func field(_ name: StaticString, _ digest: Digest) {
    begin(name)
    text.append("\"" as StaticString)
    digest.append(to: text)
    text.append("\"" as StaticString)
  }

  /// So many seconds since 1970-01-01 UTC, as `UTCText` writes them.
  mutating func field(_ name: StaticString, instant seconds: Int) {
    begin(name)
    text.append("\"" as StaticString)
    UTCText.append(seconds, to: text)
    text.append("\"" as StaticString)
  }

  /// Bytes that are usually UTF-8: what is not, and every `%`, is written as `%XX`.
  package mutating func field(_ name: StaticString, path: Path) {
    begin(name)
    if !text.append(quotedIfPlain: path) { quote(PathText.encode(path.bytes)) }
  }

  /// The same for other bytes.
  package mutating func field(_ name: StaticString, path: [UInt8]) {
    begin(name)
    quote(PathText.encode(path))
  }

  /// Fields that follow others and are JSON already, with the commas between them.
  mutating func append(members: [UInt8]) {
    text.append("," as StaticString)
    text.append(members)
  }

  /// A value that is JSON already.
  package mutating func field(_ name: StaticString, json: [UInt8]) {
    begin(name)
    text.append(json)
  }

  /// Ends the object.
  package mutating func close() {
    text.append("}" as StaticString)
  }

  @inline(__always) private mutating func begin(_ name: StaticString) {
    if isEmpty { beginFirst(name) } else { text.append(memberAfterOther: name) }
  }

  @inline(never) private mutating func beginFirst(_ name: StaticString) {
    isEmpty = false
    text.append("\"" as StaticString)
    text.append(name)
    text.append("\":" as StaticString)
  }

  private mutating func quote(_ value: String) {
    if !text.append(quotedIfPlain: value) { quote(Array(value.utf8)) }
  }

  private mutating func quote(_ bytes: [UInt8]) {
    text.append("\"" as StaticString)
    for byte in bytes { escape(byte) }
    text.append("\"" as StaticString)
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      text.append("\\" as StaticString)
      text.append(byte)
    case 0..<0x20, 0x7F:
      text.append("\\u00" as StaticString)
      text.append(PathText.hexDigit(byte >> 4))
      text.append(PathText.hexDigit(byte & 15))
    default:
      text.append(byte)
    }
  }
}

/// How names, which are bytes, are written as text: UTF-8 stays as it is and can be read by a
/// person; a byte that is no part of UTF-8, and every `%`, becomes `%XX`. Every name has exactly
/// one such text, and every text gives back its name.
package enum PathText {
  /// The text of `bytes`.
  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.allSatisfy(isPlain) { return bytes }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 8)
    var index = 0
    while index < bytes.count {
      let length = sequenceLength(bytes, index)
      if length > 0 && bytes[index] != percent {
        text += bytes[index..<index + length]
        index += length
      } else {
        text.append(percent)
        text.append(hexDigit(bytes[index] >> 4))
        text.append(hexDigit(bytes[index] & 15))
        index += 1
      }
    }
    return text
  }

  /// The bytes that `text` stands for; nil when a `%` is not followed by two digits.
  package static func decode(_ text: [UInt8]) -> [UInt8]? {
    if !text.contains(percent) { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == percent {
        guard index + 2 < text.count, let high = value(text[index + 1]),
          let low = value(text[index + 2])
        else { return nil }
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return bytes
  }

  private static let percent = UInt8(ascii: "%")

  /// True for a byte that stands for itself.
  private static func isPlain(_ byte: UInt8) -> Bool { byte < 0x80 && byte != percent }

  static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// Length of the well-formed UTF-8 sequence at `index` (Unicode 15, table 3-7); 0 for none.
  private static func sequenceLength(_ bytes: [UInt8], _ index: Int) -> Int {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let (length, low, high): (Int, UInt8, UInt8)
    switch first {
    case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
    case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
    case 0xED: (length, low, high) = (3, 0x80, 0x9F)
    case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
    case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
    case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
    case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
    default: return 0
    }
    guard index + length <= bytes.count, (low...high).contains(bytes[index + 1]) else { return 0 }
    for offset in 2..<max(2, length) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
