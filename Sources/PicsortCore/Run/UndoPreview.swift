import Platform

/// Tells an undo's plan line by line, as `--dry-run` prints it.
struct UndoPreview {
  let undoing: Undoing
  let header: JournalHeader
  let output: Path
  let recorder: Recorder

  func tell(_ plan: UndoPlan, _ report: inout RunReport) {
    let files = FileTable(plan.files)
    report.tally.found = plan.plan.seal.found
    for move in plan.plan.moves {
      guard let file = files[move.file] else { continue }
      var target: Path? = path(move.target, file.source, isGoal: true)
      var note: String?
      switch move.action {
      case .copy:
        report.tally.copied += 1
        note = "a removed duplicate, made again from its twin"
      case .delete:
        report.tally.duplicates += 1
        target = nil
        note = move.twin.map {
          "same bytes as \(path($0.path(targets: FilePlaces()), file.source, isGoal: true))"
        }
      case .move, .quarantine, .leave: report.tally.moved += 1
      }
      if move.action != .delete { report.tally.bytes &+= file.identity.size }
      let from = path(file.path, file.source, isGoal: false)
      recorder.tell(
        .planned(PlannedItem(path: from, action: move.action, target: target, note: note)))
    }
    for stay in plan.plan.stays {
      guard let file = files[stay.file] else { continue }
      let from = path(file.path, file.source, isGoal: false)
      guard case .refused(let reason, let nextStep) = stay.reason else { continue }
      report.tally.failed += 1
      report.problems.append(Problem(path: from, reason: reason, nextStep: nextStep))
      recorder.tell(.planned(PlannedItem(path: from, action: .leave, target: nil, note: reason)))
    }
    for step in plan.steps {
      guard case .removeLink(let path, _) = step else { continue }
      recorder.tell(
        .planned(
          PlannedItem(
            path: output.appending(path), action: .delete, target: nil, note: "link of an album")))
    }
  }

  /// Absolute path at the end that files are brought to, or at the other.
  private func path(_ path: Path, _ source: Int, isGoal: Bool) -> Path {
    isGoal == (undoing.goal == .sources) && header.sources.indices.contains(source)
      ? header.sources[source].appending(path) : output.appending(path)
  }
}
