import Platform

/// Finds what stands in a library beside what the books know.
struct LibraryWalk {
  let books: LibraryBooks
  /// Sources that lie inside, as paths below the output; they are no part of the library.
  let sources: [Path]
  let talk: VerifyTalk
  /// Missing files by their sizes.
  private let missing: [Int: [Path]]

  init(_ books: LibraryBooks, missing: [Path], excluding sources: [Path], talk: VerifyTalk) {
    self.books = books
    self.sources = sources
    self.talk = talk
    self.missing = Dictionary(grouping: missing) { books.files[$0]?.identity.size ?? 0 }
  }

  /// Counts the regular files that no journal knows, and tells which of them may be a missing one.
  /// Hidden names and helpers' folders are passed over, no symbolic link is followed.
  func perform(in output: Folder) {
    let top = Path(bytes: [])
    var stack: [(parent: Folder?, name: Path, path: Path)] = [(nil, top, top)]
    while let next = stack.popLast(), !talk.isStopping {
      do throws(SystemError) {
        let folder = try next.parent?.folder(next.name) ?? output
        for entry in try folder.entries() where entry.name.bytes.first != UInt8(ascii: ".") {
          let path = next.path.appending(entry.name)
          switch try Self.kind(of: entry, in: folder) {
          case .folder:
            guard SkipRules.folder(entry.name) == nil, !sources.contains(path) else { continue }
            stack.append((folder, entry.name, path))
          case .file:
            guard books.files[path] == nil, SkipRules.file(entry.name) == nil else { continue }
            talk.report.unknown += 1
            if !missing.isEmpty { recognise(path, try folder.status(of: entry.name)) }
          case .symbolicLink, .special, .unknown: break
          }
        }
      } catch {
        guard !error.isMissing else { continue }
        talk.tell(
          .problem(
            Problem(
              path: next.path.isEmpty ? Path(".") : next.path,
              reason: "this folder cannot be listed: \(error.message)",
              nextStep: Advice.checkAndVerifyAgain)))
      }
    }
  }

  /// A file of a missing one's size and time was most likely renamed.
  private func recognise(_ path: Path, _ status: FileStatus?) {
    guard let status else { return }
    let original = missing[status.size]?.first { name in
      books.files[name].map { VerifyDecision.look($0, Sighting(status)) == .same } ?? false
    }
    guard let original else { return }
    talk.tell(
      .notice(
        Notice(
          .info, "it has the size and the time of \(original), which is missing: perhaps renamed",
          path: path)))
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
