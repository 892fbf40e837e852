#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// What a reader and a writer of lines ask of millions of bytes.

extension [UInt8] {
  /// Appends the bytes of `text`.
  package mutating func append(_ text: StaticString) {
    unsafe append(
      contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Index of the first line feed at or behind `start`; nil when there is none.
  package func firstLineFeed(from start: Int) -> Int? {
    guard indices.contains(start) else { return nil }
    return unsafe withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, 0x0A, buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// True when the bytes from `start` on begin with `text`.
  package func has(_ text: StaticString, at start: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard start >= 0, start <= count - length else { return false }
    return unsafe withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return length == 0 }
      return unsafe memcmp(base + start, text.utf8Start, length) == 0
    }
  }

  /// True when the bytes in `range` are those of `other`.
  package func has(_ other: [UInt8], in range: Range<Int>) -> Bool {
    guard range.count == other.count, range.lowerBound >= 0, range.upperBound <= count else {
      return false
    }
    return unsafe withUnsafeBytes { buffer in
      unsafe other.withUnsafeBytes { wanted in
        guard let base = buffer.baseAddress, let start = wanted.baseAddress else { return true }
        return unsafe memcmp(base + range.lowerBound, start, wanted.count) == 0
      }
    }
  }

  /// Index of the first byte in `range` that does not stand for itself in a JSON text: a quote, a
  /// backslash or a control character; the end of the range when there is none.
  package func endOfPlainText(in range: Range<Int>) -> Int {
    guard range.lowerBound >= 0, range.upperBound <= count else { return range.lowerBound }
    return unsafe withUnsafeBytes { buffer in
      var index = range.lowerBound
      // Eight bytes at a time, as long as none of them has to be looked at.
      while index <= range.upperBound - 8 {
        let word = unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard Self.isPlain(word) else { break }
        index += 8
      }
      while index < range.upperBound, unsafe Self.isPlain(buffer[index]) { index += 1 }
      return index
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// False when one of eight bytes is not plain; sometimes also when all are.
  private static func isPlain(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    /// High bits where a byte is below `limit`, and above such a one where none need be.
    func below(_ limit: UInt64, _ word: UInt64) -> UInt64 { (word &- (ones &* limit)) & ~word }
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let odd = below(0x20, word) | below(1, quote) | below(1, backslash)
    return odd & (ones &* 0x80) == 0
  }
}
