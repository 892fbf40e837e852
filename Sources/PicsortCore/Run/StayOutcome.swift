import Platform

extension PlannedStay {
  /// What becomes of a file that the plan leaves where it is, for a run and a dry run alike;
  /// `targets` is where the plan puts the other files, by number; `tree` is what it lies in.
  func outcome(targets: FilePlaces, in tree: SourceTree) -> Outcome {
    switch reason {
    case .duplicate(let twin): .duplicate(of: twin.path(targets: targets), handling: .leave)
    case .undated: .left(reason: "no trustworthy date", nextStep: nil, needsPerson: false)
    case .companionStays: .left(reason: "its photo stays", nextStep: nil, needsPerson: false)
    case .noteOfDuplicate:
      .left(reason: "its photo is a duplicate", nextStep: nil, needsPerson: false)
    case .trashed:
      .left(
        reason: "it was in the trash of Google Photos (--trashed sort takes it)", nextStep: nil,
        needsPerson: false)
    case .archived:
      .left(
        reason: "it was in the archive of Google Photos (--archived sort takes it)",
        nextStep: nil, needsPerson: false)
    case .unreadable(let cause):
      .failed(
        reason: "it could not be read: \(cause)",
        nextStep: tree.isArchive ? Advice.checkArchive : Advice.checkAndRunAgain)
    case .refused(let cause, let nextStep): .failed(reason: cause, nextStep: nextStep)
    }
  }
}

extension Twin {
  /// Where the twin is below the output, or will be.
  func path(targets: FilePlaces) -> Path {
    switch self {
    case .library(let path): path
    // A twin that stays has no place there.
    case .file(let number): targets[number] ?? Path("another file of this run")
    }
  }
}
