import MediaMetadata
import Platform

/// What stands at a name of one end of an operation.
enum UndoSight {
  case file(in: Folder, FileStatus)
  case member(Archive.Member, Archive)

  var identity: FileIdentity {
    switch self {
    case .file(_, let status): FileIdentity(status)
    case .member(let member, _): member.identity
    }
  }

  /// True when both are one file under two names.
  func isSameFile(as other: UndoSight) -> Bool {
    guard case .file(_, let own) = self, case .file(_, let other) = other else { return false }
    return own.isSameFile(as: other)
  }

  /// True for a file of which `isExpected` says that it is the one that was noted.
  func isFile(_ isExpected: (FileIdentity) -> Bool) -> Bool {
    switch self {
    case .file(_, let status): status.kind == .file && isExpected(FileIdentity(status))
    case .member(let member, _): isExpected(member.identity)
    }
  }

  /// SHA-256 of the file `name`; nil when `proceed` said no, and when an archive is damaged.
  func hash(of name: Path, proceed: () -> Bool) throws(SystemError) -> Digest? {
    switch self {
    case .file(let parent, _):
      guard case .whole(_, let digest) = try parent.open(name).hash(proceed: { _ in proceed() })
      else { return nil }
      return digest
    case .member(let member, let archive):
      do throws(FormatError) {
        return try archive.hash(of: member, proceed: proceed)
      } catch {
        return nil
      }
    }
  }
}

/// One end of an operation that is undone: the output, or its sources.
struct UndoEnd {
  /// A name at this end.
  struct Place: Hashable {
    let root: Int
    let path: Path
  }

  private let roots: [SourceTree?]
  private let isOutput: Bool
  private var last: (place: Place, folder: Folder?)?

  init(output: Folder) {
    roots = [.folder(output)]
    isOutput = true
  }

  /// The sources by index; nil for one that cannot be looked into.
  init(sources: [SourceTree?]) {
    roots = sources
    isOutput = false
  }

  func place(_ path: Path, source: Int) -> Place {
    Place(root: isOutput ? 0 : source, path: path)
  }

  /// What stands at a name; nil when nothing does.
  mutating func look(at place: Place) throws(SystemError) -> UndoSight? {
    guard roots.indices.contains(place.root), let root = roots[place.root] else { return nil }
    if case .archive(let archive) = root {
      return archive.member(at: place.path).map { .member($0, archive) }
    }
    let above = Place(root: place.root, path: place.path.parent)
    if last?.place != above { last = (above, try open(above)) }
    guard let parent = last?.folder else { return nil }
    return try parent.status(of: place.path.lastComponent).map { .file(in: parent, $0) }
  }

  private func open(_ place: Place) throws(SystemError) -> Folder? {
    guard let root = roots[place.root]?.folder else { return nil }
    do throws(SystemError) {
      return try root.descendant(place.path)
    } catch {
      guard error.isMissing else { throw error }
      return nil
    }
  }
}
