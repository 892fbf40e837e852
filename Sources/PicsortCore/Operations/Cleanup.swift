package import Platform

/// What a cleanup would do, or did.
package struct CleanupPlan: Sendable {
  /// An operation that is forgotten: its entry, and its journal too where it is unfinished.
  package struct Forgotten: Sendable {
    package let view: OperationView
    package let reason: RetentionDecision.Reason
    /// Its journal goes with it.
    package let losesJournal: Bool
  }

  /// A file of a library's history that goes.
  package struct Journal: Sendable {
    package let path: Path
    package let reason: RetentionDecision.Reason
    /// Bytes.
    package let size: Int
    /// True when an undo of its operation would have needed it.
    package let isNeededByUndo: Bool
    fileprivate let output: Path
  }

  package var forgotten: [Forgotten] = []
  package var journals: [Journal] = []

  package init() {}

  package var isEmpty: Bool { forgotten.isEmpty && journals.isEmpty }
  /// Bytes that the journals of history take.
  package var bytes: Int { journals.reduce(0) { $0 &+ $1.size } }
  /// True when something goes that somebody might still want: this is asked for twice.
  package var needsConfirmation: Bool {
    forgotten.contains(where: \.losesJournal) || journals.contains(where: \.isNeededByUndo)
  }
}

extension Operations {
  /// What a cleanup would do; changes nothing.
  package func planCleanup(_ policy: RetentionDecision.Policy) -> CleanupPlan {
    var plan = CleanupPlan()
    let views = list().views
    for (view, reason) in RetentionDecision.entries(views, policy, now: now()) {
      plan.forgotten.append(
        CleanupPlan.Forgotten(
          view: view, reason: reason, losesJournal: RetentionDecision.isUnfinished(view)))
    }
    var seen: Set<Path> = []
    for view in views where seen.insert(view.output).inserted {
      // Nobody tidies up under a run's feet.
      if views.contains(where: { $0.output == view.output && $0.status == .running }) { continue }
      plan.journals += journals(of: view.output, policy)
    }
    return plan
  }

  private func journals(
    of output: Path, _ policy: RetentionDecision.Policy
  ) -> [CleanupPlan.Journal] {
    guard let history = OutputLook(output, stateFile: nil).history() else { return [] }
    let folder = output.appending(StateFolder.name).appending(StateFolder.historyName)
    let looks = ((try? history.entries()) ?? []).compactMap { look(at: $0.name, in: history) }
      .sorted { $0.began > $1.began }
    var rank = 0
    var journals: [CleanupPlan.Journal] = []
    for look in looks {
      let reason = RetentionDecision.journal(
        rank: rank, began: look.began, changedNothing: look.changedNothing, policy, now: now())
      if !look.changedNothing { rank += 1 }
      guard let reason else { continue }
      journals.append(
        CleanupPlan.Journal(
          path: folder.appending(look.name), reason: reason, size: look.size,
          isNeededByUndo: !look.changedNothing, output: output))
    }
    return journals
  }

  /// A file of history, as far as a cleanup needs to know it.
  private struct HistoryLook {
    let name: Path
    let began: Int
    let size: Int
    let changedNothing: Bool
  }

  /// Nil for what no cleanup ever touches: what is no journal of ours, what a newer program wrote,
  /// and what was damaged, because its lines may be all that is left of what it told.
  private func look(at name: Path, in history: Folder) -> HistoryLook? {
    guard let text = name.utf8, text.hasSuffix(".jsonl"), !text.hasPrefix("newer-format"),
      !text.hasPrefix("damaged"), let status = try? history.status(of: name), status.kind == .file
    else { return nil }
    let place = JournalPlace(folder: history, name: name, path: name)
    let modified = status.modified / 1_000_000_000
    guard let header = JournalGlance.read(place)?.header else {
      // Empty, of a run that died before its first line.
      return status.size == 0
        ? HistoryLook(name: name, began: modified, size: 0, changedNothing: true) : nil
    }
    guard Self.isJournal(name, of: header.operation) else { return nil }
    // The whole lines of a torn journal stand in the one that went on.
    let isTorn = text.split(separator: "-").dropFirst().contains { $0.hasPrefix("torn") }
    return HistoryLook(
      name: name, began: max(header.started, modified), size: status.size,
      changedNothing: isTorn || changedNothing(place))
  }

  private func changedNothing(_ place: JournalPlace) -> Bool {
    guard let file = try? place.open() else { return false }
    var hasChanged = false
    var end: RunStatus?
    let result = try? JournalReader.read(file) { record, _ in
      switch record {
      case .move, .made, .linked, .step, .done, .copied, .retarget: hasChanged = true
      case .process: end = nil
      case .end(let status, _, _, _): end = status
      case .header, .file, .hash, .compared, .planning, .stay, .planned, .failed, .checkpoint,
        .volume, .doubt:
        break
      }
    }
    return result?.condition == .whole && end == .completed && !hasChanged
  }

  /// Does what the plan says; what cannot be done is told and the rest is done all the same.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - tell: hears why something stayed.
  /// - Returns: what was done, and the bytes that it freed.
  package func perform(
    _ plan: CleanupPlan, tell: (RunError) -> Void
  ) -> (done: CleanupPlan, freed: Int) {
    var done = CleanupPlan()
    var freed = 0
    for item in plan.forgotten {
      do throws(RunError) {
        if item.losesJournal {
          freed += try forget(item.view)
        } else {
          try removeEntry(item.view)
        }
        done.forgotten.append(item)
      } catch {
        tell(error)
      }
    }
    for journal in plan.journals {
      do throws(RunError) {
        try remove(journal)
        freed += journal.size
        done.journals.append(journal)
      } catch {
        tell(error)
      }
    }
    return (done, freed)
  }

  private func removeEntry(_ view: OperationView) throws(RunError) {
    do throws(SystemError) {
      try registry?.remove(view.operation)
    } catch {
      throw .failed(
        "the entry of \(view.operation) could not be removed: \(error.message)",
        nextStep: "look at the permissions of \(registry?.path ?? Path(""))")
    }
  }

  private func remove(_ journal: CleanupPlan.Journal) throws(RunError) {
    let books = try BooksFolder(at: journal.output)
    let lock = books.lock()
    if case .taken(let holder) = lock {
      throw .locked(
        "a run is at work in \(journal.output) (\(holder.words))", nextStep: "try later")
    }
    do throws(SystemError) {
      try withExtendedLifetime(lock) { () throws(SystemError) in
        try books.folder.folder(StateFolder.historyName).remove(journal.path.lastComponent)
      }
    } catch {
      if error.isMissing { return }
      throw .failed("\(journal.path) could not be removed: \(error.message)", nextStep: "")
    }
  }
}
