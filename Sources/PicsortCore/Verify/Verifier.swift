package import Platform

/// Compares what the journals of a library say with the disk; changes nothing but the catalog of
/// known hashes, and that only when files are read.
package struct Verifier {
  private let settings: VerifySettings
  private let stop: StopRequest
  private let registry: Registry?

  package init(settings: VerifySettings, stop: StopRequest, registry: Registry? = .ofUser()) {
    self.settings = settings
    self.stop = stop
    self.registry = registry
  }

  /// Verifies until it is done or asked to stop; `tell` answers false when nobody listens any more.
  package func perform(
    tell: @escaping (VerifyEvent) -> Bool
  ) throws(RunError) -> VerifyReport {
    let begin = Clock.monotonicNanoseconds()
    let target = try OperationTarget.find(settings.target, registry: registry)
    let folder = try BooksFolder(at: target.output)
    var report = VerifyReport(output: target.output)
    report.operation = target.operation
    report.readsContent = settings.readsContent
    let talk = VerifyTalk(report, stop: stop, listener: tell)
    let lock = try lock(folder, talk)
    talk.tell(.started(output: target.output, operation: target.operation))
    try verify(folder, target, talk)
    talk.report.isInterrupted = talk.isStopping
    talk.report.seconds = Double(Clock.monotonicNanoseconds() - begin) / 1e9
    return withExtendedLifetime(lock) { talk.report }
  }

  private func verify(
    _ folder: BooksFolder, _ target: OperationTarget, _ talk: VerifyTalk
  ) throws(RunError) {
    let journals = folder.journals(stateFile: target.stateFile)
    let library = try read(journals, target, talk)
    var paths: [Path] = []
    for (path, file) in library.books.files {
      let operation = journals[file.journal].header?.operation
      if target.operation == nil || target.operation == operation { paths.append(path) }
    }
    paths.sort()
    var check = LibraryCheck(
      output: folder.output, state: folder.folder, books: library.books, settings: settings,
      stop: stop, talk: talk)
    check.perform(paths)
    if let header = library.header {
      var open = OpenMoveCheck(header, library.openMoves, books: folder, talk: talk)
      open.perform()
    }
    guard target.operation == nil, !talk.isStopping else { return }
    talk.tell(.phase(.scan))
    LibraryWalk(
      library.books, missing: check.missing, excluding: library.sourcesInside, talk: talk
    ).perform(in: folder.output)
  }

  // MARK: - The lock

  /// Nil when there is no lock to take, which is told.
  private func lock(
    _ folder: BooksFolder, _ talk: VerifyTalk
  ) throws(RunError) -> OutputLock? {
    switch folder.lock() {
    case .held(let lock): return lock
    case .taken(let holder): throw holder.refusal(folder.path)
    case .impossible(let error):
      let why = error.isMissing ? "its lock file is not there" : error.message
      talk.tell(
        .notice(
          Notice(
            .warning,
            "this output cannot be locked (\(why)): what a run changes meanwhile may be told as a "
              + "difference")))
      return nil
    }
  }

  // MARK: - The journals

  /// What the journals together say.
  private struct Library {
    var books = LibraryBooks()
    /// Of the current operation, when it is unfinished.
    var header: JournalHeader?
    var openMoves: [OpenMove] = []
    /// Sources that lie in the output, as paths below it.
    var sourcesInside: [Path] = []
  }

  private func read(
    _ journals: [ShelvedJournal], _ target: OperationTarget, _ talk: VerifyTalk
  ) throws(RunError) -> Library {
    guard
      target.operation == nil
        || journals.contains(where: { $0.header?.operation == target.operation })
    else {
      throw .refused(
        "no journal in \(target.output) tells of the operation \(target.operation ?? "")",
        nextStep: "verify the whole folder: picsort verify \(target.output)")
    }
    var library = Library()
    for (index, journal) in journals.enumerated() where !talk.isStopping {
      let proven: ProvenJournal
      do throws(SystemError) {
        proven = try ProvenJournal.read(journal)
      } catch {
        try tellUnreadable(journal, error, talk)
        continue
      }
      talk.report.journals += proven.condition == .absent ? 0 : 1
      try tell(proven, of: journal, talk)
      library.books.enter(proven.state, journal: index)
      let header = proven.state.header
      library.sourcesInside += (header?.sources ?? []).compactMap { source in
        source.relative(to: header?.output ?? source)
      }
      guard journal.role == .current, proven.state.isUnfinished else { continue }
      talk.report.isUnfinished = true
      if let undoing = proven.state.header?.kind.undoing {
        talk.report.isUndo = true
        // The moves of the undo of an undo are looked at like those of a run.
        if undoing.goal == .sources {
          talk.report.waiting = proven.state.moves.count { !proven.state.isSettled($0.file) }
        }
      }
      // What a damaged journal lacks may say that a move was done, or done under another name.
      if case .damaged = proven.condition { continue }
      library.header = header
      library.openMoves = proven.state.openMoves
    }
    library.sourcesInside.removeAll(where: \.isEmpty)
    return library
  }

  private func tellUnreadable(
    _ journal: ShelvedJournal, _ error: SystemError, _ talk: VerifyTalk
  ) throws(RunError) {
    guard journal.role != .current else {
      throw .refused(
        "the state file \(journal.place.path) cannot be read: \(error.message)",
        nextStep: "see what it is; it must be a file that you may read")
    }
    talk.tell(
      .problem(
        Problem(
          path: journal.shown, reason: "this journal cannot be read: \(error.message)",
          nextStep: Advice.checkAndVerifyAgain)))
  }

  /// Tells what is wrong with a journal itself.
  private func tell(
    _ proven: ProvenJournal, of journal: ShelvedJournal, _ talk: VerifyTalk
  ) throws(RunError) {
    func differs(_ kind: Difference.Kind) {
      talk.tell(.difference(Difference(path: journal.shown, kind: kind)))
    }
    switch proven.condition {
    case .whole: break
    case .torn:
      talk.tell(
        .notice(
          Notice(
            .info,
            "its last line was cut short, as by a crash; all lines before it are whole, and the "
              + "next run goes on from there", path: journal.shown)))
    case .absent:
      if journal.role == .current { differs(.journalMissing) }
    case .damaged(let offset):
      if journal.role == .setAside {
        talk.tell(
          .notice(
            Notice(
              .info,
              "an earlier run kept this damaged journal aside; its first \(offset) bytes "
                + "are used", path: journal.shown)))
      } else {
        differs(.journalDamaged(offset: offset))
      }
    case .newer(let version):
      throw .refused(
        "\(journal.place.path) was written by a newer picsort (format \(version)); this one reads "
          + "up to format \(JournalFormat.version)",
        nextStep: "use the newer picsort")
    }
    for fault in proven.faults { differs(.journalFault(fault)) }
  }
}
