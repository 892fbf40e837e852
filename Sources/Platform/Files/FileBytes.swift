#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How a pass over a file's bytes ended.
package enum BytePass: Sendable {
  /// All bytes were seen; their number and digest.
  case whole(bytes: Int, digest: Digest)
  /// `proceed` said no.
  case stopped
}

extension FileDescriptor {
  /// Bytes read and written at a time: two such buffers fit into a core's own cache.
  package static let chunk = 256 << 10

  /// Copies all bytes to `target`, hashing on the way. `proceed` is asked before each chunk with
  /// the number of bytes done; false abandons the copy.
  package func copyBytes(
    to target: borrowing FileDescriptor, proceed: (Int) -> Bool
  ) throws(SystemError) -> BytePass {
    let number = target.number
    return try unsafe eachChunk(proceed: proceed) { chunk throws(SystemError) in
      try unsafe SystemCalls.writeAll(chunk, to: number)
    }
  }

  /// Hashes all bytes. `proceed` as in `copyBytes`.
  package func hash(proceed: (Int) -> Bool = { _ in true }) throws(SystemError) -> BytePass {
    try unsafe eachChunk(proceed: proceed) { _ throws(SystemError) in }
  }

  /// CRC-32C of the first `count` bytes, at most `chunk`, or of all of a shorter file.
  package func checksum(ofFirst count: Int) throws(SystemError) -> UInt32 {
    let buffer = ChunkBuffer()
    let wanted = unsafe UnsafeMutableRawBufferPointer(
      rebasing: buffer.bytes[..<min(max(0, count), Self.chunk)])
    let filled = unsafe try read(into: wanted, at: 0)
    return unsafe CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: wanted[..<filled]))
  }

  private func eachChunk(
    proceed: (Int) -> Bool,
    _ body: (UnsafeRawBufferPointer) throws(SystemError) -> Void
  ) throws(SystemError) -> BytePass {
    let buffer = ChunkBuffer()
    var hasher = SHA256()
    var offset = 0
    while true {
      guard proceed(offset) else { return .stopped }
      let count = unsafe try read(into: buffer.bytes, at: offset)
      let filled = unsafe UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])
      unsafe hasher.update(filled)
      unsafe try body(filled)
      offset += count
      if count < Self.chunk { return .whole(bytes: offset, digest: hasher.finish()) }
    }
  }

  /// True when `other` begins with this file's bytes, every one compared.
  package func isPrefix(of other: borrowing FileDescriptor) throws(SystemError) -> Bool {
    var offset = 0
    while true {
      let block = try read(at: offset, count: Self.chunk)
      if block.isEmpty { return true }
      guard try other.read(at: offset, count: block.count) == block else { return false }
      offset += block.count
    }
  }

  /// True when this file and `other` hold the same bytes, every one compared. Nil when `proceed`
  /// said no.
  package func hasSameBytes(
    as other: borrowing FileDescriptor, proceed: (Int) -> Bool = { _ in true }
  ) throws(SystemError) -> Bool? {
    let left = ChunkBuffer()
    let right = ChunkBuffer()
    var offset = 0
    while true {
      guard proceed(offset) else { return nil }
      let count = unsafe try read(into: left.bytes, at: offset)
      let otherCount = unsafe try other.read(into: right.bytes, at: offset)
      guard count == otherCount, left.hasSameBytes(as: right, count) else { return false }
      if count < Self.chunk { return true }
      offset += count
    }
  }
}
