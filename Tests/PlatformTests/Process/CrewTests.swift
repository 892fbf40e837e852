import Dispatch
import Platform
import Synchronization
import Testing

@Suite("A crew of threads")
struct CrewTests {
  @Test(arguments: [1, 2, 4, 16], [0, 1, 7, 8, 9, 500])
  func `results come in the order of the items, job after job`(width: Int, count: Int) {
    let crew = Crew(width: width) { 0 }
    let jobs = (0..<5).map { job in
      crew.begin(count) { _, items, note in
        // From behind, and with one that is not theirs.
        for item in items.reversed() { note(item, job * 1000 + item) }
        note(items.upperBound, -1)
      }
    }
    for (job, work) in jobs.enumerated() {
      #expect(work.wait() == (0..<count).map { job * 1000 + $0 })
    }
    crew.finish()
  }

  @Test func `a thread keeps what is its own from item to item and from job to job`() {
    let made = Mutex(0)
    let crew = Crew(width: 3) {
      made.withLock { $0 += 1 }
      return 0
    }
    let counts = (0..<4).flatMap { _ in
      crew.begin(100) { count, items, note in
        for item in items {
          count += 1
          note(item, count)
        }
      }.wait().compactMap(\.self)
    }
    crew.finish()
    #expect(made.withLock(\.self) == 3)
    // What each thread counted begins at 1 and has no gaps: together they counted every item.
    #expect(counts.count == 400)
    #expect(counts.filter { $0 == 1 }.count <= 3)
    #expect(counts.max().map { $0 >= 134 } == true)
  }

  @Test(arguments: [2, 5, 16])
  func `all of its threads are at work at once`(width: Int) {
    let here = Mutex(0)
    let everybody = DispatchSemaphore(value: 0)
    let crew = Crew(width: width) {}
    let job = crew.begin(width) { _, items, note in
      let isLast = here.withLock { count in
        count += 1
        return count == width
      }
      if isLast { for _ in 0..<width { everybody.signal() } }
      // Each of them waits for all of them; the bound is for a test that fails.
      note(items.lowerBound, everybody.wait(timeout: .now() + 60))
    }
    #expect(job.wait().allSatisfy { $0 == .success })
    crew.finish()
  }

  @Test func `a job that is given later is begun while an item of an earlier one still runs`() {
    let other = DispatchSemaphore(value: 0)
    let crew = Crew(width: 2) {}
    let first = crew.begin(1) { _, _, note in note(0, other.wait(timeout: .now() + 60)) }
    let second = crew.begin(1) { _, _, note in note(0, other.signal()) }
    #expect(first.wait() == [.success])
    #expect(second.wait().count == 1)
    crew.finish()
  }

  @Test func `what was left out has no result`() {
    let crew = Crew(width: 2) {}
    let job = crew.begin(20) { _, items, note in
      for item in items where item % 3 != 0 { note(item, "\(item)") }
    }
    #expect(job.wait() == (0..<20).map { $0 % 3 == 0 ? nil : "\($0)" })
    crew.finish()
  }

  @Test func `results are handed out once, and those that nobody wants are let go of`() {
    weak var watched: Token?
    do {
      let token = Token()
      watched = token
      let crew = Crew(width: 2) {}
      let wanted = crew.begin(10) { [token] _, items, note in
        for item in items { note(item, token) }
      }
      _ = crew.begin(10) { [token] _, items, note in
        for item in items { note(item, token) }
      }
      #expect(wanted.wait().count == 10)
      #expect(wanted.wait().isEmpty)
      crew.finish()
    }
    #expect(watched == nil)
  }

  private final class Token: Sendable {}
}
