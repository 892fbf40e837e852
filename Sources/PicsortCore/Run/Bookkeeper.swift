import Platform

/// Opens the books of an operation: the journal, the entry in the registry, and the recorder that
/// writes both. Runs and undos keep the same books.
struct Bookkeeper {
  let registry: Registry?
  let listener: any RunListener
  let stop: StopRequest
  let interval: CheckpointInterval
  /// Another run that stands in the way is waited for.
  var waits = false
  /// Rank among operations that are gone on with together; nil keeps what it was.
  var priority: Int?
  /// Files that are read at the same time, when somebody said how many.
  var jobs: Int?
  var timekeeper = Timekeeper.system
  let host = HostIdentity.current()

  /// For who only looks: events are heard, nothing is written down.
  func looking() -> Recorder {
    Recorder(
      writer: nil, registry: nil, listener: listener, stop: stop, interval: interval, jobs: jobs)
  }

  /// Tells the listener a sentence for people.
  func say(_ severity: Notice.Severity, _ text: String) {
    listener.hear(.notice(Notice(severity, text)))
  }

  /// Does `body`, which throws `.locked` before it changes anything, again and again until no other
  /// run stands in the way.
  ///
  /// - Parameters:
  ///   - output: the folder whose log a refusal is noted in.
  ///   - body: what begins an operation.
  /// - Returns: its result; nil when somebody asked to stop while it waited.
  /// - Throws: what `body` throws; `.locked` only when nobody wants to wait.
  func waiting<Result>(
    for output: Path, _ body: () throws(RunError) -> Result
  ) throws(RunError) -> Result? {
    var isTold = false
    while true {
      do throws(RunError) {
        return try body()
      } catch {
        guard waits, case .locked(let reason, _) = error else {
          AuditLog.note(error, in: output)
          throw error
        }
        if !isTold { say(.info, "waiting: \(reason)") }
        isTold = true
      }
      timekeeper.sleep(Self.waitNanoseconds)
      if stop.isStopping { return nil }
    }
  }

  private static let waitNanoseconds: UInt64 = 500_000_000

  /// Begins the journal of a new operation.
  ///
  /// - Parameters:
  ///   - header: what the operation is.
  ///   - retired: begin of the name under which the journal that is there goes to history.
  ///   - desk: where the journal is.
  /// - Returns: the recorder that writes it.
  /// - Throws: when the journal cannot be written; then nothing has begun.
  func begin(
    _ header: JournalHeader, keepingOldAs retired: String, on desk: Desk
  ) throws(RunError) -> Recorder {
    let writer = try attempt { () throws(SystemError) in
      try desk.journal.begin(header, keepingOldAs: retired, in: desk.state.history)
    }
    let ends = "\(header.sources.map(AuditLog.text).joined(separator: " ")) -> "
    desk.audit.note(
      .start,
      [
        header.kind.name, header.operation, header.configuration.mode.rawValue,
        ends + AuditLog.text(header.output),
      ])
    return recorder(writer, header, desk)
  }

  /// Names the folders that files go out of or into on the word of a journal alone: one that came
  /// with a disk from elsewhere may have been written to get at them.
  ///
  /// - Parameters:
  ///   - header: of the journal.
  ///   - words: what is about to happen with the files in them.
  func tellOfUnknown(_ header: JournalHeader, _ words: String) {
    guard let registry, registry.entry(of: header.operation) == nil else { return }
    for source in header.sources {
      listener.hear(
        .notice(
          Notice(
            .warning,
            "this user's register does not know the operation \(header.operation); its journal "
              + "says that files are to be \(words)", path: source)))
    }
  }

  /// Goes on with the journal that an earlier process of this operation left.
  ///
  /// - Parameters:
  ///   - header: what the operation is.
  ///   - desk: where the journal is.
  ///   - doubted: files noted as done that are to be looked at by their content.
  /// - Returns: the recorder that writes it.
  /// - Throws: when the journal cannot be written; then it says what it said before.
  func goOn(
    _ header: JournalHeader, on desk: Desk, doubting doubted: Set<Int> = []
  ) throws(RunError) -> Recorder {
    let writer = try attempt { () throws(SystemError) in
      let writer = try desk.journal.resume(
        at: desk.position, isTorn: desk.isTorn, history: desk.state.history,
        operation: header.operation)
      try writer.append(
        .process(host, time: Clock.wallSeconds(), after: desk.story?.diagnosis.cause))
      for file in doubted.sorted() { try writer.append(.doubt(file: file)) }
      try writer.sync()
      return writer
    }
    desk.audit.note(.resume, [header.kind.name, header.operation])
    return recorder(writer, header, desk)
  }

  /// The operation's entry in the registry; nil where there is none to write.
  func entry(_ header: JournalHeader, _ desk: Desk) -> RegistryEntry? {
    registry.flatMap {
      RegistryEntry(
        $0, header: header, stateFile: desk.isJournalElsewhere ? desk.journal.path : nil,
        priority: priority)
    }
  }

  private func recorder(
    _ writer: JournalWriter, _ header: JournalHeader, _ desk: Desk
  ) -> Recorder {
    let audit = desk.audit
    let pause = PauseFile(in: desk.state.folder)
    // One from before this process asks nothing of it.
    pause.remove()
    desk.noteCrashes(of: host)
    let recorder = Recorder(
      writer: writer, registry: entry(header, desk), listener: listener,
      stop: stop.pausing { pause.isThere }, interval: interval,
      audit: { audit.note(.end, [header.operation] + $0) }, jobs: jobs,
      timekeeper: timekeeper)
    if desk.state.output.isOnNetwork || desk.journal.folder.isOnNetwork {
      recorder.risk.insert(.network)
    }
    return recorder
  }

  private func attempt<Result>(
    _ body: () throws(SystemError) -> Result
  ) throws(RunError) -> Result {
    do throws(SystemError) {
      return try body()
    } catch {
      throw .failed(
        "the state file could not be written: \(error.message)", nextStep: Advice.after(error))
    }
  }
}
