package import Platform

/// Appends records to a journal: one line each, buffered, never rewritten.
///
/// What the calls promise, in the order in which they are made:
/// - `append`: the record will follow all earlier ones.
/// - `flush`: every appended record is with the kernel; a killed process loses none of them.
/// - `sync`: every appended record is on the medium; a power cut loses none of them.
package final class JournalWriter {
  private let file: FileDescriptor
  private var tail: Tail
  private var isBroken = false

  /// Records appended since the last checkpoint that are outcomes of files.
  package var itemsSinceCheckpoint: Int { tail.itemsSinceCheckpoint }
  /// Bytes of the journal, buffered ones included.
  package var length: Int { tail.position.length }
  /// Behind everything appended so far.
  var position: JournalPosition { tail.position }

  /// Goes on at `position`, which is the end of `file`.
  package init(file: consuming FileDescriptor, at position: JournalPosition = JournalPosition()) {
    self.file = file
    tail = Tail(at: position)
  }

  private static let bufferSize = 64 * 1024

  /// The end of the journal, which the kernel does not have yet.
  private struct Tail: ~Copyable {
    var lines = JSONObjectWriter(capacity: bufferSize + 4096)
    /// Behind the last line, whose proof is `last`; its digest has seen `digested` bytes of
    /// `lines`.
    private(set) var position: JournalPosition
    private var last: ChainedLine.Proof
    private var digested = 0
    var itemsSinceCheckpoint = 0

    init(at position: JournalPosition) {
      self.position = position
      last = ChainedLine.Proof(checksum: position.checksum)
      lines.removeAll()
    }

    /// There are enough lines to hand them on.
    var isFull: Bool { lines.text.count >= bufferSize }

    /// Adds a line.
    mutating func append(_ record: JournalRecord) {
      switch record {
      case .done, .failed: itemsSinceCheckpoint += 1
      case .checkpoint: itemsSinceCheckpoint = 0
      default: break
      }
      append { RecordEncoder.encode(record, &$0) }
    }

    mutating func append(done file: Int) {
      itemsSinceCheckpoint += 1
      append { RecordEncoder.encode(done: file, &$0) }
    }

    /// Adds a line for each number in `range`, until there are enough; what is left of them.
    @inline(__always)
    mutating func append(
      _ range: Range<Int>, _ encode: (Int, inout JSONObjectWriter) -> Void
    ) -> Range<Int> {
      for index in range {
        append { encode(index, &$0) }
        if isFull { return index + 1..<range.upperBound }
      }
      return range.upperBound..<range.upperBound
    }

    @inline(__always)
    private mutating func append(_ encode: (inout JSONObjectWriter) -> Void) {
      let before = lines.text.count
      lines.beginNext()
      encode(&lines)
      last = lines.closeLine(after: last)
      position.checksum = last.checksum
      position.length += lines.text.count - before
    }

    /// Line by line would cost more than the bytes do.
    mutating func digest() {
      lines.text.add(from: digested, to: &position.digest)
      digested = lines.text.count
    }

    /// The kernel has them all.
    mutating func removeAll() {
      digest()
      lines.removeAll()
      digested = 0
    }
  }

  /// Adds `record` behind all earlier ones; most calls only fill the buffer.
  @inline(never)  // What it costs is counted: scripts/bench, part `journal`.
  package func append(_ record: JournalRecord) throws(SystemError) {
    tail.append(record)
    if tail.isFull { try flush() }
  }

  // The three kinds that a run has of every file, without a record that is made of them.

  /// The same for what was read from the files in `range` of `files`.
  @inline(never)
  package func append(_ files: [FileRecord], in range: Range<Int>) throws(SystemError) {
    var rest = range
    while !rest.isEmpty {
      rest = tail.append(rest) { RecordEncoder.encode(files, at: $0, &$1) }
      if tail.isFull { try flush() }
    }
  }

  /// The same for the moves of a plan.
  @inline(never)
  package func append(_ moves: [PlannedMove]) throws(SystemError) {
    var rest = moves.indices
    while !rest.isEmpty {
      rest = tail.append(rest) { RecordEncoder.encode(moves[$0], &$1) }
      if tail.isFull { try flush() }
    }
  }

  /// The same for a file that is where the plan wants it.
  @inline(never)
  package func append(done file: Int) throws(SystemError) {
    tail.append(done: file)
    if tail.isFull { try flush() }
  }

  /// SHA-256 of everything appended so far: what the next checkpoint seals.
  package var sealed: Digest {
    tail.digest()
    return tail.position.digest.finish()
  }

  /// Hands every appended record to the kernel. After a failed write every later call throws too.
  package func flush() throws(SystemError) {
    guard !tail.lines.text.isEmpty else { return }
    // After a failed write part of a line may stand in the file. Nothing is added behind it: the
    // next run sees a torn tail, which is a named case, and not damage.
    guard !isBroken else { throw SystemError(call: "write", code: SystemError.inputOutputCode) }
    do throws(SystemError) {
      try tail.lines.text.write(to: file)
    } catch {
      isBroken = true
      throw error
    }
    tail.removeAll()
  }

  /// Brings every appended record to the medium; costs a disk's flush, so it is done in batches.
  package func sync() throws(SystemError) {
    try flush()
    try file.syncData()
  }
}
