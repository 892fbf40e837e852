/// The 32 bytes of a SHA-256, held without an allocation.
package struct Digest: Hashable, Sendable {
  /// The bytes as they are printed, eight to a word, the first one highest.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// Number of bytes.
  package static let byteCount = 32

  /// The digest of exactly these 32 bytes; nil for any other number.
  package init?(bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(padding: bytes)
  }

  /// The first 32 bytes of `bytes`, zeros in place of those that are missing.
  init(padding bytes: some Sequence<UInt8>) {
    var words = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    for (index, byte) in bytes.prefix(Self.byteCount).enumerated() {
      let shifted = UInt64(byte) << UInt64(56 - index % 8 * 8)
      switch index / 8 {
      case 0: words.0 |= shifted
      case 1: words.1 |= shifted
      case 2: words.2 |= shifted
      default: words.3 |= shifted
      }
    }
    self.words = words
  }

  /// The digest that `hex` spells in 64 digits of either case; nil for anything else.
  package init?(hex: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    var high: UInt8?
    for character in hex.utf8 {
      guard bytes.count < Self.byteCount, let digit = Self.value(ofHexDigit: character) else {
        return nil
      }
      if let upper = high {
        bytes.append(upper << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard high == nil else { return nil }
    self.init(bytes: bytes)
  }

  /// The digest that the 64 bytes of `text` from `start` on spell; nil when they do not.
  package init?(hex text: [UInt8], at start: Int) {
    guard start >= 0, start <= text.count - 2 * Self.byteCount else { return nil }
    func word(_ number: Int) -> UInt64? {
      var word: UInt64 = 0
      for index in start + 16 * number..<start + 16 * number + 16 {
        guard let digit = Self.value(ofHexDigit: text[index]) else { return nil }
        word = word << 4 | UInt64(digit)
      }
      return word
    }
    guard let first = word(0), let second = word(1), let third = word(2), let fourth = word(3)
    else { return nil }
    words = (first, second, third, fourth)
  }

  /// The bytes in the order in which they are printed.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
      }
    }
    return bytes
  }

  /// 64 lower-case hexadecimal digits, as `sha256sum` prints them.
  package var hex: String {
    let digits = TextBuffer(capacity: 2 * Self.byteCount)
    append(to: digits)
    return String(decoding: digits.bytes, as: UTF8.self)
  }

  /// Appends the same to `text`.
  package func append(to text: TextBuffer) {
    for word in [words.0, words.1, words.2, words.3] {
      text.append(hex: UInt32(truncatingIfNeeded: word >> 32))
      text.append(hex: UInt32(truncatingIfNeeded: word))
    }
  }

  private static func value(ofHexDigit character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  package static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension Digest: CustomStringConvertible {
  package var description: String { hex }
}
