import CPlatform

/// CRC-32, the checksum of ZIP, gzip and PNG (IEEE 802.3).
package enum CRC32 {
  /// The checksum of `bytes` when `seed` is the checksum of what came before them, 0 of nothing.
  package static func checksum(of bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe checksum(of: $0, seed: seed) }
  }

  /// The checksum of the bytes that `buffer` shows, after bytes whose checksum was `seed`.
  package static func checksum(of buffer: UnsafeRawBufferPointer, seed: UInt32 = 0) -> UInt32 {
    unsafe picsort_crc32(seed, buffer.baseAddress, buffer.count)
  }
}
