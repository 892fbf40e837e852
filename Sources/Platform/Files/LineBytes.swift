#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// What is asked of millions of lines and names.

extension [UInt8] {
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

  /// True when these bytes come before `other` in the order of bytes.
  package func precedes(_ other: [UInt8]) -> Bool {
    unsafe withUnsafeBytes { own in
      unsafe other.withUnsafeBytes { wanted in
        guard let left = own.baseAddress, let right = wanted.baseAddress else {
          return own.count < wanted.count
        }
        let order = unsafe memcmp(left, right, Swift.min(own.count, wanted.count))
        return order == 0 ? own.count < wanted.count : order < 0
      }
    }
  }

  /// Index of the first byte in `range` that does not stand for itself in a JSON text: a quote, a
  /// backslash or a control character; the end of the range when there is none.
  package func endOfPlainText(in range: Range<Int>) -> Int {
    unsafe withUnsafeBytes { buffer in
      unsafe PlainBytes.read.end(in: buffer, from: range.lowerBound, to: range.upperBound)
    }
  }
}
