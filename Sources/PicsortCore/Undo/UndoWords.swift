/// What an undo says of files that it does not put back.
package struct UndoWords: Sendable {
  /// The end that files are at, and the one that they came from.
  package let from: String
  package let to: String
  /// The command that tries what was refused once more.
  package let command: String

  /// - Parameters:
  ///   - goal: the end that files are brought to.
  ///   - operation: the operation that is undone.
  package init(goal: Undoing.Goal, operation: String) {
    (from, to) =
      switch goal {
      case .sources: ("the output", "the source")
      case .output: ("the source", "the output")
      }
    command = "picsort undo \(operation)"
  }

  /// Last part of a sentence that began with what to mend.
  package var again: String { "try again with '\(command)'" }
  package var mendAndTryAgain: String { "check its permissions and the disk, then \(again)" }

  /// The cause, and what a person can do.
  package func sentences(
    for refusal: ReversalDecision.Refusal
  ) -> (cause: String, nextStep: String) {
    switch refusal {
    case .changed:
      (
        "it was changed since picsort put it there, so it was left alone",
        "if it is to go back as it is, move it yourself"
      )
    case .missing:
      (
        "it is no longer where picsort put it",
        "if you moved it yourself, nothing is to be done; else look for it by name"
      )
    case .occupied:
      ("something else stands at its place in \(to)", "move that away, then \(again)")
    case .withoutOriginal:
      (
        "its original is gone from \(to) or was changed, so the copy was kept",
        "keep it, or remove it by hand"
      )
    case .withoutTwin:
      (
        "it was removed as a duplicate, and the file with the same bytes is gone from \(from) or "
          + "was changed",
        "if that file is back in \(to), copy it by hand where you want it twice"
      )
    }
  }
}
