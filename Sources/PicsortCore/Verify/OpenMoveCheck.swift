import Platform

/// Looks at the moves that an unfinished operation has before it, as its next run will.
struct OpenMoveCheck {
  private let header: JournalHeader
  private let moves: [OpenMove]
  private let state: Folder
  private let talk: VerifyTalk
  private var folders: FolderCache
  private var targets: FolderCache
  private var isReachable: [Bool]

  init(_ header: JournalHeader, _ moves: [OpenMove], books: BooksFolder, talk: VerifyTalk) {
    self.header = header
    self.moves = moves
    self.talk = talk
    state = books.folder
    targets = FolderCache([SourceRoot(path: books.path, tree: .folder(books.output))])
    // A source that is not there is told below; the output stands in for it and is never asked.
    let roots = header.sources.map { try? SourceTree.open($0) }
    isReachable = roots.map { $0 != nil }
    folders = FolderCache(
      zip(header.sources, roots).map { SourceRoot(path: $0, tree: $1 ?? .folder(books.output)) })
  }

  /// Tells what the next run would not find, and counts what it would.
  mutating func perform() {
    guard !moves.isEmpty else { return }
    tellSources()
    let copies = (try? state.folder(StateFolder.temporaryName)).flatMap(\.self)
    for move in moves {
      guard !talk.isStopping else { return }
      guard isReachable.indices.contains(move.source), isReachable[move.source] else { continue }
      let path = header.sources[move.source].appending(move.path)
      do throws(SystemError) {
        let source = try sighting(of: move)
        let target = try targets.parent(of: move.target, in: 0)?
          .status(of: move.target.lastComponent)
        let copy = try copies?.status(of: temporaryName(of: move))
        let verdict = VerifyDecision.open(
          move, source: source, target: Sighting(target),
          hasCopy: copy?.kind == .file && copy?.size == move.identity.size, path: path)
        switch verdict {
        case .waits: talk.report.waiting += 1
        case .arrived: break
        case .differs(let kind):
          let place = kind == .sourceChanged ? path : move.target
          talk.tell(.difference(Difference(path: place, kind: kind)))
        }
      } catch {
        talk.tell(
          .problem(
            Problem(
              path: path, reason: "it cannot be looked at: \(error.message)",
              nextStep: Advice.checkAndVerifyAgain)))
      }
    }
  }

  /// What stands at the move's name in its source.
  private mutating func sighting(of move: OpenMove) throws(SystemError) -> Sighting {
    switch try folders.place(of: move.path, in: move.source) {
    case .folder(let parent): Sighting(try parent.status(of: move.path.lastComponent))
    case .archive(let archive):
      archive.member(at: move.path).map { .file($0.identity) } ?? .absent
    case nil: .absent
    }
  }

  private func tellSources() {
    let needed = Set(moves.map(\.source))
    for (index, source) in header.sources.enumerated()
    where needed.contains(index) && !isReachable[index] {
      talk.tell(
        .problem(
          Problem(
            path: source,
            reason: "the unfinished run reads from it, and it cannot be opened",
            nextStep: "connect its drive, or mount it, then verify again")))
    }
  }

  /// The name of the copy that may be under way, as `Mover` makes it.
  private func temporaryName(of move: OpenMove) -> Path {
    TemporaryFiles.name(
      operation: header.operation, file: move.file, original: move.path.lastComponent)
  }
}
