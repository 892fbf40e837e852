import Platform

/// A run that stops after the plan and prints it: nothing is changed, not even the books.
struct DryRun {
  let settings: RunSettings
  let choice: OutputChoice
  let sources: [SourceRoot]
  let recorder: Recorder

  func perform(_ templates: Templates) throws(RunError) -> RunReport {
    let output = try? Folder(at: choice.output)
    let survey = Survey(
      sources: sources, output: output, configuration: settings.configuration,
      templates: templates, recorder: recorder, known: OperationState(),
      knownIsOwn: false)
    do throws(SystemError) {
      let result = try survey.perform()
      return report(result)
    } catch {
      throw .failed(
        "the plan could not be made: \(error.description)", nextStep: Advice.after(error))
    }
  }

  private func report(_ result: Survey.Result) -> RunReport {
    var report = RunReport(operation: "", output: choice.output)
    report.dryRun = true
    report.problems = result.problems
    report.seconds = recorder.seconds
    report.skippedByReason = result.skipped
    report.tally.found = result.found
    report.tally.skipped = result.skipped.values.reduce(0, +)
    guard let plan = result.plan else {
      report.status = .interrupted
      report.signal = recorder.stopRequest.signal
      report.tally.left = result.found - report.tally.skipped
      return report
    }
    report.lowConfidenceDates = plan.seal.lowConfidenceDates
    report.undated = plan.seal.undated
    report.correctedDates = plan.seal.corrected
    let targets = plan.targets(of: result.files)
    for move in plan.moves { tell(move, result, targets, &report) }
    for stay in plan.stays { tell(stay, result, targets, &report) }
    return report
  }

  private func tell(
    _ move: PlannedMove, _ result: Survey.Result, _ targets: FilePlaces,
    _ report: inout RunReport
  ) {
    guard let record = result.files[move.file] else { return }
    switch move.action {
    case .move: report.tally.moved += 1
    case .copy: report.tally.copied += 1
    case .quarantine, .delete: report.tally.duplicates += 1
    case .leave: report.tally.left += 1
    }
    if move.action != .delete {
      report.folders[move.target.parent, default: 0] += 1
      if move.action != .quarantine { report.tally.bytes += record.identity.size }
    }
    recorder.tell(
      .planned(
        PlannedItem(
          path: path(record), action: move.action,
          target: move.target.isEmpty ? nil : move.target,
          note: move.twin.map { "duplicate of \($0.path(targets: targets))" })))
  }

  private func tell(
    _ stay: PlannedStay, _ result: Survey.Result, _ targets: FilePlaces,
    _ report: inout RunReport
  ) {
    guard let record = result.files[stay.file] else { return }
    let outcome = stay.outcome(targets: targets, in: sources[record.source].tree)
    report.tally.count(outcome)
    let note: String?
    switch outcome {
    case .duplicate(let twin, _): note = "duplicate of \(twin)"
    case .left(let reason, _, _): note = reason
    case .failed(let reason, let nextStep):
      note = reason
      report.problems.append(
        Problem(path: path(record), reason: reason, nextStep: nextStep))
    case .moved, .copied, .skipped: note = nil
    }
    recorder.tell(
      .planned(PlannedItem(path: path(record), action: .leave, target: nil, note: note)))
  }

  private func path(_ record: FileRecord) -> Path {
    sources[record.source].path.appending(record.path)
  }
}
