package import Platform

/// What a person asked to be undone, before anything was looked up on a disk.
package struct UndoSettings: Sendable {
  /// The operation, or the folder whose current or last one is meant; the newest of all when
  /// nothing was said.
  package var target: TargetWords
  package var dryRun: Bool
  /// Waits for another run that stands in the way.
  package var waits: Bool

  package init(target: TargetWords = TargetWords(), dryRun: Bool = false, waits: Bool = false) {
    self.target = target
    self.dryRun = dryRun
    self.waits = waits
  }
}

/// An undo from beginning to end: find the operation, take the locks, look, plan, put back.
package struct UndoRun {
  private let settings: UndoSettings
  private let books: Bookkeeper

  package init(
    settings: UndoSettings, listener: any RunListener, stop: StopRequest,
    registry: Registry? = Registry.ofUser()
  ) {
    self.init(
      settings: settings,
      books: Bookkeeper(
        registry: registry, listener: listener, stop: stop, interval: CheckpointInterval(),
        waits: settings.waits))
  }

  init(settings: UndoSettings, books: Bookkeeper) {
    self.settings = settings
    self.books = books
  }

  /// Does it. Files that are not put back are in the report; only what keeps it from starting is
  /// thrown.
  package func perform() throws(RunError) -> RunReport {
    let target = try OperationTarget.find(settings.target, registry: books.registry)
    try target.requireState()
    if settings.dryRun { return try preview(target) }
    let report = try books.waiting(for: target.output) { () throws(RunError) in
      try performAtOnce(target)
    }
    return report ?? stopped(nil, target.output)
  }

  /// Throws `.locked` only before anything was changed.
  private func performAtOnce(_ target: OperationTarget) throws(RunError) -> RunReport {
    let desk = try Desk.open(
      OutputChoice(sources: [], output: target.output, stateFile: target.stateFile),
      settings: RunSettings(), host: books.host)
    let shelf = try UndoBooks(desk)
    switch try shelf.choice(of: target.operation) {
    case .resume(let state, let header):
      desk.story = StopStory.found(on: desk, by: books, header, isForced: false)
      return try resume(state, header, desk)
    case .plan(let undone, let own): return try begin(undone, own, shelf, desk)
    }
  }

  /// Goes on with an undo that stopped half-way.
  package func resume(
    _ state: OperationState, _ header: JournalHeader, _ desk: Desk
  ) throws(RunError) -> RunReport {
    let shelf = try UndoBooks(desk)
    var header = header
    // The library may have been moved since.
    header.output = desk.output
    guard let undoing = header.kind.undoing else { throw .usage("this operation is no undo") }
    // A plan that was not finished moved nothing: it is made anew, in the same journal.
    guard let seal = state.seal else {
      return try begin(try shelf.history(undoing.operation), state, shelf, desk)
    }
    let sources = try UndoSources.open(header.sources, used: state.usedSources)
    try sources.lock()
    tell(undoing, header.operation, desk.output, desk.journal.path, resumed: state)
    let recorder = try books.goOn(header, on: desk, doubting: state.doubted)
    if let story = desk.story { recorder.tell(.diagnosis(story)) }
    var plan = Plan()
    plan.moves = state.moves
    plan.stays = state.stays
    plan.seal = seal
    let work = UndoWork(
      header: header, undoing: undoing, undone: try? shelf.history(undoing.operation),
      sources: sources, desk: desk, recorder: recorder)
    return work.perform(plan, state.files, state.steps, earlier: state)
  }

  /// Plans and performs the undo of `undone`; `own` is an undo whose plan was not finished, in
  /// whose journal it goes on.
  private func begin(
    _ undone: OperationState, _ own: OperationState?, _ shelf: UndoBooks, _ desk: Desk
  ) throws(RunError) -> RunReport {
    let look = try Look(undone, shelf, books)
    try look.sources.lock()
    books.tellOfUnknown(look.old, look.undoing.goal == .sources ? "put into" : "taken out of")
    let header = own?.header ?? newHeader(of: look, output: desk.output)
    tell(
      look.undoing, header.operation, desk.output, desk.journal.path, started: look.old.started)
    guard let plan = look.plan(firstNumber: own?.nextNumber ?? 0) else {
      return stopped(look.undoing, desk.output)
    }
    if own == nil, !look.hasAnything(in: plan) { return nothing(look.undoing, desk.output) }
    let recorder =
      own == nil
      ? try books.begin(header, keepingOldAs: shelf.retireAs, on: desk)
      : try books.goOn(header, on: desk)
    do throws(SystemError) {
      try Self.write(plan, recorder)
    } catch {
      throw .failed(
        "the state file could not be written: \(error.message)", nextStep: Advice.after(error))
    }
    let work = UndoWork(
      header: header, undoing: look.undoing, undone: undone, sources: look.sources, desk: desk,
      recorder: recorder)
    let report = work.perform(
      plan.plan, FileTable(plan.files), plan.steps, earlier: OperationState())
    if undone.isUnfinished { close(undone, look.old, desk) }
    return report
  }

  private func newHeader(of look: Look, output: Path) -> JournalHeader {
    var header = JournalHeader(
      operation: Run.newOperationName(), sources: look.old.sources, output: output,
      configuration: look.old.configuration, host: books.host, started: Clock.wallSeconds())
    header.kind = .undo(look.undoing)
    // An undo reads its copies back, however those were made that it undoes.
    header.configuration.readsBack = true
    return header
  }

  /// Makes the plan durable: the intent of every move, before the first one.
  private static func write(_ plan: UndoPlan, _ recorder: Recorder) throws(SystemError) {
    for file in plan.files { try recorder.append(.file(file)) }
    for (file, digest) in plan.digests.sorted(by: { $0.key < $1.key }) {
      try recorder.append(.hash(file: file, ends: nil, whole: digest))
    }
    try recorder.write(plan.plan, steps: plan.steps)
  }

  /// A half-finished operation that is undone is nothing to go on with any more.
  private func close(_ undone: OperationState, _ header: JournalHeader, _ desk: Desk) {
    let progress = undone.lastCheckpoint?.progress ?? RunProgress(phase: .move)
    books.entry(header, desk)?.update(progress, status: .completed)
  }

  private func tell(
    _ undoing: Undoing, _ operation: String, _ output: Path, _ journal: Path,
    started: Int? = nil, resumed state: OperationState? = nil
  ) {
    books.listener.hear(.undoing(undoing, started: started))
    let resumed = state.map { state in
      RunProgress(
        phase: .move, items: state.durablyDone.count + state.done.count,
        totalItems: state.seal?.items, totalBytes: state.seal?.bytes)
    }
    books.listener.hear(
      .started(operation: operation, output: output, stateFile: journal, resumed: resumed))
  }

  private func nothing(_ undoing: Undoing, _ output: Path) -> RunReport {
    books.say(
      .info,
      "there is nothing to undo: it left everything as it was, or was undone before; name an "
        + "earlier one by its ID (.picsort/history holds ID.jsonl of each)")
    var report = RunReport(operation: "", output: output)
    report.undoing = undoing
    return report
  }

  private func stopped(_ undoing: Undoing?, _ output: Path) -> RunReport {
    var report = RunReport(operation: "", output: output)
    report.undoing = undoing
    report.signal = books.stop.signal
    report.status = report.signal == nil ? .paused : .interrupted
    if report.signal == nil { report.stopReason = PauseFile.reason }
    return report
  }

  // MARK: - Preview

  private func preview(_ target: OperationTarget) throws(RunError) -> RunReport {
    let shelf = try UndoBooks(reading: target)
    let undone: OperationState
    let operation: String
    switch try shelf.choice(of: target.operation) {
    case .plan(let state, _): (undone, operation) = (state, "")
    // What is left of an undo is what is left of the operation that it undoes.
    case .resume(_, let header):
      guard let undoing = header.kind.undoing else { throw .usage("this operation is no undo") }
      (undone, operation) = (try shelf.history(undoing.operation), header.operation)
    }
    let look = try Look(undone, shelf, books)
    tell(look.undoing, operation, target.output, shelf.path, started: look.old.started)
    var report: RunReport
    if let plan = look.plan(firstNumber: 0) {
      report = RunReport(operation: "", output: target.output)
      report.undoing = look.undoing
      UndoPreview(
        undoing: look.undoing, header: look.old, output: target.output, recorder: look.recorder
      ).tell(plan, &report)
    } else {
      report = stopped(look.undoing, target.output)
    }
    report.dryRun = true
    report.seconds = look.recorder.seconds
    return report
  }
}

/// A look at what an operation left, and the plan that puts it back; nothing is changed.
private struct Look {
  let undone: OperationState
  let old: JournalHeader
  let undoing: Undoing
  let output: Folder
  let sources: UndoSources
  let recorder: Recorder

  init(_ undone: OperationState, _ shelf: UndoBooks, _ books: Bookkeeper) throws(RunError) {
    self.undone = undone
    (old, undoing) = try shelf.undoing(undone)
    output = shelf.output
    sources = try UndoSources.open(old.sources, used: undone.usedSources)
    recorder = books.looking()
  }

  /// Nil when somebody asked to stop.
  func plan(firstNumber: Int) -> UndoPlan? {
    var survey = UndoSurvey(
      of: undone, old, goal: undoing.goal, output: output, sources: sources.trees,
      recorder: recorder)
    guard let files = survey.perform() else { return nil }
    let steps = UndoStep.reversing(made: undone.made, links: undone.links, steps: undone.steps)
    return UndoPlanner.plan(
      files, steps: steps, firstNumber: firstNumber,
      words: UndoWords(goal: undoing.goal, operation: undoing.operation))
  }

  /// True when there is a file to put back, or a folder or link to remove.
  func hasAnything(in plan: UndoPlan) -> Bool {
    let steps = UndoSteps(output: output, sources: sources.folders, recorder: recorder)
    return !plan.isEmpty || steps.hasAnything(of: plan.steps)
  }
}

extension OperationState {
  /// Indices of the sources that its plan takes files from, or brings them to.
  fileprivate var usedSources: Set<Int> { Set(moves.compactMap { files[$0.file]?.source }) }
}
