import MediaMetadata
import Platform

/// Reads the members of a line in the order and the form in which `JSONObjectWriter` writes them:
/// no blanks, no escapes, each name where it is expected.
///
/// Whatever else stands there, sound JSON or not, is not judged here: `previous` is nil then, and
/// whoever scans asks `JSONValue`. Where it is not nil, every value is the one of `JSONValue`.
struct LineScanner {
  private let block: [UInt8]
  private var position: Int
  /// Where `,"crc":` begins.
  private let end: Int
  /// False from the first thing on that was not expected; what is read after it means nothing.
  private var isAsWritten = true

  /// Begins at the first byte of a line without its line feed.
  init(_ line: Range<Int>, of block: [UInt8]) {
    self.block = block
    position = line.lowerBound
    end = max(line.lowerBound, min(line.upperBound, block.count) - (JournalFormat.tailLength - 1))
  }

  // MARK: - Shape

  /// True at the beginning of a record of `type`, which is passed then.
  mutating func begins(_ type: String) -> Bool { passes("{\"type\":\"", type, "\"") }

  /// The checksum of the line before, when nothing but it follows and all was as expected.
  mutating func previous() -> UInt32? {
    guard isAsWritten, has("prev"), position == end - 10, block[position] == Self.quote,
      block[end - 1] == Self.quote
    else { return nil }
    return JournalFormat.number(in: block, at: position + 1)
  }

  /// True when the member `name` is next; its name is passed then.
  private mutating func has(_ name: String) -> Bool {
    isAsWritten && passes(",\"", name, "\":")
  }

  /// True when these texts are next, which are passed then.
  private mutating func passes(_ first: String, _ second: String = "", _ third: String = "") -> Bool
  {
    let start = position
    if skips(first), skips(second), skips(third) { return true }
    position = start
    return false
  }

  private mutating func skips(_ text: String) -> Bool {
    for byte in text.utf8 {
      guard position < end, block[position] == byte else { return false }
      position += 1
    }
    return true
  }

  /// The value of a member that must be there.
  private mutating func required<Value>(_ value: Value?, or nothing: Value) -> Value {
    guard let value else {
      isAsWritten = false
      return nothing
    }
    return value
  }

  /// Refuses a member that is there and has no value.
  private mutating func sound<Value>(_ value: Value?) -> Value? {
    if value == nil { isAsWritten = false }
    return value
  }

  // MARK: - Numbers

  mutating func integer(_ name: String) -> Int { required(integer(ifThere: name), or: 0) }

  mutating func integer(ifThere name: String) -> Int? { has(name) ? sound(integer()) : nil }

  /// A count of files or bytes.
  mutating func number(_ name: String) -> Int { required(number(ifThere: name), or: 0) }

  mutating func number(ifThere name: String) -> Int? {
    has(name) ? sound(integer().flatMap(RecordDecoder.counted)) : nil
  }

  mutating func truth(_ name: String) -> Bool { required(truth(ifThere: name), or: false) }

  mutating func truth(ifThere name: String) -> Bool? {
    guard has(name) else { return nil }
    if passes("true") { return true }
    return sound(passes("false") ? false : nil)
  }

  /// At most 19 digits, which never overflow 64 bits without a sign.
  private mutating func integer() -> Int? {
    let isNegative = passes("-")
    let start = position
    var magnitude: UInt64 = 0
    while position < end, position - start < 20, (0x30...0x39).contains(block[position]) {
      magnitude = magnitude &* 10 &+ UInt64(block[position] &- 0x30)
      position += 1
    }
    let digits = position - start
    guard (1...19).contains(digits), digits == 1 || block[start] != 0x30 else { return nil }
    if !isNegative { return Int(exactly: magnitude) }
    return magnitude <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- magnitude) : nil
  }

  // MARK: - Texts

  /// A text as it is, when it is valid UTF-8.
  mutating func text(ifThere name: String) -> String? {
    guard has(name) else { return nil }
    return sound(string().flatMap { String(validating: block[$0], as: UTF8.self) })
  }

  mutating func text(_ name: String) -> String { required(text(ifThere: name), or: "") }

  /// The same for a text that other lines have too.
  mutating func text(ifThere name: String, from known: inout KnownTexts) -> String? {
    guard has(name) else { return nil }
    return sound(string().flatMap { known.text($0, of: block) })
  }

  /// A word of a closed set.
  mutating func word<Word: RawRepresentable<String>>(_ name: String) -> Word? {
    Word(rawValue: text(name))
  }

  mutating func word<Word: RawRepresentable<String>>(ifThere name: String) -> Word? {
    guard let text = text(ifThere: name) else { return nil }
    return sound(Word(rawValue: text))
  }

  /// A path below an output or a source.
  mutating func path(_ name: String) -> Path { required(path(ifThere: name), or: Self.noPath) }

  mutating func path(ifThere name: String) -> Path? {
    guard has(name) else { return nil }
    return sound(
      string().flatMap { PathText.decode(Array(block[$0])) }.flatMap(JournalPath.below))
  }

  mutating func digest(ifThere name: String) -> Digest? {
    guard has(name) else { return nil }
    return sound(
      string().flatMap {
        $0.count == 2 * Digest.byteCount ? Digest(hex: block, at: $0.lowerBound) : nil
      })
  }

  /// An instant as `UTCText` writes it, in seconds since 1970-01-01 UTC.
  mutating func time(_ name: String) -> Int {
    required(
      has(name) ? string().flatMap { UTCText.seconds(String(decoding: block[$0], as: UTF8.self)) }
        : nil, or: 0)
  }

  /// Claims in a list of words; none where the member is missing.
  mutating func claims(ifThere name: String) -> [DateClaim] {
    guard has(name) else { return [] }
    var claims: [DateClaim] = []
    var isOpen = passes("[")
    while isOpen, let word = string(), let claim = ClaimText.decode(block, word) {
      claims.append(claim)
      if passes("]") { return claims }
      isOpen = passes(",")
    }
    return required(nil, or: [])
  }

  /// The bytes between two quotes, where no escape stands between them.
  private mutating func string() -> Range<Int>? {
    guard position < end, block[position] == Self.quote else { return nil }
    let start = position + 1
    var cursor = start
    while cursor < end {
      let byte = block[cursor]
      if byte == Self.quote {
        position = cursor + 1
        return start..<cursor
      }
      guard byte >= 0x20, byte != Self.backslash else { return nil }
      cursor += 1
    }
    return nil
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")
  private static let noPath = Path(bytes: [])
}
