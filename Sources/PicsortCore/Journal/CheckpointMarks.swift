/// The last checkpoints of a journal, and which files were noted as done behind each of them: what
/// a recovery needs that begins earlier than at the last proof.
package struct CheckpointMarks: Sendable {
  /// So many are kept; `--from-checkpoint` counts them from the newest, which is 1.
  package static let most = 5

  /// Each with the files noted as done between it and the next one; the newest last.
  private var marks: [(checkpoint: Checkpoint, done: [Int])] = []
  /// Files of the batch under way, and of the one before it.
  private var batch: [Int] = []
  private var batchBefore: [Int] = []
  /// Checkpoints in the whole journal; each proved that what stood before it is as it was written.
  package private(set) var count = 0

  package init() {}

  /// The kept checkpoints; number N of `--from-checkpoint` has the index N - 1.
  package var newestFirst: [Checkpoint] { marks.reversed().map(\.checkpoint) }

  /// Files noted as done after checkpoint `number`; nil when there is no such one.
  package func done(afterCheckpoint number: Int) -> Set<Int>? {
    guard (1...Self.most).contains(number), number <= marks.count else { return nil }
    return Set(marks.suffix(number).flatMap(\.done))
  }

  /// Files of the batch that was under way, and of the last one that was closed: after a run that
  /// stopped in order nothing is under way.
  package var lastBatch: Set<Int> { Set(batchBefore + batch) }

  mutating func note(done file: Int) {
    batch.append(file)
    guard !marks.isEmpty else { return }
    marks[marks.count - 1].done.append(file)
  }

  mutating func note(_ checkpoint: Checkpoint) {
    count &+= 1
    marks.append((checkpoint, []))
    if marks.count > Self.most { marks.removeFirst() }
    guard checkpoint.kind == .batch, !batch.isEmpty else { return }
    batchBefore = batch
    batch = []
  }
}
