import Platform

/// The work of one operation on one desk: survey, plan, move, and the report of all that.
struct Work {
  let header: JournalHeader
  let configuration: Configuration
  let templates: Templates
  let sources: [SourceRoot]
  let desk: Desk
  let recorder: Recorder
  let settings: RunSettings

  /// A new operation, with what it takes over from an earlier one.
  func begin(_ fresh: Beginning.Fresh) throws(RunError) -> RunReport {
    recorder.tell(
      .started(
        operation: header.operation, output: header.output, stateFile: desk.journal.path,
        resumed: nil))
    tellStory()
    return try survey(
      fresh.known, knownIsOwn: false, isRecovering: fresh.isRecovering,
      unfinished: fresh.unfinished)
  }

  /// Goes on where an earlier process of this operation stopped.
  func goOn(from left: Remainder) throws(RunError) -> RunReport {
    let state = left.state
    var resumed = RunProgress(phase: state.seal == nil ? .read : .move)
    resumed.totalItems = state.seal?.items
    resumed.totalBytes = state.seal?.bytes
    resumed.items =
      state.seal == nil ? state.files.count : state.durablyDone.count + state.done.count
    recorder.tell(
      .started(
        operation: header.operation, output: header.output, stateFile: desk.journal.path,
        resumed: resumed))
    tellStory()
    guard let seal = state.seal else {
      // The plan is durable before the first move, so that none means that nothing was moved; but a
      // journal that lost its end may have lost the plan too.
      return try survey(
        state, knownIsOwn: true, isRecovering: desk.isTorn, unfinished: nil)
    }
    if !settings.isWholeCommand {
      recorder.note(
        .info, "its plan is kept: what came into the source since then is for the next run")
    }
    var plan = Plan()
    plan.moves = state.moves
    plan.stays = state.stays
    plan.seal = seal
    return try move(
      plan, files: state.files, earlier: state, settled: left.settled, isResumed: true,
      problems: [], catalog: nil)
  }

  private func tellStory() {
    if let story = desk.story { recorder.tell(.diagnosis(story)) }
    if let choice = desk.choiceMade { recorder.note(.info, choice) }
  }

  private func survey(
    _ known: OperationState, knownIsOwn: Bool, isRecovering: Bool, unfinished: Set<Path>?
  ) throws(RunError) -> RunReport {
    let survey = Survey(
      sources: sources, output: desk.state.output, configuration: configuration,
      templates: templates, recorder: recorder, known: known, knownIsOwn: knownIsOwn,
      isRecovering: isRecovering,
      unfinished: unfinished, manners: desk.manners)
    if configuration.albums == .links, !desk.manners.hasSymbolicLinks {
      recorder.note(
        .warning,
        "the output's file system has no symbolic links, so albums are kept as --albums list")
    }
    let result: Survey.Result
    let plan: Plan
    do throws(SystemError) {
      result = try survey.perform()
      guard let found = result.plan else { return try interrupted(result) }
      plan = found
      if isRecovering {
        TemporaryFiles.sweepUnknown(
          in: desk.state, files: result.files.records, sources: sources, recorder: recorder)
      }
      try recorder.write(plan)
    } catch {
      throw stopped(by: error)
    }
    return try move(
      plan, files: result.files, earlier: OperationState(), settled: nil,
      isResumed: isRecovering, problems: result.problems, catalog: result.catalog)
  }

  private func interrupted(_ result: Survey.Result) throws(SystemError) -> RunReport {
    try recorder.checkpoint(.emergency)
    let signal = recorder.stopRequest.signal
    var report = RunReport(operation: header.operation, output: header.output)
    report.status = signal == nil ? .paused : .interrupted
    report.signal = signal
    if signal == nil { report.stopReason = result.gone ?? PauseFile.reason }
    try recorder.end(
      report.status, signal: signal, reason: report.stopReason ?? "stopped by a signal",
      error: signal == nil && result.gone != nil ? .gone : nil)
    report.seconds = recorder.seconds
    report.problems = result.problems
    report.tally.found = result.found
    report.tally.skipped = result.skipped.values.reduce(0, +)
    report.tally.left = result.found - report.tally.skipped
    report.skippedByReason = result.skipped
    report.resumeArguments = resumeArguments.map(\.bytes)
    return report
  }

  private func stopped(by error: SystemError) -> RunError {
    // Best effort: the journal itself may be what failed.
    try? recorder.checkpoint(.emergency)
    try? recorder.end(
      .failed, signal: nil, reason: error.description, error: NotedError(error))
    return .failed(
      "the run stopped before anything was moved: \(error.description)",
      nextStep: Advice.after(error))
  }

  // MARK: - Moving

  private func move(
    _ plan: Plan, files: FileTable, earlier: OperationState, settled: SettledFiles?,
    isResumed: Bool, problems: [Problem], catalog: Catalog?
  ) throws(RunError) -> RunReport {
    var report = RunReport(operation: header.operation, output: header.output)
    report.problems = problems
    var mover = Mover(
      plan: plan.moves, files: files, retargets: earlier.retargets,
      settled: earlier.durablyDone, elsewhere: settled, copied: earlier.copied, sources: sources,
      output: Destination(output: desk.state, path: header.output, manners: desk.manners),
      recorder: recorder, mode: configuration.mode, readsBack: configuration.readsBack,
      operation: header.operation,
      isResumed: isResumed, earlierStaging: earlier.stagingFolders(source: nil),
      placeholdersSince: earlier.placeholdersSince, content: Recheck(earlier))
    noteRisk()
    do throws(StopReason) {
      try recorder.beginMoving(
        plan.seal, by: [mover], journal: desk.journal.path)
      tellStays(plan, files, &report)
      if let shortage = mover.shortage { throw .noRoom(shortage) }
      settled?.prefetch()
      try mover.perform()
    } catch {
      report.note(error, signal: recorder.stopRequest.signal, goingOn: resumeArguments)
    }
    fill(&report, plan, mover, settled)
    do throws(SystemError) {
      try finish(plan, mover, files, earlier, settled, catalog, &report)
    } catch {
      report.note(unclosed: error)
    }
    return report
  }

  /// Copies to another file system are dear to do again.
  private func noteRisk() {
    guard let output = try? desk.state.output.status() else { return }
    for source in sources {
      guard let status = try? source.tree.folder?.status(), status.device != output.device else {
        continue
      }
      recorder.risk.insert(.otherFileSystem)
    }
  }

  private var resumeArguments: [Path] {
    var arguments = [Path("--resume"), Path("--output"), header.output]
    if desk.isJournalElsewhere { arguments += [Path("--state-file"), desk.journal.path] }
    return arguments
  }
}
