import PicsortCore
import Platform
import Testing

@Suite("What a journal adds up to")
struct OperationStateTests {
  private func state(_ records: [JournalRecord]) -> OperationState {
    records.reduce(into: OperationState()) { $0.apply($1) }
  }

  private let header = JournalRecord.header(SampleRecords.header())
  private let first = PlannedMove(file: 0, action: .move, target: Path("a/0"))
  private let second = PlannedMove(file: 1, action: .move, target: Path("a/1"))

  private func checkpoint(isDurable: Bool) -> JournalRecord {
    .checkpoint(SampleRecords.checkpoint(SampleRecords.digest, isDurable: isDurable))
  }

  @Test func `nothing is no operation`() {
    let nothing = OperationState()
    #expect(!nothing.isUnfinished)
    #expect(nothing.nextNumber == 0)
    #expect(nothing.header == nil && nothing.seal == nil)
  }

  @Test func `a header alone is an unfinished operation`() {
    #expect(state([header]).isUnfinished)
    #expect(state([header]).lastProcess == SampleRecords.host)
  }

  @Test(arguments: [
    (RunStatus.completed, false), (.interrupted, true), (.paused, true), (.failed, true),
  ])
  func `only what is noted as completed is finished`(status: RunStatus, isUnfinished: Bool) {
    let end = JournalRecord.end(status: status, signal: 0, reason: "")
    #expect(state([header, end]).isUnfinished == isUnfinished)
    #expect(state([header, end]).end == status)
  }

  @Test func `another process reopens what had ended`() {
    let end = JournalRecord.end(status: .interrupted, signal: 2, reason: "")
    let other = HostIdentity(
      host: "b", bootID: "", processID: 5, processStart: 6, outOfMemoryKills: nil)
    let result = state([header, end, .process(other, time: 7)])
    #expect(result.end == nil && result.isUnfinished)
    #expect(result.lastProcess == other)
  }

  @Test func `a plan without its seal is no plan, and one that begins anew is void`() {
    let stay = PlannedStay(file: 2, reason: .undated)
    let open = state([header, .planning, .move(first), .stay(stay)])
    #expect(open.seal == nil)
    let seal = PlanSeal(found: 2, items: 1)
    let again = state([
      header, .planning, .move(first), .stay(stay), .planning, .move(second), .planned(seal),
    ])
    #expect(again.moves == [second])
    #expect(again.stays.isEmpty)
    #expect(again.seal == seal)
    let third = state([header, .planning, .move(first), .planned(seal), .planning])
    #expect(third.seal == nil && third.moves.isEmpty)
  }

  @Test func `what could not be read or seen is worth another look`() {
    let whole = PlanSeal(found: 1, items: 1)
    #expect(!state([header, .planning, .move(first), .planned(whole)]).leftUnreadable)
    let unread = PlannedStay(file: 2, reason: .unreadable("Input/output error"))
    #expect(state([header, .planning, .stay(unread), .planned(whole)]).leftUnreadable)
    let unseen = PlanSeal(found: 1, items: 1, unseen: 1)
    #expect(state([header, .planning, .move(first), .planned(unseen)]).leftUnreadable)
  }

  @Test func `done is certain only behind a durable checkpoint`() {
    let records: [JournalRecord] = [
      header, .done(file: 0), checkpoint(isDurable: false), .done(file: 1),
      checkpoint(isDurable: true), .done(file: 2), checkpoint(isDurable: false), .done(file: 3),
    ]
    let result = state(records)
    #expect(result.durablyDone == [0, 1])
    #expect(result.done == [2, 3])
    #expect(result.lastCheckpoint?.isDurable == false)
  }

  @Test func `hashes of one file come together and the later ones win`() {
    let (a, b) = (SampleRecords.digest, SampleRecords.otherDigest)
    let result = state([
      .hash(file: 0, ends: a, whole: nil), .hash(file: 0, ends: nil, whole: b),
      .hash(file: 1, ends: a, whole: a), .hash(file: 1, ends: b, whole: nil),
    ])
    #expect(result.contents[0] == KnownContent(ends: a, whole: b))
    #expect(result.contents[1] == KnownContent(ends: b, whole: a))
  }

  @Test func `of two comparisons of one pair the later one wins`() {
    let result = state([
      .compared(file: 0, with: 1, isSame: true), .compared(file: 1, with: 2, isSame: true),
      .compared(file: 0, with: 1, isSame: false),
    ])
    #expect(
      result.comparisons == [
        ContentPair(.file(0), .file(1)): false, ContentPair(.file(1), .file(2)): true,
      ])
  }

  @Test func `names that were taken, copies and numbers are kept`() {
    let result = state([
      header, .file(SampleRecords.file(6, "a")), .file(SampleRecords.file(2, "b")),
      .retarget(file: 0, to: Path("x")), .retarget(file: 0, to: Path("y")),
      .copied(file: 1, digest: SampleRecords.digest), .failed(file: 4, reason: "x"),
    ])
    #expect(result.nextNumber == 7)
    #expect(result.retargets == [0: Path("y")])
    #expect(result.copied == [1: SampleRecords.digest])
    #expect(result.done.isEmpty && result.durablyDone.isEmpty)
  }

  @Test func `of a damaged journal nothing is taken that moves or settles a file`() {
    var result = OperationState()
    for record in SampleRecords.all { result.salvage(record) }
    #expect(result.header != nil)
    #expect(result.files.records.count == 4 && result.contents[0] != nil)
    #expect(result.comparisons.count == 2)
    #expect(result.moves.isEmpty && result.stays.isEmpty && result.seal == nil)
    #expect(result.retargets.isEmpty && result.copied.isEmpty)
    #expect(result.done.isEmpty && result.durablyDone.isEmpty)
    #expect(result.end == nil && result.lastCheckpoint == nil)
  }

  @Test func `facts are files and their content and no more`() {
    let facts = state(SampleRecords.all).factsOnly
    #expect(facts.files.records.count == 4 && facts.contents[0] != nil)
    // Of a copy the hash is known.
    #expect(facts.contents[1]?.whole == SampleRecords.digest)
    #expect(facts.comparisons.count == 2)
    #expect(facts.header == nil && facts.moves.isEmpty && facts.seal == nil)
    #expect(facts.done.isEmpty && facts.durablyDone.isEmpty && facts.retargets.isEmpty)
  }
}
