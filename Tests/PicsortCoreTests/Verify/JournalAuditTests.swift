import PicsortCore
import Platform
import Testing

struct `The counters of a journal` {
  private static let sealed = SHA256.digest(of: [])

  private func faults(_ records: [JournalRecord]) -> [JournalFault] {
    var state = OperationState()
    var audit = JournalAudit()
    for record in records {
      audit.take(record, durablyDone: state.durablyDone.count)
      state.apply(record)
    }
    return audit.faults
  }

  private func checkpoint(
    _ items: Int, failures: Int = 0, phase: Phase = .move, isDurable: Bool = false
  ) -> JournalRecord {
    .checkpoint(
      Checkpoint(
        kind: .item, progress: RunProgress(phase: phase, items: items, failures: failures),
        isDurable: isDurable, time: 1, rate: 1, memory: 1, sealed: Self.sealed))
  }

  private let header = JournalRecord.header(SampleRecords.header())
  private let process = JournalRecord.process(SampleRecords.host, time: 2)

  private func move(_ file: Int) -> JournalRecord {
    .move(PlannedMove(file: file, action: .move, target: Path("x/\(file)")))
  }

  private var plan: [JournalRecord] {
    [header, .planning, move(0), move(1), move(2), .planned(PlanSeal(found: 9, items: 3))]
  }

  @Test func `are right in a journal that a run writes`() {
    #expect(
      faults(
        plan + [
          checkpoint(9, phase: .plan), checkpoint(0, isDurable: true), .done(file: 0),
          checkpoint(1), .failed(file: 1, reason: "x"), .done(file: 2),
          checkpoint(3, failures: 1, isDurable: true), checkpoint(3, failures: 1, phase: .finish),
        ]) == [])
  }

  @Test func `begin again with each process, above what was settled for good`() {
    let killed = plan + [.done(file: 0), checkpoint(1, isDurable: true), .done(file: 1), process]
    #expect(faults(killed + [checkpoint(0), .done(file: 1), checkpoint(2)]) == [])
    #expect(
      faults(killed + [checkpoint(0), .done(file: 1), checkpoint(3)])
        == [.settledFiles(stated: 3, found: 2)])
  }

  @Test func `are wrong when a plan has another number of moves`() {
    #expect(
      faults([header, .planning, move(0), .planned(PlanSeal(items: 2))])
        == [.plannedMoves(stated: 2, found: 1)])
  }

  @Test func `count the moves of the last plan only`() {
    #expect(
      faults([header, .planning, move(0), .planning, move(1), .planned(PlanSeal(items: 1))]) == [])
  }

  @Test func `are wrong when other files were noted as settled or failed`() {
    #expect(
      faults(plan + [.done(file: 0), checkpoint(2)]) == [.settledFiles(stated: 2, found: 1)])
    #expect(
      faults(plan + [.done(file: 0), checkpoint(1, failures: 1)])
        == [.failures(stated: 1, found: 0)])
  }

  @Test func `are not compared while there are no records of their own`() {
    for phase in [Phase.scan, .read, .match, .plan] {
      #expect(faults([header, checkpoint(77, phase: phase)]) == [])
    }
  }

  @Test func `a header stands first, and only there`() {
    #expect(faults([.planning]) == [.noHeader])
    #expect(faults([header, header]) == [.secondHeader])
  }

  @Test func `no more faults are told than a person reads`() {
    #expect(faults(plan + (1...50).map { checkpoint($0) }).count == 10)
  }
}
