import Platform

/// What was found out about the content of files before, by their numbers in this operation.
struct KnownContents {
  private(set) var contents: [Int: OperationState.KnownContent] = [:]
  private(set) var comparisons: [ContentPair: Bool] = [:]

  init() {}

  /// What an earlier process of the same operation noted.
  init(_ state: OperationState) {
    contents = state.contents
    comparisons = state.comparisons
  }

  /// What another operation knew of those of `records` that are still the files that it read.
  init(_ state: OperationState, of records: [FileRecord]) {
    guard !state.contents.isEmpty else { return }
    var numbers: [Place: Int] = [:]
    for file in state.contents.keys.sorted() {
      if let record = state.files[file] { numbers[Place(record)] = file }
    }
    for record in records {
      guard let number = numbers[Place(record)], state.files[number]?.identity == record.identity
      else { continue }
      contents[record.number] = state.contents[number]
    }
  }

  private struct Place: Hashable {
    let source: Int
    let path: Path

    init(_ record: FileRecord) {
      source = record.source
      path = record.path
    }
  }
}
