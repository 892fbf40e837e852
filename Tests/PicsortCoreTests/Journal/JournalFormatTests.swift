import PicsortCore
import Platform
import Testing

@Suite("Journal lines")
struct JournalFormatTests {
  @Test func `every record comes back from its line`() throws {
    for record in SampleRecords.all {
      let (bytes, checksum) = JournalFormat.line(record, after: 0x0123_4567)
      #expect(bytes.last == UInt8(ascii: "\n") && bytes.count(where: { $0 == 0x0A }) == 1)
      let proven = try #require(JournalFormat.prove(bytes.dropLast()), "\(record)")
      #expect(proven.checksum == checksum)
      #expect(proven.previous == 0x0123_4567)
      #expect(try decoded(bytes) == record)
    }
  }

  @Test func `a line is one that jq reads and a person too`() {
    let line = JournalFormat.line(.done(file: 17), after: 0x89AB_CDEF).bytes
    let text = String(decoding: line, as: UTF8.self)
    #expect(text.hasPrefix(#"{"type":"done","file":17,"prev":"89abcdef","crc":""#))
    #expect(text.hasSuffix("\"}\n"))
  }

  @Test func `any single changed byte of a line is seen`() {
    let line = Array(JournalFormat.line(.done(file: 17), after: 0x89AB_CDEF).bytes.dropLast())
    for index in line.indices {
      for byte in UInt8.min...UInt8.max where byte != line[index] {
        var changed = line
        changed[index] = byte
        if JournalFormat.prove(changed) != nil { Issue.record("byte \(byte) at \(index)") }
      }
    }
  }

  @Test func `any cut of a line is seen`() {
    let line = Array(JournalFormat.line(.planning, after: 1).bytes.dropLast())
    for length in 0..<line.count {
      #expect(JournalFormat.prove(Array(line[..<length])) == nil)
      #expect(JournalFormat.prove(Array(line[(line.count - length)...])) == nil)
    }
  }

  @Test(arguments: [
    (0, "00000000"), (1, "00000001"), (0x89AB_CDEF, "89abcdef"), (UInt32.max, "ffffffff"),
  ])
  func `checksums have eight digits`(value: UInt32, text: String) {
    #expect(JournalFormat.hex(value) == text)
  }

  // MARK: - What a hostile journal may say

  private static let outside: [[UInt8]] =
    [
      "", ".", "..", "/", "/etc/passwd", "a/", "a//b", "./a", "../a", "a/..", "a/../b", "a/./b",
      "a/.",
    ]
    .map { Array($0.utf8) } + [[0x61, 0], [0], [0x61, 0x2F, 0, 0x62]]

  @Test(arguments: outside)
  func `a path that leads anywhere but downwards is refused`(path: [UInt8]) throws {
    let records: [(String, [(StaticString, Int)], StaticString)] = [
      ("move", [("file", 1)], "to"), ("retarget", [("file", 1)], "to"), ("made", [], "folder"),
      ("stay", [("file", 1)], "twin_path"),
    ]
    for (type, numbers, field) in records {
      let sound = try object(type, numbers, field, Array("a/b".utf8))
      #expect(sound != nil, "\(type) is not refused for anything else")
      #expect(try object(type, numbers, field, path) == nil, "\(type)")
    }
    let file = JournalFormat.line(.file(SampleRecords.file(0, "XX")), after: 0).bytes
    #expect(try decoded(replacing("XX", by: PathText.encode(path), in: file)) == nil)
  }

  @Test func `an escaped slash is a slash and an escaped dot a dot`() throws {
    for text in ["%2E%2E/a", "a/%2e%2e", "%2Fetc", "a%2F..%2Fb", "a%00b"] {
      var out = JSONObjectWriter()
      out.field("type", "made")
      out.field("folder", text)
      #expect(try decoded(JournalFormat.line(out, after: 0).bytes) == nil, "\(text)")
    }
  }

  @Test(arguments: [
    "", ".", "..", "../x", "a/b", "/a", "A", "a.b", "a b", "ä", "a\u{0}", "a-b", "a_b",
    String(repeating: "a", count: 65),
  ])
  func `an operation name that is no plain word is refused`(name: String) throws {
    let line = JournalFormat.line(.header(SampleRecords.header(operation: name)), after: 0).bytes
    #expect(try decoded(line) == nil)
  }

  @Test(arguments: ["photos", "", "../photos"])
  func `a source or an output that is not absolute is refused`(path: String) throws {
    var header = SampleRecords.header()
    header.output = Path(path)
    #expect(try decoded(JournalFormat.line(.header(header), after: 0).bytes) == nil)
    header = SampleRecords.header(sources: [Path("/a"), Path(path)])
    #expect(try decoded(JournalFormat.line(.header(header), after: 0).bytes) == nil)
    header = SampleRecords.header(sources: [])
    #expect(try decoded(JournalFormat.line(.header(header), after: 0).bytes) == nil)
  }

  @Test(arguments: [-1, Int.min, Int.max, 1 << 51])
  func `a number that no count can be is refused`(number: Int) throws {
    #expect(try decoded(JournalFormat.line(.done(file: number), after: 0).bytes) == nil)
    var seal = PlanSeal()
    seal.skippedByReason = ["hidden": number]
    #expect(try decoded(JournalFormat.line(.planned(seal), after: 0).bytes) == nil)
    let file = SampleRecords.file(0, "a", size: number)
    #expect(try decoded(JournalFormat.line(.file(file), after: 0).bytes) == nil)
  }

  @Test func `a removal with a target and a move without one are refused`() throws {
    for (action, target) in [(PlannedAction.delete, "a"), (.move, ""), (.copy, ""), (.leave, "a")] {
      let move = PlannedMove(file: 1, action: action, target: Path(target))
      #expect(try decoded(JournalFormat.line(.move(move), after: 0).bytes) == nil, "\(action)")
    }
  }

  @Test(arguments: ["a/b", "..", "/", ""])
  func `a wanted name that is no name is refused`(name: String) throws {
    let move = PlannedMove(file: 1, action: .move, target: Path("a/b"), name: Path(name))
    #expect(try decoded(JournalFormat.line(.move(move), after: 0).bytes) == nil)
  }

  /// The record that a reader takes from `line`; nil when it takes none.
  private func decoded(_ line: [UInt8]) throws -> JournalRecord? {
    let place = try Workspace()
    var found: [JournalRecord] = []
    try place.write("journal", line)
    _ = try JournalReader.read(place.folder.open(Path("journal"))) { record, _ in
      found.append(record)
    }
    return found.first
  }

  private func object(
    _ type: String, _ numbers: [(StaticString, Int)], _ field: StaticString, _ path: [UInt8]
  ) throws -> JournalRecord? {
    var out = JSONObjectWriter()
    out.field("type", type)
    for (name, number) in numbers { out.field(name, number) }
    if type == "move" { out.field("action", "move") }
    if type == "stay" { out.field("why", "duplicate") }
    out.field(field, path: path)
    return try decoded(JournalFormat.line(out, after: 0).bytes)
  }

  /// The line with `text` replaced, and a checksum of its new bytes.
  private func replacing(_ text: String, by bytes: [UInt8], in line: [UInt8]) -> [UInt8] {
    var body = String(decoding: line, as: UTF8.self)
    let escaped = bytes.map { $0 == 0 ? "\\u0000" : String(decoding: [$0], as: UTF8.self) }.joined()
    body = body.replacing(text, with: escaped)
    body = String(body.prefix(upTo: body.firstRange(of: ",\"prev\"")?.lowerBound ?? body.endIndex))
    var previous = Array((body + ",\"prev\":\"00000000\"").utf8)
    let checksum = JournalFormat.hex(CRC32C.checksum(of: previous))
    previous += Array(",\"crc\":\"\(checksum)\"}\n".utf8)
    return previous
  }
}
