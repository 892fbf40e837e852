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
    wallNanoseconds: Clock.wallNanoseconds, sleep: Clock.sleep(nanoseconds:))
}
