package import Platform

/// What a journal file turned out to be.
package enum JournalCondition: Sendable, Equatable {
  /// No file, or an empty one.
  case absent
  /// Every line proves itself and its place.
  case whole
  /// The last line was cut short and nothing proven follows: normal after a crash. The first
  /// `validBytes` are whole.
  case torn(validBytes: Int)
  /// A line in the middle is not what was written; proven lines follow it.
  case damaged(offset: Int)
  /// Written by a newer program that older readers must not touch.
  case newer(version: Int)
}

/// Where the next line of a journal goes on.
package struct JournalPosition: Sendable {
  /// Checksum of the last proven line; 0 before the first.
  package var checksum: UInt32 = 0
  /// SHA-256 of all proven lines so far.
  package var digest = SHA256()
  /// Bytes of all proven lines.
  package var length = 0

  package init() {}
}

/// Reads a journal line by line, believing only what proves itself.
package struct JournalReader {
  /// A record, and whether the whole chain before it is proven too.
  package typealias Visit = (_ record: JournalRecord, _ isChained: Bool) -> Void

  private var position = JournalPosition()
  private var firstBad: Int?
  private var provenAfterBad = false
  private var newer: Int?
  private var lines = 0
  /// Offset in the file of the block in hand, and how many of its bytes are in the digest.
  private var blockStart = 0
  private var digested = 0
  /// Inside a line that is too long to be one of ours.
  private var isSkipping = false

  private init() {}

  /// Bytes read at a time; a line and the beginning of the next fit into it.
  private static let blockLength = 2 * JournalFormat.longestLine

  /// Reads all of `file` and shows `visit` each record that proves itself. A newer journal shows
  /// nothing.
  ///
  /// - Parameters:
  ///   - file: the journal.
  ///   - start: the end of lines that were proven already, which are not read.
  ///   - visit: hears of each record.
  /// - Returns: what the journal is, and where its next line goes.
  /// - Throws: when it cannot be read.
  package static func read(
    _ file: borrowing FileDescriptor, from start: JournalPosition = JournalPosition(), visit: Visit
  ) throws(SystemError) -> (condition: JournalCondition, position: JournalPosition) {
    var reader = JournalReader()
    reader.position = start
    reader.blockStart = start.length
    reader.lines = start.length > 0 ? 1 : 0
    while true {
      let block = try file.read(at: reader.blockStart, count: blockLength)
      let used = reader.take(block, visit)
      // Where no line ends any more, what is left is one that was cut.
      if used == 0, !block.isEmpty { reader.take(cut: block) }
      if let version = reader.newer { return (.newer(version: version), reader.position) }
      if used == 0 { return (reader.condition, reader.position) }
      reader.blockStart += used
    }
  }

  private var condition: JournalCondition {
    guard let firstBad else { return lines == 0 ? .absent : .whole }
    return provenAfterBad || position.length == 0
      ? .damaged(offset: firstBad) : .torn(validBytes: position.length)
  }

  /// Takes the lines that end in `block`; answers how many bytes they are. A line that is cut comes
  /// again with the block that begins there.
  private mutating func take(_ block: [UInt8], _ visit: Visit) -> Int {
    digested = 0
    defer { digest(block) }
    var found: [Range<Int>] = []
    var start = 0
    while let end = block.firstLineFeed(from: start) {
      if isSkipping { isSkipping = false } else { found.append(start..<end) }
      start = end + 1
    }
    if lines == 0, let first = found.first { newer = Self.newerVersion(Array(block[first])) }
    if newer != nil { return start }
    let proofs = ProvenRecord.prove(found, of: block)
    for (line, proven) in zip(found, proofs) { take(line, proven, of: block, visit) }
    guard block.count - start > JournalFormat.longestLine else { return start }
    take(cut: block)
    isSkipping = true
    return block.count
  }

  private mutating func take(cut block: [UInt8]) {
    if isSkipping { return }
    lines += 1
    if lines == 1 { newer = Self.newerVersion(block) }
    noteBad()
  }

  private mutating func take(
    _ line: Range<Int>, _ proven: ProvenRecord?, of block: [UInt8], _ visit: Visit
  ) {
    lines += 1
    guard let proven else { return noteBad() }
    guard firstBad == nil, proven.previous == position.checksum else {
      provenAfterBad = true
      noteBad()
      if let record = proven.record { visit(record, false) }
      return
    }
    if case .checkpoint(let checkpoint)? = proven.record {
      digest(block)
      if checkpoint.sealed != position.digest.finish() {
        // Each line is sound and yet not these lines: somebody wrote them anew.
        provenAfterBad = true
        return noteBad()
      }
    }
    position.checksum = proven.checksum
    position.length += line.count + 1
    // An unknown type of a version that we may read is a later addition: skipped.
    if let record = proven.record { visit(record, true) }
  }

  /// Adds to the digest what was proven of `block` since the last call.
  private mutating func digest(_ block: [UInt8]) {
    let proven = position.length - blockStart
    guard proven > digested else { return }
    position.digest.update(block[digested..<proven])
    digested = proven
  }

  private mutating func noteBad() {
    if firstBad == nil { firstBad = position.length }
  }

  /// The version of a first line that says it is newer than this program can read. Asked before
  /// the checksum is: a newer format may well have another one.
  private static func newerVersion(_ line: [UInt8]) -> Int? {
    guard let value = try? JSONValue(line), let version = value["format_version"]?.integer,
      version > JournalFormat.version
    else { return nil }
    let oldest = value["oldest_reader"]?.integer ?? version
    return oldest > JournalFormat.version ? version : nil
  }
}

/// What a line says, and its place in the chain, when its own bytes prove it.
private struct ProvenRecord: Sendable {
  /// Nil for none that this program knows.
  let record: JournalRecord?
  let checksum: UInt32
  let previous: UInt32

  /// So many lines are worth another thread.
  private static let share = 1000

  /// The lines that prove themselves, each by itself and therefore by several threads; nil for the
  /// others.
  static func prove(_ lines: [Range<Int>], of block: [UInt8]) -> [ProvenRecord?] {
    let parts = min(Parallel.readers, lines.count / share + 1)
    let found = Parallel.map(parts, width: parts) { part in
      var frequent = FrequentRecords()
      return lines[lines.count * part / parts..<lines.count * (part + 1) / parts].map {
        ProvenRecord($0, of: block, by: &frequent)
      }
    }
    return Array(found.joined())
  }

  private init?(_ line: Range<Int>, of block: [UInt8], by frequent: inout FrequentRecords) {
    guard line.count <= JournalFormat.longestLine,
      let checksum = JournalFormat.checksum(proving: line, of: block)
    else { return nil }
    self.checksum = checksum
    if let (record, previous) = frequent.decode(line, of: block) {
      (self.record, self.previous) = (record, previous)
    } else {
      guard let proven = JournalFormat.prove(Array(block[line])) else { return nil }
      (record, previous) = (RecordDecoder.decode(proven.value), proven.previous)
    }
  }
}
