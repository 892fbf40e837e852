import Platform

/// Carries an undo's plan out: files first, then links and folders, then the books.
struct UndoWork {
  let header: JournalHeader
  let undoing: Undoing
  /// The operation that is undone, where its books are at hand.
  let undone: OperationState?
  let sources: UndoSources
  let desk: Desk
  let recorder: Recorder

  /// Folder for partial copies in a source that is on another file system than the output, there
  /// only while an undo is under way.
  static let temporaryName = Path(".picsort-undo")

  func perform(
    _ plan: Plan, _ files: FileTable, _ steps: [UndoStep], earlier: OperationState
  ) -> RunReport {
    var report = RunReport(operation: header.operation, output: desk.output)
    report.undoing = undoing
    let places = destinations(plan, files)
    var movers = passes(plan, files, places).map { mover($0, files, earlier) }
    do throws(StopReason) {
      try recorder.beginMoving(
        plan.seal, by: movers, journal: desk.journal.path)
      recorder.tellStays(plan, files, &report) { stay, record in
        (path(of: record), stay.outcome(targets: FilePlaces(), in: .folder(desk.state.output)))
      }
      for mover in movers {
        if let shortage = mover.shortage { throw .noRoom(shortage) }
      }
      for index in movers.indices { try movers[index].perform() }
    } catch {
      report.note(error, signal: recorder.stopRequest.signal, goingOn: resumeArguments)
    }
    fill(&report, plan, movers)
    do throws(SystemError) {
      try finish(movers, steps, places, &report)
    } catch {
      report.note(unclosed: error)
    }
    return report
  }

  // MARK: - Files

  /// Files that go the same way to the same place.
  private struct Pass {
    let destination: Destination
    let mode: TransferMode
    let moves: [PlannedMove]
  }

  /// Removed duplicates are made again while their twins stand where they are looked for, and
  /// copies go when everything that they are compared with is back.
  private func passes(
    _ plan: Plan, _ files: FileTable, _ places: [Destination]
  ) -> [Pass] {
    var passes: [Pass] = []
    for action in [PlannedAction.copy, .move, .delete] {
      for place in places {
        let moves = plan.moves.filter { move in
          move.action == action
            && (place.source ?? files[move.file]?.source) == files[move.file]?.source
        }
        guard !moves.isEmpty else { continue }
        passes.append(
          Pass(destination: place, mode: action == .copy ? .copy : .move, moves: moves))
      }
    }
    return passes
  }

  private func mover(_ pass: Pass, _ files: FileTable, _ earlier: OperationState) -> Mover {
    let output = SourceRoot(path: desk.output, tree: .folder(desk.state.output))
    let roots = zip(sources.paths, sources.trees).map { path, tree in
      undoing.goal == .sources
        ? output : SourceRoot(path: path, tree: tree ?? .folder(desk.state.output))
    }
    return Mover(
      plan: pass.moves, files: files, retargets: [:], settled: earlier.durablyDone,
      copied: earlier.copied, sources: roots, output: pass.destination, recorder: recorder,
      mode: pass.mode, operation: header.operation, isResumed: earlier.seal != nil,
      earlierStaging: earlier.stagingFolders(source: pass.destination.source),
      placeholdersSince: earlier.placeholdersSince, content: Recheck(earlier))
  }

  /// Where files go: to each source that some come from, or to the output.
  private func destinations(_ plan: Plan, _ files: FileTable) -> [Destination] {
    let undoWords = UndoWords(goal: undoing.goal, operation: undoing.operation)
    let words = MoveWords(from: undoWords.from, to: undoWords.to, again: undoWords.again)
    if undoing.goal == .output {
      return [
        Destination(
          putBackTo: desk.output, folder: desk.state.output, temporary: desk.state.temporary,
          manners: desk.manners, source: nil, words: words)
      ]
    }
    let used = Set(plan.moves.compactMap { files[$0.file]?.source })
    var places: [Destination] = []
    for (index, tree) in sources.trees.enumerated() where used.contains(index) {
      if case .archive(let archive) = tree {
        places.append(
          Destination(
            putBackTo: sources.paths[index], folder: desk.state.output,
            temporary: desk.state.temporary, manners: desk.manners, source: index,
            archive: archive, words: words))
      }
      guard let folder = tree?.folder else { continue }
      let temporary = temporary(in: folder)
      temporary?.sweepProbes()
      places.append(
        Destination(
          putBackTo: sources.paths[index], folder: folder,
          temporary: temporary ?? desk.state.temporary,
          manners: (try? temporary?.probeManners()) ?? desk.manners, source: index, words: words))
    }
    return places
  }

  /// A folder for copies on the file system of a source; nil where none can be made.
  ///
  /// If the machine dies after this, an empty hidden folder is left that the next process of the
  /// undo uses and removes.
  private func temporary(in source: Folder) -> Folder? {
    _ = try? source.makeFolder(Self.temporaryName, mode: 0o700)
    return try? source.folder(Self.temporaryName)
  }

  /// Where a file is before it goes back.
  private func path(of record: FileRecord) -> Path {
    undoing.goal == .output && sources.paths.indices.contains(record.source)
      ? sources.paths[record.source].appending(record.path) : desk.output.appending(record.path)
  }

  private var resumeArguments: [Path] {
    var arguments = [Path("undo"), desk.output]
    if desk.isJournalElsewhere { arguments += [Path("--state-file"), desk.journal.path] }
    return arguments
  }

  // MARK: - The end

  private func fill(_ report: inout RunReport, _ plan: Plan, _ movers: [Mover]) {
    report.seconds = recorder.seconds
    report.tally.found = plan.seal.found
    report.retried = recorder.patience.retries
    var loss: MetadataLoss = []
    for mover in movers {
      report.problems += mover.tally.problems
      report.resumedItems += mover.tally.resumed
      report.tally.moved += mover.tally.moved
      report.tally.copied += mover.tally.copied
      report.tally.duplicates += mover.tally.duplicates
      report.tally.failed += mover.tally.problems.count
      report.tally.bytes &+= mover.tally.bytes
      report.tally.left += mover.untouched
      loss.formUnion(mover.tally.loss)
    }
    if !loss.isEmpty {
      recorder.note(.warning, "some copies could not keep \(loss.words) of their originals")
    }
  }

  private func finish(
    _ movers: [Mover], _ steps: [UndoStep], _ places: [Destination], _ report: inout RunReport
  ) throws(SystemError) {
    let isOver = report.status == .completed
    for place in places { clear(place, movers, isOver: isOver) }
    guard isOver else { return try recorder.stop(report) }
    try recorder.begin(.finish)
    let outputSteps = UndoSteps(
      output: desk.state.output, sources: sources.folders, recorder: recorder)
    try outputSteps.perform(steps)
    sweep()
    try recorder.finish(isWorthAnotherTry: movers.contains(where: \.isWorthAnotherTry))
  }

  /// Removes the copies of files that are back by another way, and the folder for them when it is
  /// empty then.
  private func clear(_ place: Destination, _ movers: [Mover], isOver: Bool) {
    if isOver {
      for mover in movers where mover.output.source == place.source {
        TemporaryFiles.sweepSettled(
          in: place.temporary, operation: header.operation,
          hasArrived: mover.hasArrived)
      }
    }
    if place.source != nil, place.archive == nil {
      try? place.folder.removeFolder(Self.temporaryName)
    }
  }

  /// What a half-finished operation left in `tmp/` of files that never left the source.
  private func sweep() {
    guard let undone, undone.isUnfinished, let header = undone.header, header.kind == .organize
    else { return }
    let roots = zip(sources.paths, sources.folders).map { path, folder in
      SourceRoot(
        path: path,
        tree: folder.map { .folder($0) } ?? (try? SourceTree.open(path))
          ?? .folder(desk.state.output))
    }
    TemporaryFiles.sweepUnknown(
      in: desk.state, files: undone.files.records, sources: roots, recorder: recorder)
  }
}
