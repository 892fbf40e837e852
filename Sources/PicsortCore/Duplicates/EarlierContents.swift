import Platform

/// What was found out about the content of files before, by their numbers in this operation.
struct EarlierContents {
  private(set) var contents = KnownContents()
  private(set) var comparisons: [ContentPair: Bool] = [:]

  /// What an earlier process of the same operation noted.
  init(_ state: OperationState) {
    contents = state.contents
    comparisons = state.comparisons
  }

  /// What another operation knew of those of `records` that are still the files that it read.
  init(_ state: OperationState, of records: [FileRecord]) {
    guard !state.contents.isEmpty else { return }
    var numbers: [FileRecord.Place: Int] = [:]
    for record in state.files.records where state.contents[record.number] != nil {
      numbers[record.place] = record.number
    }
    for record in records {
      guard let number = numbers[record.place], state.files[number]?.identity == record.identity
      else { continue }
      let content = state.contents[number]
      contents.note(record.number, ends: content?.ends, whole: content?.whole)
    }
  }
}
