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

  private init() {}

  /// Reads all of `file` and shows `visit` each record that proves itself. A newer journal shows
  /// nothing.
  package static func read(
    _ file: borrowing FileDescriptor, visit: Visit
  ) throws(SystemError) -> (condition: JournalCondition, position: JournalPosition) {
    var reader = JournalReader()
    var offset = 0
    var rest: [UInt8] = []
    while true {
      let block = try file.read(at: offset, count: FileDescriptor.chunk)
      if block.isEmpty { break }
      offset += block.count
      var start = 0
      while let end = block[start...].firstIndex(of: UInt8(ascii: "\n")) {
        reader.take(rest + block[start..<end], isEnded: true, visit)
        if let version = reader.newer { return (.newer(version: version), reader.position) }
        rest.removeAll(keepingCapacity: true)
        start = end + 1
      }
      rest += block[start...]
      // A line that never ends is not one of ours; its beginning is enough to know.
      if rest.count > JournalFormat.longestLine {
        reader.take(rest, isEnded: false, visit)
        rest.removeAll(keepingCapacity: true)
      }
    }
    if !rest.isEmpty { reader.take(rest, isEnded: false, visit) }
    if let version = reader.newer { return (.newer(version: version), reader.position) }
    return (reader.condition(fileLength: offset), reader.position)
  }

  private func condition(fileLength: Int) -> JournalCondition {
    if fileLength == 0 { return .absent }
    guard let firstBad else { return .whole }
    return provenAfterBad || position.length == 0
      ? .damaged(offset: firstBad) : .torn(validBytes: position.length)
  }

  private mutating func take(_ line: [UInt8], isEnded: Bool, _ visit: Visit) {
    lines += 1
    if lines == 1, let version = Self.newerVersion(line) {
      newer = version
      return
    }
    guard isEnded, let proven = JournalFormat.prove(line) else {
      noteBad()
      return
    }
    guard firstBad == nil, proven.previous == position.checksum else {
      provenAfterBad = true
      noteBad()
      if let record = RecordDecoder.decode(proven.value) { visit(record, false) }
      return
    }
    let record = RecordDecoder.decode(proven.value)
    if case .checkpoint(let checkpoint)? = record, checkpoint.sealed != sealedSoFar {
      // Each line is sound and yet not these lines: somebody wrote them anew.
      provenAfterBad = true
      noteBad()
      return
    }
    position.checksum = proven.checksum
    position.digest.update(line)
    position.digest.update([UInt8(ascii: "\n")])
    position.length += line.count + 1
    // An unknown type of a version that we may read is a later addition: skipped.
    if let record { visit(record, true) }
  }

  private var sealedSoFar: Digest {
    let digest = position.digest
    return digest.finish()
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
