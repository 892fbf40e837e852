#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The end of this process.
package enum ProcessExit {
  /// Ends the process with `status`, of which the system keeps the lowest eight bits.
  package static func now(_ status: Int32) -> Never { exit(status) }
}
