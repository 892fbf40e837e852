import Platform

// What a run and an undo do alike around the work on a plan.

extension Recorder {
  /// Makes a plan durable: the intent of every move, before the first one.
  func write(_ plan: Plan, steps: [UndoStep] = []) throws(SystemError) {
    try append(.planning)
    for move in plan.moves { try append(move) }
    for stay in plan.stays { try append(.stay(stay)) }
    for step in steps { try append(.step(step)) }
    try append(.planned(plan.seal))
    try sync()
  }

  /// Begins the phase of moving. Nothing is moved before its line has reached the medium.
  ///
  /// - Parameters:
  ///   - seal: the totals of the plan.
  ///   - movers: what is going to move files, and where to.
  ///   - journal: where the journal is, for the reason of a stop.
  /// - Throws: when the journal cannot be written.
  func beginMoving(_ seal: PlanSeal, by movers: [Mover], journal: Path) throws(StopReason) {
    do throws(SystemError) {
      try begin(.move, totalItems: seal.items, totalBytes: seal.bytes)
      var noted: [Int?] = []
      for place in movers.map(\.output)
      where place.archive == nil && !noted.contains(place.source) {
        noted.append(place.source)
        try append(place.volumeNote)
      }
      // What no earlier process moved is certain.
      try checkpoint(.milestone, isDurable: movers.allSatisfy { $0.tally.resumed == 0 })
      if movers.contains(where: { $0.output.manners.taking == .placeholder }) { try sync() }
    } catch {
      throw .system(error, path: journal)
    }
  }

  /// Notes that the operation stops before its end; the same command goes on with it.
  func stop(_ report: RunReport) throws(SystemError) {
    var error = report.stopError
    error?.isOnNetwork = risk.contains(.network)
    do throws(SystemError) {
      try checkpoint(.emergency)
    } catch let failure {
      noteElsewhere(report.status, error ?? NotedError(failure))
      throw failure
    }
    try end(report.status, signal: report.signal, reason: report.stopReason ?? "", error: error)
  }

  /// Notes that the operation came to its end. With files that the system refused it stays open,
  /// so that they are tried once more.
  func finish(isWorthAnotherTry: Bool) throws(SystemError) {
    if isWorthAnotherTry {
      try end(.failed, signal: nil, reason: "the system refused some files")
    } else {
      try end(.completed, signal: nil, reason: "")
    }
  }

  /// Tells what a plan leaves where it is, and counts it.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - files: its files.
  ///   - report: where it is counted.
  ///   - settle: where a file is, for people, and what becomes of it.
  func tellStays(
    _ plan: Plan, _ files: FileTable, _ report: inout RunReport,
    settle: (PlannedStay, FileRecord) -> (path: Path, outcome: Outcome)
  ) {
    for stay in plan.stays {
      guard let record = files[stay.file] else { continue }
      let (path, outcome) = settle(stay, record)
      if case .failed(let reason, let nextStep) = outcome {
        report.problems.append(Problem(path: path, reason: reason, nextStep: nextStep))
      }
      report.tally.count(outcome)
      tell(.settled(path: path, bytes: record.identity.size, outcome: outcome))
    }
  }
}

extension RunReport {
  /// Says why the work on a plan stopped before its end.
  mutating func note(_ reason: StopReason, signal: Int32?, goingOn arguments: [Path]) {
    status = .paused
    switch reason {
    case .requested:
      // Nobody but a request to pause stops a run without a signal.
      status = signal == nil ? .paused : .interrupted
      self.signal = signal
      if signal == nil { stopReason = PauseFile.reason }
    case .system(let error, let path):
      stopReason = "\(error.description) (\(path)); \(Advice.after(error))"
      stopError = NotedError(error, path: path)
    case .tooManyFailures(let count, let last):
      stopReason = Advice.afterFailures(count, last: last)
    case .noRoom(let text):
      stopReason = text
      stopError = NotedError(SystemError.noSpace, path: output)
    case .gone(let text):
      stopReason = text
      stopError = .gone
    }
    resumeArguments = arguments.map(\.bytes)
  }

  /// Says that the books could not be closed, unless something else stopped it before.
  mutating func note(unclosed error: SystemError) {
    stopReason = stopReason ?? error.description
    if status == .completed { status = .failed }
  }
}
