import Platform

/// Reads and remembers the digests that matching asks for.
final class ContentReader {
  private var sourceFolders: FolderCache
  private var libraryFolders: FolderCache?
  private var library: [LibraryFile]
  private let records: FileTable
  private let known: KnownContents
  private let recorder: Recorder
  /// Library files whose hash was computed now.
  private(set) var learned: [LibraryFile] = []
  /// Files of this run that the system would not read, with its sentence: a file whose content
  /// nobody can see must not be taken for one of a kind.
  private(set) var unreadable: [Int: String] = [:]
  /// Library files that the system would not read: duplicates of them are not found.
  private(set) var problems: [Problem] = []
  /// The journal could not be written.
  private(set) var failure: SystemError?

  private static let batch = 64

  init(
    sources: [SourceRoot], output: Folder?, library: [LibraryFile], records: FileTable,
    known: KnownContents, recorder: Recorder
  ) {
    sourceFolders = FolderCache(sources)
    libraryFolders = output.map {
      FolderCache([SourceRoot(path: Path("output"), tree: .folder($0))])
    }
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
      let places = zip(batch, old).map { reference, digest in
        digest == nil ? place(of: reference) : .nothing
      }
      let stop = recorder.stopRequest
      let answers = Parallel.map(batch.count, width: Parallel.readers) { index -> ContentAnswer in
        if let digest = old[index] { return .digest(digest) }
        switch places[index] {
        case .ready(let place): return place.digest(whole: whole, stop: stop)
        case .nothing: return .nothing
        case .failed(let cause): return .failed(cause)
        }
      }
      if recorder.isStopping { break }
      note(batch, answers, isKnown: old.map { $0 != nil }, whole: whole)
      digests += answers.map(\.digest)
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
    _ references: [ContentReference], _ answers: [ContentAnswer], isKnown: [Bool], whole: Bool
  ) {
    do throws(SystemError) {
      for (index, reference) in references.enumerated() where !isKnown[index] {
        if case .failed(let cause) = answers[index] { noteFailure(of: reference, cause) }
        guard let digest = answers[index].digest else { continue }
        if case .changed(_, let now) = answers[index], case .library(let file) = reference {
          // A hash that was noted before says nothing of what is there now.
          library[file] = LibraryFile(path: library[file].path, identity: now)
        }
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

  private func noteFailure(of reference: ContentReference, _ cause: String) {
    switch reference {
    case .file(let number): unreadable[number] = cause
    case .library(let index):
      problems.append(
        Problem(
          path: library[index].path,
          reason: "this file of the output could not be read, so a duplicate of it may not have "
            + "been found: \(cause)",
          nextStep: Advice.checkAndRunAgain))
    }
  }

  private func place(of reference: ContentReference) -> Placement {
    do throws(SystemError) {
      switch reference {
      case .file(let number):
        guard let record = records[number],
          let tree = try sourceFolders.place(of: record.path, in: record.source)
        else { return .nothing }
        return .ready(ContentPlace(tree: tree, path: record.path, identity: record.identity))
      case .library(let index):
        let file = library[index]
        guard let parent = try libraryFolders?.parent(of: file.path, in: 0) else {
          return .nothing
        }
        return .ready(
          ContentPlace(
            tree: .folder(parent), path: file.path, identity: file.identity, isOfLibrary: true))
      }
    } catch {
      return .failed(error.message)
    }
  }
}

/// Where a file is to be read.
private enum Placement: Sendable {
  case ready(ContentPlace)
  /// It is gone, or its digest is known.
  case nothing
  /// The system would not open its folder; its sentence.
  case failed(String)
}
