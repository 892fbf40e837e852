import PicsortCore
import Testing

@Suite("What follows from a look at the disk")
struct ReconciliationTests {
  /// One of all combinations, and the step that follows.
  private struct Look {
    let source: Reconciliation.Source
    let destination: Reconciliation.Destination
    let temporary: Reconciliation.Temporary
    let isResumed: Bool

    var step: Reconciliation.Step {
      Reconciliation.step(
        source: source, destination: destination, temporary: temporary, isResumed: isResumed)
    }

    static let all: [Look] = Reconciliation.Source.allCases.flatMap { source in
      Reconciliation.Destination.allCases.flatMap { destination in
        Reconciliation.Temporary.allCases.flatMap { temporary in
          [false, true].map {
            Look(
              source: source, destination: destination, temporary: temporary, isResumed: $0)
          }
        }
      }
    }
  }

  @Test func `all combinations are looked at`() {
    #expect(Look.all.count == 3 * 5 * 3 * 2)
  }

  @Test func `the source is removed only when it is its own copy or after a comparison`() {
    for look in Look.all {
      switch look.step {
      case .removeOldName:
        #expect(look.source == .same && look.destination == .sourceItself, "\(look)")
      case .compareAndFinish:
        #expect(look.source == .same && look.destination == .alike && look.isResumed, "\(look)")
      case .transfer, .transferUnderNextName, .clearPlaceholder, .noteDone, .publishTemporary,
        .reportVanished, .reportChanged:
        break
      }
    }
  }

  @Test func `nothing is transferred to a name that is taken, nor from one that is not the plan's`()
  {
    for look in Look.all {
      if look.step == .transfer {
        #expect(look.source == .same && look.destination == .absent, "\(look)")
      }
      if look.step == .transferUnderNextName {
        #expect(look.source == .same && look.destination != .absent, "\(look)")
      }
    }
  }

  @Test func `an empty file is removed only as an earlier process's and while the source stands`() {
    for look in Look.all {
      #expect(
        (look.step == .clearPlaceholder)
          == (look.source == .same && look.destination == .placeholder && look.isResumed),
        "\(look)")
    }
  }

  @Test func `a changed source is reported, always and alone`() {
    for look in Look.all {
      #expect((look.step == .reportChanged) == (look.source == .changed), "\(look)")
    }
  }

  @Test func `a source that is there is never reported as gone nor noted as done`() {
    for look in Look.all where look.source != .absent {
      #expect(
        ![.reportVanished, .noteDone, .publishTemporary].contains(look.step), "\(look)")
    }
  }

  @Test func `a missing source is done, rescued or reported`() {
    for look in Look.all where look.source == .absent {
      switch look.step {
      case .noteDone:
        #expect(look.isResumed && [.alike, .sourceItself].contains(look.destination), "\(look)")
      case .publishTemporary:
        #expect(look.temporary == .full && look.destination != .alike, "\(look)")
      default: #expect(look.step == .reportVanished, "\(look)")
      }
    }
  }

  @Test func `the last full copy is published whenever nothing like it is there`() {
    for look in Look.all
    where look.source == .absent && look.temporary == .full
      && [.absent, .placeholder, .other].contains(look.destination)
    {
      #expect(look.step == .publishTemporary, "\(look)")
    }
  }

  @Test func `in a first attempt what looks alike is somebody else's`() {
    for look in Look.all where look.destination == .alike && !look.isResumed {
      #expect(look.step != .compareAndFinish && look.step != .noteDone, "\(look)")
    }
  }

  @Test func `a partial copy decides nothing`() {
    for look in Look.all where look.temporary == .partial {
      let without = Look(
        source: look.source, destination: look.destination, temporary: .absent,
        isResumed: look.isResumed)
      #expect(look.step == without.step, "\(look)")
    }
  }

  @Test(arguments: [
    (
      Reconciliation.Source.same, Reconciliation.Destination.absent, true,
      Reconciliation.Step.transfer
    ),
    (.same, .sourceItself, false, .removeOldName),
    (.same, .alike, true, .compareAndFinish),
    (.same, .alike, false, .transferUnderNextName),
    (.same, .placeholder, true, .clearPlaceholder),
    (.same, .placeholder, false, .transferUnderNextName),
    (.same, .other, true, .transferUnderNextName),
    (.changed, .absent, true, .reportChanged),
    (.absent, .alike, true, .noteDone),
    (.absent, .alike, false, .reportVanished),
    (.absent, .absent, true, .reportVanished),
    (.absent, .placeholder, true, .reportVanished),
    (.absent, .other, true, .reportVanished),
  ])
  func `the rows of the recovery table without a copy under way`(
    source: Reconciliation.Source, destination: Reconciliation.Destination, isResumed: Bool,
    step: Reconciliation.Step
  ) {
    #expect(
      Reconciliation.step(
        source: source, destination: destination, temporary: .absent, isResumed: isResumed) == step)
  }
}
