package import Platform

/// What an undo takes away or makes again besides files, after the last of them; in the journal a
/// part of its plan. The disk decides: a folder goes only when it is empty, a link only when it
/// still holds what it was made with.
package enum UndoStep: Sendable, Equatable {
  /// A folder that picsort made, below the output or below the source of this index.
  case removeFolder(Path, source: Int?)
  /// A symbolic link below the output that picsort made.
  case removeLink(Path, target: Path)
  /// Of the undo of an undo: what that took away.
  case makeFolder(Path, source: Int?)
  case makeLink(Path, target: Path)

  /// What takes back the steps of an undo and what it made on its way, in the order in which it
  /// can be done: links before the folders that they are in, the deepest folder first, and the
  /// other way round for what is made.
  ///
  /// - Parameters:
  ///   - made: folders that the operation made.
  ///   - links: symbolic links that it made.
  ///   - steps: what it took away besides files.
  /// - Returns: each step once.
  package static func reversing(
    made: [OperationCourse.MadeFolder], links: [OperationCourse.MadeLink], steps: [UndoStep]
  ) -> [UndoStep] {
    var makeFolders: [UndoStep] = []
    var makeLinks: [UndoStep] = []
    for step in steps {
      switch step {
      case .removeFolder(let folder, let source):
        makeFolders.append(.makeFolder(folder, source: source))
      case .removeLink(let path, let target): makeLinks.append(.makeLink(path, target: target))
      // Noted as made once more when it was done.
      case .makeFolder, .makeLink: break
      }
    }
    let folders = made.map { UndoStep.removeFolder($0.folder, source: $0.source) }
    return unique(makeFolders.reversed() + makeLinks)
      + unique(links.map { .removeLink($0.path, target: $0.target) })
      + unique(folders.sorted { $0.depth > $1.depth })
  }

  /// Number of the parts of a folder's path.
  private var depth: Int {
    switch self {
    case .removeFolder(let folder, _), .makeFolder(let folder, _): folder.components.count
    case .removeLink, .makeLink: 0
    }
  }

  private static func unique(_ steps: [UndoStep]) -> [UndoStep] {
    var result: [UndoStep] = []
    for step in steps where !result.contains(step) { result.append(step) }
    return result
  }
}
