import PicsortCore
import Platform
import Testing

/// A journal in the making, its chain and its seals right.
private struct Books {
  private(set) var bytes: [UInt8] = []
  private var checksum: UInt32 = 0
  /// Where each line begins.
  private(set) var starts: [Int] = []

  init(_ records: [JournalRecord]) {
    for record in records { add(record) }
  }

  mutating func add(_ record: JournalRecord) {
    if case .checkpoint(var checkpoint) = record {
      checkpoint.sealed = SHA256.digest(of: bytes)
      append(JournalFormat.line(.checkpoint(checkpoint), after: checksum))
    } else {
      append(JournalFormat.line(record, after: checksum))
    }
  }

  /// A line that somebody wrote who knows how checksums are made; `body` is all before `prev`.
  mutating func forge(_ body: String) {
    let text = Array((body + #","prev":""# + JournalFormat.hex(checksum) + "\"").utf8)
    let own = CRC32C.checksum(of: text)
    append((text + Array((#","crc":""# + JournalFormat.hex(own) + "\"}\n").utf8), own))
  }

  private mutating func append(_ line: (bytes: [UInt8], checksum: UInt32)) {
    starts.append(bytes.count)
    bytes += line.bytes
    checksum = line.checksum
  }
}

/// What the tests have a run say, in words.
private enum Scenes {
  static let header = JournalRecord.header(SampleRecords.header())
  static let durable = JournalRecord.checkpoint(SampleRecords.checkpoint(SampleRecords.digest))
  static let loose = JournalRecord.checkpoint(
    SampleRecords.checkpoint(SampleRecords.digest, isDurable: false))
  static let facts: [JournalRecord] =
    (0..<12).map { .file(SampleRecords.file($0, "DCIM/IMG_\($0).JPG", size: 100 + $0)) } + [
      .hash(file: 3, ends: SampleRecords.digest, whole: nil),
      .compared(file: 1, with: 2, isSame: false),
      .hash(file: 9, ends: nil, whole: SampleRecords.otherDigest),
    ]
  static let moves: [JournalRecord] = [
    move(0), move(1),
    .move(
      PlannedMove(file: 2, action: .move, target: Path("b/2.xmp"), companionOf: 1)),
    move(3), .move(PlannedMove(file: 4, action: .copy, target: Path("c/4"))), move(5),
    .move(
      PlannedMove(file: 6, action: .move, target: Path("c/6.xmp"), companionOf: 0)),
    .move(
      PlannedMove(file: 7, action: .quarantine, target: Path("Duplicates/7"), twin: .file(3))),
    .move(PlannedMove(file: 8, action: .delete, target: Path(bytes: []), twin: .file(5))),
    .stay(PlannedStay(file: 10, reason: .duplicate(.file(4)))),
    .stay(PlannedStay(file: 11, reason: .undated)),
    .planned(PlanSeal(found: 12, items: 9, bytes: 936)),
  ]
  static let begun: [JournalRecord] =
    [header] + facts + [.planning] + moves + [.volume(VolumeNote(VolumeManners(fileSystem: "e")))]

  static func move(_ file: Int, to folder: String = "a") -> JournalRecord {
    .move(PlannedMove(file: file, action: .move, target: Path("\(folder)/\(file)")))
  }

  static func done(_ files: Int...) -> [JournalRecord] { files.map { .done(file: $0) } }

  static let all: [[JournalRecord]] = [
    [header], [header] + facts, [header] + facts + [.planning, move(3)], begun, begun + [durable],
    begun + done(0, 1, 2) + [durable],
    begun + done(0, 1, 2) + [durable] + done(3, 4) + [loose] + done(5),
    begun + done(0, 1, 2, 3, 4, 5, 6, 7, 8) + [durable],
    // Looked at again after it was certain.
    begun + done(0, 1, 3, 5) + [durable, .doubt(file: 1), .doubt(file: 3)] + done(3) + [loose],
    // Another process: what the first one did not make certain is open again.
    begun + done(0) + [durable] + done(1, 2) + [.process(SampleRecords.host, time: 5)] + done(1)
      + [durable],
    // Planned anew; the first plan, and what it had of files, is void.
    [header] + facts + [.planning] + (0..<9).map { move($0, to: "void") }
      + [.planned(PlanSeal()), .planning] + moves + done(0, 3) + [durable],
    begun + done(0) + [
      .retarget(file: 1, to: Path("a/1-2")), .retarget(file: 5, to: Path("a/5-2")),
      .copied(file: 4, digest: SampleRecords.digest), .failed(file: 6, reason: "busy"),
      .hash(file: 1, ends: nil, whole: SampleRecords.digest), .made(folder: Path("a")),
    ] + done(1, 4) + [durable] + [.copied(file: 3, digest: SampleRecords.otherDigest)],
    begun + done(0) + [durable, .end(status: .completed, signal: 0, reason: "")],
    // Seen twice, with another size the second time.
    [header] + facts + [.file(SampleRecords.file(2, "new", size: 5)), .planning] + moves + done(2)
      + [durable],
  ]
}

@Suite("A journal in two passes")
struct OperationOutlineTests {
  private let place: Workspace

  init() throws { place = try Workspace() }

  private var journal: JournalPlace {
    JournalPlace(folder: place.folder, name: Path("journal"), path: Path("journal"))
  }

  private func write(_ bytes: [UInt8]) throws {
    let file = try place.folder.openForAppending(Path("journal"))
    try file.truncate(to: 0)
    try file.write(bytes)
  }

  /// Both ways to read the same bytes; they must agree in everything.
  private func expectAgreement(_ bytes: [UInt8], _ comment: String) throws {
    try write(bytes)
    var known = OperationState()
    let (condition, position) = try Desk.read(journal, into: &known)
    let found = try Desk.outline(journal)
    #expect(found.condition == condition, "\(comment)")
    #expect(found.position.length == position.length, "\(comment)")
    #expect(found.position.checksum == position.checksum, "\(comment)")
    #expect(found.position.digest.finish() == position.digest.finish(), "\(comment)")
    #expect(found.outline.fileCount == known.files.count, "\(comment)")
    expectSame(try found.outline.whole(), known, comment)
  }

  private func expectSame(_ one: OperationState, _ other: OperationState, _ comment: String) {
    #expect(one.files.records == other.files.records, "\(comment)")
    #expect(one.nextNumber == other.nextNumber, "\(comment)")
    #expect(one.moves == other.moves, "\(comment)")
    #expect(one.stays == other.stays, "\(comment)")
    #expect(one.comparisons == other.comparisons, "\(comment)")
    #expect(one.copied == other.copied, "\(comment)")
    for file in 0..<20 { #expect(one.contents[file] == other.contents[file], "\(comment)") }
    #expect(one.header == other.header, "\(comment)")
    #expect(one.lastProcess == other.lastProcess, "\(comment)")
    #expect(one.volumes == other.volumes, "\(comment)")
    #expect(one.seal == other.seal, "\(comment)")
    #expect(one.retargets == other.retargets, "\(comment)")
    #expect(one.durablyDone == other.durablyDone, "\(comment)")
    #expect(one.done == other.done, "\(comment)")
    #expect(one.made == other.made && one.links == other.links, "\(comment)")
    #expect(one.steps == other.steps, "\(comment)")
    #expect(one.lastCheckpoint == other.lastCheckpoint, "\(comment)")
    #expect(one.marks.count == other.marks.count, "\(comment)")
    #expect(one.marks.lastBatch == other.marks.lastBatch, "\(comment)")
    #expect(one.doubted == other.doubted, "\(comment)")
    #expect(one.ending == other.ending && one.lastSeen == other.lastSeen, "\(comment)")
  }

  @Test(arguments: Scenes.all.indices)
  func `it says the same`(_ scene: Int) throws {
    try expectAgreement(Books(Scenes.all[scene]).bytes, "scene \(scene)")
  }

  @Test func `every record there is is taken`() throws {
    let records = SampleRecords.all.filter { record in
      if case .header = record { false } else { true }
    }
    try expectAgreement(Books([Scenes.header] + records).bytes, "all records")
  }

  @Test func `torn at every byte, both ways see the same`() throws {
    let bytes = Books(Scenes.all[6]).bytes
    for length in stride(from: 0, through: bytes.count, by: 7) {
      try expectAgreement(Array(bytes[..<length]), "cut at \(length)")
    }
  }

  @Test func `damaged anywhere, among settled files too, both ways see the same`() throws {
    let bytes = Books(Scenes.all[7]).bytes
    for index in stride(from: 0, to: bytes.count, by: 11) {
      var damaged = bytes
      damaged[index] ^= 0x04
      try expectAgreement(damaged, "flip at \(index)")
    }
  }

  @Test func `a line that is lost, doubled or moved is seen`() throws {
    let books = Books(Scenes.all[7])
    let ends = books.starts.dropFirst() + [books.bytes.count]
    let lines = zip(books.starts, ends).map { Array(books.bytes[$0..<$1]) }
    for index in lines.indices.dropLast() {
      var lost = lines
      lost.remove(at: index)
      try expectAgreement(Array(lost.joined()), "lost \(index)")
      var doubled = lines
      doubled.insert(lines[index], at: index)
      try expectAgreement(Array(doubled.joined()), "doubled \(index)")
      var moved = lines
      moved.swapAt(index, index + 1)
      try expectAgreement(Array(moved.joined()), "moved \(index)")
    }
  }

  @Test func `a seal over other lines is damage`() throws {
    var books = Books(Scenes.begun)
    let checkpoint = SampleRecords.checkpoint(SampleRecords.digest)
    let line = JournalFormat.line(.checkpoint(checkpoint), after: 0)
    // Without `,"prev":"01234567","crc":"89abcdef"}` and the line feed.
    books.forge(String(decoding: line.bytes.dropLast(37), as: UTF8.self))
    try expectAgreement(books.bytes + Books([Scenes.header]).bytes, "another seal")
    #expect(try Desk.outline(journal).condition == .damaged(offset: books.starts.last ?? 0))
  }

  @Test(arguments: [
    #"{"type":"file","file":3,"path":"#, #"{"type":"move","file":3,"to":"a/3","action":"move""#,
    #"{"type":"file","file":3,"path":"../x","size":1,"mtime_ns":1,"inode":1,"role":"photo""#,
    #"{"type":"move","file":3,"action":"move","to":"../x""#, #"{"type":"weather","file":3"#,
    #"{ "type":"done","file":3"#, #"{"type":"done","file":3,"more":1"#,
    #"{"type":"done","file":003"#, #"{"type":"file","file":4294967295,"path":"a""#,
    #"{"type":"file","file":3,"file":4,"path":"a","size":1,"mtime_ns":1,"inode":1,"role":"photo""#,
    #"{"type":"move","file":3,"type":"done""#,
    #"{"type":"stay","file":99999999999,"why":"undated""#,
    #"{"type":"header""#, "{}", "[",
  ])
  func `a forged line is judged as ever, or makes nobody go on`(_ body: String) throws {
    for rest in [[], Scenes.done(3) + [Scenes.durable]] {
      var books = Books([Scenes.header] + Scenes.facts + [.planning] + Scenes.moves)
      books.forge(body)
      for record in rest { books.add(record) }
      try write(books.bytes)
      var known = OperationState()
      let (condition, _) = try Desk.read(journal, into: &known)
      let found = try Desk.outline(journal)
      if found.condition == condition {
        expectSame(try found.outline.whole(), known, body)
      } else {
        // Found out when somebody needs the line.
        #expect(try found.outline.left() == nil || !rest.isEmpty, "\(body)")
      }
    }
  }

  // MARK: - What is left

  private struct Left {
    var whole: OperationState
    var rest: Remainder
  }

  private func left(_ records: [JournalRecord], doubting: Set<Int> = []) throws -> Left {
    try write(Books(records).bytes)
    let outline = try Desk.outline(journal).outline.doubting(doubting)
    return Left(whole: try outline.whole(), rest: try #require(try outline.left()))
  }

  @Test(arguments: Scenes.all.indices.filter { $0 > 2 }, [[], [0, 3]] as [Set<Int>])
  func `what is left and what is settled are the plan`(
    _ scene: Int, doubting: Set<Int>
  ) throws {
    let left = try left(Scenes.all[scene], doubting: doubting)
    let (whole, state) = (left.whole, left.rest.state)
    let settled = try #require(left.rest.settled)
    // Each move is on one side, in the plan's order, with its file.
    #expect(state.moves == whole.moves.filter { !settled.contains($0.file) })
    #expect(state.moves.count + settled.count == whole.moves.count)
    #expect(state.stays == whole.stays)
    for move in whole.moves {
      #expect(!settled.contains(move.file) || whole.durablyDone.contains(move.file))
      if !settled.contains(move.file) { #expect(state.files[move.file] == whole.files[move.file]) }
    }
    for stay in whole.stays { #expect(state.files[stay.file] == whole.files[stay.file]) }
    for move in state.moves where !whole.durablyDone.contains(move.file) {
      #expect(state.copied[move.file] == whole.copied[move.file])
      #expect(state.contents[move.file] == whole.contents[move.file])
      if let photo = move.companionOf { #expect(!settled.contains(photo)) }
      if case .file(let twin)? = move.twin { #expect(!settled.contains(twin)) }
    }
    for stay in state.stays {
      if case .duplicate(.file(let twin)) = stay.reason { #expect(!settled.contains(twin)) }
    }
    #expect(state.durablyDone == whole.durablyDone && state.nextNumber == whole.nextNumber)
    // The settled ones count as they would have, had they been read.
    let facts = try #require(settled.facts)
    let moves = whole.moves.filter { settled.contains($0.file) }
    #expect(facts.tally.moved == moves.count { $0.action == .move })
    #expect(facts.tally.copied == moves.count { $0.action == .copy })
    #expect(
      facts.tally.duplicates == moves.count { $0.action == .quarantine || $0.action == .delete })
    let places = moves.filter { $0.action != .delete }
    #expect(
      facts.files
        == places.map { move in
          LibraryFile(
            path: whole.retargets[move.file] ?? move.target,
            identity: whole.files[move.file]?.identity
              ?? FileIdentity(size: 0, modified: 0, inode: 0),
            digest: whole.copied[move.file])
        })
    #expect(facts.tally.folders.values.reduce(0, +) == places.count)
    #expect(!facts.haveAlbums)
  }

  @Test func `an album is known whatever became of its note`() throws {
    let note = FileRecord(
      number: 12, source: 0, path: Path("Oslo/metadata.json"),
      identity: FileIdentity(size: 9, modified: 0, inode: 1),
      facts: FileFacts(role: .other, takeout: TakeoutNote(kind: .album, title: "Oslo")))
    let left = try left(
      [Scenes.header] + Scenes.facts + [.file(note), .planning] + Scenes.moves + Scenes.done(0)
        + [Scenes.durable])
    #expect(left.rest.settled?.facts?.haveAlbums == true)
  }

  @Test func `files far behind the settled ones are found`() throws {
    let count = 200_000
    var records = [Scenes.header]
    for file in 0..<count { records.append(.file(SampleRecords.file(file, "IMG_\(file).JPG"))) }
    records.append(.planning)
    for file in 0..<count { records.append(Scenes.move(file)) }
    records.append(.planned(PlanSeal(found: count, items: count, bytes: 10 * count)))
    for file in 0..<count - 2 { records.append(.done(file: file)) }
    let left = try left(records + [Scenes.durable])
    #expect(left.rest.state.moves.map(\.file) == [count - 2, count - 1])
    #expect(left.rest.state.files.records.map(\.number) == [count - 2, count - 1])
    let settled = try #require(left.rest.settled)
    #expect(settled.count == count - 2 && settled.bytes == 10 * (count - 2))
    #expect(settled.facts?.files.count == count - 2)
  }

  @Test func `the last files that are done are the ones to look at`() throws {
    try write(Books(Scenes.begun + Scenes.done(0, 1, 3, 5, 8) + [Scenes.durable]).bytes)
    let latest = try Desk.outline(journal).outline.latest(3)
    #expect(latest.moves.map(\.file) == [1, 3, 5])
    #expect(latest.files.records.map(\.number) == [1, 3, 5])
  }
}
