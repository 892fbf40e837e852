import Platform

/// Looks at every file of the books and, when that is asked for, reads it.
struct LibraryCheck {
  private let books: LibraryBooks
  private let settings: VerifySettings
  private let stop: StopRequest
  private var folders: FolderCache
  private let talk: VerifyTalk
  private var catalog: Catalog
  /// True while what is learned of hashes can be kept.
  private var keepsHashes: Bool
  private var news: [LibraryFile] = []
  /// The first file of each content that was met; with the whole library's hashes known, one entry
  /// a file.
  private var firstOf: [Digest: Path] = [:]
  private var progress: RunProgress
  /// Files that are not where they should be, the first ones only.
  private(set) var missing: [Path] = []

  private static let mostMissing = 10_000
  private static let batchFiles = 64
  private static let batchBytes = 256 << 20
  /// Hashes that a kill may cost.
  private static let mostNews = 512

  init(
    output: Folder, state: Folder, books: LibraryBooks, settings: VerifySettings,
    stop: StopRequest, talk: VerifyTalk
  ) {
    self.books = books
    self.settings = settings
    self.stop = stop
    self.talk = talk
    folders = FolderCache([SourceRoot(path: Path(bytes: []), tree: .folder(output))])
    catalog = Catalog(in: state)
    keepsHashes = settings.readsContent
    progress = RunProgress(phase: settings.readsContent ? .read : .match)
  }

  /// A file of the books and what was seen of it.
  private struct Item {
    let path: Path
    let expected: ExpectedFile
    /// What is believed of its content, by whomever.
    let digest: Digest?
    let parent: Folder?
    let status: FileStatus?
    let look: VerifyDecision.Look

    /// Reading it tells more than looking at it did.
    func isWorthReading(listsHashes: Bool) -> Bool {
      guard status?.kind == .file else { return false }
      switch look {
      case .same: return true
      case .differs(.time): return true
      case .differs: return listsHashes && digest == nil
      case .irrelevant: return false
      }
    }
  }

  /// Checks the files at `paths`, which are sorted so that those of a folder follow each other.
  mutating func perform(_ paths: [Path]) {
    progress.totalItems = paths.count
    if settings.readsContent {
      progress.totalBytes = paths.reduce(0) { $0 &+ (books.files[$1]?.identity.size ?? 0) }
    }
    talk.tell(.phase(progress.phase))
    var start = paths.startIndex
    while start < paths.endIndex, !talk.isStopping {
      let end = batchEnd(paths, from: start)
      var items: [Item] = []
      for path in paths[start..<end] {
        if let item = look(at: path) { items.append(item) }
      }
      let answers = read(items)
      // What was not read for a stop is not told half.
      if talk.isStopping { break }
      for (item, answer) in zip(items, answers) { judge(item, answer) }
      if news.count >= Self.mostNews { keepNews() }
      progress.items = end
      progress.bytes = talk.report.bytes
      progress.failures = talk.report.differences + talk.report.problems
      talk.tell(.progress(progress))
      start = end
    }
    keepNews()
  }

  private func batchEnd(_ paths: [Path], from start: Int) -> Int {
    var bytes = 0
    var end = start
    while end < paths.endIndex, end - start < Self.batchFiles, bytes < Self.batchBytes {
      bytes &+= books.files[paths[end]]?.identity.size ?? 0
      end += 1
    }
    return end
  }

  /// Nil for what cannot be looked at, which is told, and for what is nobody's.
  private mutating func look(at path: Path) -> Item? {
    guard let expected = books.files[path] else { return nil }
    do throws(SystemError) {
      let parent = try folders.parent(of: path, in: 0)
      let status = try parent?.status(of: path.lastComponent)
      let look = VerifyDecision.look(expected, Sighting(status))
      if look == .irrelevant { return nil }
      talk.report.files += 1
      return Item(
        path: path, expected: expected,
        digest: VerifyDecision.digest(of: expected, catalog: catalog[path]), parent: parent,
        status: status, look: look)
    } catch {
      talk.report.files += 1
      problem(path, "it cannot be looked at: \(error.message)")
      return nil
    }
  }

  // MARK: - Reading

  /// What came of reading a file.
  private enum Answer: Sendable {
    case notRead
    case digest(Digest)
    /// Somebody wrote to it meanwhile.
    case changed
    /// The system's sentence.
    case failed(String)
  }

  private func read(_ items: [Item]) -> [Answer] {
    guard settings.readsContent else { return items.map { _ in .notRead } }
    let places = items.map { item in
      item.isWorthReading(listsHashes: settings.listsHashes)
        ? item.parent.flatMap { parent in
          item.status.map { Place(parent: parent, name: item.path.lastComponent, status: $0) }
        } : nil
    }
    let stop = stop
    return Parallel.map(places.count, width: Parallel.readers) { index in
      places[index].map { Self.read($0, stop) } ?? .notRead
    }
  }

  private struct Place: Sendable {
    let parent: Folder
    let name: Path
    let status: FileStatus
  }

  private static func read(_ place: Place, _ stop: StopRequest) -> Answer {
    do throws(SystemError) {
      let file = try place.parent.open(place.name)
      guard try file.status().hasSameContent(as: place.status) else { return .changed }
      guard case .whole(_, let digest) = try file.hash(proceed: { _ in !stop.isStopping }) else {
        return .notRead
      }
      return try file.status().hasSameContent(as: place.status) ? .digest(digest) : .changed
    } catch {
      return error.isMissing ? .changed : .failed(error.message)
    }
  }

  // MARK: - Judging

  private mutating func judge(_ item: Item, _ answer: Answer) {
    var look = item.look
    var sound = SoundFile.same
    var digest = item.digest
    switch answer {
    case .notRead: break
    case .changed:
      return problem(
        item.path, "it was changed while it was read", "verify again when nobody works on it")
    case .failed(let cause): return problem(item.path, "it cannot be read: \(cause)")
    case .digest(let found):
      talk.report.hashed += 1
      talk.report.hashedBytes &+= item.status?.size ?? 0
      digest = digest ?? found
      switch VerifyDecision.content(expected: item.digest, found: found, after: look) {
      case .same: sound = .verified
      case .noted:
        sound = .noted
        talk.report.noted += 1
      case .differs(let kind): look = .differs(kind)
      }
    }
    talk.report.checked += 1
    talk.report.bytes &+= item.status?.size ?? 0
    if case .differs(let kind) = look {
      if kind == .missing, missing.count < Self.mostMissing { missing.append(item.path) }
      talk.tell(.difference(Difference(path: item.path, kind: kind)))
    } else {
      talk.tell(.sound(item.path, sound))
      keep(item, digest)
    }
    if settings.listsHashes, let digest { talk.tell(.listed(item.path, digest)) }
  }

  /// Remembers the hash of a file that is as it should be.
  private mutating func keep(_ item: Item, _ digest: Digest?) {
    guard let digest else { return }
    if keepsHashes, catalog[item.path]?.digest != digest {
      news.append(
        LibraryFile(path: item.path, identity: item.expected.identity, digest: digest))
    }
    // Empty files are alike without being copies of each other.
    guard item.expected.identity.size > 0 else { return }
    if let first = firstOf[digest] {
      talk.tell(.duplicate(item.path, of: first))
    } else {
      firstOf[digest] = item.path
    }
  }

  private mutating func keepNews() {
    guard keepsHashes, !news.isEmpty else { return }
    do throws(SystemError) {
      try catalog.add(news)
    } catch {
      keepsHashes = false
      talk.tell(
        .notice(
          Notice(
            .warning,
            "the hashes cannot be kept for the next time: \(error.message)")))
    }
    news.removeAll(keepingCapacity: true)
  }

  private func problem(
    _ path: Path, _ reason: String, _ nextStep: String = Advice.checkAndVerifyAgain
  ) {
    talk.tell(.problem(Problem(path: path, reason: reason, nextStep: nextStep)))
  }
}

/// Counts what is told, tells it on, and knows whether anybody still wants to hear it.
final class VerifyTalk {
  var report: VerifyReport
  private let stop: StopRequest
  private let listener: (VerifyEvent) -> Bool
  private var isHeard = true

  init(_ report: VerifyReport, stop: StopRequest, listener: @escaping (VerifyEvent) -> Bool) {
    self.report = report
    self.stop = stop
    self.listener = listener
  }

  /// True when somebody asked to stop, or nobody listens any more.
  var isStopping: Bool { stop.isStopping || !isHeard }

  func tell(_ event: VerifyEvent) {
    switch event {
    case .difference: report.differences += 1
    case .problem: report.problems += 1
    case .duplicate: report.duplicates += 1
    case .started, .phase, .progress, .sound, .listed, .notice: break
    }
    if !listener(event) { isHeard = false }
  }
}
