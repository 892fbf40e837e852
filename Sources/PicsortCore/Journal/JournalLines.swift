import Platform

/// Gets lines out of a journal that was proven. Each proves itself once more.
///
/// The journal is opened anew each time: one that is kept open while another takes its place leaves
/// a file of another name behind on some network and FUSE file systems.
struct JournalLines: Sendable {
  let place: JournalPlace

  /// What lines of a journal turned out to say.
  enum Answer {
    /// The records, in the order of the lines and in parts as they were read. One that is void, as
    /// it would be in any journal, is not among them.
    case records([[JournalRecord]])
    /// A line is not the record that it began as. No damage comes with a right checksum: somebody
    /// made it so, or the file was changed meanwhile.
    case strange
  }

  /// Lines that are so near each other are read in one go, in bytes, and no more at a time.
  private static let gap = 8 << 10
  private static let window = 256 << 10
  /// So many lines are worth another thread.
  private static let share = 500

  /// Reads `lines`, which stand in the order of the file.
  func records(of lines: ArraySlice<FileLines.Line>) throws(SystemError) -> Answer {
    let parts = max(1, min(Parallel.readers, lines.count / Self.share))
    let answers = Parallel.map(parts, width: parts) { part in
      Result { () throws(SystemError) in
        try read(
          lines.dropFirst(lines.count * part / parts).prefix(
            lines.count * (part + 1) / parts - lines.count * part / parts))
      }
    }
    var records: [[JournalRecord]] = []
    for answer in answers {
      guard let part = try answer.get() else { return .strange }
      records.append(part)
    }
    return .records(records)
  }

  /// Nil when one of them is strange.
  private func read(
    _ lines: ArraySlice<FileLines.Line>
  ) throws(SystemError) -> [JournalRecord]? {
    guard let file = try place.open() else { return nil }
    var records: [JournalRecord] = []
    records.reserveCapacity(lines.count)
    var frequent = FrequentRecords()
    var rest = lines
    while let first = rest.first {
      var (count, end) = (1, first.end)
      for line in rest.dropFirst() {
        guard line.offset - end <= Self.gap, line.end - first.offset <= Self.window else { break }
        (count, end) = (count + 1, line.end)
      }
      let block = try file.read(at: first.offset, count: end - first.offset)
      for line in rest.prefix(count) {
        let start = line.offset - first.offset
        guard let found = Self.record(line, at: start, of: block, by: &frequent) else { return nil }
        if let record = found { records.append(record) }
      }
      rest = rest.dropFirst(count)
    }
    return records
  }

  /// Nil for a strange line, a record of nil for a void one.
  private static func record(
    _ line: FileLines.Line, at start: Int, of block: [UInt8], by frequent: inout FrequentRecords
  ) -> JournalRecord?? {
    let range = start..<start + line.length
    guard range.upperBound <= block.count,
      JournalFormat.checksum(proving: range, of: block) != nil
    else { return nil }
    let record: JournalRecord?
    if let short = frequent.decode(range, of: block) {
      record = short.record
    } else {
      guard let proven = JournalFormat.prove(Array(block[range])) else { return nil }
      record = RecordDecoder.decode(proven.value)
    }
    guard let record else { return .some(nil) }
    return line.isAbout(record) ? record : nil
  }
}

extension FileLines.Line {
  /// True when `record` is one of the kind and the file that the line began with.
  fileprivate func isAbout(_ record: JournalRecord) -> Bool {
    switch (record, kind) {
    case (.file(let file), .file): file.number == number
    case (.hash(let file, _, _), .hash), (.compared(let file, _, _), .compared),
      (.copied(let file, _), .copied):
      file == number
    case (.move(let move), .move), (.move(let move), .removal):
      move.file == number && (kind == .removal) == move.isRemoval
    case (.stay(let stay), .stay): stay.file == number
    default: false
    }
  }
}
