import Platform

// MARK: - Matching duplicates

extension Survey {
  /// For each asset that is a duplicate, the twins of its files. Adds the library to `result`.
  func match(
    _ records: [FileRecord], _ assets: [Asset], _ catalog: Catalog?, _ result: inout Result
  ) throws(SystemError) -> [Int: [Twin]] {
    try recorder.begin(.match)
    if let output, let catalog {
      result.library = LibraryScan.files(
        in: output, catalog: catalog, excluding: sources.compactMap { try? $0.folder.status() },
        isStopping: { recorder.isStopping })
    }
    var candidates: [DuplicateFinder.Candidate] = []
    for (index, file) in result.library.enumerated() {
      candidates.append(.init(reference: .library(index), size: file.identity.size))
    }
    for asset in assets {
      for index in [asset.primary] + asset.companions {
        let record = records[index]
        candidates.append(
          .init(reference: .file(record.number), size: record.identity.size))
      }
    }
    let reader = ContentReader(
      sources: sources, output: output, library: result.library, records: result.files,
      known: knownIsOwn ? known.contents : [:], recorder: recorder)
    let groups = DuplicateFinder.groups(
      candidates, readEnds: { reader.digests(of: $0, whole: false) },
      readWhole: { reader.digests(of: $0, whole: true) })
    if let failure = reader.failure { throw failure }
    result.catalog = catalog
    try remember(reader.learned, in: &result)
    return TwinFinder.twins(
      of: assets.map { asset in
        TwinFinder.Member(
          files: ([asset.primary] + asset.companions).map { records[$0].number },
          nameLength: records[asset.primary].path.lastComponent.bytes.count)
      },
      groups: groups, libraryTwin: { .library(result.library[$0].path) })
  }

  /// Keeps hashes of library files for the next run.
  private func remember(_ learned: [LibraryFile], in result: inout Result) throws(SystemError) {
    guard !learned.isEmpty, var catalog = result.catalog, !recorder.isDryRun else { return }
    try catalog.add(learned)
    result.catalog = catalog
  }
}

/// Reads and remembers the digests that matching asks for.
final class ContentReader {
  private var sourceFolders: FolderCache
  private var libraryFolders: FolderCache?
  private let library: [LibraryFile]
  private let records: FileTable
  private let known: [Int: OperationState.KnownContent]
  private let recorder: Recorder
  /// Library files whose hash was computed now.
  private(set) var learned: [LibraryFile] = []
  /// The journal could not be written.
  private(set) var failure: SystemError?

  private static let batch = 64

  init(
    sources: [SourceRoot], output: Folder?, library: [LibraryFile], records: FileTable,
    known: [Int: OperationState.KnownContent], recorder: Recorder
  ) {
    sourceFolders = FolderCache(sources)
    libraryFolders = output.map { FolderCache([SourceRoot(path: Path("output"), folder: $0)]) }
    self.library = library
    self.records = records
    self.known = known
    self.recorder = recorder
  }

  /// The digests of `references`, in their order; nil for those that cannot be read, and for all
  /// that is left when the run is asked to stop.
  func digests(of references: [ContentReference], whole: Bool) -> [Digest?] {
    recorder.progress.items = 0
    recorder.progress.totalItems = references.count
    var digests: [Digest?] = []
    digests.reserveCapacity(references.count)
    var start = 0
    while start < references.count, !recorder.isStopping, failure == nil {
      let end = min(start + Self.batch, references.count)
      let batch = Array(references[start..<end])
      let old = batch.map { remembered($0, whole: whole) }
      let opened = zip(batch, old).map { reference, digest in
        digest == nil ? place(of: reference) : nil
      }
      let stop = recorder.stopRequest
      let fresh = Parallel.map(batch.count, width: Parallel.readers) { index in
        old[index] ?? opened[index].flatMap { $0.digest(whole: whole, stop: stop) }
      }
      if recorder.isStopping { break }
      note(batch, fresh, isKnown: old.map { $0 != nil }, whole: whole)
      digests += fresh
      recorder.progress.items = end
      start = end
    }
    return digests + Array(repeating: nil, count: references.count - digests.count)
  }

  private func remembered(_ reference: ContentReference, whole: Bool) -> Digest? {
    switch reference {
    case .file(let number): whole ? known[number]?.whole : known[number]?.ends
    case .library(let index): whole ? library[index].digest : nil
    }
  }

  private func note(
    _ references: [ContentReference], _ digests: [Digest?], isKnown: [Bool], whole: Bool
  ) {
    do throws(SystemError) {
      for (index, reference) in references.enumerated() where !isKnown[index] {
        guard let digest = digests[index] else { continue }
        switch reference {
        case .file(let number):
          try recorder.append(
            .hash(file: number, ends: whole ? nil : digest, whole: whole ? digest : nil))
        case .library(let index) where whole:
          learned.append(
            LibraryFile(
              path: library[index].path, identity: library[index].identity, digest: digest))
        case .library: break
        }
      }
      try recorder.tick()
      if recorder.isCheckpointDue { try recorder.checkpoint(.batch, isDurable: true) }
    } catch {
      failure = error
    }
  }

  private func place(of reference: ContentReference) -> ContentPlace? {
    switch reference {
    case .file(let number):
      guard let record = records[number],
        let parent = try? sourceFolders.parent(of: record.path, in: record.source)
      else { return nil }
      return ContentPlace(
        parent: parent, name: record.path.lastComponent, identity: record.identity)
    case .library(let index):
      let file = library[index]
      guard let parent = try? libraryFolders?.parent(of: file.path, in: 0) else { return nil }
      return ContentPlace(parent: parent, name: file.path.lastComponent, identity: file.identity)
    }
  }
}

/// A file to be hashed, provided that it still is what it was.
private struct ContentPlace: Sendable {
  let parent: Folder
  let name: Path
  let identity: FileIdentity

  /// Nil when the file cannot be read, has changed, or the run is asked to stop.
  func digest(whole: Bool, stop: StopRequest) -> Digest? {
    do throws(SystemError) {
      let file = try parent.open(name)
      let status = try file.status()
      guard status.kind == .file, FileIdentity(status).agrees(with: identity) else { return nil }
      return whole ? try wholeDigest(file, stop) : try endsDigest(file, status.size)
    } catch {
      return nil
    }
  }

  private func wholeDigest(
    _ file: borrowing FileDescriptor, _ stop: StopRequest
  ) throws(SystemError) -> Digest? {
    switch try file.hash(proceed: { _ in !stop.isStopping }) {
    case .whole(let bytes, let digest): bytes == identity.size ? digest : nil
    case .stopped: nil
    }
  }

  private func endsDigest(
    _ file: borrowing FileDescriptor, _ size: Int
  ) throws(SystemError) -> Digest? {
    var hasher = SHA256()
    if size <= DuplicateFinder.smallSize {
      hasher.update(try file.read(at: 0, count: size))
    } else {
      let length = DuplicateFinder.endLength
      hasher.update(try file.read(at: 0, count: length))
      hasher.update(try file.read(at: size - length, count: length))
    }
    return hasher.finish()
  }
}
