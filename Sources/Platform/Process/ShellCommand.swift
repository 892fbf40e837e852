#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A command line that a user wrote, run by the system's shell.
package enum ShellCommand {
  /// How a command ended.
  package enum Ending: Sendable, Equatable {
    case exit(Int32)
    case signal(Int32)
  }

  /// Where what a command prints goes; the raw value is the descriptor.
  package enum Output: Int32, Sendable {
    case standardOutput = 1
    case standardError = 2
  }

  /// Runs `command` by `/bin/sh -c` and waits until it has ended.
  ///
  /// It reads nothing, and signals are as a terminal would have them.
  ///
  /// - Parameters:
  ///   - command: the command line; bytes after a NUL are not seen.
  ///   - variables: what it finds in its environment besides that of this process.
  ///   - output: where its results go.
  ///   - stop: whose signal is passed on to it; a terminal sends its signals to both anyway.
  /// - Returns: how it ended.
  /// - Throws: when it could not be started.
  package static func run(
    _ command: String, variables: [(name: String, value: [UInt8])],
    output: Output = .standardError, stop: StopRequest = .never
  ) throws(SystemError) -> Ending {
    var words = [Array("/bin/sh".utf8), Array("-c".utf8), Array(command.utf8)].map(cString)
    let own = Set(variables.map(\.name))
    var environment = Environment.all().filter { entry in
      !own.contains(String(decoding: entry.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self))
    }
    environment += variables.map { Array("\($0.name)=".utf8) + $0.value.filter { $0 != 0 } }
    var values = environment.map(cString)
    let id = try unsafe withPointers(&words) { arguments throws(SystemError) in
      try unsafe withPointers(&values) { variables throws(SystemError) in
        try unsafe spawn(arguments, variables, output)
      }
    }
    return try wait(for: id, stop)
  }

  private static func cString(_ bytes: [UInt8]) -> [CChar] {
    bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// Calls `body` with a null-terminated list of pointers to `strings`, which stand still
  /// meanwhile.
  private static func withPointers(
    _ strings: inout [[CChar]],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) throws(SystemError) -> pid_t
  ) throws(SystemError) -> pid_t {
    var storage = strings.flatMap { $0 }
    var starts: [Int] = []
    var offset = 0
    for string in strings {
      starts.append(offset)
      offset += string.count
    }
    let result: Result<pid_t, SystemError> = unsafe storage.withUnsafeMutableBufferPointer {
      bytes in
      var pointers = unsafe starts.map { start in unsafe bytes.baseAddress.map { unsafe $0 + start }
      }
      unsafe pointers.append(nil)
      return unsafe pointers.withUnsafeMutableBufferPointer { list in
        guard let base = list.baseAddress else {
          return .failure(SystemError(call: "posix_spawn", code: EINVAL))
        }
        do throws(SystemError) {
          return .success(try unsafe body(base))
        } catch {
          return .failure(error)
        }
      }
    }
    return try result.get()
  }

  private static func spawn(
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
    _ variables: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, _ output: Output
  ) throws(SystemError) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = unsafe posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output.rawValue, 1)
    var defaults = sigset_t()
    unsafe sigemptyset(&defaults)
    unsafe sigaddset(&defaults, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &defaults)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var id: pid_t = 0
    let code = unsafe posix_spawn(&id, "/bin/sh", &actions, &attributes, arguments, variables)
    guard code == 0 else { throw SystemError(call: "posix_spawn", code: code) }
    return id
  }

  private static let lookNanoseconds: UInt64 = 20_000_000

  private static func wait(
    for id: pid_t, _ stop: StopRequest
  ) throws(SystemError) -> Ending {
    var status: Int32 = 0
    var isTold = false
    while true {
      let ended = unsafe waitpid(id, &status, WNOHANG)
      if ended == id { break }
      guard ended == 0 || errno == EINTR else { throw SystemError(call: "waitpid", code: errno) }
      if let signal = stop.signal, !isTold {
        kill(id, signal)
        isTold = true
      }
      Clock.sleep(nanoseconds: lookNanoseconds)
    }
    let signal = status & 0x7F
    return signal == 0 ? .exit((status >> 8) & 0xFF) : .signal(signal)
  }
}
