import CPlatform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The owner of one open file; closes it once, when it goes.
package struct FileDescriptor: ~Copyable, Sendable {
  let number: Int32

  init(owning number: Int32) {
    self.number = number
  }

  deinit {
    _ = system_close(number)
  }

  /// Closes now and says whether the system had an error to report, which a late write error is.
  package consuming func close() throws(SystemError) {
    let number = self.number
    discard self
    // Never retried: after EINTR the descriptor is gone on Linux.
    if system_close(number) != 0 {
      let code = errno
      if code != EINTR { throw SystemError(call: "close", code: code) }
    }
  }

  package func status() throws(SystemError) -> FileStatus {
    try unsafe SystemCalls.status("fstat") { unsafe fstat(number, $0) }
  }

  /// At most `count` bytes from `offset`; fewer only at the end of the file.
  package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try Self.read(number, at: offset, count: count)
  }

  /// The same in the memory of `spare`, when that has `count` bytes and nobody else has it: fresh
  /// memory costs more than the bytes in it.
  package func read(
    at offset: Int, count: Int, reusing spare: consuming [UInt8]
  ) throws(SystemError) -> [UInt8] {
    try Self.read(number, at: offset, count: count, reusing: spare)
  }

  fileprivate static func read(
    _ number: Int32, at offset: Int, count: Int, reusing spare: consuming [UInt8]
  ) throws(SystemError) -> [UInt8] {
    guard spare.count == count, offset >= 0 else {
      return try read(number, at: offset, count: count)
    }
    var failure: SystemError?
    let filled = unsafe spare.withUnsafeMutableBytes { buffer in
      do throws(SystemError) {
        return try unsafe read(number, into: buffer, at: offset)
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return filled == count ? spare : Array(spare[..<filled])
  }

  fileprivate static func read(
    _ number: Int32, at offset: Int, count: Int
  ) throws(SystemError) -> [UInt8] {
    guard count > 0, offset >= 0 else { return [] }
    var failure: SystemError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      do throws(SystemError) {
        filled = try unsafe read(number, into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      } catch {
        failure = error
        filled = 0
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Fills `buffer` from `offset`; fewer bytes only at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
    try unsafe Self.read(number, into: buffer, at: offset)
  }

  private static func read(
    _ number: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(SystemError) -> Int {
    var filled = 0
    while filled < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let count = try SystemCalls.check("pread") {
        unsafe pread(number, rest.baseAddress, rest.count, off_t(offset + filled))
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// Writes all of `bytes` at the file's position.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    try write(bytes[...])
  }

  /// The same for a part of an array.
  package func write(_ bytes: ArraySlice<UInt8>) throws(SystemError) {
    var failure: SystemError?
    unsafe bytes.withUnsafeBytes { buffer in
      do throws(SystemError) {
        try unsafe write(buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// The same for the bytes that `buffer` shows.
  func write(_ buffer: UnsafeRawBufferPointer) throws(SystemError) {
    try unsafe SystemCalls.writeAll(buffer, to: number)
  }

  /// Flushes bytes and metadata to the medium. An error is final: the kernel may have dropped the
  /// pages, and a second call would report success (Rebello et al., USENIX ATC 2020).
  package func sync() throws(SystemError) {
    try SystemCalls.check("fsync") { picsort_full_sync(number) }
  }

  /// Flushes the bytes and what is needed to read them.
  package func syncData() throws(SystemError) {
    try SystemCalls.check("fdatasync") { picsort_data_sync(number) }
  }

  /// Asks that the next read come from the medium; a hint, so an error is no error.
  package func dropCache() {
    _ = picsort_drop_cache(number)
  }

  /// Takes the exclusive lock without waiting; false when somebody else has it. The kernel lets
  /// go of it when the holder dies, whatever way.
  package func tryLock() throws(SystemError) -> Bool {
    do throws(SystemError) {
      try SystemCalls.check("flock") { flock(number, LOCK_EX | LOCK_NB) }
      return true
    } catch {
      if error.code == EWOULDBLOCK { return false }
      throw error
    }
  }

  /// Cuts the file to `length` bytes; for the text of a lock, never for a photo.
  package func truncate(to length: Int) throws(SystemError) {
    try SystemCalls.check("ftruncate") { ftruncate(number, off_t(length)) }
  }
}

// Inside the type the name `close` is its own.
private func system_close(_ number: Int32) -> Int32 { close(number) }

/// Reads from a file that somebody else keeps open; must not outlive it.
package struct FileBytesReader: Sendable {
  fileprivate let number: Int32

  /// At most `count` bytes from `offset`; fewer only at the end of the file.
  package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try FileDescriptor.read(number, at: offset, count: count)
  }

  /// The same in the memory of `spare`, as `FileDescriptor` does it.
  package func read(
    at offset: Int, count: Int, reusing spare: consuming [UInt8]
  ) throws(SystemError) -> [UInt8] {
    try FileDescriptor.read(number, at: offset, count: count, reusing: spare)
  }
}

extension FileDescriptor {
  /// A reader for closures, which cannot hold this owner.
  package var reader: FileBytesReader { FileBytesReader(number: number) }
}
