import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The reading end of a pipe that a child writes to.
///
/// It is small, and a child that is not read from comes to a halt: that is how a test stops a run
/// in the middle without a clock. A run that has more to say than the pipe and its own buffer hold
/// cannot have ended.
final class NamedPipe {
  let path: String
  private let descriptor: Int32
  private var buffer = Data()
  private(set) var isAtEnd = false
  private var isHungUp = false
  /// Everything that was read, lines and all.
  private(set) var text = ""

  #if os(Linux)
    /// F_SETPIPE_SZ of fcntl(2), which Glibc keeps for GNU sources.
    private static let setPipeSize: Int32 = 1031
  #endif

  init(at path: String) throws {
    self.path = path
    guard unsafe mkfifo(path, 0o600) == 0 else { throw SystemFailure("mkfifo \(path)") }
    // Without waiting for a writer, who comes later.
    descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFailure("open \(path)") }
    #if os(Linux)
      _ = fcntl(descriptor, Self.setPipeSize, 4096)
    #endif
  }

  deinit { hangUp() }

  /// Stops reading for good, as `head` does.
  func hangUp() {
    guard !isHungUp else { return }
    isHungUp = true
    isAtEnd = true
    close(descriptor)
  }

  /// The next line without its end; nil when the writer is gone. Blocks.
  func nextLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[buffer.startIndex..<end], as: UTF8.self)
        buffer = buffer[(end + 1)...]
        return line
      }
      guard !isAtEnd else { return nil }
      Self.fill([self])
    }
  }

  /// Reads lines up to the first that holds `word`; false when there was none.
  func read(upTo word: String) -> Bool {
    while let line = nextLine() {
      if line.contains(word) { return true }
    }
    return false
  }

  /// Reads whatever there is until the writers of all `pipes` are gone.
  static func drain(_ pipes: [NamedPipe]) {
    while pipes.contains(where: { !$0.isAtEnd }) { fill(pipes.filter { !$0.isAtEnd }) }
  }

  /// Waits until one of `pipes` has bytes or ends, and takes them.
  private static func fill(_ pipes: [NamedPipe]) {
    var polled = pipes.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    guard unsafe poll(&polled, nfds_t(polled.count), -1) > 0 else { return }
    for (pipe, seen) in zip(pipes, polled) where seen.revents != 0 { pipe.take() }
  }

  private func take() {
    var block = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe readBytes(descriptor, &block, block.count)
    if count > 0 {
      buffer.append(contentsOf: block[..<count])
      text += String(decoding: block[..<count], as: UTF8.self)
    } else if count == 0 || errno != EAGAIN && errno != EINTR {
      isAtEnd = true
    }
  }
}
