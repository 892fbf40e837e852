import Platform

/// What an earlier process of this operation found out about the content of files.
struct KnownContents {
  var contents: [Int: OperationState.KnownContent] = [:]
  var comparisons: [ContentPair: Bool] = [:]

  init() {}

  init(_ state: OperationState) {
    contents = state.contents
    comparisons = state.comparisons
  }
}
