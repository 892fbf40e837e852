package import Platform

/// Appends records to a journal: one line each, buffered, never rewritten.
///
/// What the calls promise, in the order in which they are made:
/// - `append`: the record will follow all earlier ones.
/// - `flush`: every appended record is with the kernel; a killed process loses none of them.
/// - `sync`: every appended record is on the medium; a power cut loses none of them.
package final class JournalWriter {
  private let file: FileDescriptor
  /// The lines that the kernel does not have yet.
  private let text = TextBuffer(capacity: bufferSize + 4096)
  /// Of the last line.
  private var last: ChainedLine.Proof
  /// Bytes of the journal that the kernel has.
  private var written: Int
  /// Of those, and of the first `digested` bytes of `text`.
  private var digest: SHA256
  private var digested = 0
  private var outcomes = 0
  private var isBroken = false

  /// Records appended since the last checkpoint that are outcomes of files.
  package var itemsSinceCheckpoint: Int { outcomes }
  /// Bytes of the journal, buffered ones included.
  package var length: Int { written + text.count }
  /// Behind everything appended so far.
  var position: JournalPosition {
    takeIntoDigest()
    var position = JournalPosition()
    position.checksum = last.checksum
    position.digest = digest
    position.length = length
    return position
  }

  /// Goes on at `position`, which is the end of `file`.
  package init(file: consuming FileDescriptor, at position: JournalPosition = JournalPosition()) {
    self.file = file
    last = ChainedLine.Proof(checksum: position.checksum)
    written = position.length
    digest = position.digest
  }

  private static let bufferSize = 64 * 1024

  /// Adds `record` behind all earlier ones; most calls only fill the buffer.
  @inline(never)  // What it costs is counted: scripts/bench, part `journal`.
  package func append(_ record: JournalRecord) throws(SystemError) {
    switch record {
    case .done, .failed: outcomes += 1
    case .checkpoint: outcomes = 0
    default: break
    }
    try append { RecordEncoder.encode(record, &$0) }
  }

  // The three kinds that a run has of every file, without a record that is made of them.

  /// The same for what was read from a file.
  @inline(never)
  package func append(_ file: FileRecord) throws(SystemError) {
    try append { RecordEncoder.encode(file, &$0) }
  }

  /// The same for a move of the plan.
  @inline(never)
  package func append(_ move: PlannedMove) throws(SystemError) {
    try append { RecordEncoder.encode(move, &$0) }
  }

  /// The same for a file that is where the plan wants it.
  @inline(never)
  package func append(done file: Int) throws(SystemError) {
    outcomes += 1
    try append { RecordEncoder.encode(done: file, &$0) }
  }

  @inline(__always)
  private func append(_ encode: (inout JSONObjectWriter) -> Void) throws(SystemError) {
    var line = JSONObjectWriter(in: text)
    encode(&line)
    last = line.closeLine(after: last)
    if text.count >= Self.bufferSize { try flush() }
  }

  /// SHA-256 of everything appended so far: what the next checkpoint seals.
  package var sealed: Digest {
    takeIntoDigest()
    return digest.finish()
  }

  /// Line by line would cost more than the bytes do.
  private func takeIntoDigest() {
    text.add(from: digested, to: &digest)
    digested = text.count
  }

  /// Hands every appended record to the kernel. After a failed write every later call throws too.
  package func flush() throws(SystemError) {
    guard !text.isEmpty else { return }
    // After a failed write part of a line may stand in the file. Nothing is added behind it: the
    // next run sees a torn tail, which is a named case, and not damage.
    guard !isBroken else { throw SystemError(call: "write", code: SystemError.inputOutputCode) }
    do throws(SystemError) {
      try text.write(to: file)
    } catch {
      isBroken = true
      throw error
    }
    takeIntoDigest()
    written += text.count
    text.removeAll()
    digested = 0
  }

  /// Brings every appended record to the medium; costs a disk's flush, so it is done in batches.
  package func sync() throws(SystemError) {
    try flush()
    try file.syncData()
  }
}
