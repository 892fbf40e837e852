package import Platform

/// Appends records to a journal: one line each, buffered, never rewritten.
///
/// What the calls promise, in the order in which they are made:
/// - `append`: the record will follow all earlier ones.
/// - `flush`: every appended record is with the kernel; a killed process loses none of them.
/// - `sync`: every appended record is on the medium; a power cut loses none of them.
package final class JournalWriter {
  private let file: FileDescriptor
  /// Behind everything appended so far.
  private(set) var position: JournalPosition
  /// Lines that the kernel does not have yet.
  private var lines = JSONObjectWriter(capacity: bufferSize + 4096)
  /// Bytes of `lines` that the digest has seen.
  private var digested = 0
  private var isBroken = false

  /// Records appended since the last checkpoint that are outcomes of files.
  package private(set) var itemsSinceCheckpoint = 0
  /// Bytes of the journal, buffered ones included.
  package var length: Int { position.length }

  /// Goes on at `position`, which is the end of `file`.
  package init(file: consuming FileDescriptor, at position: JournalPosition = JournalPosition()) {
    self.file = file
    self.position = position
    lines.removeAll()
  }

  private static let bufferSize = 64 * 1024

  /// Adds `record` behind all earlier ones; most calls only fill the buffer.
  package func append(_ record: JournalRecord) throws(SystemError) {
    lines.beginNext()
    RecordEncoder.encode(record, &lines)
    position.checksum = JournalFormat.close(&lines, after: position.checksum)
    position.length += lines.text.count - lines.start
    switch record {
    case .done, .failed: itemsSinceCheckpoint += 1
    case .checkpoint: itemsSinceCheckpoint = 0
    default: break
    }
    if lines.text.count >= Self.bufferSize { try flush() }
  }

  /// SHA-256 of everything appended so far: what the next checkpoint seals.
  package var sealed: Digest {
    digestLines()
    return position.digest.finish()
  }

  /// Line by line would cost more than the bytes do.
  private func digestLines() {
    position.digest.update(lines.text[digested...])
    digested = lines.text.count
  }

  /// Hands every appended record to the kernel. After a failed write every later call throws too.
  package func flush() throws(SystemError) {
    guard !lines.text.isEmpty else { return }
    // After a failed write part of a line may stand in the file. Nothing is added behind it: the
    // next run sees a torn tail, which is a named case, and not damage.
    guard !isBroken else { throw SystemError(call: "write", code: SystemError.inputOutputCode) }
    do throws(SystemError) {
      try file.write(lines.text[0...])
    } catch {
      isBroken = true
      throw error
    }
    digestLines()
    lines.removeAll()
    digested = 0
  }

  /// Brings every appended record to the medium; costs a disk's flush, so it is done in batches.
  package func sync() throws(SystemError) {
    try flush()
    try file.syncData()
  }
}
