import CPlatform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Every call into C that can fail goes through `check`, which retries EINTR a bounded number of
/// times and turns -1 into `SystemError`. This file and its neighbours in `Files/` hold nearly all
/// of the program's `unsafe`.
enum SystemCalls {
  /// A call that is interrupted this often in a row is not interrupted but broken: network and FUSE
  /// file systems can answer EINTR for ever.
  private static let mostInterruptions = 100

  /// Runs `body` until it is not interrupted; throws the errno when it answers -1.
  @discardableResult
  @inline(__always)
  static func check<Result: FixedWidthInteger & SignedInteger>(
    _ call: StaticString, _ body: () -> Result
  ) throws(SystemError) -> Result {
    var interruptions = 0
    while true {
      let result = body()
      if result != -1 { return result }
      let code = errno
      interruptions += 1
      guard code == EINTR, interruptions <= mostInterruptions else {
        throw SystemError(call: "\(call)", code: code)
      }
    }
  }

  /// Runs `body` with the path as C wants it.
  @inline(__always)
  static func withPath<Result>(
    _ path: Path, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    unsafe withPath(path.bytes[...], body)
  }

  /// The same for bytes without a NUL among them.
  @inline(__always)
  static func withPath<Result>(
    _ bytes: ArraySlice<UInt8>, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 1) {
      buffer in
      _ = unsafe buffer.update(fromContentsOf: bytes)
      unsafe buffer[bytes.count] = 0
      guard let start = buffer.baseAddress else { preconditionFailure("an empty allocation") }
      return unsafe start.withMemoryRebound(to: CChar.self, capacity: bytes.count + 1) {
        unsafe body(UnsafePointer($0))
      }
    }
  }

  /// Writes all of `buffer` at the position of the open file `number`.
  static func writeAll(
    _ buffer: UnsafeRawBufferPointer, to number: Int32
  ) throws(SystemError) {
    var written = 0
    while written < buffer.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
      written += try check("write") { unsafe write(number, rest.baseAddress, rest.count) }
    }
  }

  static func status(
    _ call: StaticString, _ body: (UnsafeMutablePointer<stat>) -> Int32
  ) throws(SystemError) -> FileStatus {
    var raw = stat()
    try check(call) { unsafe body(&raw) }
    return FileStatus(raw)
  }
}
