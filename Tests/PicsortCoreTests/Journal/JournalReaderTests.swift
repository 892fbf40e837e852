import PicsortCore
import Platform
import Testing

@Suite("Reading a journal")
struct JournalReaderTests {
  /// A journal as bytes, and where each of its lines ends.
  private struct Journal {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    let records: [JournalRecord]

    init(_ records: [JournalRecord]) {
      self.records = records
      var checksum: UInt32 = 0
      for record in records {
        let line = JournalFormat.line(record, after: checksum)
        checksum = line.checksum
        bytes += line.bytes
        ends.append(bytes.count)
      }
    }

    /// Where each line begins.
    var starts: [Int] { [0] + ends.dropLast() }
    var lines: [[UInt8]] { zip(starts, ends).map { Array(bytes[$0..<$1]) } }
  }

  private struct Answer {
    var condition: JournalCondition
    var chained: [JournalRecord] = []
    var loose: [JournalRecord] = []
    var position: JournalPosition
  }

  private let place: Workspace
  private let small: Journal

  init() throws {
    place = try Workspace()
    let start: [JournalRecord] = [
      .header(SampleRecords.header()), .file(SampleRecords.file(0, "IMG_1.JPG")), .planning,
    ]
    let sealed = SHA256.digest(of: Journal(start).bytes)
    small = Journal(
      start + [.checkpoint(SampleRecords.checkpoint(sealed)), .done(file: 0), .planning])
  }

  private func read(_ bytes: [UInt8]) throws -> Answer {
    let file = try place.folder.openForAppending(Path("journal"))
    try file.truncate(to: 0)
    try file.write(bytes)
    var chained: [JournalRecord] = []
    var loose: [JournalRecord] = []
    let (condition, position) = try JournalReader.read(file) { record, isChained in
      if isChained { chained.append(record) } else { loose.append(record) }
    }
    return Answer(condition: condition, chained: chained, loose: loose, position: position)
  }

  @Test func `a whole journal is read to its end`() throws {
    let answer = try read(small.bytes)
    #expect(answer.condition == .whole)
    #expect(answer.chained == small.records)
    #expect(answer.loose.isEmpty)
    #expect(answer.position.length == small.bytes.count)
    #expect(answer.position.digest.finish() == SHA256.digest(of: small.bytes))
  }

  @Test func `every record in one journal comes back`() throws {
    // Checkpoints seal what is before them, which samples do not.
    let records = SampleRecords.all.filter { record in
      if case .checkpoint = record { false } else { true }
    }
    let answer = try read(Journal(records).bytes)
    #expect(answer.condition == .whole)
    #expect(answer.chained == records)
  }

  @Test func `no journal and an empty one are the same`() throws {
    #expect(try read([]).condition == .absent)
  }

  @Test func `torn at every byte, the whole lines before it are used`() throws {
    for length in 1..<small.bytes.count {
      let answer = try read(Array(small.bytes[..<length]))
      let whole = small.ends.count { $0 <= length }
      let end = whole == 0 ? 0 : small.ends[whole - 1]
      let expected: JournalCondition =
        whole == 0 ? .damaged(offset: 0) : end == length ? .whole : .torn(validBytes: end)
      #expect(answer.condition == expected, "cut at \(length)")
      #expect(answer.chained == Array(small.records.prefix(whole)), "cut at \(length)")
      #expect(answer.position.length == end)
      #expect(answer.loose.isEmpty)
    }
  }

  @Test(arguments: [0x01, 0x20, 0x80] as [UInt8])
  func `a flipped bit anywhere is seen, and what is before it is used`(bit: UInt8) throws {
    for index in small.bytes.indices {
      var bytes = small.bytes
      bytes[index] ^= bit
      let answer = try read(bytes)
      let line = small.ends.count { $0 <= index }
      let start = small.starts[line]
      #expect(
        answer.condition == .damaged(offset: start) || answer.condition == .torn(validBytes: start),
        "\(answer.condition) for \(index)")
      if line < small.records.count - 2 {
        #expect(answer.condition == .damaged(offset: start), "proven lines follow \(index)")
      }
      #expect(answer.chained == Array(small.records.prefix(line)), "flip at \(index)")
    }
  }

  @Test(arguments: [1, 8, 64])
  func `zeros anywhere are seen, and what is before them is used`(count: Int) throws {
    for index in small.bytes.indices {
      var bytes = small.bytes
      for place in index..<min(index + count, bytes.count) { bytes[place] = 0 }
      let answer = try read(bytes)
      let line = small.ends.count { $0 <= index }
      let start = small.starts[line]
      #expect(
        answer.condition == .damaged(offset: start) || answer.condition == .torn(validBytes: start),
        "\(answer.condition) for \(index)")
      #expect(answer.chained == Array(small.records.prefix(line)), "zeros at \(index)")
    }
  }

  @Test func `what a damaged journal still proves is shown as loose`() throws {
    var bytes = small.bytes
    bytes[small.starts[1] + 5] ^= 1
    let answer = try read(bytes)
    #expect(answer.loose == Array(small.records[2...]))
  }

  @Test(arguments: 0..<6)
  func `a doubled line is seen`(line: Int) throws {
    var lines = small.lines
    lines.insert(lines[line], at: line)
    let answer = try read(Array(lines.joined()))
    #expect(answer.condition == .damaged(offset: small.ends[line]))
    #expect(answer.chained == Array(small.records.prefix(line + 1)))
  }

  @Test(arguments: 0..<5)
  func `two lines that changed places are seen`(line: Int) throws {
    var lines = small.lines
    lines.swapAt(line, line + 1)
    let answer = try read(Array(lines.joined()))
    #expect(answer.condition == .damaged(offset: small.starts[line]))
    #expect(answer.chained == Array(small.records.prefix(line)))
  }

  @Test(arguments: 0..<5)
  func `a line that is missing is seen`(line: Int) throws {
    var lines = small.lines
    lines.remove(at: line)
    let answer = try read(Array(lines.joined()))
    #expect(answer.condition == .damaged(offset: small.starts[line]))
    #expect(answer.chained == Array(small.records.prefix(line)))
  }

  @Test func `zeros after the end are a torn tail`() throws {
    let answer = try read(small.bytes + [UInt8](repeating: 0, count: 4096))
    #expect(answer.condition == .torn(validBytes: small.bytes.count))
    #expect(answer.chained == small.records)
  }

  @Test func `zeros from the first byte are damage`() throws {
    #expect(try read([UInt8](repeating: 0, count: 4096)).condition == .damaged(offset: 0))
  }

  @Test func `a line without an end is bounded`() throws {
    let endless = [UInt8](repeating: UInt8(ascii: "a"), count: 2 << 20)
    #expect(try read(endless).condition == .damaged(offset: 0))
    let answer = try read(small.bytes + endless)
    #expect(answer.condition == .torn(validBytes: small.bytes.count))
    #expect(answer.chained == small.records)
    let between = try read(small.bytes + endless + [0x0A] + small.lines[5])
    #expect(between.condition == .damaged(offset: small.bytes.count))
  }

  @Test func `a checkpoint that seals something else is damage`() throws {
    let header = JournalRecord.header(SampleRecords.header())
    let other = SHA256.digest(of: [])
    let journal = Journal([header, .checkpoint(SampleRecords.checkpoint(other)), .planning])
    let answer = try read(journal.bytes)
    #expect(answer.condition == .damaged(offset: journal.ends[0]))
    #expect(answer.chained == [header])
  }

  @Test func `a journal larger than one read is read across the seam`() throws {
    let files = (0..<8000).map { JournalRecord.file(SampleRecords.file($0, "DCIM/IMG_\($0).JPG")) }
    let journal = Journal([.header(SampleRecords.header())] + files)
    try #require(journal.bytes.count > FileDescriptor.chunk)
    let answer = try read(journal.bytes)
    #expect(answer.condition == .whole)
    #expect(answer.chained.count == 8001)
    #expect(answer.chained.last == files.last)
  }

  @Test func `a record of a later addition is passed over and the chain goes on`() throws {
    var added = JSONObjectWriter()
    added.field("type", "weather")
    let first = JournalFormat.line(.header(SampleRecords.header()), after: 0)
    let second = JournalFormat.line(added, after: first.checksum)
    let third = JournalFormat.line(.planning, after: second.checksum)
    let answer = try read(first.bytes + second.bytes + third.bytes)
    #expect(answer.condition == .whole)
    #expect(answer.chained == [.header(SampleRecords.header()), .planning])
  }

  // MARK: - Newer formats

  private func header(version: Int, oldest: Int) -> [UInt8] {
    var header = SampleRecords.header()
    header.formatVersion = version
    header.oldestReader = oldest
    return JournalFormat.line(.header(header), after: 0).bytes
  }

  @Test func `a newer format is told whatever its checksum is`() throws {
    var bytes = header(version: 3, oldest: 2)
    #expect(try read(bytes + small.lines[1]).condition == .newer(version: 3))
    bytes[bytes.count - 5] ^= 1
    let answer = try read(bytes + small.lines[1])
    #expect(answer.condition == .newer(version: 3))
    #expect(answer.chained.isEmpty && answer.loose.isEmpty)
  }

  @Test func `a newer format that says nothing of its readers is not touched`() throws {
    let answer = try read(Array("{\"format_version\":2}\nanything".utf8))
    #expect(answer.condition == .newer(version: 2))
  }

  @Test func `a newer format that this program may read is read`() throws {
    let answer = try read(header(version: 2, oldest: 1))
    #expect(answer.condition == .whole)
    #expect(answer.chained.count == 1)
  }
}
