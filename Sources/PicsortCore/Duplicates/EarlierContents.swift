import Platform

/// What was found out about the content of files before, by their numbers in this operation.
struct EarlierContents {
  private(set) var contents = KnownContents()
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
    for record in state.files.records where state.contents[record.number] != nil {
      numbers[Place(record)] = record.number
    }
    for record in records {
      guard let number = numbers[Place(record)], state.files[number]?.identity == record.identity
      else { continue }
      let content = state.contents[number]
      contents.note(record.number, ends: content?.ends, whole: content?.whole)
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
