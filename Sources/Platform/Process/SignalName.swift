#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The names of signals, as signal(7) spells them.
package enum SignalName {
  /// `SIGTERM`; `signal 40` for one that has no name here.
  package static func of(_ number: Int) -> String {
    names.first { Int($0.number) == number }?.name ?? "signal \(number)"
  }

  private static let names: [(number: Int32, name: String)] = [
    (SIGHUP, "SIGHUP"), (SIGINT, "SIGINT"), (SIGQUIT, "SIGQUIT"), (SIGILL, "SIGILL"),
    (SIGTRAP, "SIGTRAP"), (SIGABRT, "SIGABRT"), (SIGBUS, "SIGBUS"), (SIGFPE, "SIGFPE"),
    (SIGKILL, "SIGKILL"), (SIGUSR1, "SIGUSR1"), (SIGSEGV, "SIGSEGV"), (SIGUSR2, "SIGUSR2"),
    (SIGPIPE, "SIGPIPE"), (SIGALRM, "SIGALRM"), (SIGTERM, "SIGTERM"), (SIGSYS, "SIGSYS"),
  ]
}
