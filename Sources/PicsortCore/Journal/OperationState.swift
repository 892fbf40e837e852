package import Platform

/// What a journal's records add up to: an operation as far as it was noted.
@dynamicMemberLookup
package struct OperationState: Sendable {
  /// All but what is said of single files.
  package internal(set) var course = OperationCourse()
  package private(set) var files = FileTable()
  package private(set) var contents = KnownContents()
  /// Whether files of this operation that were compared have the same bytes.
  package private(set) var comparisons: [ContentPair: Bool] = [:]
  package private(set) var moves: [PlannedMove] = []
  package private(set) var stays: [PlannedStay] = []
  /// Files whose verified copy stands or stood in `tmp/`.
  package private(set) var copied: [Int: Digest] = [:]

  package init() {}

  /// An operation whose files are yet to be told of; there may be any with a number below `count`.
  init(_ course: OperationCourse, numbersBelow count: Int) {
    self.course = course
    files = FileTable(numbersBelow: count)
  }

  package subscript<Value>(dynamicMember member: KeyPath<OperationCourse, Value>) -> Value {
    course[keyPath: member]
  }

  /// True when the plan left files where they are because they could not be read.
  package var leftUnreadable: Bool {
    (course.seal?.unseen ?? 0) > 0
      || stays.contains { stay in
        if case .unreadable = stay.reason { true } else { false }
      }
  }

  /// Number the next new file gets.
  package var nextNumber: Int { files.nextNumber }

  /// Adds what `record` says; to be called in the journal's order.
  package mutating func apply(_ record: JournalRecord) {
    switch record {
    case .file(let file): files.insert(file)
    case .hash(let file, let ends, let whole):
      contents.note(file, ends: ends, whole: whole)
    case .compared(let file, let other, let isSame):
      comparisons[ContentPair(.file(file), .file(other))] = isSame
    case .planning:
      moves.removeAll()
      stays.removeAll()
      course.apply(record)
    case .move(let move): moves.append(move)
    case .stay(let stay): stays.append(stay)
    case .copied(let file, let digest): copied[file] = digest
    case .header, .process, .volume, .planned, .retarget, .made, .linked, .step, .done, .doubt,
      .failed, .checkpoint, .end:
      course.apply(record)
    }
  }

  /// Takes what a damaged journal still proves of files and their content: a cache for reading,
  /// checked against the disk, and nothing that moves anything.
  package mutating func salvage(_ record: JournalRecord) {
    switch record {
    case .header, .file, .hash, .compared: apply(record)
    case .process, .volume, .planning, .move, .stay, .planned, .retarget, .made, .linked, .step,
      .copied, .done, .doubt, .failed, .checkpoint, .end:
      break
    }
  }

  /// What would be salvaged of the records so far.
  package var salvaged: OperationState {
    var facts = factsOnly
    if let header = course.header { facts.apply(.header(header)) }
    return facts
  }

  /// Absolute paths of the files that a complete plan moves or copies and that are not settled for
  /// good.
  package var unfinishedSources: Set<Path> {
    guard let header = course.header, course.seal != nil else { return [] }
    var paths: Set<Path> = []
    for move in moves where !course.durablyDone.contains(move.file) {
      guard move.action == .move || move.action == .copy, let file = files[move.file],
        header.sources.indices.contains(file.source)
      else { continue }
      paths.insert(header.sources[file.source].appending(file.path))
    }
    return paths
  }

  /// This operation with `files` no longer taken for done.
  package func doubting(_ files: Set<Int>) -> OperationState {
    var state = self
    for file in files { state.apply(.doubt(file: file)) }
    return state
  }

  /// This operation without its plan and what came of it: what a new plan may reuse.
  package var factsOnly: OperationState {
    var facts = OperationState()
    facts.files = files
    facts.contents = contents
    facts.comparisons = comparisons
    // A copy that was read back has the bytes of the file that it was made of.
    for (file, digest) in copied {
      facts.contents.note(file, ends: nil, whole: digest)
    }
    return facts
  }
}
