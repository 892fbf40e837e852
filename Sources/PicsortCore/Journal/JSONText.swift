import Platform

/// Writes one flat JSON object as bytes, field by field, in the order of the calls.
///
/// Small and strict on purpose: the journal's and the registry's shapes are few and fixed, and this
/// is on the hot path of every run.
package struct JSONObjectWriter: Sendable {
  /// The text so far; complete after `close`.
  package private(set) var bytes: [UInt8]
  private var isEmpty = true

  /// Begins an object; `capacity` bytes are reserved.
  package init(capacity: Int = 256) {
    bytes = []
    bytes.reserveCapacity(capacity)
    bytes.append(UInt8(ascii: "{"))
  }

  /// Where the object begins in `bytes`.
  private(set) var start = 0

  /// Begins another object behind what is there, so that lines are written where they are kept.
  mutating func beginNext() {
    start = bytes.count
    isEmpty = true
    bytes.append(UInt8(ascii: "{"))
  }

  /// Takes all objects away; their room is kept.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// Appends one field; `name` is one of ours and needs no escapes, a text gets those it needs.
  package mutating func field(_ name: StaticString, _ value: String) {
    begin(name)
    quote(value.utf8)
  }

  package mutating func field(_ name: StaticString, _ value: Int) {
    begin(name)
    bytes.append(decimal: value)
  }

  /// A field whose name is not known before.
  package mutating func field(named name: String, _ value: Int) {
    begin()
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    bytes.append(decimal: value)
  }

  package mutating func field(_ name: StaticString, _ value: Bool) {
    begin(name)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// A list of texts.
  package mutating func field(_ name: StaticString, _ values: [String]) {
    begin(name)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      quote(value.utf8)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// A list of words that need no escapes; `append` adds one to the text.
  mutating func field<Word>(
    _ name: StaticString, words: [Word], append: (Word, inout [UInt8]) -> Void
  ) {
    begin(name)
    bytes.append(UInt8(ascii: "["))
    for (index, word) in words.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(UInt8(ascii: "\""))
      append(word, &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Eight lower-case hexadecimal digits as a text.
  mutating func field(_ name: StaticString, hex value: UInt32) {
    begin(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(hex: value)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Bytes that are usually UTF-8: what is not, and every `%`, is written as `%XX`.
  package mutating func field(_ name: StaticString, path: [UInt8]) {
    begin(name)
    quote(PathText.encode(path))
  }

  /// A value that is JSON already.
  package mutating func field(_ name: StaticString, json: [UInt8]) {
    begin(name)
    bytes += json
  }

  /// Ends the object.
  package mutating func close() {
    bytes.append(UInt8(ascii: "}"))
  }

  /// Adds bytes that are complete by themselves: a field with its comma, or the end.
  mutating func append(raw text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
  }

  private mutating func begin(_ name: StaticString) {
    begin()
    bytes.append(name)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  /// Begins a name.
  private mutating func begin() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    bytes.append(UInt8(ascii: "\""))
  }

  /// True for a byte that stands for itself in a JSON text.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func quote(_ text: some Collection<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    if text.allSatisfy(Self.isPlain) {
      bytes.append(contentsOf: text)
    } else {
      for byte in text { escape(byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0..<0x20, 0x7F:
      bytes.append(contentsOf: "\\u00".utf8)
      bytes.append(PathText.hexDigit(byte >> 4))
      bytes.append(PathText.hexDigit(byte & 15))
    default:
      bytes.append(byte)
    }
  }
}

extension [UInt8] {
  /// Appends `value` in decimal digits.
  mutating func append(decimal value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    let first = count
    var rest = value.magnitude
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    var (low, high) = (first, count - 1)
    while low < high {
      swapAt(low, high)
      (low, high) = (low + 1, high - 1)
    }
  }

  /// Appends `value` in eight lower-case hexadecimal digits.
  mutating func append(hex value: UInt32) {
    var shift: UInt32 = 32
    while shift > 0 {
      shift -= 4
      let digit = UInt8(truncatingIfNeeded: value &>> shift) & 15
      append(digit < 10 ? UInt8(ascii: "0") &+ digit : UInt8(ascii: "a") &+ digit &- 10)
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
