import Synchronization

/// One piece of work on another thread, begun at once.
package final class BackgroundWork<Result: Sendable>: Sendable {
  private let outcome = Outcome()
  private let thread: WorkerThread

  package init(_ body: @escaping @Sendable () -> Result) {
    thread = WorkerThread { [outcome] in
      let value = body()
      outcome.result.withLock { $0 = value }
    }
  }

  /// What it came to; waits for it. Nil never, but for a thread that was ended from outside.
  package func wait() -> Result? {
    thread.join()
    return outcome.result.withLock { $0 }
  }

  private final class Outcome: Sendable {
    let result = Mutex<Result?>(nil)
  }
}
