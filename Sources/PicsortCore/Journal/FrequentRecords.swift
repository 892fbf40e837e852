import MediaMetadata
import Platform

/// The short way from a line to a record, for the kinds that a journal has a million of and as
/// `RecordEncoder` writes them, member by member in its order. Any other line goes the long way, by
/// `JSONValue` and `RecordDecoder`, which would say the same of these.
package struct FrequentRecords {
  private var words = KnownTexts()
  private var formats = KnownTexts()
  private var cameras = KnownTexts()
  private var pool = FileFacts.Pool()

  package init() {}

  /// The record of a line, whose checksum was proven, and the checksum of the line before it; nil
  /// when the long way has to find out.
  package mutating func decode(
    _ line: Range<Int>, of block: [UInt8]
  ) -> (record: JournalRecord?, previous: UInt32)? {
    var scanner = LineScanner(line, of: block)
    guard let record = record(&scanner), let previous = scanner.previous() else { return nil }
    return (record, previous)
  }

  private mutating func record(_ line: inout LineScanner) -> JournalRecord? {
    if line.begins(#"{"type":"done""#) { return .done(file: line.number("file")) }
    if line.begins(#"{"type":"move""#) { return move(&line).map { .move($0) } }
    if line.begins(#"{"type":"file""#) { return file(&line).map { .file($0) } }
    if line.begins(#"{"type":"hash""#) {
      return .hash(
        file: line.number("file"), ends: line.digest(ifThere: "ends"),
        whole: line.digest(ifThere: "sha256"))
    }
    if line.begins(#"{"type":"copied""#) {
      let file = line.number("file")
      return line.digest(ifThere: "sha256").map { .copied(file: file, digest: $0) }
    }
    if line.begins(#"{"type":"stay""#) { return stay(&line).map { .stay($0) } }
    if line.begins(#"{"type":"checkpoint""#) { return checkpoint(&line).map { .checkpoint($0) } }
    return nil
  }

  private mutating func file(_ line: inout LineScanner) -> FileRecord? {
    let number = line.number("file")
    let source = line.integer(ifThere: "source") ?? 0
    let path = line.path("path")
    let size = line.number("size")
    let modified = line.integer("mtime_ns")
    let inode = line.integer("inode")
    guard RecordDecoder.sources.contains(source), RecordDecoder.fileNumbers.contains(number),
      let role: FileRole = line.word("role", from: &words)
    else {
      return nil
    }
    var facts = FileFacts(role: role)
    var details = FileDetails()
    details.format = line.text(ifThere: "format", from: &formats)
    facts.claims = line.claims(ifThere: "dates")
    details.make = line.text(ifThere: "make", from: &cameras)
    details.model = line.text(ifThere: "model", from: &cameras)
    details.contentIdentifier = line.text(ifThere: "content_id")
    details.duration = line.integer(ifThere: "duration_ms").map { Double($0) / 1000 }
    if let kind: TakeoutNote.Kind = line.word(ifThere: "takeout", from: &words) {
      details.takeout = TakeoutNote(
        kind: kind, title: line.text(ifThere: "title"),
        isTrashed: line.truth(ifThere: "is_trashed") ?? false,
        isArchived: line.truth(ifThere: "is_archived") ?? false)
    }
    facts.head = line.integer(ifThere: "head").flatMap(UInt32.init(exactly:))
    facts.details = details
    pool.share(&facts)
    return FileRecord(
      number: number, source: source, path: path,
      identity: FileIdentity(
        size: size, modified: modified, inode: UInt64(UInt(bitPattern: inode))),
      facts: facts)
  }

  private mutating func move(_ line: inout LineScanner) -> PlannedMove? {
    let file = line.number("file")
    guard let action: PlannedAction = line.word("action", from: &words), action != .leave else {
      return nil
    }
    let target = line.path(ifThere: "to")
    guard (target == nil) == (action == .delete) else { return nil }
    let photo = line.number(ifThere: "with")
    guard RecordDecoder.fileNumbers.contains(file), RecordDecoder.fileNumbers.contains(photo ?? 0)
    else { return nil }
    let twin = twin(&line)
    let name = line.path(ifThere: "name")
    if let name, name.components.count != 1 { return nil }
    return PlannedMove(
      file: file, action: action, target: target ?? Path(bytes: []), companionOf: photo, twin: twin,
      name: name, modified: line.integer(ifThere: "to_mtime_ns"))
  }

  private func twin(_ line: inout LineScanner) -> Twin? {
    if let file = line.number(ifThere: "twin") { return .file(file) }
    return line.path(ifThere: "twin_path").map { .library($0) }
  }

  private func stay(_ line: inout LineScanner) -> PlannedStay? {
    let file = line.number("file")
    let why = line.text("why")
    if why == "duplicate" {
      return twin(&line).map { PlannedStay(file: file, reason: .duplicate($0)) }
    }
    return RecordDecoder.plainReason(why).map { PlannedStay(file: file, reason: $0) }
  }

  private mutating func checkpoint(_ line: inout LineScanner) -> Checkpoint? {
    guard let kind: CheckpointKind = line.word("kind", from: &words),
      let phase: Phase = line.word("phase", from: &words)
    else {
      return nil
    }
    let progress = RunProgress(
      phase: phase, items: line.number("items"), totalItems: line.number(ifThere: "total_items"),
      bytes: line.number("bytes"), totalBytes: line.number(ifThere: "total_bytes"),
      failures: line.number("failures"))
    let isDurable = line.truth("durable")
    let time = line.time("time")
    let (rate, memory) = (line.integer("rate"), line.integer("memory"))
    let kills = MemoryKills(
      system: line.integer(ifThere: "oom_kill"), group: line.integer(ifThere: "oom_kill_group"))
    guard let sealed = line.digest(ifThere: "sha256") else { return nil }
    return Checkpoint(
      kind: kind, progress: progress, isDurable: isDurable, time: time, rate: rate, memory: memory,
      sealed: sealed, memoryKills: kills == MemoryKills() ? nil : kills)
  }
}
