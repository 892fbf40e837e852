import Platform

/// Counts what stands in a library beside what the books know.
enum LibraryWalk {
  /// Regular files of which no name is in `books`; hidden names, helpers' folders and sources that
  /// lie inside are no part of the library. No symbolic link is followed.
  static func unknownFiles(
    in output: Folder, books: LibraryBooks, excluding sources: [Path], isStopping: () -> Bool,
    tell: (Problem) -> Void
  ) -> Int {
    var count = 0
    let top = Path(bytes: [])
    var stack: [(parent: Folder?, name: Path, path: Path)] = [(nil, top, top)]
    while let next = stack.popLast(), !isStopping() {
      do throws(SystemError) {
        let folder = try next.parent?.folder(next.name) ?? output
        for entry in try folder.entries() where entry.name.bytes.first != UInt8(ascii: ".") {
          let path = next.path.appending(entry.name)
          switch try kind(of: entry, in: folder) {
          case .folder:
            guard SkipRules.folder(entry.name) == nil, !sources.contains(path) else { continue }
            stack.append((folder, entry.name, path))
          case .file:
            if books.files[path] == nil, SkipRules.file(entry.name) == nil { count += 1 }
          case .symbolicLink, .special, .unknown: break
          }
        }
      } catch {
        guard !error.isMissing else { continue }
        tell(
          Problem(
            path: next.path.isEmpty ? Path(".") : next.path,
            reason: "this folder cannot be listed: \(error.message)",
            nextStep: Advice.checkAndVerifyAgain))
      }
    }
    return count
  }

  /// Asks only where the file system does not say by itself.
  private static func kind(
    of entry: FolderEntry, in folder: Folder
  ) throws(SystemError) -> FolderEntry.Kind {
    guard entry.kind == .unknown else { return entry.kind }
    switch try folder.status(of: entry.name)?.kind {
    case .file: return .file
    case .folder: return .folder
    case .symbolicLink: return .symbolicLink
    case .special, nil: return .special
    }
  }
}

extension Advice {
  /// After something could not be read.
  static let checkAndVerifyAgain = "check its permissions and the disk, then verify again"
}

extension Sighting {
  /// What a look at a name gave.
  init(_ status: FileStatus?) {
    switch status?.kind {
    case .file: self = status.map { .file(FileIdentity($0)) } ?? .absent
    case .folder: self = .folder
    case .symbolicLink: self = .symbolicLink
    case .special: self = .special
    case nil: self = .absent
    }
  }
}
