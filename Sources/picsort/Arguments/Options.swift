internal import PicsortCore
internal import Platform

/// One argument as the system hands it over: bytes, because file names are bytes.
typealias Word = [UInt8]

/// How much is said.
enum Verbosity: Sendable {
  /// Errors only.
  case quiet
  case normal
  /// One line per file.
  case verbose
}

/// When progress is drawn; the raw value is the word of `--progress`.
enum ProgressMode: String, Sendable, CaseIterable {
  /// A moving line on a terminal, a plain line now and then elsewhere.
  case auto
  /// A moving line whatever standard error is, even with `--quiet`.
  case always
  case never
}

/// Which help was asked for.
enum HelpForm: Sendable {
  /// `-h`: one line per option.
  case short
  /// `--help`: everything.
  case full
}

/// A document made from the tables; the raw value is the word of `--generate`.
enum GeneratedDocument: String, Sendable, CaseIterable {
  case man
  case bash
  case zsh
  case fish
  case formats
}

/// What the words said, before anything was looked up; nil where nothing was said.
struct Options: Sendable, Equatable {
  var sources: [Path] = []
  var output: Path?
  var stateFile: Path?

  var copies: Bool?
  var skipsReadBack: Bool?
  var layout: String?
  var names: String?
  var locale: String?
  var shifts: [ClockShift] = []
  var prefersExif: Bool?
  var albums: AlbumPolicy?
  var trashed: SetAsidePolicy?
  var archived: SetAsidePolicy?
  var duplicates: DuplicatePolicy?
  var undated: UndatedPolicy?
  var usesModificationTime: Bool?
  var timezone: String?
  var jobs: Int?
  var isDryRun: Bool?
  var onlyDoubtful: Bool?
  var readsContent: Bool?
  var listsHashes: Bool?

  /// Of operations that are listed; none: all.
  var statuses: Set<OperationStatus> = []
  var days: Int?
  var includesAll: Bool?

  var resumes: Bool?
  var forces: Bool?
  var recovery: RecoveryChoice?
  var fromCheckpoint: Int?
  var waits: Bool?
  var priority: Int?
  var mostConcurrent: Int?
  var completionHook: String?
  var interruptionHook: String?
  var checkpointItems: Int?
  var checkpointSeconds: Int?

  var printsJSON: Bool?
  var verbosity = Verbosity.normal
  var progress: ProgressMode?
  var avoidsColor: Bool?
  var assumesYes: Bool?
  var avoidsQuestions: Bool?

  var ignoresSettings: Bool?
  var help: HelpForm?
  var showsVersion: Bool?
  var generated: GeneratedDocument?

  /// What only the environment or the settings file says: an unfinished run keeps its own for
  /// these.
  var standing: Set<Configuration.Field> = []
  /// Operands after the command's own word.
  var operands: [Word] = []
}
