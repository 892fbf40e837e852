import Foundation
import PicsortCore
import Platform
import Synchronization
import Testing

@Suite("How often the system is asked again")
struct PatienceTests {
  private let time = FakeTime()

  /// Fails as often as `errors` says; answers how often it was tried.
  private func tries(
    _ errors: [Int32], call: String = "rename", _ patience: Patience
  ) -> (count: Int, isDone: Bool) {
    var count = 0
    do throws(SystemError) {
      try patience.attempt { () throws(SystemError) in
        count += 1
        if errors.indices.contains(count - 1) {
          throw SystemError(call: call, code: errors[count - 1])
        }
      }
      return (count, true)
    } catch {
      return (count, false)
    }
  }

  @Test(arguments: [EAGAIN, EBUSY, ETIMEDOUT, ENFILE, EMFILE, ENOMEM])
  func `what may pass is tried again, later each time`(_ code: Int32) {
    let patience = Patience(stop: .never, timekeeper: time.timekeeper)

    let result = tries([code, code], patience)

    #expect(result == (3, true))
    #expect(patience.retries == 2)
    #expect(time.waited == 250_000_000)
  }

  @Test func `there is an end to it`() {
    let patience = Patience(stop: .never, timekeeper: time.timekeeper)

    #expect(tries(Array(repeating: EBUSY, count: 100), patience) == (4, false))
    #expect(time.waited == 1_250_000_000)
  }

  @Test(arguments: [ENOSPC, EDQUOT, ENOENT, EROFS, EACCES, EIO, ESTALE, EXDEV, EEXIST, ENODEV])
  func `what does not pass is not tried again`(_ code: Int32) {
    let patience = Patience(stop: .never, timekeeper: time.timekeeper)

    #expect(tries([code], patience) == (1, false))
    #expect(time.waited == 0)
  }

  @Test(arguments: ["fsync", "fdatasync", "close"])
  func `a flush or a close that failed is not tried again`(_ call: String) {
    let patience = Patience(stop: .never, timekeeper: time.timekeeper)

    #expect(tries([EAGAIN], call: call, patience) == (1, false))
    #expect(patience.retries == 0)
  }

  @Test func `a stop ends the waiting at once`() {
    let isStopping = Mutex(false)
    let time = FakeTime { isStopping.withLock { $0 = true } }
    let stop = StopRequest(answer: { isStopping.withLock { $0 } ? SIGTERM : nil })
    let patience = Patience(stop: stop, timekeeper: time.timekeeper)

    #expect(!patience.wait(1_000_000_000))
    #expect(time.waited == 20_000_000)
    #expect(tries([EBUSY], patience) == (1, false))
    #expect(time.waited == 20_000_000)
  }

  @Test func `a run in which everything is refused does not wait for ever`() {
    let patience = Patience(stop: .never, timekeeper: time.timekeeper)

    for _ in 0..<1000 { _ = tries(Array(repeating: EBUSY, count: 4), patience) }

    #expect(time.waited <= 60_000_000_000)
  }
}
