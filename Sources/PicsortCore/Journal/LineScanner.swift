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

  /// True at the beginning of a record whose line begins so, which is passed then.
  mutating func begins(_ text: StaticString) -> Bool { passes(text) }

  /// The checksum of the line before, when nothing but it follows and all was as expected.
  mutating func previous() -> UInt32? {
    guard isAsWritten, passes(",\"prev\":\""), position == end - 9,
      block[end - 1] == UInt8(ascii: "\"")
    else { return nil }
    return JournalFormat.number(in: block, at: position)
  }

  /// True when the member `name` is next; its name is passed then.
  private mutating func has(_ name: StaticString) -> Bool {
    let start = position + 2
    let after = start + name.utf8CodeUnitCount
    guard isAsWritten, after + 2 <= end, block[position] == UInt8(ascii: ","),
      block[after + 1] == UInt8(ascii: ":"), block[after] == UInt8(ascii: "\""),
      block[position + 1] == UInt8(ascii: "\""), block.has(name, at: start)
    else { return false }
    position = after + 2
    return true
  }

  private mutating func passes(_ text: StaticString) -> Bool {
    let after = position + text.utf8CodeUnitCount
    guard after <= end, block.has(text, at: position) else { return false }
    position = after
    return true
  }

  private mutating func passes(_ byte: Unicode.Scalar) -> Bool {
    guard position < end, block[position] == UInt8(ascii: byte) else { return false }
    position += 1
    return true
  }

  /// The value of a member that is there and must have one.
  @inline(__always)
  private mutating func sound<Value>(_ value: Value?) -> Value? {
    if value == nil { isAsWritten = false }
    return value
  }

  // MARK: - Numbers

  mutating func integer(_ name: StaticString) -> Int { sound(integer(ifThere: name)) ?? 0 }

  mutating func integer(ifThere name: StaticString) -> Int? { has(name) ? sound(integer()) : nil }

  /// A count of files or bytes.
  mutating func number(_ name: StaticString) -> Int { sound(number(ifThere: name)) ?? 0 }

  mutating func number(ifThere name: StaticString) -> Int? {
    has(name) ? sound(integer().flatMap(RecordDecoder.counted)) : nil
  }

  mutating func truth(_ name: StaticString) -> Bool { sound(truth(ifThere: name)) ?? false }

  mutating func truth(ifThere name: StaticString) -> Bool? {
    guard has(name) else { return nil }
    if passes("true") { return true }
    return sound(passes("false") ? false : nil)
  }

  /// At most 19 digits, which do not overflow 64 bits without a sign.
  private mutating func integer() -> Int? {
    let isNegative = passes("-" as Unicode.Scalar)
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
  mutating func text(ifThere name: StaticString) -> String? {
    guard has(name) else { return nil }
    guard let range = string() else { return nil }
    return sound(String(validating: block[range], as: UTF8.self))
  }

  mutating func text(_ name: StaticString) -> String { sound(text(ifThere: name)) ?? "" }

  /// The same for a text that other lines have too.
  mutating func text(ifThere name: StaticString, from known: inout KnownTexts) -> String? {
    guard has(name) else { return nil }
    guard let range = string() else { return nil }
    return sound(known.text(range, of: block))
  }

  /// A word of a closed set.
  @inline(__always)
  mutating func word<Word: RawRepresentable<String>>(
    _ name: StaticString, from known: inout KnownTexts
  ) -> Word? {
    sound(text(ifThere: name, from: &known).flatMap(Word.init))
  }

  @inline(__always)
  mutating func word<Word: RawRepresentable<String>>(
    ifThere name: StaticString, from known: inout KnownTexts
  ) -> Word? {
    guard let text = text(ifThere: name, from: &known) else { return nil }
    return sound(Word(rawValue: text))
  }

  /// A path below an output or a source.
  mutating func path(_ name: StaticString) -> Path {
    sound(path(ifThere: name)) ?? Path(bytes: [])
  }

  mutating func path(ifThere name: StaticString) -> Path? {
    guard has(name) else { return nil }
    guard let range = string() else { return nil }
    return sound(PathText.decode(Array(block[range])).flatMap(JournalPath.below))
  }

  mutating func digest(ifThere name: StaticString) -> Digest? {
    guard has(name) else { return nil }
    guard let range = string() else { return nil }
    return sound(
      range.count == 2 * Digest.byteCount ? Digest(hex: block, at: range.lowerBound) : nil)
  }

  /// An instant as `UTCText` writes it, in seconds since 1970-01-01 UTC.
  mutating func time(_ name: StaticString) -> Int { sound(UTCText.seconds(text(name))) ?? 0 }

  /// Claims in a list of words; none where the member is missing.
  mutating func claims(ifThere name: StaticString) -> [DateClaim] {
    guard has(name) else { return [] }
    var claims: [DateClaim] = []
    claims.reserveCapacity(3)
    var isOpen = passes("[" as Unicode.Scalar)
    while isOpen, let word = string(), let claim = ClaimText.decode(block, word) {
      claims.append(claim)
      if passes("]" as Unicode.Scalar) { return claims }
      isOpen = passes("," as Unicode.Scalar)
    }
    isAsWritten = false
    return []
  }

  /// The bytes between two quotes, where no escape stands between them.
  private mutating func string() -> Range<Int>? {
    let start = position + 1
    guard start < end, block[position] == UInt8(ascii: "\"") else { return sound(nil) }
    let close = block.endOfPlainText(in: start..<end)
    guard close < end, block[close] == UInt8(ascii: "\"") else { return sound(nil) }
    position = close + 1
    return start..<close
  }
}
