#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where lines end.
package enum LineFeed {
  /// Index of the first line feed of `bytes` at or behind `start`; nil when there is none.
  package static func first(in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.indices.contains(start) else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, 0x0A, buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
