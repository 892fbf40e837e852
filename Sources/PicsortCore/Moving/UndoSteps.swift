import Platform

/// Takes away and makes again what an undo's plan says besides files, after the last of them.
///
/// If the machine dies in between, each link and folder is there or is not; the next process of the
/// undo goes through all of them again, and each step looks before it acts.
struct UndoSteps {
  let output: Folder
  /// The sources by index; nil for one that is no folder.
  let sources: [Folder?]
  let recorder: Recorder

  /// Performs `steps` in their order. What is no longer as it was made is left alone; an error of
  /// one step is told and keeps nothing else back.
  func perform(_ steps: [UndoStep]) throws(SystemError) {
    var touched = TouchedFolders()
    for step in steps {
      if touched.isFull { try touched.sync() }
      do throws(SystemError) {
        if let folder = try perform(step) { touched.insert(folder) }
      } catch {
        if error.endsTheRun { throw error }
        if !error.isMissing && !error.isTaken {
          recorder.note(.warning, "it could not be cleared away: \(error.message)", path: step.path)
        }
      }
    }
    try touched.sync()
  }

  /// True when one of `steps` would change something.
  func hasAnything(of steps: [UndoStep]) -> Bool {
    steps.contains { step in
      switch step {
      case .removeLink(let path, let target):
        let parent = try? output.descendant(path.parent)
        return (try? parent?.targetOfSymbolicLink(path.lastComponent)) == target
      case .removeFolder(let path, let source):
        return (try? root(source)?.descendant(path).entries())?.isEmpty ?? false
      case .makeFolder(let path, let source):
        return root(source).map { (try? $0.descendant(path)) == nil } ?? false
      case .makeLink(let path, _):
        guard let parent = try? output.descendant(path.parent) else { return true }
        return (try? parent.status(of: path.lastComponent)).flatMap(\.self) == nil
      }
    }
  }

  /// The folder whose names it changed; nil when there was nothing to do.
  private func perform(_ step: UndoStep) throws(SystemError) -> Folder? {
    switch step {
    case .removeLink(let path, let target):
      let parent = try output.descendant(path.parent)
      guard try parent.targetOfSymbolicLink(path.lastComponent) == target else { return nil }
      try parent.remove(path.lastComponent)
      return parent
    case .removeFolder(let path, let source):
      guard let parent = try root(source)?.descendant(path.parent),
        try parent.status(of: path.lastComponent)?.kind == .folder
      else { return nil }
      // The system refuses it when anything is in it.
      try parent.removeFolder(path.lastComponent)
      return parent
    case .makeFolder(let path, let source):
      guard let root = root(source) else { return nil }
      return try make(path, in: root, source)
    case .makeLink(let path, let target):
      let parent = try make(path.parent, in: output, nil)
      guard try parent.status(of: path.lastComponent) == nil else { return nil }
      // Noted first: a link that nobody noted could not be undone.
      try recorder.append(.linked(path: path, target: target))
      try recorder.flush()
      try parent.makeSymbolicLink(path.lastComponent, to: target)
      return parent
    }
  }

  private func make(_ path: Path, in root: Folder, _ source: Int?) throws(SystemError) -> Folder {
    var made: [(path: Path, parent: Folder)] = []
    let folder = try root.makeDescendant(path) { made.append(($0, $1)) }
    for (path, parent) in made {
      try parent.sync()
      try recorder.append(.made(folder: path, source: source))
    }
    if !made.isEmpty { try recorder.flush() }
    return folder
  }

  private func root(_ source: Int?) -> Folder? {
    guard let source else { return output }
    return sources.indices.contains(source) ? sources[source] : nil
  }
}

extension UndoStep {
  fileprivate var path: Path {
    switch self {
    case .removeFolder(let path, _), .removeLink(let path, _), .makeFolder(let path, _),
      .makeLink(let path, _):
      path
    }
  }
}
