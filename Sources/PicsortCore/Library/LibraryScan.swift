package import Platform

/// The files that are in the output already.
package enum LibraryScan {
  /// What a walk over the output found.
  package struct Result: Sendable {
    package var files: [LibraryFile] = []
    /// Folders that could not be looked into, with the system's sentence.
    package var unreadable: [(folder: Path, cause: String)] = []
  }

  /// Walks the output without `.picsort`, hidden names and `excluded` folders (the sources, when
  /// they lie inside) and of quarantined duplicates, whose keepers are elsewhere. Sizes come from
  /// the catalog where it knows the name, else from the disk.
  package static func files(
    in output: Folder, catalog: Catalog?, excluding excluded: [FileStatus],
    isStopping: () -> Bool
  ) -> Result {
    var result = Result()
    let top = Path(bytes: [])
    var stack: [(parent: Folder?, name: Path, path: Path)] = [(nil, top, top)]
    while let next = stack.popLast(), !isStopping() {
      do throws(SystemError) {
        let folder = try next.parent?.folder(next.name) ?? output
        let status = try folder.status()
        if next.parent != nil, excluded.contains(where: { $0.isSameFile(as: status) }) { continue }
        for entry in try folder.entries().sorted(by: { $0.name < $1.name }) {
          let path = next.path.appending(entry.name)
          switch try kind(of: entry, in: folder, path) {
          case .folder: stack.append((folder, entry.name, path))
          case .file(let status):
            if let known = catalog?[path] {
              result.files.append(known)
            } else if let status = try status == nil ? folder.status(of: entry.name) : status {
              result.files.append(LibraryFile(path: path, identity: FileIdentity(status)))
            }
          case .nothing: break
          }
        }
      } catch {
        // Gone between two looks: not there.
        if !error.isMissing { result.unreadable.append((next.path, error.message)) }
      }
    }
    return result
  }

  private enum Kind {
    /// With what was seen of it, when it had to be looked at.
    case file(FileStatus?)
    case folder
    case nothing
  }

  /// Hidden names, helpers' folders and quarantined duplicates are no part of the library.
  private static func kind(
    of entry: FolderEntry, in folder: Folder, _ path: Path
  ) throws(SystemError) -> Kind {
    if entry.name.bytes.first == UInt8(ascii: ".") || path == Planner.duplicatesFolder {
      return .nothing
    }
    var kind = entry.kind
    var status: FileStatus?
    if kind == .unknown {
      status = try folder.status(of: entry.name)
      switch status?.kind {
      case .file: kind = .file
      case .folder: kind = .folder
      case .symbolicLink, .special, nil: return .nothing
      }
    }
    switch kind {
    case .file: return .file(status)
    case .folder: return SkipRules.folder(entry.name) == nil ? .folder : .nothing
    case .symbolicLink, .special, .unknown: return .nothing
    }
  }
}
