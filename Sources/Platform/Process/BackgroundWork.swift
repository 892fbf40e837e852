import Dispatch
import Synchronization

/// One piece of work on another thread, begun at once.
package final class BackgroundWork<Result: Sendable>: Sendable {
  private let result = Mutex<Result?>(nil)
  private let end = DispatchGroup()

  package init(_ body: @escaping @Sendable () -> Result) {
    DispatchQueue.global().async(group: end) { [result = self] in
      let value = body()
      result.result.withLock { $0 = value }
    }
  }

  /// What it came to; waits for it. Nil never, but for a thread that was ended from outside.
  package func wait() -> Result? {
    end.wait()
    return result.withLock { $0 }
  }
}
