package import Platform

/// What a person asked to be verified.
package struct VerifySettings: Sendable, Equatable {
  /// The library, or the operation whose files alone are looked at.
  package var target: TargetWords
  /// Reads every file and compares its hash.
  package var readsContent: Bool
  /// Tells the hash of every file.
  package var listsHashes: Bool

  package init(
    target: TargetWords = TargetWords(), readsContent: Bool = false, listsHashes: Bool = false
  ) {
    self.target = target
    self.readsContent = readsContent || listsHashes
    self.listsHashes = listsHashes
  }
}

/// What became of a file that is as the books say.
package enum SoundFile: String, Sendable {
  /// Size and time agree.
  case same
  /// Its bytes have the hash that the books know.
  case verified
  /// Nobody knew its hash; it is noted now.
  case noted
}

/// One thing that a verification found out.
package enum VerifyEvent: Sendable {
  case started(output: Path, operation: String?)
  case phase(Phase)
  /// Sent often and cheap; listeners throttle.
  case progress(RunProgress)
  case sound(Path, SoundFile)
  case difference(Difference)
  /// Something that could not be looked at.
  case problem(Problem)
  /// Two files of the library with the same bytes.
  case duplicate(Path, of: Path)
  /// A line of the list that `--manifest` asks for.
  case listed(Path, Digest)
  case notice(Notice)
}

/// The end of a verification, for the summary of a person or a program.
package struct VerifyReport: Sendable {
  package var output: Path
  /// The operation that was asked for; nil when the whole library was.
  package var operation: String?
  /// Files of the library that the books know.
  package var files = 0
  /// Those that could be compared, whatever came of it, and their bytes.
  package var checked = 0
  package var bytes = 0
  /// Files that were read, and their bytes.
  package var hashed = 0
  package var hashedBytes = 0
  /// Files whose hash nobody knew before.
  package var noted = 0
  package var differences = 0
  package var problems = 0
  /// Files in the library that the books do not know.
  package var unknown = 0
  /// Files whose bytes another file of the library has, too.
  package var duplicates = 0
  /// Journals that were read.
  package var journals = 0
  /// Moves that an unfinished run still has before it.
  package var waiting = 0
  package var isUnfinished = false
  /// True when what is unfinished is an undo.
  package var isUndo = false
  package var isInterrupted = false
  /// True when files were read.
  package var readsContent = false
  /// Wall seconds.
  package var seconds = 0.0

  package init(output: Path) {
    self.output = output
  }

  /// Whether a run may go on.
  package var continuation: VerifyDecision.Continuation {
    VerifyDecision.continuation(
      isUnfinished: isUnfinished, differences: differences, problems: problems,
      isInterrupted: isInterrupted)
  }
}
