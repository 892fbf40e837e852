import PicsortCore
import Platform

extension FuzzTarget {
  /// What picsort keeps for itself, which a disk or a person may have changed.
  static let state: [FuzzTarget] = [
    FuzzTarget(name: "json", summary: "a JSON value") { bytes throws(BrokenPromise) in
      _ = try? JSONValue(bytes)
      let path = PathText.decode(PathText.encode(bytes))
      try promise(path == bytes, "a path that was written is read back as another")
    },
    FuzzTarget(
      name: "journal", summary: "a journal and a catalog, as the bytes are"
    ) { bytes throws(BrokenPromise) in
      _ = readJournal(bytes)
      Scratch.with(StateFolder.catalogName, bytes) { _ = Catalog(in: $0) }
    },
    FuzzTarget(
      name: "records", summary: "lines that are given their checksums, so that all are believed"
    ) { bytes throws(BrokenPromise) in
      let journal = sealed(bytes)
      try checkShortCut(journal)
      Scratch.with(StateFolder.catalogName, journal) { _ = Catalog(in: $0) }
      try checkRoundTrip(readJournal(journal).records)
    },
  ]

  private static func readJournal(
    _ bytes: [UInt8]
  ) -> (condition: JournalCondition?, records: [JournalRecord]) {
    let name = Path("journal")
    var records: [JournalRecord] = []
    var condition: JournalCondition?
    Scratch.with(name, bytes) { folder in
      guard let file = try? folder.open(name) else { return }
      condition = try? JournalReader.read(file) { record, _ in records.append(record) }.condition
    }
    return (condition, records)
  }

  /// What is read by the short cut is what the long way reads.
  private static func checkShortCut(_ journal: [UInt8]) throws(BrokenPromise) {
    var frequent = FrequentRecords()
    for line in journal.split(separator: UInt8(ascii: "\n")).map(Array.init) {
      guard let short = frequent.decode(line.indices, of: line) else { continue }
      let long = JournalFormat.prove(line)
      try promise(
        short.previous == long?.previous
          && short.record
            == long.flatMap {
              RecordDecoder.decode($0.value)
            },
        "a line is read as two records")
    }
  }

  /// Records that were read can be written, and are the same when they are read again.
  private static func checkRoundTrip(_ records: [JournalRecord]) throws(BrokenPromise) {
    // A checkpoint seals the very bytes before it.
    let records = records.filter { if case .checkpoint = $0 { false } else { true } }
    var checksum: UInt32 = 0
    let bytes = records.flatMap { record in
      let line = JournalFormat.line(record, after: checksum)
      checksum = line.checksum
      return line.bytes
    }
    let again = readJournal(bytes)
    try promise(
      again.condition == (records.isEmpty ? .absent : .whole),
      "records were written as a journal that is not whole")
    try promise(again.records == records, "records were read back as others")
  }

  /// The lines with the `prev` and `crc` they must end with instead of what they end with; the
  /// lines without a `}` are left out.
  private static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var checksum: UInt32 = 0
    return bytes.split(separator: UInt8(ascii: "\n")).flatMap { line -> [UInt8] in
      let text = String(decoding: line, as: UTF8.self)
      guard let end = text.firstRange(of: ",\"prev\":")?.lowerBound ?? text.lastIndex(of: "}")
      else {
        return []
      }
      let body = Array("\(text[..<end]),\"prev\":\"\(JournalFormat.hex(checksum))\"".utf8)
      checksum = CRC32C.checksum(of: body)
      return body + Array(",\"crc\":\"\(JournalFormat.hex(checksum))\"}\n".utf8)
    }
  }
}

/// Files for readers that want one, in a folder of their own for the length of a call.
private enum Scratch {
  /// Calls `body` with a folder that holds the file `name` of `bytes`, where one can be made.
  static func with(_ name: Path, _ bytes: [UInt8], _ body: (Folder) -> Void) {
    let temporary = Path(Environment.value("TMPDIR") ?? "/tmp")
    let own = Path("picsort-fuzz-\(UInt64.random(in: 0...UInt64.max))")
    guard let parent = try? Folder(at: temporary), (try? parent.makeFolder(own)) == true,
      let folder = try? parent.folder(own)
    else { return }
    defer {
      try? folder.remove(name)
      try? parent.removeFolder(own)
    }
    guard (try? folder.create(name).write(bytes)) != nil else { return }
    body(folder)
  }
}
