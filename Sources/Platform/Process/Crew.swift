import Dispatch
import Synchronization

/// A few threads that do one job after the other, all of them at the same one, until they are told
/// that there is no more.
///
/// They stay at work between jobs as long as there is a next one: whoever gives the jobs should be
/// a few ahead.
package final class Crew<Worker>: Sendable {
  private let width: Int
  private let makeWorker: @Sendable () -> Worker
  private let board = Mutex(Board())
  private let news = DispatchSemaphore(value: 0)
  private let end = DispatchGroup()

  private struct Board {
    /// Jobs of which there is something to do, the first ones first.
    var jobs: [(number: Int, work: @Sendable (inout Worker) -> Void)] = []
    var given = 0
    var isClosed = false
  }

  /// - Parameters:
  ///   - width: how many threads; at least one.
  ///   - worker: makes what a thread keeps from one item to the next, on that thread.
  package init(width: Int, worker: @escaping @Sendable () -> Worker) {
    self.width = max(1, width)
    makeWorker = worker
    for _ in 0..<self.width {
      SystemThread.begin(in: end) { [self] in workUntilClosed() }
    }
  }

  /// Gives a job of `count` items. It does not wait. `body` does a few of them, one behind the
  /// other, and notes the result of each; those that it leaves out have none.
  package func begin<Result: Sendable>(
    _ count: Int, _ body: @escaping CrewJob<Result>.Body<Worker>
  ) -> CrewJob<Result> {
    let job = CrewJob<Result>(count, width: width)
    board.withLock {
      $0.given += 1
      $0.jobs.append((number: $0.given, work: { job.work(&$0, body) }))
    }
    for _ in 0..<width { news.signal() }
    return job
  }

  /// Waits until all jobs are done; there must be no more.
  package func finish() {
    board.withLock { $0.isClosed = true }
    for _ in 0..<width { news.signal() }
    end.wait()
  }

  private func workUntilClosed() {
    var worker = makeWorker()
    while true {
      let (job, isClosed) = board.withLock { ($0.jobs.first, $0.isClosed) }
      if let job {
        job.work(&worker)
        // All of it has been taken by somebody.
        board.withLock { if $0.jobs.first?.number == job.number { $0.jobs.removeFirst() } }
      } else if isClosed {
        return
      } else {
        news.wait()
      }
    }
  }
}
