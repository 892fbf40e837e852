import Dispatch
import Synchronization

/// Work on many independent items by a few threads.
package enum Parallel {
  /// How many threads are worth starting for reading: reads wait more than they compute.
  package static var readers: Int { 4 }

  /// The same for what is on another machine, which takes its time to answer.
  package static var farReaders: Int { 16 }

  /// The results of `body` for 0 ..< `count`, in that order, computed by at most `width` threads.
  package static func map<Result: Sendable>(
    _ count: Int, width: Int, _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    map(count, width: width, by: {}, { body($1) })
  }

  /// The same, where each thread has a `worker` of its own, which keeps what serves it again.
  package static func map<Worker, Result: Sendable>(
    _ count: Int, width: Int, by worker: @Sendable () -> Worker,
    _ body: @Sendable (inout Worker, Int) -> Result
  ) -> [Result] {
    let width = min(max(1, width), count)
    if width <= 1 {
      var worker = worker()
      return (0..<count).map { body(&worker, $0) }
    }
    // Whoever is free takes the next few, so that all end together; each result has a place of its
    // own.
    let few = min(8, max(1, count / (8 * width)))
    let next = Atomic(0)
    return unsafe Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      nonisolated(unsafe) let places = unsafe buffer
      perform(width) { _ in
        var worker = worker()
        while true {
          let first = next.add(few, ordering: .relaxed).oldValue
          guard first < count else { return }
          for index in first..<min(first + few, count) {
            unsafe places.initializeElement(at: index, to: body(&worker, index))
          }
        }
      }
      initialized = count
    }
  }

  /// Does `body` for 0 ..< `count`, begun in that order, at most `width` of them at a time, however
  /// many cores there are: for work that waits for others.
  package static func inOrder(
    _ count: Int, width: Int, _ body: @Sendable (Int) -> Void
  ) {
    let next = Mutex(0)
    onThreads(min(max(1, width), count)) { _ in
      while true {
        let index = next.withLock { next in
          next += 1
          return next - 1
        }
        guard index < count else { return }
        body(index)
      }
    }
  }

  /// Does `work` for 0 ..< `count` side by side. Up to `readers` of them take turns on the cores;
  /// more are there to wait.
  private static func perform(_ count: Int, _ work: @Sendable (Int) -> Void) {
    onThreads(count > readers ? count : min(count, SystemThread.cores), work)
  }

  /// Does `work` for 0 ..< `count`, each on a thread of its own, one of them this one.
  private static func onThreads(_ count: Int, _ work: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(work) { work in
      let group = DispatchGroup()
      for index in 1..<max(1, count) {
        SystemThread.begin(in: group) { work(index) }
      }
      if count > 0 { work(0) }
      group.wait()
    }
  }
}
