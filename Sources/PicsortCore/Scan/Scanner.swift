package import Platform

/// What a walk over the sources found.
package struct ScanResult: Sendable {
  /// The regular files that were not passed over, numbered in their order; nothing was read of them
  /// yet. Records from the start, because a library that was listed twice would not fit twice.
  package var files: [FileRecord] = []
  package var skipped: [SkipRules.Reason: Int] = [:]
  /// Folders and names that the system would not show.
  package var problems: [Problem] = []
  /// Archives of Google Takeout that lie in a source and are none themselves.
  package var passedArchives = 0

  package init() {}

  /// Every file met, whatever became of it.
  package var found: Int { files.count + skipped.values.reduce(0, +) }
}

/// Walks source trees: without recursion, in byte order of the names, files of a folder before its
/// subfolders. Symbolic links are never followed and no folder is entered twice, so loops end.
package struct Scanner {
  private var result = ScanResult()
  private var visited: Set<FolderIdentity> = []
  private let archives: Set<Path>
  private let patience: Patience
  private let isStopping: () -> Bool
  private let onProgress: (Int) -> Void

  private struct FolderIdentity: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ status: FileStatus) {
      device = status.device
      inode = status.inode
    }
  }

  private struct Pending {
    let parent: Folder
    let name: Path
    let path: Path
  }

  /// Walks `sources`, leaving out the folder `excluded`. `isStopping` is asked between
  /// folders; a walk that was stopped is incomplete and must not be used.
  package static func scan(
    _ sources: [SourceRoot], excluding excluded: FileStatus?,
    patience: Patience = Patience(stop: .never),
    isStopping: @escaping () -> Bool, onProgress: @escaping (Int) -> Void
  ) -> ScanResult {
    var scanner = Scanner(
      archives: Set(sources.filter(\.tree.isArchive).map(\.path)), patience: patience,
      isStopping: isStopping, onProgress: onProgress)
    let excludedIdentity = excluded.map(FolderIdentity.init)
    for (index, source) in sources.enumerated() where !isStopping() {
      switch source.tree {
      case .folder(let folder):
        scanner.walk(index, source.path, folder, excluding: excludedIdentity)
      case .archive(let archive): scanner.list(index, source.path, archive)
      }
    }
    return scanner.result
  }

  private init(
    archives: Set<Path>, patience: Patience, isStopping: @escaping () -> Bool,
    onProgress: @escaping (Int) -> Void
  ) {
    self.archives = archives
    self.patience = patience
    self.isStopping = isStopping
    self.onProgress = onProgress
  }

  /// The files in an archive, as a walk over it unpacked would give them.
  private mutating func list(_ source: Int, _ root: Path, _ archive: Archive) {
    for member in archive.members {
      add(source, member.path, member.identity)
    }
    result.skipped.merge(archive.skipped, uniquingKeysWith: +)
    for problem in archive.problems {
      result.problems.append(
        Problem(
          path: root.appending(problem.path), reason: problem.reason, nextStep: problem.nextStep))
    }
    onProgress(result.found)
  }

  private mutating func walk(
    _ source: Int, _ root: Path, _ folder: Folder, excluding excluded: FolderIdentity?
  ) {
    var stack: [Pending] = []
    enter(folder, source, root, Path(bytes: []), excluding: excluded, onto: &stack)
    while let next = stack.popLast() {
      if isStopping() { return }
      do throws(SystemError) {
        let folder = try patience.attempt { () throws(SystemError) in
          try next.parent.folder(next.name)
        }
        enter(folder, source, root, next.path, excluding: excluded, onto: &stack)
      } catch {
        note(error, at: root.appending(next.path))
      }
    }
  }

  private mutating func enter(
    _ folder: Folder, _ source: Int, _ root: Path, _ path: Path,
    excluding excluded: FolderIdentity?, onto stack: inout [Pending]
  ) {
    do throws(SystemError) {
      let identity = FolderIdentity(try folder.status())
      guard identity != excluded, visited.insert(identity).inserted else { return }
      let listed = try patience.attempt { () throws(SystemError) in try folder.entries() }
      let entries = listed.sorted { $0.name < $1.name }
      var subfolders: [Pending] = []
      for entry in entries {
        let entryPath = path.appending(entry.name)
        if entry.kind == .folder {
          subfolders.append(Pending(parent: folder, name: entry.name, path: entryPath))
        } else {
          try take(entry, in: folder, source, entryPath, subfolders: &subfolders)
          if SkipRules.isTakeoutArchive(entry.name), !archives.contains(root.appending(entryPath)) {
            result.passedArchives += 1
          }
        }
      }
      for subfolder in subfolders.reversed() {
        if let reason = SkipRules.folder(subfolder.name) {
          countAll(below: subfolder, as: reason, excluding: excluded)
        } else {
          stack.append(subfolder)
        }
      }
      onProgress(result.found)
    } catch {
      note(error, at: root.appending(path))
    }
  }

  private mutating func add(_ source: Int, _ path: Path, _ identity: FileIdentity) {
    result.files.append(
      FileRecord(
        number: result.files.count, source: source, path: path, identity: identity,
        facts: FileFacts(role: .other)))
  }

  private mutating func take(
    _ entry: FolderEntry, in folder: Folder, _ source: Int, _ path: Path,
    subfolders: inout [Pending]
  ) throws(SystemError) {
    let reason = SkipRules.file(entry.name)
    if let reason, entry.kind == .file {
      result.skipped[reason, default: 0] += 1
      return
    }
    // Vanished between the listing and now: not found at all.
    let found = try patience.attempt { () throws(SystemError) in try folder.status(of: entry.name) }
    guard let status = found else { return }
    switch status.kind {
    case .file:
      if let reason {
        result.skipped[reason, default: 0] += 1
      } else {
        add(source, path, FileIdentity(status))
      }
    case .folder:
      subfolders.append(Pending(parent: folder, name: entry.name, path: path))
    case .symbolicLink: result.skipped[.symbolicLink, default: 0] += 1
    case .special: result.skipped[.special, default: 0] += 1
    }
  }

  /// Counts the files below a folder that is passed over, by their names alone.
  private mutating func countAll(
    below start: Pending, as reason: SkipRules.Reason, excluding excluded: FolderIdentity?
  ) {
    var stack = [start]
    while let next = stack.popLast() {
      // What cannot be looked into here holds nothing of interest: no problem is reported.
      guard let folder = try? next.parent.folder(next.name), let status = try? folder.status(),
        FolderIdentity(status) != excluded, visited.insert(FolderIdentity(status)).inserted,
        let entries = try? folder.entries()
      else { continue }
      for entry in entries {
        let isFolder =
          entry.kind == .folder
          || entry.kind == .unknown && (try? folder.status(of: entry.name))??.kind == .folder
        if isFolder {
          stack.append(
            Pending(parent: folder, name: entry.name, path: next.path.appending(entry.name)))
        } else {
          result.skipped[reason, default: 0] += 1
        }
      }
    }
  }

  private mutating func note(_ error: SystemError, at path: Path) {
    result.problems.append(
      Problem(
        path: path, reason: "the folder could not be read: \(error.message)",
        nextStep: Advice.checkAndRunAgain))
  }
}
