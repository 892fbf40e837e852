import Platform
import Synchronization
import Testing

@Suite("Work in order on another thread")
struct OrderedWorkTests {
  @Test func `pieces run one behind the other, in the order in which they were given`() {
    let seen = Mutex<[Int]>([])
    let work = OrderedWork(ahead: 2)
    for piece in 0..<20 { work.add { seen.withLock { $0.append(piece) } } }
    work.finish()
    #expect(seen.withLock(\.self) == Array(0..<20))
  }
}
