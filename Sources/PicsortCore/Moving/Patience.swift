package import Platform
import Synchronization

/// How a run meets errors that may pass: it tries again, three times and a little later each time.
///
/// What counts as passing is `SystemError.isTransient`; the reasons are in docs/safety.md. An error
/// of a flush or of a close is never one: the kernel may have dropped what was to be written, and
/// the next call would report success. One for a run, so that what it waits in all has an end.
package final class Patience: Sendable {
  /// Nanoseconds before the second, third and fourth try.
  private static let pauses: [UInt64] = [50_000_000, 200_000_000, 1_000_000_000]
  /// Nanoseconds that a run waits in all: where every file is refused, waiting does not help.
  private static let mostWaiting: UInt64 = 60_000_000_000
  /// A stop is noticed this often while waiting.
  private static let slice: UInt64 = 20_000_000
  private static let finalCalls: Set<String> = ["fsync", "fdatasync", "syncfs", "close"]

  private struct Spent {
    var retries = 0
    var waiting: UInt64 = 0
  }

  let timekeeper: Timekeeper
  private let stop: StopRequest
  private let spent = Mutex(Spent())

  package init(stop: StopRequest, timekeeper: Timekeeper = .system) {
    self.stop = stop
    self.timekeeper = timekeeper
  }

  /// How often something was tried again.
  package var retries: Int { spent.withLock { $0.retries } }

  /// Runs `body`, and again while its error may pass; `body` begins from the disk each time.
  ///
  /// - Parameter body: what to do; it must be safe to do it after it failed.
  /// - Returns: what `body` returned.
  /// - Throws: the last error of `body`.
  package func attempt<Result: ~Copyable>(
    _ body: () throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    var tries = 0
    while true {
      do throws(SystemError) {
        return try body()
      } catch {
        guard allowsRetry(after: error, tries: tries) else { throw error }
        tries += 1
      }
    }
  }

  /// Waits before another try; false when there is to be none.
  ///
  /// - Parameters:
  ///   - error: what the last try ended with.
  ///   - tries: how many there were before that.
  /// - Returns: true when the time has come to try again.
  package func allowsRetry(after error: SystemError, tries: Int) -> Bool {
    guard error.isTransient, !Self.finalCalls.contains(error.call),
      Self.pauses.indices.contains(tries)
    else { return false }
    let pause = Self.pauses[tries]
    let isAffordable = spent.withLock { spent in
      guard spent.waiting + pause <= Self.mostWaiting else { return false }
      spent.waiting += pause
      spent.retries += 1
      return true
    }
    return isAffordable && wait(pause)
  }

  /// Lets time go by, unless somebody asks the run to stop.
  ///
  /// - Parameter nanoseconds: how much.
  /// - Returns: false when the run is to stop.
  package func wait(_ nanoseconds: UInt64) -> Bool {
    var rest = nanoseconds
    while rest > 0, !stop.isStopping {
      let part = min(rest, Self.slice)
      timekeeper.sleep(part)
      rest -= part
    }
    return !stop.isStopping
  }
}
