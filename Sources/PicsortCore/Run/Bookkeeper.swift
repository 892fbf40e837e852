import Platform

/// Opens the books of an operation: the journal, the entry in the registry, and the recorder that
/// writes both. Runs and undos keep the same books.
struct Bookkeeper {
  let registry: Registry?
  let listener: any RunListener
  let stop: StopRequest
  let interval: CheckpointInterval
  var timekeeper = Timekeeper.system
  let host = HostIdentity.current()

  /// For who only looks: events are heard, nothing is written down.
  func looking() -> Recorder {
    Recorder(writer: nil, registry: nil, listener: listener, stop: stop, interval: interval)
  }

  /// Tells the listener a sentence for people.
  func say(_ severity: Notice.Severity, _ text: String) {
    listener.hear(.notice(Notice(severity, text)))
  }

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
    try attempt { () throws(SystemError) in
      recorder(
        try desk.journal.begin(header, keepingOldAs: retired, in: desk.state.history), header, desk)
    }
  }

  /// Goes on with the journal that an earlier process of this operation left.
  func goOn(_ header: JournalHeader, on desk: Desk) throws(RunError) -> Recorder {
    try attempt { () throws(SystemError) in
      let writer = try desk.journal.resume(
        at: desk.position, isTorn: desk.isTorn, history: desk.state.history,
        operation: header.operation)
      try writer.append(.process(host, time: Clock.wallSeconds()))
      try writer.sync()
      return recorder(writer, header, desk)
    }
  }

  /// The operation's entry in the registry; nil where there is none to write.
  func entry(_ header: JournalHeader, _ desk: Desk) -> RegistryEntry? {
    registry.flatMap {
      RegistryEntry(
        $0, header: header, stateFile: desk.isJournalElsewhere ? desk.journal.path : nil)
    }
  }

  private func recorder(
    _ writer: JournalWriter, _ header: JournalHeader, _ desk: Desk
  ) -> Recorder {
    Recorder(
      writer: writer, registry: entry(header, desk), listener: listener, stop: stop,
      interval: interval, timekeeper: timekeeper)
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
