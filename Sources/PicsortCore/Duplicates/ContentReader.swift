import Platform

/// Reads what matching asks for, and notes it, so that no later process reads it again.
final class ContentReader {
  private var sourceFolders: FolderCache
  private var libraryFolders: FolderCache?
  private var library: [LibraryFile]
  private let records: FileTable
  private let known: EarlierContents
  /// Nothing is compared that has no digest: an undo will want it.
  private let wantsDigests: Bool
  /// Files that are read at the same time.
  private let width: Int
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
    known: EarlierContents, wantsDigests: Bool, width: Int, recorder: Recorder
  ) {
    sourceFolders = FolderCache(sources)
    libraryFolders = output.map {
      FolderCache([SourceRoot(path: Path("output"), tree: .folder($0))])
    }
    self.library = library
    self.records = records
    self.known = known
    self.width = width
    self.wantsDigests = wantsDigests
    self.recorder = recorder
  }

  /// The answers to one question about each of `questions`, in their order; nil for those that
  /// cannot be answered, and for all that is left when the run is asked to stop.
  ///
  /// - Parameters:
  ///   - questions: what is asked about.
  ///   - known: what is answered without reading.
  ///   - prepare: opens what is to be read; on this thread.
  ///   - read: reads, on several threads.
  ///   - note: writes down what was read; on this thread.
  /// - Returns: as many values as there are questions.
  private func answers<Question, Place: Sendable, Answer: Sendable, Value>(
    to questions: [Question], known: (Question) -> Value?, prepare: (Question) -> Place,
    read: @Sendable (Place) -> Answer,
    note: (Question, Answer) throws(SystemError) -> Value?
  ) -> [Value?] {
    recorder.progress.items = 0
    recorder.progress.totalItems = questions.count
    var values: [Value?] = []
    values.reserveCapacity(questions.count)
    var start = 0
    while start < questions.count, !recorder.isStopping, failure == nil {
      let end = min(start + Self.batch, questions.count)
      let old = questions[start..<end].map(known)
      let open = zip(questions[start..<end], old).filter { $0.1 == nil }.map(\.0)
      let places = open.map(prepare)
      let answers = Parallel.map(places.count, width: width) { read(places[$0]) }
      if recorder.isStopping { break }
      var fresh: [Value?] = []
      do throws(SystemError) {
        for (question, answer) in zip(open, answers) { fresh.append(try note(question, answer)) }
        try recorder.tick()
        if recorder.isCheckpointDue { try recorder.checkpoint(.batch, isDurable: true) }
      } catch {
        failure = error
        break
      }
      var next = fresh.makeIterator()
      for value in old { values.append(value ?? next.next() ?? nil) }
      recorder.progress.items = end
      start = end
    }
    return values + Array(repeating: nil, count: questions.count - values.count)
  }

  /// The answers to one question about each of `references`.
  private func answers<Value: Sendable>(
    about references: [ContentReference], known: (ContentReference) -> Value?,
    read: @escaping @Sendable (ContentPlace) -> ContentAnswer<Value>,
    note: (ContentReference, Value) throws(SystemError) -> Void
  ) -> [Value?] {
    answers(
      to: references, known: known, prepare: { place(of: $0) },
      read: { place -> ContentAnswer<Value> in
        switch place {
        case .ready(let place): read(place)
        case .nothing: .nothing
        case .failed(let cause): .failed(cause)
        }
      },
      note: { reference, answer throws(SystemError) in
        noteState(of: reference, answer)
        if let value = answer.value { try note(reference, value) }
        return answer.value
      })
  }

  /// What an answer says of the file besides its content.
  private func noteState<Value>(of reference: ContentReference, _ answer: ContentAnswer<Value>) {
    switch (answer, reference) {
    case (.failed(let cause), _): noteFailure(of: reference, cause)
    case (.changed(_, let now), .library(let index)):
      // A hash that was noted before says nothing of what is there now.
      library[index] = LibraryFile(path: library[index].path, identity: now)
    case (.changed, .file), (.value, _), (.nothing, _): break
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

// MARK: - What matching asks

extension ContentReader: ContentSource {
  func heads(of files: [ContentReference]) -> [UInt32?] {
    answers(
      about: files, known: { _ in nil }, read: { $0.head() },
      note: { _, _ throws(SystemError) in })
  }

  func ends(of files: [ContentReference]) -> [Digest?] {
    answers(
      about: files,
      known: { reference in
        if case .file(let number) = reference { known.contents[number]?.ends } else { nil }
      },
      read: { $0.ends() },
      note: { reference, digest throws(SystemError) in
        guard case .file(let number) = reference else { return }
        try recorder.append(.hash(file: number, ends: digest, whole: nil))
      })
  }

  func digests(of files: [ContentReference]) -> [Digest?] {
    let stop = recorder.stopRequest
    return answers(
      about: files, known: knownDigest, read: { $0.digest(stop: stop) },
      note: { reference, digest throws(SystemError) in
        switch reference {
        case .file(let number):
          try recorder.append(.hash(file: number, ends: nil, whole: digest))
        case .library(let index):
          learned.append(
            LibraryFile(
              path: library[index].path, identity: library[index].identity, digest: digest))
        }
      })
  }

  private func knownDigest(of reference: ContentReference) -> Digest? {
    switch reference {
    case .file(let number): known.contents[number]?.whole
    case .library(let index): library[index].digest
    }
  }

  func isCompared(_ pair: ContentPair) -> Bool {
    guard !wantsDigests else { return false }
    return [pair.first, pair.second].allSatisfy { reference in
      guard case .file(let number) = reference, let record = records[number] else { return false }
      return known.contents[number]?.whole == nil && !sourceFolders.isArchive(record.source)
    }
  }

  func comparisons(of pairs: [ContentPair]) -> [Bool?] {
    let stop = recorder.stopRequest
    return answers(
      to: pairs, known: { known.comparisons[$0] },
      prepare: { (place(of: $0.first), place(of: $0.second)) },
      read: { first, second -> (own: ContentAnswer<Bool>, other: ContentAnswer<Bool>) in
        switch (first, second) {
        case (.ready(let first), .ready(let second)): first.hasSameBytes(as: second, stop: stop)
        case (.failed(let cause), _): (.failed(cause), .nothing)
        case (_, .failed(let cause)): (.nothing, .failed(cause))
        case (.nothing, _), (_, .nothing): (.nothing, .nothing)
        }
      },
      note: { pair, answer throws(SystemError) in
        noteState(of: pair.first, answer.own)
        noteState(of: pair.second, answer.other)
        guard case .file(let file) = pair.first, case .file(let other) = pair.second,
          let isSame = answer.own.value
        else { return nil }
        try recorder.append(.compared(file: file, with: other, isSame: isSame))
        return isSame
      })
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
