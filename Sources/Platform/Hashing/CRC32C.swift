import CPlatform

/// CRC-32C, the Castagnoli checksum of iSCSI (RFC 3720, appendix B.4).
package enum CRC32C {
  /// Who computes it.
  package enum Implementation: String, CaseIterable, Sendable {
    /// The CRC32 instruction of SSE 4.2.
    case sse42 = "sse4.2"
    /// The CRC32 extension of Armv8.
    case armv8
    /// Eight tables, on every machine.
    case portable

    fileprivate var path: picsort_hash_path {
      switch self {
      case .sse42: PICSORT_HASH_X86
      case .armv8: PICSORT_HASH_ARM
      case .portable: PICSORT_HASH_PORTABLE
      }
    }
  }

  /// The checksum of `bytes` when `seed` is the checksum of what came before them, 0 of nothing.
  package static func checksum(of bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe checksum(of: $0, seed: seed) }
  }

  /// The same for a part of an array.
  package static func checksum(of bytes: ArraySlice<UInt8>, seed: UInt32 = 0) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe checksum(of: $0, seed: seed) }
  }

  /// The checksum of the bytes that `buffer` shows, after bytes whose checksum was `seed`.
  package static func checksum(of buffer: UnsafeRawBufferPointer, seed: UInt32 = 0) -> UInt32 {
    unsafe picsort_crc32c_best(seed, buffer.baseAddress, buffer.count)
  }

  /// The same by `implementation`; nil when this machine does not have it.
  package static func checksum(
    of buffer: UnsafeRawBufferPointer, seed: UInt32 = 0, forcing implementation: Implementation
  ) -> UInt32? {
    guard available.contains(implementation) else { return nil }
    return unsafe picsort_crc32c(seed, buffer.baseAddress, buffer.count, implementation.path)
  }

  /// What this machine has, the fastest first.
  package static var available: [Implementation] {
    let best = picsort_crc32c_best_path()
    return Implementation.allCases.filter { $0 == .portable || $0.path == best }
  }
}
