import MediaMetadata
import PicsortCore
import Platform
import Testing

/// The short cut through a line gives what the long way gives, or leaves the line to it.
@Suite("Frequent records")
struct FrequentRecordsTests {
  /// A line without its line feed.
  private func line(_ record: JournalRecord) -> [UInt8] {
    JournalFormat.line(record, after: 0x0123_4567).bytes.dropLast()
  }

  /// The line with the checksum that its bytes have.
  private func sealed(_ line: [UInt8]) -> [UInt8] {
    let body = Array(line.dropLast(18))
    let checksum = JournalFormat.hex(CRC32C.checksum(of: body))
    return body + Array(",\"crc\":\"\(checksum)\"}".utf8)
  }

  /// True when the short cut read the line; then the long way must agree.
  @discardableResult
  private func isShort(_ line: [UInt8]) -> Bool {
    var frequent = FrequentRecords()
    // In the middle of other bytes, as in a block that was read.
    let block = Array("{}\n".utf8) + line + Array("\n{\"".utf8)
    guard let short = frequent.decode(3..<3 + line.count, of: block) else { return false }
    let long = JournalFormat.prove(line)
    let text = String(decoding: line, as: UTF8.self)
    #expect(short.previous == long?.previous, "\(text)")
    #expect(short.record != nil, "\(text)")
    #expect(short.record == long.flatMap { RecordDecoder.decode($0.value) }, "\(text)")
    return true
  }

  /// Records of the kinds and shapes that journals are full of.
  private static let frequent: [JournalRecord] = {
    var photo = SampleRecords.file(70, "DCIM/100 50%/IMG_0001.JPG", size: 1 << 40)
    photo.source = 2
    photo.identity.modified = Int.min
    photo.identity.inode = UInt64.max
    photo.facts = FileFacts(
      role: .photo, format: "JPEG",
      claims: [
        .at("2023-12-25T14:30:00", .exifDateTimeOriginal, .offset(seconds: -18_000)),
        .at("2023-12-01", .folderName, .local, .month), .at("2023-12-25T14:30:00", .fileName, .utc),
      ], make: "Böhm & Söhne, optische Geräte", model: "X",
      contentIdentifier: "0FC7E5A5-1C1B-4E3A-9D6B-6E0A0C9B1A11", duration: 1.5)
    var note = SampleRecords.file(71, "a.json")
    note.facts = FileFacts(
      role: .sidecar,
      takeout: TakeoutNote(kind: .sidecar, title: "a.jpg", isTrashed: true, isArchived: true))
    let (a, b) = (SampleRecords.digest, SampleRecords.otherDigest)
    let target = Path("12.2023/ä.JPG")
    return [
      .file(SampleRecords.file(0, "a")), .file(photo), .file(note),
      .hash(file: 1, ends: a, whole: nil), .hash(file: 1, ends: nil, whole: b),
      .hash(file: 1, ends: a, whole: b), .copied(file: 3, digest: a), .done(file: 123_456),
      .move(PlannedMove(file: 9, action: .move, target: target)),
      .move(PlannedMove(file: 9, action: .copy, target: target, companionOf: 8, name: Path("b"))),
      .move(PlannedMove(file: 9, action: .quarantine, target: target, twin: .file(1))),
      .move(PlannedMove(file: 9, action: .delete, target: Path(""), twin: .library(target))),
      .move(PlannedMove(file: 9, action: .copy, target: target, modified: -1)),
      .stay(PlannedStay(file: 4, reason: .duplicate(.file(1)))),
      .stay(PlannedStay(file: 4, reason: .duplicate(.library(target)))),
      .stay(PlannedStay(file: 4, reason: .companionStays)),
      .checkpoint(SampleRecords.checkpoint(a)),
    ]
  }()

  @Test func `what journals are full of is read by the short cut`() {
    for record in Self.frequent { #expect(isShort(line(record)), "\(record)") }
  }

  @Test(arguments: [nil, "Canon", "Böhm \"& Söhne\"\n"], [nil, "EOS 80D", "Ω\\%"])
  func `files that share their details have the lines that each would have alone`(
    make: String?, model: String?
  ) {
    var pool = FileFacts.Pool.forJournal
    for number in 0..<3 {
      var record = SampleRecords.file(number, "IMG_\(number).JPG")
      record.facts = FileFacts(role: .photo, format: "JPEG", make: make, model: model, head: 7)
      let alone = line(.file(record))
      pool.share(&record.facts)
      #expect(line(.file(record)) == alone)
    }
  }

  @Test func `no record is read as another one`() {
    for record in SampleRecords.all { isShort(line(record)) }
    #expect(!isShort(line(.planning)))
  }

  @Test func `a changed byte is read as the long way reads it`() {
    let bytes = Array("\"\\ 0,9-.e%}{[]:/t\u{0}\u{7F}".utf8) + [0x80, 0xC3, 0xFF]
    for sample in Self.frequent.map(line) {
      for index in sample.indices.dropLast(18) {
        for byte in bytes where byte != sample[index] {
          var changed = sample
          changed[index] = byte
          isShort(sealed(changed))
        }
      }
    }
  }

  @Test func `a byte too few or too many is read as the long way reads it`() {
    for sample in Self.frequent.map(line) {
      for index in sample.indices.dropLast(18) {
        var changed = sample
        changed.remove(at: index)
        isShort(sealed(changed))
        for byte in "\"\\ 0,{-".utf8 {
          changed = sample
          changed.insert(byte, at: index)
          isShort(sealed(changed))
        }
      }
    }
  }

  @Test func `members that are missing, doubled or in another order go the long way or agree`() {
    for record in Self.frequent {
      let text = String(decoding: line(record).dropLast(18).dropFirst(), as: UTF8.self)
      let members = text.split(separator: ",\"").map { String($0) }
      for index in members.indices {
        for other in members.indices {
          var changed = members
          changed[index] = members[other]
          isShort(joined(changed))
          changed = members
          changed.insert(members[other], at: index)
          isShort(joined(changed))
        }
        var changed = members
        changed.remove(at: index)
        isShort(joined(changed))
      }
    }
  }

  /// A line of these members, all but the first without their first quote.
  private func joined(_ members: [String]) -> [UInt8] {
    sealed(Array("{\(members.joined(separator: ",\""))".utf8) + [UInt8](repeating: 0, count: 18))
  }

  @Test(arguments: [
    "017", "-17", "-0", "1e1", "17.0", "1125899906842624", "1125899906842625",
    "9223372036854775808", "18446744073709551617", "\"17\"", "17,\"later\":1", "", " 17", "+17",
  ])
  func `a number is what JSON says it is`(number: String) {
    let text = String(decoding: line(.done(file: 17)), as: UTF8.self)
      .replacing("\"file\":17", with: "\"file\":\(number)")
    isShort(sealed(Array(text.utf8)))
  }

  @Test(arguments: [
    "../a", "a/../b", "/a", "a/", "a//b", ".", "a/.", "%2E%2E/a", "%2e%2e", "a%00b", "a%", "a%4",
    "a%zz", ".PicSort/a", "b/.picsort", ".picsorts", "...", "a/..b", "\\u0041", "a\\/b", "\u{7F}",
  ])
  func `a path is refused by both or by none`(path: String) {
    let move = JournalRecord.move(PlannedMove(file: 1, action: .move, target: Path("XX")))
    let text = String(decoding: line(move), as: UTF8.self).replacing("XX", with: path)
    isShort(sealed(Array(text.utf8)))
  }
}
