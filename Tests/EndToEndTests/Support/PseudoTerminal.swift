import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A terminal that a test types into, and whose screen it reads.
final class PseudoTerminal {
  /// Path of the end that a program has.
  let path: String
  private let descriptor: Int32
  /// Kept open, so that the terminal does not hang up between two programs.
  private let other: Int32
  /// Everything that was shown.
  private(set) var text = ""

  init() throws {
    descriptor = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure("open /dev/ptmx") }
    path = try Self.otherEnd(of: descriptor)
    other = unsafe open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard other >= 0 else { throw SystemFailure("open \(path)") }
  }

  /// What grantpt(3), unlockpt(3) and ptsname(3) do.
  private static func otherEnd(of descriptor: Int32) throws -> String {
    #if canImport(Darwin)
      guard grantpt(descriptor) == 0, unlockpt(descriptor) == 0,
        let name = unsafe ptsname(descriptor)
      else { throw SystemFailure("unlockpt") }
      return unsafe String(cString: name)
    #else
      // Glibc hides those from Swift. TIOCSPTLCK and TIOCGPTN, as ioctl_tty(2) has them.
      var lock: Int32 = 0
      var number: Int32 = 0
      guard unsafe ioctl(descriptor, UInt(0x4004_5431), &lock) == 0,
        unsafe ioctl(descriptor, UInt(0x8004_5430), &number) == 0
      else { throw SystemFailure("TIOCSPTLCK") }
      return "/dev/pts/\(number)"
    #endif
  }

  deinit {
    close(other)
    close(descriptor)
  }

  /// Types `line`.
  func type(_ line: String) {
    let bytes = Array(line.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Reads the screen until `word` is shown; false when nothing came for so many milliseconds,
  /// which is far longer than any program here is silent.
  func read(upTo word: String, patience: Int32 = 30_000) -> Bool {
    while !text.contains(word) {
      guard take(patience) else { return false }
    }
    return true
  }

  /// Reads what is shown already.
  func drain() {
    while take(0) {}
  }

  /// Reads what is shown until `child` has ended; a program that nobody reads from comes to a halt.
  func read(untilEndOf child: ChildProcess) -> ProcessEnding {
    while !child.hasEnded { _ = take(50) }
    drain()
    return child.wait()
  }

  private func take(_ milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&polled, 1, milliseconds) > 0 else { return false }
    var block = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe readBytes(descriptor, &block, block.count)
    guard count > 0 else { return false }
    text += String(decoding: block[..<count], as: UTF8.self)
    return true
  }
}
