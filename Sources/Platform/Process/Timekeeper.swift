#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The clock that a person sees, and waiting; tests bring their own, which takes no time.
package struct Timekeeper: Sendable {
  /// Nanoseconds since 1970-01-01 UTC.
  package let wallNanoseconds: @Sendable () -> Int
  /// Lets so many nanoseconds go by, or fewer when a signal comes.
  package let sleep: @Sendable (UInt64) -> Void

  package init(
    wallNanoseconds: @escaping @Sendable () -> Int, sleep: @escaping @Sendable (UInt64) -> Void
  ) {
    self.wallNanoseconds = wallNanoseconds
    self.sleep = sleep
  }

  /// The system's.
  package static let system = Timekeeper(
    wallNanoseconds: {
      var time = timespec()
      unsafe clock_gettime(CLOCK_REALTIME, &time)
      return time.tv_sec &* 1_000_000_000 &+ Int(time.tv_nsec)
    },
    sleep: { nanoseconds in
      let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
      var time = timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
      unsafe nanosleep(&time, nil)
    })
}
