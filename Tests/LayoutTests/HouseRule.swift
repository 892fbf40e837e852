import Testing

/// One line that breaks a rule.
struct Offence {
  let line: Int
  /// What is there and what to do about it.
  let advice: String
}

/// A rule of the house, with a file that breaks it, so that the rule itself is tested.
struct HouseRule: CustomTestStringConvertible, Sendable {
  let name: String
  /// The files that the rule is about.
  let applies: @Sendable (SourceFile) -> Bool
  /// The lines of such a file that break it.
  let offences: @Sendable (SourceFile) -> [Offence]
  /// Files that the rule is for and that must each have an offence.
  let broken: [SourceFile]
  /// Files that must have none.
  let kept: [SourceFile]

  var testDescription: String { name }

  static let all: [HouseRule] = borders + words + budgets + [documentation]
}

/// Where a file may be longer, or say a word, against the rule. Every entry says why.
enum Exceptions {
  /// Files that may say `unsafe` outside Sources/Platform and Tests.
  static let unsafeFiles: Set<String> = [
    // They compare with a StaticString, whose bytes are only shown unsafely.
    "Sources/MediaMetadata/Bytes.swift",
    "Sources/MediaMetadata/Fields/TextScanner.swift",
    "Sources/MediaMetadata/Fields/XMLScanner.swift",
  ]

  /// Files that may trap.
  static let trappingFiles: Set<String> = [
    // A temporary allocation of at least one byte has an address; the type does not know.
    "Sources/Platform/Files/SystemCalls.swift"
  ]

  /// Names of Platform that are plain values, which the pure rooms may use.
  static let platformValues: Set<String> = [
    "Path", "Digest", "SHA256", "CRC32C", "CRC32", "VolumeManners", "NameTaking",
    "TextBuffer", "NameMarks",
  ]

  /// Longest file, in lines.
  static let fileLines = 400
  static let longerFiles: [String: Int] = [:]

  /// Longest function, in lines, its first and last included.
  static let functionLines = 60
  static let longerFunctions: [String: Int] = [:]

  /// Widest line, in characters.
  static let lineWidth = 100

  /// Names that say everything, or whose comment is on the protocol that asks for them.
  static let selfEvidentNames: Set<String> = [
    "description", "debugDescription", "testDescription", "hash", "next", "makeIterator", "id",
    "isEmpty", "Kind",
  ]

  /// Declarations whose comment stands elsewhere, as `file: name`.
  static let documentedElsewhere: Set<String> = [
    // On Tally.
    "Sources/PicsortCore/Run/RunReport.swift: isBalanced",
    // On Notice.
    "Sources/PicsortCore/Run/RunEvent.swift: Severity",
    // On FileStatus.
    "Sources/Platform/Files/FileDescriptor.swift: status",
    // On HostIdentity.
    "Sources/Platform/Process/HostIdentity.swift: current",
  ]
}
