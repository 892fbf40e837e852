package import Platform

/// Where a mover brings files: the output of a run, or for an undo a source that they came from.
package struct Destination: Sendable {
  /// For people, and before every target that is told of.
  let path: Path
  let folder: Folder
  /// Where partial copies are made, on the file system of `folder`.
  let temporary: Folder
  /// How the file system of `folder` behaves.
  let manners: VolumeManners
  /// Index of the source that this is; nil for the output.
  let source: Int?
  /// The archive that this is, with whose files copies are compared before they are removed;
  /// nothing is brought into one.
  let archive: Archive?
  /// False when a file goes to its planned name or stays: what is put back gets no other name.
  let mayRename: Bool
  /// The two ends, in sentences about files.
  let words: MoveWords

  /// The output of a run, in which a name that is taken leads to the next free one.
  package init(output state: StateFolder, path: Path, manners: VolumeManners) {
    self.init(
      path: path, folder: state.output, temporary: state.temporary, manners: manners, source: nil,
      archive: nil, mayRename: true, words: .sorting)
  }

  /// A place that files are put back to, under their own names or not at all.
  init(
    putBackTo path: Path, folder: Folder, temporary: Folder, manners: VolumeManners, source: Int?,
    archive: Archive? = nil, words: MoveWords
  ) {
    self.init(
      path: path, folder: folder, temporary: temporary, manners: manners, source: source,
      archive: archive, mayRename: false, words: words)
  }

  private init(
    path: Path, folder: Folder, temporary: Folder, manners: VolumeManners, source: Int?,
    archive: Archive?, mayRename: Bool, words: MoveWords
  ) {
    self.path = path
    self.folder = folder
    self.temporary = temporary
    self.manners = manners
    self.source = source
    self.archive = archive
    self.mayRename = mayRename
    self.words = words
  }
}

extension Destination {
  /// What is noted of it before the first file moves.
  var volumeNote: JournalRecord { .volume(VolumeNote(manners, source: source)) }
}

/// What the two ends of a move are called, and what a person can do after a failure.
struct MoveWords: Sendable {
  let from: String
  let to: String
  let again: String

  static let sorting = MoveWords(from: "the source", to: "the output", again: Advice.runAgain)
}
