#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One of the process's two output streams.
package enum OutputStream: Int32, Sendable {
  case standardOutput = 1
  case standardError = 2

  /// Writes all of `bytes`. An error of which `isClosedPipe` is true says that nobody reads any
  /// more, which is the reader's good right.
  package func write(_ bytes: [UInt8]) throws(SystemError) {
    let failure: SystemError? = unsafe bytes.withUnsafeBytes { buffer in
      do throws(SystemError) {
        try unsafe SystemCalls.writeAll(buffer, to: rawValue)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Columns of the terminal; nil when it is none or does not say.
  package var columns: Int? {
    var size = winsize()
    guard unsafe ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// False when the process runs in the background of its terminal, where drawing would disturb.
  package var isForeground: Bool {
    let group = tcgetpgrp(rawValue)
    return group < 0 || group == getpgrp()
  }
}
