/// Walks through XML as far as it is well formed, and forgives what comes after.
///
/// Not a parser: no document types, no validation, end tags are not matched with start tags. It
/// reads what metadata packets have, and a packet that was cut off gives all that came before.
struct XMLScanner {
  /// What the scanner came upon.
  enum Event {
    case start(Tag)
    case end
    case text(Text)
  }

  /// Text between tags or between quotes; decoded only when somebody wants it.
  struct Text {
    fileprivate let bytes: ArraySlice<UInt8>
    fileprivate var hasEntities = true

    /// The text with its entities decoded.
    var string: String {
      hasEntities
        ? XMLScanner.decodingEntities(bytes) : String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A start tag.
  struct Tag {
    /// The name as written, with its prefix.
    var name: String
    /// Names and values in order.
    var attributes: [(name: String, value: Text)] = []
    /// True for `<name/>`, which no end tag follows.
    var isEmpty = false
  }

  private let bytes: [UInt8]
  private var position = 0

  /// A scanner over UTF-8.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next event; nil at the end, or where the text stops being XML.
  mutating func next() -> Event? {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        return .text(Text(bytes: take { $0 == UInt8(ascii: "<") }))
      }
      if starts(with: "<!--") {
        guard skip(past: "-->") else { return nil }
      } else if starts(with: "<![CDATA[") {
        position += 9
        let start = position
        guard skip(past: "]]>") else { return nil }
        return .text(Text(bytes: bytes[start..<position - 3], hasEntities: false))
      } else if starts(with: "<?") {
        guard skip(past: "?>") else { return nil }
      } else if starts(with: "<!") {
        guard skip(past: ">") else { return nil }
      } else if starts(with: "</") {
        guard skip(past: ">") else { return nil }
        return .end
      } else {
        return startTag().map(Event.start)
      }
    }
    return nil
  }

  /// The start tag here; where it is cut off, with the attributes that were whole.
  private mutating func startTag() -> Tag? {
    position += 1
    var tag = Tag(name: String(decoding: take { Self.endsName($0) }, as: UTF8.self))
    guard !tag.name.isEmpty else { return nil }
    while true {
      skipBlanks()
      if skip("/>") {
        tag.isEmpty = true
        return tag
      }
      if skip(">") { return tag }
      guard let attribute = attribute() else {
        position = bytes.count
        return tag
      }
      tag.attributes.append(attribute)
    }
  }

  private mutating func attribute() -> (name: String, value: Text)? {
    let name = take { Self.endsName($0) }
    skipBlanks()
    guard !name.isEmpty, skip("=") else { return nil }
    skipBlanks()
    guard position < bytes.count else { return nil }
    let quote = bytes[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    position += 1
    let value = take { $0 == quote }
    guard position < bytes.count else { return nil }
    position += 1
    return (String(decoding: name, as: UTF8.self), Text(bytes: value))
  }

  // MARK: Moving on

  private mutating func take(until isEnd: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, !isEnd(bytes[position]) { position += 1 }
    return bytes[start..<position]
  }

  private mutating func skipBlanks() {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { wanted in
      guard wanted.count <= bytes.count - position else { return false }
      for index in 0..<wanted.count
      where bytes[position + index] != (unsafe wanted[index]) { return false }
      return true
    }
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    guard starts(with: text) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// Moves behind the next `text`; false, and at the end, when there is none.
  private mutating func skip(past text: StaticString) -> Bool {
    while position < bytes.count {
      if skip(text) { return true }
      position += 1
    }
    return false
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<"): true
    default: isBlank(byte)
    }
  }

  // MARK: Entities

  /// The five named entities of XML and the numbered ones; others stay as they are.
  fileprivate static func decodingEntities(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var rest = bytes
    while let ampersand = rest.firstIndex(of: UInt8(ascii: "&")) {
      text += String(decoding: rest[..<ampersand], as: UTF8.self)
      let name = rest[(ampersand + 1)...].prefix(10).prefix { $0 != UInt8(ascii: ";") }
      if name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: ";"),
        let character = character(named: String(decoding: name, as: UTF8.self))
      {
        text.append(character)
        rest = rest[(name.endIndex + 1)...]
      } else {
        text += "&"
        rest = rest[(ampersand + 1)...]
      }
    }
    return text + String(decoding: rest, as: UTF8.self)
  }

  private static func character(named name: String) -> Character? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.first == "#" else { return nil }
      let digits = name.dropFirst()
      let isHex = digits.first == "x" || digits.first == "X"
      let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
      return number.flatMap(Unicode.Scalar.init).map(Character.init)
    }
  }
}
