/// One subcommand: all that parsing, help, manual and completions know about it.
struct Command: Sendable {
  /// A command line worth copying, and what it does.
  struct Example: Sendable {
    let line: String
    let meaning: String
  }

  /// What the words after the command's own are; completions offer it.
  enum Operands: Sendable {
    case none
    case commandName
    case files
    /// One folder or operation, or none.
    case library

    /// How many of them there may be.
    var limit: Int {
      switch self {
      case .none: 0
      case .library: 1
      case .commandName: 2
      case .files: .max
      }
    }
  }

  /// The name in help, and in the scope of a flag.
  let name: String
  /// The word that asks for it; nil for the one that needs none.
  let word: String?
  /// The name of the command that this is a verb of: its word stands before this one's.
  var parent: String?
  /// What follows the program's name, one line per way to call it.
  let synopsis: [String]
  /// One line: no capital, no full stop, at most 50 columns.
  let summary: String
  /// Paragraphs with a blank line between them.
  let details: String
  let examples: [Example]
  let exitStatuses: [ExitStatus]
  let operands: Operands
  let run: @Sendable (Options, Context) -> Ending

  /// Every command there is, in the order in which help lists them.
  static let all: [Command] =
    [.organize, .explain, .resume] + resumeVerbs + [.undo, .verify, .help]

  /// Those that are no verbs of others.
  static let top = all.filter { $0.parent == nil }

  /// Commands that are planned and that this release does not have.
  static let planned = ["report"]

  /// Its verbs.
  var verbs: [Command] { Self.all.filter { $0.parent == name } }

  /// The flags it knows, in the order of the table.
  var flags: [Flag] { Flag.all.filter { !$0.isHidden && $0.scope.includes(name) } }
}
