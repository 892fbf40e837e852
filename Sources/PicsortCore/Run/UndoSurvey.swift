import Platform

/// Looks at every file that an operation brought somewhere, and decides what becomes of it when the
/// operation is undone. Changes nothing.
struct UndoSurvey {
  /// The operation that is undone, and its header.
  let undone: OperationState
  let header: JournalHeader
  let recorder: Recorder
  private var here: UndoEnd
  private var there: UndoEnd
  private let targets: [Int: Path]
  /// Indices of the sources that are archives.
  private let archives: Set<Int>
  /// Names that files of this undo go back to.
  private var returning: Set<UndoEnd.Place> = []

  init(
    of undone: OperationState, _ header: JournalHeader, goal: Undoing.Goal, output: Folder,
    sources: [SourceTree?], recorder: Recorder
  ) {
    self.undone = undone
    self.header = header
    self.recorder = recorder
    here = goal == .sources ? UndoEnd(output: output) : UndoEnd(sources: sources)
    there = goal == .sources ? UndoEnd(sources: sources) : UndoEnd(output: output)
    archives = Set(sources.indices.filter { sources[$0]?.folder == nil })
    targets = Dictionary(
      undone.moves.map { ($0.file, undone.retargets[$0.file] ?? $0.target) }
    ) { first, _ in first }
  }

  /// The files in the order of the operation's plan; nil when somebody asked to stop.
  mutating func perform() -> [ReversedFile]? {
    recorder.tell(.phase(.match))
    recorder.progress = RunProgress(phase: .match, totalItems: undone.moves.count)
    var found: [Int: ReversedFile] = [:]
    // Copies are compared with files that may be on their way back themselves: they come second.
    for areCopies in [false, true] {
      for (index, move) in undone.moves.enumerated() where (deed(of: move) == .copied) == areCopies
      {
        if recorder.isStopping { return nil }
        recorder.progress.items += 1
        recorder.tell(.progress(recorder.progress))
        guard let file = look(at: move) else { continue }
        if file.decision == .bringBack {
          returning.insert(there.place(file.there, source: file.source))
        }
        found[index] = file
      }
    }
    return recorder.isStopping
      ? nil : undone.moves.indices.compactMap { found[$0] }
  }

  private func deed(of move: PlannedMove) -> ReversalDecision.Deed {
    switch move.action {
    case .delete: .removed
    case .copy: .copied
    // A copying run quarantines copies too; in an undo each move says itself what it is.
    case .move, .quarantine, .leave:
      header.kind == .organize
        && (header.configuration.mode == .copy || isFromArchive(move)) ? .copied : .moved
    }
  }

  private func isFromArchive(_ move: PlannedMove) -> Bool {
    undone.files[move.file].map { archives.contains($0.source) } ?? false
  }

  /// What was found of one file; nil when the operation cannot have touched it.
  private mutating func look(at move: PlannedMove) -> ReversedFile? {
    let isNoted = undone.done.contains(move.file) || undone.durablyDone.contains(move.file)
    let isOpen = undone.end != .completed
    guard isNoted || isOpen, let record = undone.files[move.file],
      header.sources.indices.contains(record.source)
    else { return nil }
    let deed = deed(of: move)
    guard let place = deed == .removed ? twinPlace(of: move) : targets[move.file] else {
      return nil
    }
    var decision = ReversalDecision.nothing
    var identity = record.identity
    var failure: String?
    do throws(SystemError) {
      let new = try here.look(at: here.place(place, source: record.source))
      let old = try there.look(at: there.place(record.path, source: record.source))
      let isArchived = archives.contains(record.source)
      var seenThere = Self.seen(old) {
        // Of a file in an archive the checksum counts too.
        isArchived && deed == .copied
          ? $0 == record.identity : $0.agreesAsCopy(with: record.identity)
      }
      if deed == .copied, seenThere == .nothing,
        returning.contains(there.place(record.path, source: record.source))
      {
        seenThere = .asNoted
      }
      decision = ReversalDecision.of(
        deed, here: Self.seen(new) { isExpected($0, move, record, deed) },
        there: seenThere,
        isOneFile: new.flatMap { new in old.map { new.isSameFile(as: $0) } } ?? false,
        isNoted: isNoted, isOpen: isOpen)
      if let new {
        identity = new.identity
        try check(&decision, new, place.lastComponent, digest(of: move.file))
      }
    } catch {
      failure = error.message
    }
    return ReversedFile(
      number: move.file, companionOf: move.companionOf, source: record.source, here: place,
      there: record.path, identity: identity, modified: record.identity.modified,
      role: record.facts.role, digest: digest(of: move.file), decision: decision,
      failure: failure)
  }

  private static func seen(
    _ sight: UndoSight?, _ isExpected: (FileIdentity) -> Bool
  ) -> ReversalDecision.Seen {
    guard let sight else { return .nothing }
    return sight.isFile(isExpected) ? .asNoted : .other
  }

  /// True for what the operation left where it brought the file.
  private func isExpected(
    _ found: FileIdentity, _ move: PlannedMove, _ record: FileRecord,
    _ deed: ReversalDecision.Deed
  ) -> Bool {
    switch deed {
    case .moved: return found.agreesAsCopy(with: record.identity)
    case .copied:
      var wanted = record.identity
      // An archive may not know the time of its files; then a copy has that of its making.
      if wanted.modified == 0, archives.contains(record.source) { wanted.modified = found.modified }
      if let modified = move.modified { wanted.modified = modified }
      return found.agreesAsCopy(with: wanted)
    case .removed:
      if case .file(let number)? = move.twin, let twin = undone.files[number] {
        return found.agreesAsCopy(with: twin.identity)
      }
      // Of a file that was there before, the books know the size only.
      return found.size == record.identity.size
        && found.modified / 1_000_000_000 <= header.started
    }
  }

  /// Where the file with the same bytes as a removed one stands.
  private func twinPlace(of move: PlannedMove) -> Path? {
    switch move.twin {
    case .library(let path): path
    case .file(let number): targets[number]
    case nil: nil
    }
  }

  private func digest(of file: Int) -> Digest? {
    undone.copied[file] ?? undone.contents[file]?.whole
  }

  /// A file whose hash the books know goes nowhere unless it has it.
  private func check(
    _ decision: inout ReversalDecision, _ sight: UndoSight, _ name: Path, _ digest: Digest?
  ) throws(SystemError) {
    guard let digest, decision == .bringBack || decision == .restore else { return }
    let stop = recorder.stopRequest
    guard let found = try sight.hash(of: name, proceed: { !stop.isStopping }) else { return }
    if found != digest {
      decision = .refuse(decision == .restore ? .withoutTwin : .changed)
    }
  }
}
