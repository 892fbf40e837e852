import Dispatch
import Synchronization

/// One job of a crew: the same for each of so many items.
@safe package final class CrewJob<Result: Sendable>: Sendable {
  /// Does the items in a range; `note` takes the number of one of them and what it came to.
  package typealias Body<Worker> =
    @Sendable (
      _ worker: inout Worker, _ items: Range<Int>, _ note: (Int, Result) -> Void
    ) -> Void

  private let count: Int
  /// Items that one thread takes at a time, so that all end together.
  private let few: Int
  private let next = Atomic(0)
  private let left: Atomic<Int>
  private let end = DispatchSemaphore(value: 0)
  /// One for each item; they are set by whoever takes it, and read when all were taken and done.
  private nonisolated(unsafe) let results: UnsafeMutablePointer<Result?>
  private let areTaken = Atomic(false)

  init(_ count: Int, width: Int) {
    self.count = max(0, count)
    few = min(8, max(1, count / (8 * width)))
    left = Atomic(self.count)
    unsafe results = .allocate(capacity: max(1, self.count))
    unsafe results.initialize(repeating: nil, count: self.count)
    if self.count == 0 { end.signal() }
  }

  deinit {
    if !areTaken.load(ordering: .acquiring) { unsafe results.deinitialize(count: count) }
    unsafe results.deallocate()
  }

  /// Does what nobody has taken yet, in the order of the items, until there is no more of it.
  func work<Worker>(_ worker: inout Worker, _ body: Body<Worker>) {
    while true {
      let first = next.add(few, ordering: .relaxed).oldValue
      guard first < count else { return }
      let items = first..<min(first + few, count)
      body(&worker, items) { item, result in
        if items.contains(item) { unsafe results[item] = result }
      }
      if left.subtract(items.count, ordering: .acquiringAndReleasing).newValue == 0 { end.signal() }
    }
  }

  /// The results in the order of the items, nil for those that have none; waits for them. To be
  /// asked once: then none are left.
  package func wait() -> [Result?] {
    end.wait()
    end.signal()
    guard !areTaken.exchange(true, ordering: .acquiringAndReleasing) else { return [] }
    return unsafe Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      if let start = buffer.baseAddress { unsafe start.moveInitialize(from: results, count: count) }
      initialized = count
    }
  }
}
