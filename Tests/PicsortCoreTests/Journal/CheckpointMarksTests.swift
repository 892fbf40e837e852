import Platform
import Testing

@testable import PicsortCore

@Suite("The last checkpoints")
struct CheckpointMarksTests {
  private func checkpoint(_ kind: CheckpointKind, _ items: Int = 0) -> JournalRecord {
    .checkpoint(
      Checkpoint(
        kind: kind, progress: RunProgress(phase: .move, items: items), isDurable: kind == .batch,
        time: 0, rate: 0, memory: 0, sealed: SampleRecords.digest))
  }

  private func state(_ records: [JournalRecord]) -> OperationState {
    records.reduce(into: OperationState()) { $0.apply($1) }
  }

  @Test func `the last five are kept, the newest first`() {
    let state = state((0..<9).map { checkpoint(.item, $0) })
    #expect(state.marks.newestFirst.map(\.progress.items) == [8, 7, 6, 5, 4])
    #expect(state.marks.count == 9)
  }

  @Test func `what was done after each of them is known`() {
    let state = state([
      .done(file: 0), checkpoint(.item), .done(file: 1), .done(file: 2), checkpoint(.batch),
      .done(file: 3), checkpoint(.emergency), .done(file: 4),
    ])
    #expect(state.marks.done(afterCheckpoint: 1) == [4])
    #expect(state.marks.done(afterCheckpoint: 2) == [3, 4])
    #expect(state.marks.done(afterCheckpoint: 3) == [1, 2, 3, 4])
    #expect(state.marks.done(afterCheckpoint: 4) == nil)
    #expect(state.marks.done(afterCheckpoint: 0) == nil)
    #expect(OperationState().marks.done(afterCheckpoint: 1) == nil)
  }

  @Test func `the last batch is the one under way and the one before it`() {
    let records: [JournalRecord] = [
      .done(file: 0), checkpoint(.batch), .done(file: 1), checkpoint(.item), .done(file: 2),
      checkpoint(.batch), .done(file: 3),
    ]
    #expect(state(records).marks.lastBatch == [1, 2, 3])
    // A batch checkpoint with nothing before it closes nothing.
    #expect(
      state(records + [checkpoint(.batch), checkpoint(.batch)]).marks.lastBatch == [3])
  }

  @Test func `a file in doubt is not settled, until it is noted again`() {
    let records: [JournalRecord] = [
      .done(file: 0), .done(file: 1), checkpoint(.batch), .doubt(file: 1),
    ]
    #expect(state(records).durablyDone == [0])
    #expect(state(records).doubted == [1])
    let again = state(records + [.done(file: 1), checkpoint(.batch)])
    #expect(again.durablyDone == [0, 1] && again.doubted.isEmpty)
  }

  @Test func `a doubt survives the process that had it`() {
    let state = state([
      .done(file: 1), checkpoint(.batch), .doubt(file: 1), .process(SampleRecords.host, time: 0),
    ])
    #expect(state.doubted == [1])
  }

  @Test func `the ways back are as many as the flag says`() {
    #expect(CheckpointMarks.most == 5)
  }
}

@Suite("How often a checkpoint is written")
struct CheckpointIntervalTests {
  @Test func `without a risk it is the usual one`() {
    let usual = CheckpointInterval()
    #expect(usual.adapted(to: []) == usual)
    #expect(usual.items == 50 && usual.seconds == 30)
  }

  @Test(arguments: [
    CheckpointRisk.otherFileSystem, .network, .errors, [.network, .errors, .otherFileSystem],
  ])
  func `any risk makes it a quarter`(risk: CheckpointRisk) {
    let interval = CheckpointInterval().adapted(to: risk)
    #expect(interval.items == 12 && interval.seconds == 7)
  }

  @Test func `what a person said stays`() {
    #expect(CheckpointInterval(items: 50, seconds: 30).adapted(to: .network).items == 50)
    let half = CheckpointInterval(items: 100).adapted(to: .network)
    #expect(half.items == 100 && half.seconds == 7)
    #expect(CheckpointInterval(items: 0, seconds: -3).items == 1)
  }
}
