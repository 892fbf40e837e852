import Platform

/// The journals of an output: the current one, and those that were kept.
struct UndoBooks {
  /// What an undo begins with.
  enum Choice {
    /// Go on with this undo.
    case resume(OperationState, JournalHeader)
    /// Undo this operation, in the journal of `own` where an undo was begun and not planned.
    case plan(OperationState, own: OperationState?)
  }

  let output: Folder
  let path: Path
  private let condition: JournalCondition
  private let current: OperationState
  private let history: Folder?

  init(_ desk: Desk) throws(RunError) {
    output = desk.state.output
    path = desk.journal.path
    condition = desk.found.condition
    current = try desk.found.whole(desk.journal.path)
    history = desk.state.history
  }

  /// Without a lock and without making anything, for a look.
  init(reading target: OperationTarget) throws(RunError) {
    let file =
      target.stateFile
      ?? target.output.appending(StateFolder.name).appending(StateFolder.journalName)
    do throws(SystemError) {
      output = try Folder(at: target.output)
      path = file
      history = try? output.folder(StateFolder.name).folder(StateFolder.historyName)
      var state = OperationState()
      let place = JournalPlace(
        folder: try Folder(at: file.parent), name: file.lastComponent, path: file)
      condition = try Desk.read(place, into: &state).0
      current = state
    } catch {
      throw .refused(
        "the state of \(target.output) cannot be read: \(error.message)",
        nextStep: "see what is there; an undo needs it")
    }
  }

  /// Begin of the name under which the current journal goes to history.
  var retireAs: String {
    if case .damaged = condition { return "damaged" }
    return current.header?.operation ?? "empty"
  }

  /// What is undone: `name` is an operation, nil the current or last one.
  func choice(of name: String?) throws(RunError) -> Choice {
    switch condition {
    case .newer(let version):
      throw .refused(
        "\(path) was written by a newer picsort (format \(version))",
        nextStep: "use the newer picsort")
    case .damaged(let offset):
      // Which operation a damaged undo was to undo is all that its books are asked.
      if let undoing = current.header?.kind.undoing, name == nil || name == undoing.operation {
        return .plan(try history(undoing.operation), own: nil)
      }
      throw .refused(
        "the state file \(path) is damaged at byte \(offset), so it does not tell what was moved",
        nextStep: "sort into the same output once more: what it finds there is recognised")
    case .absent, .whole, .torn: break
    }
    guard let header = current.header else {
      throw .usage("\(path) holds no operation that could be undone")
    }
    if let undoing = header.kind.undoing, current.isUnfinished {
      guard name == nil || name == header.operation || name == undoing.operation else {
        throw .refused(
          "an undo in \(header.output) is not finished",
          nextStep: "finish it first: picsort undo \(header.operation)")
      }
      return current.seal == nil
        ? .plan(try history(undoing.operation), own: current) : .resume(current, header)
    }
    if name == nil || name == header.operation { return .plan(current, own: nil) }
    guard !current.isUnfinished else {
      throw .refused(
        "\(header.output) holds a run that is not finished (\(header.operation))",
        nextStep: "finish it with --resume, or undo it first: picsort undo \(header.operation)")
    }
    return .plan(try history(name ?? ""), own: nil)
  }

  /// An earlier operation, as its kept journal tells it.
  func history(_ operation: String) throws(RunError) -> OperationState {
    var state = OperationState()
    let name = Path("\(operation).jsonl")
    var condition = JournalCondition.absent
    if let history {
      let place = JournalPlace(folder: history, name: name, path: name)
      condition = (try? Desk.read(place, into: &state).0) ?? .absent
    }
    switch condition {
    case .whole, .torn:
      if state.header?.operation == operation { return state }
    case .absent, .damaged, .newer: break
    }
    throw .refused(
      "the books of the operation \(operation) are not in .picsort/history, or are damaged",
      nextStep: "without them nobody knows where its files were")
  }

  /// What undoing an operation means.
  func undoing(
    _ undone: OperationState
  ) throws(RunError) -> (header: JournalHeader, undoing: Undoing) {
    guard let header = undone.header else {
      throw .usage("\(path) holds no operation that could be undone")
    }
    switch header.kind {
    case .organize: return (header, Undoing(operation: header.operation, goal: .sources))
    case .undo(let earlier):
      let goal: Undoing.Goal = earlier.goal == .sources ? .output : .sources
      return (header, Undoing(operation: header.operation, goal: goal))
    case .unknown(let kind):
      throw .refused(
        "the operation \(header.operation) is of a kind that this picsort does not know (\(kind))",
        nextStep: "use the picsort that performed it")
    }
  }
}

/// The sources of an operation that is undone.
struct UndoSources {
  let paths: [Path]
  /// By index; nil for an archive that cannot be read, and for one that no file of the operation
  /// lies in.
  let trees: [SourceTree?]

  /// By index; nil for an archive as well.
  var folders: [Folder?] { trees.map { $0?.folder } }

  /// Opens those of `used`; a folder that is gone keeps everything from being put back.
  static func open(_ paths: [Path], used: Set<Int>) throws(RunError) -> UndoSources {
    var trees: [SourceTree?] = []
    for (index, path) in paths.enumerated() {
      do throws(SystemError) {
        trees.append(used.contains(index) ? .folder(try Folder(at: path)) : nil)
      } catch {
        if isFile(path) {
          // What was copied out of one that nobody can read any more is kept, and named.
          trees.append(try? SourceTree.open(path))
          continue
        }
        throw .refused(
          "the source \(path) cannot be opened: \(error.message)",
          nextStep: "connect its disk or make the folder again; nothing was changed")
      }
    }
    return UndoSources(paths: paths, trees: trees)
  }

  private static func isFile(_ path: Path) -> Bool {
    let parent = try? Folder(at: path.parent)
    return (try? parent?.status(of: path.lastComponent))?.kind == .file
  }

  /// Two processes must not move files in and out of one folder.
  func lock() throws(RunError) {
    let open = zip(paths, folders).compactMap { path, folder in folder.map { (path, $0) } }
    guard let taken = Folder.firstTaken(open) else { return }
    throw .locked("another run is at work in \(taken)", nextStep: Advice.waitForOther)
  }
}
