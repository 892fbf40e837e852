import Platform
import Synchronization

/// A clock that stands still until somebody waits.
final class FakeTime: Sendable {
  private struct State {
    var now: Int
    var waited: UInt64 = 0
  }
  private let state: Mutex<State>
  /// Hears each time that somebody waits.
  private let onWait: @Sendable () -> Void

  init(now: Int = 1_700_000_000_000_000_000, onWait: @escaping @Sendable () -> Void = {}) {
    state = Mutex(State(now: now))
    self.onWait = onWait
  }

  /// Nanoseconds that were waited in all.
  var waited: UInt64 { state.withLock { $0.waited } }

  var timekeeper: Timekeeper {
    Timekeeper(
      wallNanoseconds: { self.state.withLock { $0.now } },
      sleep: { time in
        self.state.withLock {
          $0.now += Int(time)
          $0.waited += time
        }
        self.onWait()
      })
  }
}
