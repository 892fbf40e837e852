#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a person types.
package enum StandardInput {
  package static var isTerminal: Bool { isatty(0) == 1 }

  /// Longest line, in bytes; the rest of a longer one is dropped.
  private static let longestLine = 4096

  /// The next line without its end. Nil at the end of the input, and when `isStopping` says so: it
  /// is asked a few times a second, because a signal that is only noted does not end a read.
  package static func line(isStopping: () -> Bool) -> [UInt8]? {
    var line: [UInt8] = []
    while !isStopping() {
      var waiting = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      let ready = unsafe poll(&waiting, 1, 200)
      if ready == 0 || ready < 0 && errno == EINTR { continue }
      var byte: UInt8 = 0
      guard ready > 0, unsafe read(0, &byte, 1) == 1 else { return line.isEmpty ? nil : line }
      if byte == UInt8(ascii: "\n") { return line }
      if line.count < longestLine { line.append(byte) }
    }
    return nil
  }
}
