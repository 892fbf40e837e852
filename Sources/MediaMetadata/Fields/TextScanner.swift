/// Reads a short text from left to right: digits, separators, fractions, offsets from UTC.
///
/// What cannot be read is left where it is, so the next attempt starts at the same place.
package struct TextScanner {
  private let bytes: Bytes
  private var position = 0

  package init(_ text: some StringProtocol) {
    self.init(Bytes(Array(text.utf8)))
  }

  /// Reads `bytes` where they are. A NUL, like all that is no digit and no separator, is not got
  /// over, so a text that ends there needs no cutting.
  package init(_ bytes: Bytes) {
    self.bytes = bytes
  }

  /// The next byte, without moving; nil at the end.
  package var next: UInt8? { bytes[position] }

  /// How many digits come next.
  package var digitsAhead: Int {
    var end = position
    while let byte = bytes[end], ASCII.isDigit(byte) { end += 1 }
    return end - position
  }

  /// Moves past blanks, tabs and line ends.
  package mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  /// Moves past the next byte when it is one of `choices`, which are ASCII.
  package mutating func skip(oneOf choices: StaticString) -> Bool {
    guard let byte = next, choices.withUTF8Buffer({ unsafe $0.contains(byte) }) else {
      return false
    }
    position += 1
    return true
  }

  /// The number that the next digits spell, as many as `width` allows; nil when there are fewer.
  package mutating func number(digits width: ClosedRange<Int>) -> Int? {
    let count = min(digitsAhead, width.upperBound, 18)
    guard count >= width.lowerBound else { return nil }
    var value = 0
    for _ in 0..<count {
      guard let digit = next else { return nil }
      value = value * 10 + Int(digit &- 0x30)
      position += 1
    }
    return value
  }

  /// A number of one or two digits, padded with blanks in front as some cameras do.
  package mutating func paddedNumber() -> Int? {
    let start = position
    skipBlanks()
    if let value = number(digits: 1...2) { return value }
    position = start
    return nil
  }

  /// The digits of a decimal fraction, in nanoseconds: `5` is half a second. Digits beyond the
  /// ninth are passed over.
  package mutating func fraction() -> Int? {
    let count = digitsAhead
    guard let digits = number(digits: 1...9) else { return nil }
    position += digitsAhead
    return (count..<max(count, 9)).reduce(digits) { value, _ in value * 10 }
  }

  /// A distance from UTC as `+02:00`, `+0200`, `+02` or `-5:00`, in seconds east; nil when there
  /// is none or when no place on Earth ever had it.
  package mutating func offset() -> Int? {
    let start = position
    guard let seconds = signedOffset(), (-12 * 3600...14 * 3600).contains(seconds) else {
      position = start
      return nil
    }
    return seconds
  }

  private mutating func signedOffset() -> Int? {
    let isWest = next == UInt8(ascii: "-")
    guard skip(oneOf: "+-") else { return nil }
    let isCompact = digitsAhead >= 4
    guard let hours = number(digits: isCompact ? 2...2 : 1...2) else { return nil }
    var minutes = 0
    if isCompact || skip(oneOf: ":") {
      guard let value = number(digits: 2...2), value < 60 else { return nil }
      minutes = value
    }
    let seconds = hours * 3600 + minutes * 60
    return isWest ? -seconds : seconds
  }

  /// `Z` or a distance from UTC; nil when neither comes next.
  package mutating func zone() -> ClaimZone? {
    if let seconds = offset() { return .offset(seconds: seconds) }
    return skip(oneOf: "Zz") ? .utc : nil
  }
}
