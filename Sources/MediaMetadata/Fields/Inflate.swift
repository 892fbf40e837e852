/// Decompresses zlib streams (RFC 1950) of DEFLATE data, as PNG's text chunks have them; bounded,
/// so that no stream can ask for more memory than the caller grants.
package enum Inflate {
  /// What a zlib stream holds; bytes after the stream are ignored.
  ///
  /// Throws when the stream is damaged, cut off, or holds more than `limit` bytes. A checksum that
  /// is wrong is damage; one that is missing is not, as some writers leave it out.
  package static func zlib(_ bytes: Bytes, limit: Int = 4 << 20) throws(FormatError) -> [UInt8] {
    let header = try bytes.u16(0, .big)
    // Compression method 8 in the low half of the first byte; 0x20: a preset dictionary, which PNG
    // does not have (RFC 1950, 2.2).
    guard header >> 8 & 0xF == 8, header % 31 == 0, header & 0x20 == 0 else {
      throw .malformed("not a zlib stream", offset: 0)
    }
    var inflater = Inflater(limit: limit)
    inflater.push(bytes.suffix(from: 2).array)
    var output: [UInt8] = []
    while !inflater.isFinished {
      let part = try inflater.pull(1 << 16)
      guard !part.isEmpty || inflater.isFinished else {
        throw .truncated(offset: bytes.count, wanted: 1)
      }
      output += part
    }
    let end = 2 + inflater.consumed
    if end < bytes.count, try bytes.u32(end, .big) != adler32(output) {
      throw .malformed("zlib checksum", offset: end)
    }
    return output
  }

  /// The checksum of RFC 1950, 8.2.
  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a &+ UInt32(byte)) % 65_521
      b = (b &+ a) % 65_521
    }
    return b << 16 | a
  }
}
