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

    /// Adds a line; true when there are enough to hand them on.
    mutating func append(_ record: JournalRecord) -> Bool {
      switch record {
      case .done, .failed: itemsSinceCheckpoint += 1
      case .checkpoint: itemsSinceCheckpoint = 0
      default: break
      }
      return append { RecordEncoder.encode(record, &$0) }
    }

    mutating func append(done file: Int) -> Bool {
      itemsSinceCheckpoint += 1
      return append { RecordEncoder.encode(done: file, &$0) }
    }

    @inline(__always)
    mutating func append(_ encode: (inout JSONObjectWriter) -> Void) -> Bool {
      let before = lines.text.count
      lines.beginNext()
      encode(&lines)
      last = lines.closeLine(after: last)
      position.checksum = last.checksum
      position.length += lines.text.count - before
      return lines.text.count >= bufferSize
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
    if tail.append(record) { try flush() }
  }

  // The three kinds that a run has of every file, without a record that is made of them.

  /// The same for what was read from a file.
  @inline(never)
  package func append(_ file: FileRecord) throws(SystemError) {
    if tail.append({ RecordEncoder.encode(file, &$0) }) { try flush() }
  }

  /// The same for a move of the plan.
  @inline(never)
  package func append(_ move: PlannedMove) throws(SystemError) {
    if tail.append({ RecordEncoder.encode(move, &$0) }) { try flush() }
  }

  /// The same for a file that is where the plan wants it.
  @inline(never)
  package func append(done file: Int) throws(SystemError) {
    if tail.append(done: file) { try flush() }
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
