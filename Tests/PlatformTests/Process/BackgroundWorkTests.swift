import Platform
import Synchronization
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

@Suite("Work in the background")
struct BackgroundWorkTests {
  @Test func `its result is there for everybody who waits`() {
    let work = BackgroundWork { (1...1000).reduce(0, +) }
    #expect(work.wait() == 500_500)
    #expect(work.wait() == 500_500)
    #expect(Parallel.map(6, width: 6) { _ in work.wait() } == Array(repeating: 500_500, count: 6))
  }

  @Test func `it goes on when nobody waits`() {
    let count = Count()
    for _ in 0..<20 { _ = BackgroundWork { count.ended.withLock { $0 += 1 } } }
    while count.ended.withLock({ $0 }) < 20 { sched_yield() }
  }

  private final class Count: Sendable {
    let ended = Mutex(0)
  }
}
