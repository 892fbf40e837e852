package import Platform

/// What a person asked to be undone, before anything was looked up on a disk.
package struct UndoSettings: Sendable {
  /// A folder as an absolute path, which may be none; nil for the newest operation.
  package var output: Path?
  /// The same word as the beginning of an operation's name; nil when it cannot be one.
  package var operation: String?
  package var stateFile: Path?
  package var dryRun: Bool

  package init(
    output: Path? = nil, operation: String? = nil, stateFile: Path? = nil, dryRun: Bool = false
  ) {
    self.output = output
    self.operation = operation
    self.stateFile = stateFile
    self.dryRun = dryRun
  }
}

/// An undo from beginning to end: find the operation, take the locks, look, plan, put back.
package struct UndoRun {
  private let settings: UndoSettings
  private let listener: any RunListener
  private let stop: StopRequest
  private let registry: Registry?
  private let host = HostIdentity.current()

  package init(
    settings: UndoSettings, listener: any RunListener, stop: StopRequest,
    registry: Registry? = Registry.ofUser()
  ) {
    self.settings = settings
    self.listener = listener
    self.stop = stop
    self.registry = registry
  }

  /// Does it. Files that are not put back are in the report; only what keeps it from starting is
  /// thrown.
  package func perform() throws(RunError) -> RunReport {
    let target = try UndoTarget.find(settings, registry)
    if settings.dryRun { return try preview(target) }
    let desk = try Desk.open(
      OutputChoice(sources: [], output: target.output, stateFile: target.stateFile),
      settings: RunSettings(), host: host)
    let books = UndoBooks(desk)
    switch try books.choice(of: target.operation) {
    case .resume(let state, let header): return try resume(state, header, desk)
    case .plan(let undone, let own): return try plan(undone, own, books, desk)
    }
  }

  /// Goes on with an undo that stopped half-way.
  package func resume(
    _ state: OperationState, _ header: JournalHeader, _ desk: Desk
  ) throws(RunError) -> RunReport {
    let books = UndoBooks(desk)
    guard let undoing = header.kind.undoing else { throw .usage("this operation is no undo") }
    // A plan that was not finished moved nothing: it is made anew, in the same journal.
    guard state.seal != nil else {
      return try plan(try books.history(undoing.operation), state, books, desk)
    }
    let used = Set(state.moves.compactMap { state.files[$0.file]?.source })
    let sources = try UndoSources.open(header.sources, used: used)
    try sources.lock()
    tell(undoing, header, desk, resumed: state)
    let recorder = try attempt { () throws(SystemError) in try reopen(state, header, desk) }
    var plan = Plan()
    plan.moves = state.moves
    plan.stays = state.stays
    if let seal = state.seal { plan.seal = seal }
    let work = UndoWork(
      header: header, undoing: undoing, undone: try? books.history(undoing.operation),
      sources: sources, desk: desk, recorder: recorder)
    return work.perform(plan, state.files, state.steps, earlier: state)
  }

  // MARK: - Beginning

  /// Plans and performs the undo of `undone`; `own` is an undo whose plan was not finished, in
  /// whose journal it goes on.
  private func plan(
    _ undone: OperationState, _ own: OperationState?, _ books: UndoBooks, _ desk: Desk
  ) throws(RunError) -> RunReport {
    let (old, undoing) = try books.undoing(undone)
    let sources = try UndoSources.open(old.sources, used: undone.usedSources)
    try sources.lock()
    var header = JournalHeader(
      operation: Run.newOperationName(), sources: old.sources, output: desk.output,
      configuration: old.configuration, host: host, started: Clock.wallSeconds())
    header.kind = .undo(undoing)
    if let own = own?.header { header = own }
    tell(undoing, header, desk, resumed: nil, of: old)
    let looking = Recorder(
      writer: nil, registry: nil, listener: listener, stop: stop, interval: CheckpointInterval())
    var survey = UndoSurvey(
      of: undone, old, goal: undoing.goal, output: desk.state.output, sources: sources.folders,
      recorder: looking)
    guard let files = survey.perform() else { return stopped(header) }
    let steps = UndoStep.reversing(made: undone.made, links: undone.links, steps: undone.steps)
    let plan = UndoPlanner.plan(
      files, steps: steps, firstNumber: own?.nextNumber ?? 0,
      words: UndoWords(goal: undoing.goal, operation: undoing.operation))
    let rest = UndoSteps(output: desk.state.output, sources: sources.folders, recorder: looking)
    if plan.isEmpty, own == nil, !rest.hasAnything(of: steps) {
      listener.hear(
        .notice(
          Notice(
            .info,
            "there is nothing to undo: it left everything as it was, or was undone before; name an "
              + "earlier one by its ID (.picsort/history holds ID.jsonl of each)")))
      var report = RunReport(operation: "", output: desk.output)
      report.undoing = undoing
      return report
    }
    let recorder = try attempt { () throws(SystemError) in
      let recorder =
        try own == nil ? begin(header, books, desk) : reopen(own ?? undone, header, desk)
      try Self.write(plan, recorder)
      return recorder
    }
    let work = UndoWork(
      header: header, undoing: undoing, undone: undone, sources: sources, desk: desk,
      recorder: recorder)
    let report = work.perform(
      plan.plan, FileTable(plan.files), plan.steps, earlier: OperationState())
    if undone.isUnfinished { close(undone, old, desk) }
    return report
  }

  /// Makes the plan durable: the intent of every move, before the first one.
  private static func write(_ plan: UndoPlan, _ recorder: Recorder) throws(SystemError) {
    for file in plan.files { try recorder.append(.file(file)) }
    for (file, digest) in plan.digests.sorted(by: { $0.key < $1.key }) {
      try recorder.append(.hash(file: file, ends: nil, whole: digest))
    }
    try recorder.append(.planning)
    for move in plan.plan.moves { try recorder.append(.move(move)) }
    for stay in plan.plan.stays { try recorder.append(.stay(stay)) }
    for step in plan.steps { try recorder.append(.step(step)) }
    try recorder.append(.planned(plan.plan.seal))
    try recorder.sync()
  }

  private func begin(
    _ header: JournalHeader, _ books: UndoBooks, _ desk: Desk
  ) throws(SystemError) -> Recorder {
    let writer = try desk.journal.begin(
      header, keepingOldAs: books.retireAs, in: desk.state.history)
    return recorder(writer, header, desk)
  }

  private func reopen(
    _ state: OperationState, _ header: JournalHeader, _ desk: Desk
  ) throws(SystemError) -> Recorder {
    let writer = try desk.journal.resume(
      at: desk.position, isTorn: desk.isTorn, history: desk.state.history,
      operation: header.operation)
    try writer.append(.process(host, time: Clock.wallSeconds()))
    try writer.sync()
    return recorder(writer, header, desk)
  }

  private func recorder(
    _ writer: JournalWriter, _ header: JournalHeader, _ desk: Desk
  ) -> Recorder {
    Recorder(
      writer: writer, registry: registry.flatMap { entry($0, header, desk) }, listener: listener,
      stop: stop, interval: CheckpointInterval())
  }

  private func entry(
    _ registry: Registry, _ header: JournalHeader, _ desk: Desk
  ) -> RegistryEntry? {
    RegistryEntry(
      registry, header: header, stateFile: desk.isJournalElsewhere ? desk.journal.path : nil)
  }

  /// A half-finished operation that is undone is nothing to go on with any more.
  private func close(_ undone: OperationState, _ header: JournalHeader, _ desk: Desk) {
    let progress = undone.lastCheckpoint?.progress ?? RunProgress(phase: .move)
    registry.flatMap { entry($0, header, desk) }?.update(progress, status: .completed)
  }

  private func tell(
    _ undoing: Undoing, _ header: JournalHeader, _ desk: Desk, resumed state: OperationState?,
    of old: JournalHeader? = nil
  ) {
    listener.hear(.undoing(undoing, started: old?.started))
    let resumed = state.map { state in
      RunProgress(
        phase: .move, items: state.durablyDone.count + state.done.count,
        totalItems: state.seal?.items, totalBytes: state.seal?.bytes)
    }
    listener.hear(
      .started(
        operation: header.operation, output: desk.output, stateFile: desk.journal.path,
        resumed: resumed))
  }

  private func stopped(_ header: JournalHeader) -> RunReport {
    var report = RunReport(operation: "", output: header.output)
    report.undoing = header.kind.undoing
    report.status = .interrupted
    report.signal = stop.signal
    return report
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

  // MARK: - Preview

  private func preview(_ target: UndoTarget) throws(RunError) -> RunReport {
    let books = try UndoBooks(reading: target)
    let undone: OperationState
    let firstHeader: JournalHeader?
    switch try books.choice(of: target.operation) {
    case .plan(let state, _): (undone, firstHeader) = (state, nil)
    // What is left of an undo is what is left of the operation that it undoes.
    case .resume(_, let header):
      guard let undoing = header.kind.undoing else { throw .usage("this operation is no undo") }
      (undone, firstHeader) = (try books.history(undoing.operation), header)
    }
    let (old, undoing) = try books.undoing(undone)
    let sources = try UndoSources.open(old.sources, used: undone.usedSources)
    listener.hear(.undoing(undoing, started: old.started))
    listener.hear(
      .started(
        operation: firstHeader?.operation ?? "", output: target.output, stateFile: books.path,
        resumed: nil))
    let recorder = Recorder(
      writer: nil, registry: nil, listener: listener, stop: stop, interval: CheckpointInterval())
    var survey = UndoSurvey(
      of: undone, old, goal: undoing.goal, output: books.output, sources: sources.folders,
      recorder: recorder)
    var report = RunReport(operation: "", output: target.output)
    report.dryRun = true
    report.undoing = undoing
    guard let files = survey.perform() else {
      report.status = .interrupted
      report.signal = stop.signal
      return report
    }
    let steps = UndoStep.reversing(made: undone.made, links: undone.links, steps: undone.steps)
    let plan = UndoPlanner.plan(
      files, steps: steps, firstNumber: 0,
      words: UndoWords(goal: undoing.goal, operation: undoing.operation))
    UndoPreview(undoing: undoing, header: old, output: target.output, recorder: recorder)
      .tell(plan, &report)
    report.seconds = recorder.seconds
    return report
  }
}

extension OperationState {
  /// Indices of the sources that its plan takes files from, or brings them to.
  fileprivate var usedSources: Set<Int> { Set(moves.compactMap { files[$0.file]?.source }) }
}
