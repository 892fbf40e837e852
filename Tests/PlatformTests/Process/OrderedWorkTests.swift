import Dispatch
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

  @Test func `a piece that was begun runs meanwhile, and the next one when it has ended`() {
    let begun = DispatchSemaphore(value: 0)
    let other = DispatchSemaphore(value: 0)
    let hasEnded = Mutex(false)
    let work = OrderedWork(ahead: 1)
    // It goes on only when this thread has seen it begin.
    let first = work.begin {
      begun.signal()
      let met = other.wait(timeout: .now() + 60) == .success
      hasEnded.withLock { $0 = true }
      return met ? 7 : 0
    }
    let second = work.begin { hasEnded.withLock(\.self) }
    #expect(begun.wait(timeout: .now() + 60) == .success)
    other.signal()
    #expect(second.wait() == true)
    #expect(first.wait() == 7)
  }

  @Test func `at the end everything that was begun has ended`() {
    let ended = Mutex(0)
    let work = OrderedWork(ahead: 1)
    let pieces = (0..<5).map { piece in
      work.begin { () -> Int in
        ended.withLock { $0 += 1 }
        return piece
      }
    }
    work.finish()
    #expect(ended.withLock(\.self) == 5)
    #expect(pieces.map { $0.wait() } == [0, 1, 2, 3, 4])
  }
}
