import PicsortCore
import Testing

/// What becomes of a file of an undone operation, by what stands at its two names.
@Suite struct ReversalDecisionTests {
  typealias Seen = ReversalDecision.Seen
  typealias Deed = ReversalDecision.Deed

  private func decide(
    _ deed: Deed, here: Seen, there: Seen, isOneFile: Bool = false, isNoted: Bool = true,
    isOpen: Bool = false
  ) -> ReversalDecision {
    ReversalDecision.of(
      deed, here: here, there: there, isOneFile: isOneFile, isNoted: isNoted, isOpen: isOpen)
  }

  @Test func `what was done goes back`() {
    #expect(decide(.moved, here: .asNoted, there: .nothing) == .bringBack)
    #expect(decide(.copied, here: .asNoted, there: .asNoted) == .removeCopy)
    #expect(decide(.removed, here: .asNoted, there: .nothing) == .restore)
  }

  @Test func `what is back already stays`() {
    for deed in Deed.allCases {
      #expect(decide(deed, here: .nothing, there: .asNoted) == .nothing)
    }
  }

  @Test func `a rename that was cut in two is finished backwards`() {
    let decision = decide(
      .moved, here: .asNoted, there: .asNoted, isOneFile: true, isNoted: false, isOpen: true)
    #expect(decision == .bringBack)
  }

  @Test func `a copying move that was cut before its source went loses the copy`() {
    let decision = decide(.moved, here: .asNoted, there: .asNoted, isNoted: false, isOpen: true)
    #expect(decision == .removeCopy)
  }

  @Test func `what was changed, taken away or is in the way is refused`() {
    #expect(decide(.moved, here: .other, there: .nothing) == .refuse(.changed))
    #expect(decide(.moved, here: .nothing, there: .nothing) == .refuse(.missing))
    #expect(decide(.moved, here: .asNoted, there: .other) == .refuse(.occupied))
    #expect(decide(.copied, here: .other, there: .asNoted) == .refuse(.changed))
    #expect(decide(.copied, here: .asNoted, there: .other) == .refuse(.withoutOriginal))
    #expect(decide(.copied, here: .asNoted, there: .nothing) == .refuse(.withoutOriginal))
    #expect(decide(.removed, here: .nothing, there: .nothing) == .refuse(.withoutTwin))
    #expect(decide(.removed, here: .asNoted, there: .other) == .refuse(.occupied))
  }

  @Test(arguments: Deed.allCases)
  func `a completed operation did nothing that it did not note`(_ deed: Deed) {
    for here in Seen.allCases {
      for there in Seen.allCases {
        #expect(decide(deed, here: here, there: there, isNoted: false) == .nothing)
      }
    }
  }

  @Test(arguments: Deed.allCases)
  func `nothing goes where something stands, and no last copy is removed`(_ deed: Deed) {
    for here in Seen.allCases {
      for there in Seen.allCases {
        for isNoted in [false, true] {
          let decision = decide(
            deed, here: here, there: there, isNoted: isNoted, isOpen: true)
          if decision == .bringBack || decision == .restore {
            #expect(here == .asNoted && there == .nothing)
          }
          if decision == .removeCopy { #expect(here == .asNoted && there == .asNoted) }
        }
      }
    }
  }
}
