import Platform
import Synchronization
import Testing

@Suite("Work side by side")
struct ParallelTests {
  @Test(arguments: [0, 1, 2, 3, 4, 5, 63, 64, 65, 1000], [-1, 0, 1, 2, 4, 7, 2000])
  func `results come in the order of their items`(count: Int, width: Int) {
    #expect(Parallel.map(count, width: width) { $0 * 3 } == (0..<count).map { $0 * 3 })
  }

  @Test func `every item is worked on once`() {
    let seen = Mutex<[Int]>([])
    _ = Parallel.map(500, width: 4) { index in seen.withLock { $0.append(index) } }
    #expect(seen.withLock { $0.sorted() } == Array(0..<500))
  }
}
