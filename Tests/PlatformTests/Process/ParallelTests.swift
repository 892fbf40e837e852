import Dispatch
import Platform
import Synchronization
import Testing

@Suite("Work side by side")
struct ParallelTests {
  @Test(arguments: [0, 1, 2, 3, 4, 5, 63, 64, 65, 1000], [-1, 0, 1, 2, 4, 7, 2000])
  func `results come in the order of their items`(count: Int, width: Int) {
    #expect(Parallel.map(count, width: width) { $0 * 3 } == (0..<count).map { $0 * 3 })
  }

  @Test(arguments: [5, 16, 64])
  func `more workers than there are cores are all at work at once`(width: Int) {
    let here = Mutex(0)
    let everybody = DispatchSemaphore(value: 0)
    let answers = Parallel.map(width, width: width) { _ in
      let isLast = here.withLock { count in
        count += 1
        return count == width
      }
      if isLast { for _ in 0..<width { everybody.signal() } }
      // Each of them waits for all of them; the bound is for a test that fails.
      return everybody.wait(timeout: .now() + 60)
    }
    #expect(answers.allSatisfy { $0 == .success })
  }

  @Test func `work that waits begins in order, and so many at a time`() {
    let begun = Mutex<[Int]>([])
    let second = DispatchSemaphore(value: 0)
    // The first of two at a time ends only when the second has begun.
    Parallel.inOrder(9, width: 2) { index in
      begun.withLock { $0.append(index) }
      if index == 1 { second.signal() }
      if index == 0 { #expect(second.wait(timeout: .now() + 60) == .success) }
    }
    #expect(begun.withLock { $0.sorted() } == Array(0..<9))
    Parallel.inOrder(5, width: 1) { index in begun.withLock { $0.append(index) } }
    #expect(begun.withLock { $0.suffix(5) } == [0, 1, 2, 3, 4])
  }

  @Test func `every item is worked on once`() {
    let seen = Mutex<[Int]>([])
    _ = Parallel.map(500, width: 4) { index in seen.withLock { $0.append(index) } }
    #expect(seen.withLock { $0.sorted() } == Array(0..<500))
  }
}
