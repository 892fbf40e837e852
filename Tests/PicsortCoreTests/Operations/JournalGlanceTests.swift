import Foundation
import Platform
import Testing

@testable import PicsortCore

/// A look at both ends of a journal says what reading all of it would say.
@Suite struct JournalGlanceTests {
  private let place = try? Workspace()

  /// Lines of records, with checkpoints that seal what is before them.
  private func lines(_ records: [JournalRecord]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var digest = SHA256()
    var checksum: UInt32 = 0
    for record in records {
      var record = record
      if case .checkpoint(var checkpoint) = record {
        checkpoint.sealed = digest.finish()
        record = .checkpoint(checkpoint)
      }
      let line = JournalFormat.line(record, after: checksum)
      checksum = line.checksum
      digest.update(line.bytes)
      lines.append(line.bytes)
    }
    return lines
  }

  private func glance(_ bytes: [UInt8]) throws -> JournalGlance? {
    let workspace = try Workspace()
    try workspace.write("state.jsonl", bytes)
    return JournalGlance.read(
      JournalPlace(
        folder: workspace.folder, name: Path("state.jsonl"), path: Path("state.jsonl")))
  }

  private func checkpoint(_ items: Int) -> JournalRecord {
    var checkpoint = SampleRecords.checkpoint(SampleRecords.digest)
    checkpoint.progress.items = items
    return .checkpoint(checkpoint)
  }

  private var other: HostIdentity {
    HostIdentity(
      host: "other", bootID: "b", processID: 2, processStart: 3, outOfMemoryKills: nil)
  }

  /// Two processes: the first was interrupted, the second came to the end.
  private var records: [JournalRecord] {
    [
      .header(SampleRecords.header()), .file(SampleRecords.file(0, "a.jpg")), checkpoint(1),
      .done(file: 0), checkpoint(2), .end(status: .interrupted, signal: 2, reason: "why"),
      .process(other, time: 5), .done(file: 1), checkpoint(3),
      .end(status: .completed, signal: 0, reason: ""),
    ]
  }

  @Test func `it agrees with a whole reading after every line`() throws {
    let lines = lines(records)
    for count in 1...lines.count {
      let glance = try #require(try glance(lines.prefix(count).flatMap(\.self)))
      var state = OperationState()
      for record in records.prefix(count) { state.apply(record) }
      #expect(glance.header == state.header)
      #expect(glance.end?.status == state.end, "after \(count) lines")
      #expect(
        glance.checkpoint?.progress.items == state.lastCheckpoint?.progress.items,
        "after \(count) lines")
      #expect(glance.lastProcess == state.lastProcess)
      #expect(glance.isSound)
    }
  }

  @Test func `a line that was cut short does not count`() throws {
    let lines = lines(records)
    let whole = lines.dropLast().flatMap(\.self)
    let cut = try #require(try glance(whole + (lines.last ?? []).dropLast(5)))
    #expect(cut.end == nil)
    #expect(cut.checkpoint?.progress.items == 3)
    #expect(cut.isSound)
  }

  @Test func `nothing is believed of an end that is not what was written`() throws {
    var lines = lines(records)
    lines[7][12] ^= 1
    let glance = try #require(try glance(lines.flatMap(\.self)))
    #expect(!glance.isSound)
    #expect(glance.end == nil)
    #expect(glance.checkpoint == nil)
    #expect(glance.header.operation == SampleRecords.header().operation)
  }

  @Test func `only the end of a long journal is read, and as much of it as is needed`() throws {
    var long: [JournalRecord] = [.header(SampleRecords.header()), checkpoint(7)]
    long += (0..<3000).map { .file(SampleRecords.file($0, "folder/IMG_\($0).jpg")) }
    let bytes = lines(long).flatMap(\.self)
    try #require(bytes.count > 128 << 10 && bytes.count < 1 << 20)
    #expect(try glance(bytes)?.checkpoint?.progress.items == 7)
    let ended = lines(long + [.end(status: .paused, signal: 0, reason: "r")]).flatMap(\.self)
    #expect(try glance(ended)?.end == JournalGlance.End(status: .paused, signal: 0, reason: "r"))
  }

  @Test(arguments: [[], Array("no journal\n".utf8), Array("{}".utf8)] as [[UInt8]])
  func `what is no journal has no glance`(bytes: [UInt8]) throws {
    #expect(try glance(bytes) == nil)
  }

  // MARK: - The whole story

  @Test func `a story tells of every process and of what was not done again`() throws {
    let workspace = try Workspace()
    var first = SampleRecords.checkpoint(SampleRecords.digest)
    first.time = SampleRecords.header().started + 40
    var second = first
    (second.isDurable, second.time) = (false, first.time + 5)
    let records: [JournalRecord] = [
      .header(SampleRecords.header()), .file(SampleRecords.file(0, "a.jpg")),
      .file(SampleRecords.file(1, "b.jpg")), .planning,
      .move(PlannedMove(file: 0, action: .move, target: Path("1/a.jpg"))),
      .move(PlannedMove(file: 1, action: .move, target: Path("1/b.jpg"))),
      .planned(PlanSeal(found: 2, items: 2)), .done(file: 0), .checkpoint(first),
      .failed(file: 1, reason: "no"), .checkpoint(second),
      .process(other, time: first.time + 100, after: .otherMachine),
      .failed(file: 1, reason: "still no"),
      .end(status: .failed, signal: 0, reason: "the system refused some files"),
    ]
    let bytes = lines(records).flatMap(\.self)
    try workspace.write("state.jsonl", bytes)
    let journal = JournalPlace(
      folder: workspace.folder, name: Path("state.jsonl"), path: Path("state.jsonl"))

    let diagnosis = Diagnosis(cause: .failed, evidence: [], confidence: 1, parts: [], risk: "")
    let story = try OperationStory.read(journal, isAtWork: false) { state, _ in
      #expect(state.end == .failed)
      return diagnosis
    }
    #expect(story.diagnosis == diagnosis)
    #expect(story.namedCheckpoints.map(\.time) == [second.time, first.time])
    let live = try OperationStory.read(journal, isAtWork: true) { _, _ in
      Issue.record("a live process has not stopped")
      return diagnosis
    }
    #expect(live.processes.map(\.cause) == [.otherMachine, .running])

    #expect(story.condition == .whole)
    #expect(story.journalBytes == bytes.count)
    #expect(story.processes.map(\.items) == [2, 1])
    #expect(story.processes.map(\.failures) == [1, 1])
    #expect(story.processes.map(\.cause) == [.otherMachine, .failed])
    // The checkpoint that vouches for nothing does not count.
    #expect(story.secondsSaved == 40)
    #expect(story.failures == [.init(path: Path("/photos/b.jpg"), reason: "still no")])
    #expect(story.settled == 1)
    let written = lines(records)
    #expect(story.checkpointBytes == written[8].count + written[10].count)
  }

  @Test func `statistics count processes, crashes and what came of going on`() {
    var numbers = OperationStatistics()
    var story = OperationStory()
    for (end, cause) in [(nil, .killed), (nil, .killed), (.completed, .completed)]
      as [(RunStatus?, StopCause)]
    {
      var process = OperationStory.Process(
        host: other, started: 100, lastNoted: 130, lastSafe: 120)
      (process.end, process.cause) = (end, cause)
      story.processes.append(process)
    }
    var view = OperationView(
      Registry.Entry(SampleRecords.header(), output: Path("/o"), stateFile: nil),
      books: .current)
    view.status = .completed
    numbers.count(view, story)
    numbers.count(view, nil)
    #expect(numbers.operations == 2 && numbers.withoutJournal == 1)
    #expect(numbers.processes == 3)
    #expect(numbers.crashes == [.killed: 2])
    #expect(numbers.resumes == 2 && numbers.resumesCompleted == 1 && numbers.resumesCrashed == 1)
    #expect(numbers.secondsSaved == 40)
  }
}
