import Platform

extension Operations {
  /// What is lost, besides the memory of it, when an operation is forgotten.
  package enum Loss: Sendable, Equatable {
    /// Nothing: no journal of it is at hand.
    case nothing
    /// It cannot be undone any more.
    case undo
    /// It cannot be gone on with or undone any more.
    case goingOn
  }

  /// What forgetting the operation would cost.
  package func loss(_ view: OperationView) -> Loss {
    let look = OutputLook(view.output, stateFile: view.stateFile)
    guard look.journal(of: view.operation) != nil else { return .nothing }
    return view.isUnfinished ? .goingOn : .undo
  }

  /// Forgets the books of an operation: its entry in the registry and its journal. No photo is
  /// touched, and nothing in `tmp/`, where the last copy of one may stand.
  ///
  /// - Returns: bytes that were freed.
  /// - Throws: when a run is at work in the output, or the books cannot be removed.
  @discardableResult
  package func forget(_ view: OperationView) throws(RunError) -> Int {
    var freed = 0
    let look = OutputLook(view.output, stateFile: view.stateFile)
    if look.folder != nil, let books = try? BooksFolder(at: view.output) {
      let lock = books.lock()
      if case .taken(let holder) = lock {
        throw .locked(
          "a run is at work in \(view.output) (\(holder.words))",
          nextStep: "let it end, or pause it: picsort resume pause \(view.output)")
      }
      do throws(SystemError) {
        freed = try withExtendedLifetime(lock) { () throws(SystemError) in
          try removeJournals(of: view.operation, OutputLook(view.output, stateFile: view.stateFile))
        }
      } catch {
        throw cannotForget(view, error)
      }
    }
    do throws(SystemError) {
      try registry?.remove(view.operation)
    } catch {
      if !error.isMissing { throw cannotForget(view, error) }
    }
    if let folder = look.folder {
      AuditLog(in: folder, host: host).note(.forgotten, [view.kind, view.operation])
    }
    return freed
  }

  private func cannotForget(_ view: OperationView, _ error: SystemError) -> RunError {
    .failed(
      "the books of \(view.operation) could not be removed: \(error.description)",
      nextStep: "look at the permissions of \(view.output)/\(StateFolder.name), then try again")
  }

  /// Removes every file that is the operation's own journal, or was before a torn line was cut off.
  private func removeJournals(of operation: String, _ look: OutputLook) throws(SystemError) -> Int {
    var freed = 0
    if look.current?.header.operation == operation, let place = look.place {
      freed += look.current?.size ?? 0
      try place.folder.remove(place.name)
      try place.folder.sync()
    }
    guard let history = look.history() else { return freed }
    for entry in try history.entries() where Self.isJournal(entry.name, of: operation) {
      freed += try history.status(of: entry.name)?.size ?? 0
      try history.remove(entry.name)
    }
    try history.sync()
    return freed
  }

  /// `ID.jsonl`, `ID-2.jsonl`, `ID-torn.jsonl`, `ID-torn-2.jsonl`.
  static func isJournal(_ name: Path, of operation: String) -> Bool {
    guard let text = name.utf8, text.hasSuffix(".jsonl"), text.hasPrefix(operation) else {
      return false
    }
    let rest = text.dropFirst(operation.utf8.count).dropLast(6)
    let parts = rest.split(separator: "-")
    guard rest.isEmpty || rest.first == "-" else { return false }
    return parts.allSatisfy { part in part == "torn" || part.allSatisfy(\.isNumber) }
  }
}
