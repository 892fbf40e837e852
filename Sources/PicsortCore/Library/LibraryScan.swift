package import Platform

/// The files that are in the output already.
package enum LibraryScan {
  /// Walks the output without `.picsort`, hidden names and `excluded` folders (the sources, when
  /// they lie inside) and of quarantined duplicates, whose keepers are elsewhere. Sizes come from
  /// the catalog where it knows the name, else from the disk.
  package static func files(
    in output: Folder, catalog: Catalog?, excluding excluded: [FileStatus],
    isStopping: () -> Bool
  ) -> [LibraryFile] {
    var found: [LibraryFile] = []
    let top = Path(bytes: [])
    var stack: [(parent: Folder?, name: Path, path: Path)] = [(nil, top, top)]
    while let next = stack.popLast(), !isStopping() {
      guard let folder = open(next.parent, next.name, root: output),
        let status = try? folder.status(),
        next.parent == nil || !excluded.contains(where: { $0.isSameFile(as: status) }),
        let entries = try? folder.entries()
      else { continue }
      for entry in entries.sorted(by: { $0.name < $1.name })
      where entry.name.bytes.first != UInt8(ascii: ".") {
        let path = next.path.appending(entry.name)
        if path == Planner.duplicatesFolder { continue }
        if entry.kind == .folder {
          stack.append((folder, entry.name, path))
        } else if entry.kind == .file, let known = catalog?[path] {
          found.append(known)
        } else if let status = try? folder.status(of: entry.name) {
          switch status.kind {
          case .file: found.append(LibraryFile(path: path, identity: FileIdentity(status)))
          case .folder: stack.append((folder, entry.name, path))
          case .symbolicLink, .special: break
          }
        }
      }
    }
    return found
  }

  private static func open(_ parent: Folder?, _ name: Path, root: Folder) -> Folder? {
    guard let parent else { return root }
    return try? parent.folder(name)
  }
}
