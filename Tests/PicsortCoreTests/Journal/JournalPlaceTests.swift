import PicsortCore
import Platform
import Testing

@Suite("Going on with a journal")
struct JournalPlaceTests {
  private let place: Workspace
  private let history: Folder
  private let journal: JournalPlace
  private let start: [JournalRecord] = [
    .header(SampleRecords.header()), .file(SampleRecords.file(0, "a")), .planning,
  ]

  private func create() throws -> JournalWriter {
    try journal.begin(SampleRecords.header(), keepingOldAs: "op", in: history)
  }

  init() throws {
    place = try Workspace()
    history = try place.folder.makeDescendant(Path("history"))
    journal = JournalPlace(
      folder: place.folder, name: Path("state.jsonl"), path: place.path.appending("state.jsonl"))
  }

  private func read() throws -> (JournalCondition, [JournalRecord], JournalPosition) {
    var records: [JournalRecord] = []
    guard let file = try journal.open() else { return (.absent, [], JournalPosition()) }
    let (condition, position) = try JournalReader.read(file) { record, _ in records.append(record) }
    return (condition, records, position)
  }

  private func begin() throws -> [UInt8] {
    let writer = try create()
    for record in start.dropFirst() { try writer.append(record) }
    try writer.sync()
    #expect(try place.read("state.jsonl").count == writer.length)
    return try place.read("state.jsonl")
  }

  @Test func `what was appended is read`() throws {
    #expect(try read().0 == .absent)
    _ = try begin()
    let (condition, records, _) = try read()
    #expect(condition == .whole)
    #expect(records == start)
  }

  @Test func `a journal that is begun over another leaves that one in history`() throws {
    let bytes = try begin()
    _ = try create()
    #expect(try place.read("history/op.jsonl") == bytes)
    #expect(try read().1 == [.header(SampleRecords.header())])
    #expect(try place.names() == ["history", "state.jsonl"])
  }

  @Test func `a journal that cannot be begun leaves the old one as it was`() throws {
    let bytes = try begin()
    // A folder where the new journal would be made.
    _ = try place.folder.makeDescendant(Path("state.jsonl.new"))
    #expect(throws: SystemError.self) { try create() }
    #expect(try place.read("state.jsonl") == bytes)
    #expect(try history.entries().isEmpty)
  }

  @Test func `appending is buffered, flushing is not`() throws {
    let writer = try create()
    let length = try place.read("state.jsonl").count
    try writer.append(.planning)
    #expect(try place.read("state.jsonl").count == length)
    try writer.flush()
    #expect(try place.read("state.jsonl").count == writer.length)
  }

  @Test func `a checkpoint seals what was appended before it`() throws {
    let writer = try create()
    for record in start.dropFirst() { try writer.append(record) }
    try writer.append(.done(file: 0))
    try writer.append(.failed(file: 1, reason: "x"))
    #expect(writer.itemsSinceCheckpoint == 2)
    try writer.append(.checkpoint(SampleRecords.checkpoint(writer.sealed)))
    #expect(writer.itemsSinceCheckpoint == 0)
    try writer.append(.done(file: 2))
    try writer.sync()
    let (condition, records, _) = try read()
    #expect(condition == .whole)
    #expect(records.count == start.count + 4)
  }

  @Test func `a whole journal is gone on with in its place`() throws {
    let bytes = try begin()
    let writer = try journal.resume(
      at: read().2, isTorn: false, history: history, operation: "op")
    try writer.append(.done(file: 0))
    try writer.sync()
    #expect(try place.read("state.jsonl").starts(with: bytes))
    #expect(try read().0 == .whole)
    #expect(try read().1 == start + [.done(file: 0)])
    #expect(try history.entries().isEmpty)
  }

  @Test func `of a torn one the old bytes are kept and the proven lines are gone on with`() throws {
    let whole = try begin()
    let tail = Array("{\"type\":\"do".utf8)
    try place.folder.openForAppending(Path("state.jsonl")).write(tail)
    let (condition, _, position) = try read()
    #expect(condition == .torn(validBytes: whole.count))

    let writer = try journal.resume(at: position, isTorn: true, history: history, operation: "op")
    #expect(try place.read("history/op-torn.jsonl") == whole + tail)
    #expect(try place.read("state.jsonl") == whole)
    #expect(try place.names() == ["history", "state.jsonl"])

    try writer.append(.checkpoint(SampleRecords.checkpoint(writer.sealed)))
    try writer.append(.done(file: 0))
    try writer.sync()
    #expect(try read().0 == .whole)
    #expect(try read().1.last == .done(file: 0))
  }

  @Test func `a run that died while it repaired is repaired again`() throws {
    let whole = try begin()
    try place.folder.openForAppending(Path("state.jsonl")).write([0x7B])
    // What an earlier attempt left behind.
    try place.write("state.jsonl.new", Array("half".utf8))
    try place.write("history/op-torn.jsonl", Array("earlier".utf8))
    _ = try journal.resume(at: read().2, isTorn: true, history: history, operation: "op")
    #expect(try place.read("state.jsonl") == whole)
    #expect(try place.read("history/op-torn.jsonl") == Array("earlier".utf8))
    #expect(try place.read("history/op-torn-2.jsonl") == whole + [0x7B])
  }

  @Test func `journals in history never replace each other`() throws {
    for number in 1...3 {
      if number > 1 { try place.folder.remove(Path("state.jsonl")) }
      try place.write("state.jsonl", [UInt8(number)])
      _ = try create()
    }
    #expect(try place.read("history/op.jsonl") == [1])
    #expect(try place.read("history/op-2.jsonl") == [2])
    #expect(try place.read("history/op-3.jsonl") == [3])
  }
}
