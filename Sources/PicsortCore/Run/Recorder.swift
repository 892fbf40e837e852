package import Platform

/// Where a run says what it does: the journal, the registry and the listener, in that order.
///
/// A dry run has no journal; everything else is the same.
package final class Recorder {
  private let writer: JournalWriter?
  private let registry: RegistryEntry?
  private let listener: any RunListener
  private let followsProgress: Bool
  private let stop: StopRequest
  private let interval: CheckpointInterval
  private let audit: ([String]) -> Void
  /// With errors that may pass.
  package let patience: Patience
  /// Files that are to be read at the same time, when somebody said how many.
  package let jobs: Int?
  private let startedAt = Clock.monotonicNanoseconds()
  private var phaseStartedAt = Clock.monotonicNanoseconds()
  private var lastCheckpointAt = Clock.monotonicNanoseconds()
  private var lastRegistryAt: UInt64 = 0

  /// How far the run is; whoever works keeps it up to date.
  package var progress = RunProgress(phase: .scan)

  /// What makes checkpoints come more often; whoever finds out adds it.
  package var risk: CheckpointRisk = [] {
    didSet { currentInterval = interval.adapted(to: risk) }
  }

  private let controlGroup = SystemEvidence.here.controlGroup

  private var currentInterval: CheckpointInterval

  package init(
    writer: JournalWriter?, registry: RegistryEntry?, listener: any RunListener,
    stop: StopRequest, interval: CheckpointInterval, audit: @escaping ([String]) -> Void = { _ in },
    jobs: Int? = nil, timekeeper: Timekeeper = .system
  ) {
    patience = Patience(stop: stop, timekeeper: timekeeper)
    self.writer = writer
    self.registry = registry
    self.listener = listener
    followsProgress = listener.followsProgress
    self.stop = stop
    self.interval = interval
    currentInterval = interval
    self.audit = audit
    self.jobs = jobs
  }

  /// For threads that work for this run.
  package var stopRequest: StopRequest { stop }

  /// True when nothing may be changed, not even the books.
  package var isDryRun: Bool { writer == nil }

  /// True when somebody asked the run to stop.
  package var isStopping: Bool { stop.isStopping }

  /// Wall seconds since the recorder was made.
  package var seconds: Double {
    Double(Clock.monotonicNanoseconds() - startedAt) / 1e9
  }

  /// Passes `event` to the listener alone; the journal has records of its own.
  package func tell(_ event: RunEvent) {
    listener.hear(event)
  }

  /// Tells the listener a sentence for people, about the file at `path` when there is one.
  package func note(_ severity: Notice.Severity, _ text: String, path: Path? = nil) {
    listener.hear(.notice(Notice(severity, text, path: path)))
  }

  /// Appends to the journal; a run without a journal is a dry run.
  package func append(_ record: JournalRecord) throws(SystemError) {
    try writer?.append(record)
  }

  /// The same for what was read from a file.
  package func append(_ file: FileRecord) throws(SystemError) { try writer?.append(file) }

  /// The same for a move of the plan.
  package func append(_ move: PlannedMove) throws(SystemError) { try writer?.append(move) }

  /// The same for a file that is where the plan wants it.
  package func append(done file: Int) throws(SystemError) { try writer?.append(done: file) }

  /// Everything appended so far survives the end of this process, whatever ends it.
  package func flush() throws(SystemError) {
    try writer?.flush()
  }

  /// Everything appended so far survives a power cut.
  package func sync() throws(SystemError) {
    try writer?.sync()
  }

  /// Begins a phase, with a milestone for the one that ended.
  package func begin(_ phase: Phase, totalItems: Int? = nil, totalBytes: Int? = nil)
    throws(SystemError)
  {
    try checkpoint(.milestone)
    progress.phase = phase
    listener.hear(.phase(phase))
    // The last phase has no items of its own: the books keep showing what was done.
    if phase == .finish { return }
    progress.items = 0
    progress.bytes = 0
    progress.totalItems = totalItems
    progress.totalBytes = totalBytes
    progress.resumedItems = 0
    progress.resumedBytes = 0
    phaseStartedAt = Clock.monotonicNanoseconds()
  }

  /// Counts a file that could not be handled.
  package func countFailure() {
    progress.failures += 1
    risk.insert(.errors)
  }

  /// Tells how far the run is and answers signals; to be called once per item.
  package func tick() throws(SystemError) {
    if followsProgress { listener.hear(.progress(progress)) }
    if stop.takeReportRequest() { try checkpoint(.manual) }
    guard let writer else { return }
    if writer.itemsSinceCheckpoint >= currentInterval.items { try checkpoint(.item) }
  }

  /// True when `--checkpoint-seconds` went by since the last checkpoint.
  package var isCheckpointDue: Bool {
    Clock.monotonicNanoseconds() - lastCheckpointAt >= UInt64(currentInterval.seconds)
      * 1_000_000_000
  }

  /// Writes a checkpoint; a kill after this loses nothing that was noted before.
  ///
  /// - Parameters:
  ///   - kind: why it is written.
  ///   - isDurable: true when what the journal says of the disk so far has been flushed; the
  ///     journal is flushed with it.
  /// - Throws: when the journal cannot be written, which ends the run.
  package func checkpoint(_ kind: CheckpointKind, isDurable: Bool = false) throws(SystemError) {
    lastCheckpointAt = Clock.monotonicNanoseconds()
    guard let writer else { return }
    let elapsed = max(Double(lastCheckpointAt - phaseStartedAt) / 1e9, 0.001)
    let own = progress.items - progress.resumedItems
    try writer.append(
      .checkpoint(
        Checkpoint(
          kind: kind, progress: progress, isDurable: isDurable, time: Clock.wallSeconds(),
          rate: Int(Double(own) / elapsed), memory: HostIdentity.peakMemory(),
          sealed: writer.sealed, memoryKills: kind == .item ? nil : memoryKills)))
    try writer.flush()
    if isDurable { try writer.sync() }
    if kind == .manual || kind == .emergency { try writer.sync() }
    listener.hear(.checkpoint(kind, progress))
    updateRegistry(force: kind != .item)
  }

  private var memoryKills: MemoryKills {
    MemoryKills(
      system: SystemEvidence.here.outOfMemoryKills,
      group: controlGroup.flatMap { SystemEvidence.here.outOfMemoryKills(ofGroup: $0) })
  }

  /// Notes how this process ended, durably; `error` is what made it stop.
  package func end(
    _ status: RunStatus, signal: Int32?, reason: String, error: NotedError? = nil
  ) throws(SystemError) {
    do throws(SystemError) {
      try append(.end(status: status, signal: Int(signal ?? 0), reason: reason, error: error))
      try sync()
    } catch let failure {
      noteElsewhere(status, error ?? NotedError(failure, isOnNetwork: risk.contains(.network)))
      throw failure
    }
    registry?.update(progress, status: status, error: error)
    let by = signal.map { "signal=\($0)" } ?? ""
    audit([status.rawValue, "items=\(progress.items) failed=\(progress.failures)", by, reason])
  }

  /// Notes an end where the journal cannot: it may be what is full, or gone.
  func noteElsewhere(_ status: RunStatus, _ error: NotedError) {
    registry?.update(progress, status: status == .completed ? .failed : status, error: error)
  }

  /// The registry is an index: a few seconds behind is near enough, and an error no matter.
  private func updateRegistry(force: Bool) {
    let now = Clock.monotonicNanoseconds()
    guard force || now - lastRegistryAt >= 5_000_000_000 else { return }
    guard now - lastRegistryAt >= 500_000_000 else { return }
    lastRegistryAt = now
    registry?.update(progress, status: nil)
  }
}
