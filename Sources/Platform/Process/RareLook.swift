import Synchronization

/// A question to the disk that many ask often and that is put now and then; once it was answered
/// with yes, that stays.
package final class RareLook: Sendable {
  private let interval: UInt64
  private let look: @Sendable () -> Bool
  private let last = Atomic<UInt64>(0)
  private let wasTrue = Atomic<Bool>(false)

  /// Asks `look` at most once in so many nanoseconds, by whichever thread comes by.
  package init(every interval: UInt64, look: @escaping @Sendable () -> Bool) {
    self.interval = interval
    self.look = look
  }

  /// The last answer, or a new one when it is time to ask again.
  package var isTrue: Bool {
    if wasTrue.load(ordering: .relaxed) { return true }
    let now = Clock.monotonicNanoseconds()
    let before = last.load(ordering: .relaxed)
    guard now &- before >= interval,
      last.compareExchange(expected: before, desired: now, ordering: .relaxed).exchanged, look()
    else { return wasTrue.load(ordering: .relaxed) }
    wasTrue.store(true, ordering: .relaxed)
    return true
  }
}
