import Foundation
import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How a process ended.
enum ProcessEnding: Equatable {
  case exit(Int32)
  case signal(Int32)
  /// It had to be killed, because it did not end by itself.
  case stuck
}

/// A program that was started by a test, with a watchdog that kills it when it hangs.
final class ChildProcess {
  let id: pid_t
  private let watchdog: Watchdog
  private var ending: ProcessEnding?

  /// Longest life of a child in seconds; nothing here takes a tenth of it.
  private static let limit = 60.0

  /// Starts `program`. Its standard output and error go to the files or named pipes at these paths;
  /// signals are as a terminal would have them, whatever the test runner ignores.
  init(
    _ program: String, _ arguments: [[UInt8]], environment: [String: String], output: String,
    error: String, input: String = "/dev/null"
  ) throws {
    var actions = FileActions()
    actions.open(0, input, O_RDONLY | O_NOCTTY)
    actions.open(1, output, O_WRONLY)
    actions.open(2, error, O_WRONLY)
    let words = [Array(program.utf8)] + arguments
    let variables = environment.sorted { $0.key < $1.key }.map { Array("\($0)=\($1)".utf8) }
    id = try actions.spawn(program, words, variables)
    watchdog = Watchdog(killing: id, after: Self.limit)
  }

  deinit {
    guard ending == nil else { return }
    send(SIGKILL)
    _ = wait()
  }

  func send(_ signal: Int32) {
    if ending == nil { kill(id, signal) }
  }

  /// Sends `signal` again and again until the process has ended by whatever.
  func insist(_ signal: Int32) -> ProcessEnding {
    while ending == nil, wait(WNOHANG) == nil {
      send(signal)
      sched_yield()
    }
    return wait()
  }

  /// True when the process has ended; does not wait.
  var hasEnded: Bool { wait(WNOHANG) != nil }

  /// Blocks until the process has ended.
  func wait() -> ProcessEnding { wait(0) ?? .stuck }

  /// Nil when `options` is WNOHANG and the process lives.
  private func wait(_ options: Int32) -> ProcessEnding? {
    if let ending { return ending }
    var status: Int32 = 0
    var waited: pid_t
    repeat { waited = unsafe waitpid(id, &status, options) } while waited < 0 && errno == EINTR
    guard waited == id else { return nil }
    let number = status & 0x7F
    let seen: ProcessEnding = number == 0 ? .exit(status >> 8 & 0xFF) : .signal(number)
    let result = watchdog.release() ? .stuck : seen
    ending = result
    return result
  }
}

/// Kills a process that lives too long.
private final class Watchdog: Sendable {
  private enum State { case watching, bitten, released }
  private let state = Mutex(State.watching)

  init(killing id: pid_t, after seconds: Double) {
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self] in
      self?.state.withLock { state in
        guard state == .watching else { return }
        state = .bitten
        kill(id, SIGKILL)
      }
    }
  }

  /// True when it had to kill; it never will after this.
  func release() -> Bool {
    state.withLock { state in
      defer { state = .released }
      return state == .bitten
    }
  }
}

/// posix_spawn with what it is to do first.
@safe private struct FileActions: ~Copyable {
  #if canImport(Darwin)
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
  #else
    private var actions = unsafe posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
  #endif

  init() {
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    var none = sigset_t()
    var usual = sigset_t()
    unsafe sigemptyset(&none)
    unsafe sigemptyset(&usual)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGPIPE] { unsafe sigaddset(&usual, signal) }
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    unsafe posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
  }

  deinit {
    unsafe withUnsafePointer(to: actions) {
      _ = unsafe posix_spawn_file_actions_destroy(UnsafeMutablePointer(mutating: $0))
    }
    unsafe withUnsafePointer(to: attributes) {
      _ = unsafe posix_spawnattr_destroy(UnsafeMutablePointer(mutating: $0))
    }
  }

  mutating func open(_ descriptor: Int32, _ path: String, _ flags: Int32) {
    unsafe posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0)
  }

  mutating func spawn(
    _ program: String, _ words: [[UInt8]], _ environment: [[UInt8]]
  ) throws -> pid_t {
    var id: pid_t = 0
    var code: Int32 = 0
    unsafe withCStrings(words) { argv in
      unsafe withCStrings(environment) { envp in
        code = unsafe posix_spawn(&id, program, &actions, &attributes, argv, envp)
      }
    }
    guard code == 0 else { throw SystemFailure("posix_spawn \(program)", code) }
    return id
  }
}

/// Calls `body` with the NULL-terminated list that exec and its like want.
private func withCStrings(
  _ strings: [[UInt8]], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Void
) {
  var copies = unsafe strings.map { bytes in
    unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { chars in
        unsafe chars.baseAddress.flatMap { unsafe strdup($0) }
      }
    }
  }
  unsafe copies.append(nil)
  unsafe copies.withUnsafeMutableBufferPointer { list in
    if let start = list.baseAddress { unsafe body(start) }
  }
  unsafe copies.forEach { unsafe free($0) }
}

/// A system call that a test cannot do without has failed.
struct SystemFailure: Error, CustomStringConvertible {
  let description: String

  init(_ what: String, _ code: Int32 = errno) {
    description = "\(what): \(unsafe String(cString: strerror(code)))"
  }
}
