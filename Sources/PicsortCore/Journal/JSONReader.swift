/// Why a text is not the JSON that was expected.
package struct JSONError: Error, Equatable, Sendable {
  package let reason: String
  /// Byte in the text.
  package let offset: Int
}

/// A JSON value, read strictly (RFC 8259): no trailing text, no comments, no duplicates of a name,
/// whole numbers only within `Int`, bounded depth.
package indirect enum JSONValue: Equatable, Sendable {
  case object([String: JSONValue])
  case array([JSONValue])
  case string([UInt8])
  case integer(Int)
  case real(Double)
  case bool(Bool)
  case null

  /// The value that `bytes` spell.
  package init(_ bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes, isForgiving: false)
    self = try parser.document()
  }

  /// The value that `bytes` of another program spell: half of a surrogate pair stands for U+FFFD,
  /// and of a name said twice the last one counts.
  package init(forgiving bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes, isForgiving: true)
    self = try parser.document()
  }

  package subscript(name: String) -> JSONValue? {
    if case .object(let fields) = self { return fields[name] }
    return nil
  }

  /// The text of a string that is valid UTF-8.
  package var text: String? {
    if case .string(let bytes) = self { return String(validating: bytes, as: UTF8.self) }
    return nil
  }

  /// The name that a string written by `PathText` stands for.
  package var path: [UInt8]? {
    if case .string(let bytes) = self { return PathText.decode(bytes) }
    return nil
  }

  /// The number, when it was written without a fraction or an exponent.
  package var integer: Int? {
    if case .integer(let value) = self { return value }
    return nil
  }

  /// The truth value; a number or a text is none.
  package var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  /// The elements, in their order.
  package var array: [JSONValue]? {
    if case .array(let values) = self { return values }
    return nil
  }
}

/// One pass over the bytes; `position` never leaves them.
private struct JSONParser {
  private let bytes: [UInt8]
  private var position = 0
  private let isForgiving: Bool
  private static let deepest = 32

  init(_ bytes: [UInt8], isForgiving: Bool) {
    self.bytes = bytes
    self.isForgiving = isForgiving
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipBlanks()
    guard position == bytes.count else { throw error("text after the value") }
    return value
  }

  private func error(_ reason: String) -> JSONError {
    JSONError(reason: reason, offset: position)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    guard depth < Self.deepest else { throw error("nested too deeply") }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(
    _ word: String, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    let wanted = Array(word.utf8)
    guard bytes[position...].starts(with: wanted) else { throw error("unknown word") }
    position += wanted.count
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var fields: [String: JSONValue] = [:]
    skipBlanks()
    if next == UInt8(ascii: "}") {
      position += 1
      return .object(fields)
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw error("expected a name") }
      let name = String(decoding: try string(), as: UTF8.self)
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw error("expected a colon") }
      position += 1
      let value = try value(depth: depth + 1)
      guard fields.updateValue(value, forKey: name) == nil || isForgiving else {
        throw error("name said twice")
      }
      if try endOfList(UInt8(ascii: "}")) { return .object(fields) }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      position += 1
      return .array(values)
    }
    while true {
      values.append(try value(depth: depth + 1))
      if try endOfList(UInt8(ascii: "]")) { return .array(values) }
    }
  }

  /// True at `closing`, false at a comma; both are consumed.
  private mutating func endOfList(_ closing: UInt8) throws(JSONError) -> Bool {
    skipBlanks()
    guard let byte = next, byte == closing || byte == UInt8(ascii: ",") else {
      throw error("expected a comma or an end")
    }
    position += 1
    return byte == closing
  }

  private mutating func string() throws(JSONError) -> [UInt8] {
    position += 1
    let start = position
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
      position += 1
    }
    var text = Array(bytes[start..<position])
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return text
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw error("control character in a string")
      default: text.append(byte)
      }
    }
    throw error("string without an end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw error("string without an end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += Array(String(Character(try scalar())).utf8)
    default: throw error("unknown escape")
    }
  }

  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let start = position
    if first < 0xDC00, next == UInt8(ascii: "\\"), position + 1 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let second = try fourDigits()
      if (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
    }
    guard isForgiving else { throw error("half of a surrogate pair") }
    position = start
    return "\u{FFFD}"
  }

  private mutating func fourDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = PathText.value(byte) else {
        throw error("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    skip(UInt8(ascii: "-"))
    let isZero = next == UInt8(ascii: "0")
    guard let digits = skipDigits(), !isZero || digits == 1 else {
      position = start
      throw error("expected a value")
    }
    if skip(UInt8(ascii: ".")), skipDigits() == nil { throw error("not a number") }
    if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
      if !skip(UInt8(ascii: "-")) { skip(UInt8(ascii: "+")) }
      if skipDigits() == nil { throw error("not a number") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let value = Int(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else { throw error("not a number") }
    return .real(value)
  }

  /// Consumes `byte` when it is next; false when it is not.
  @discardableResult
  private mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// Consumes decimal digits and answers how many there were; nil for none.
  private mutating func skipDigits() -> Int? {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
    return position == start ? nil : position - start
  }
}
