import Synchronization
import Testing

@testable import Platform

@Suite struct RareLookTests {
  @Test func `it looks at once, then not again for a while, and keeps a yes`() {
    let looks = Atomic<Int>(0)
    let never = RareLook(every: .max / 2) {
      looks.add(1, ordering: .relaxed)
      return false
    }
    for _ in 0..<3 { #expect(!never.isTrue) }
    #expect(looks.load(ordering: .relaxed) <= 1)

    let once = RareLook(every: 0) {
      looks.add(1, ordering: .relaxed)
      return looks.load(ordering: .relaxed) > 0
    }
    #expect(once.isTrue)
    let count = looks.load(ordering: .relaxed)
    #expect(once.isTrue)
    #expect(looks.load(ordering: .relaxed) == count)
  }

  @Test func `a process that has ended is not asked to pause`() throws {
    let here = HostIdentity.current()
    // The same number, another start: somebody else's by now.
    let past = HostIdentity(
      host: here.host, bootID: here.bootID, processID: here.processID,
      processStart: here.processStart - 1, outOfMemoryKills: nil)
    #expect(try !past.askToPause())
    #expect(!past.isAlive && here.isAlive)
  }
}
