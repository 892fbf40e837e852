package import Platform

/// What happens to the original when its file reaches the output.
package enum TransferMode: String, Sendable, CaseIterable {
  case move
  case copy
}

/// What happens to a file whose bytes are in the library already.
package enum DuplicatePolicy: String, Sendable, CaseIterable {
  /// It stays where it is and is reported.
  case leave
  /// It goes to `Duplicates/` in the output.
  case quarantine
  /// It is removed from the source, after a byte-by-byte comparison.
  case delete
}

/// What happens to a file without a trustworthy date.
package enum UndatedPolicy: String, Sendable, CaseIterable {
  /// It goes to `Undated/` in the output.
  case folder
  /// It stays where it is and is reported.
  case leave
}

/// When the run says in the journal how far it is.
package struct CheckpointInterval: Hashable, Sendable {
  /// After so many settled files; at least 1.
  package var items: Int
  /// After so many seconds; at least 1.
  package var seconds: Int

  package init(items: Int = 50, seconds: Int = 30) {
    self.items = max(1, items)
    self.seconds = max(1, seconds)
  }
}

/// What a person asked for, checked, before anything was looked up on a disk.
///
/// `Configuration` is the part that decides where files go: when it differs from that of an
/// unfinished run, the plan is made anew.
package struct RunSettings: Sendable {
  /// Trees to read, as given, made absolute; empty when only `--resume` or `--output` was given.
  package var sources: [Path]
  /// The exact output folder, made absolute; nil asks for one beside the source.
  package var output: Path?
  package var configuration: Configuration
  /// Journal to use in place of `OUT/.picsort/state.jsonl`.
  package var stateFile: Path?
  package var checkpoints: CheckpointInterval
  /// The choices that were said and not left to their defaults. A run that is gone on with keeps
  /// its own for the others.
  package var stated: Set<Configuration.Field>
  package var dryRun: Bool
  package var resume: Bool
  package var force: Bool

  /// True when the command says what to sort, and does not only ask to go on.
  package var isWholeCommand: Bool { !sources.isEmpty && !resume }

  package init(
    sources: [Path] = [], output: Path? = nil, configuration: Configuration = Configuration(),
    stateFile: Path? = nil, checkpoints: CheckpointInterval = CheckpointInterval(),
    stated: Set<Configuration.Field> = [], dryRun: Bool = false, resume: Bool = false,
    force: Bool = false
  ) {
    self.sources = sources
    self.output = output
    self.configuration = configuration
    self.stateFile = stateFile
    self.checkpoints = checkpoints
    self.stated = stated
    self.dryRun = dryRun
    self.resume = resume
    self.force = force
  }
}

/// The choices that decide where each file goes; written into the journal.
package struct Configuration: Hashable, Sendable {
  package var mode: TransferMode
  /// Folder template as written, checked by `LayoutTemplate`.
  package var layout: String
  package var duplicates: DuplicatePolicy
  package var undated: UndatedPolicy
  package var usesModificationTime: Bool
  /// Zone name as given to `--timezone`; nil for the machine's.
  package var timezone: String?

  package init(
    mode: TransferMode = .move, layout: String = "{MM}.{yyyy}",
    duplicates: DuplicatePolicy = .leave, undated: UndatedPolicy = .folder,
    usesModificationTime: Bool = false, timezone: String? = nil
  ) {
    self.mode = mode
    self.layout = layout
    self.duplicates = duplicates
    self.undated = undated
    self.usesModificationTime = usesModificationTime
    self.timezone = timezone
  }
}

extension Configuration {
  /// A choice; the raw value is the option that makes it, without dashes.
  package enum Field: String, Sendable, CaseIterable {
    case mode = "copy"
    case layout
    case duplicates
    case undated
    case usesModificationTime = "use-mtime"
    case timezone
  }

  /// These choices with those of `fields` taken from `other`.
  package func taking(_ fields: Set<Field>, from other: Configuration) -> Configuration {
    var result = self
    if fields.contains(.mode) { result.mode = other.mode }
    if fields.contains(.layout) { result.layout = other.layout }
    if fields.contains(.duplicates) { result.duplicates = other.duplicates }
    if fields.contains(.undated) { result.undated = other.undated }
    if fields.contains(.usesModificationTime) {
      result.usesModificationTime = other.usesModificationTime
    }
    if fields.contains(.timezone) { result.timezone = other.timezone }
    return result
  }

  /// What differs from `old`, one sentence each: `layout: was {MM}.{yyyy}, is now {yyyy}`.
  package func differences(from old: Configuration) -> [String] {
    func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
    let rows: [(Field, String, String)] = [
      (.mode, old.mode.rawValue, mode.rawValue),
      (.layout, old.layout, layout),
      (.duplicates, old.duplicates.rawValue, duplicates.rawValue),
      (.undated, old.undated.rawValue, undated.rawValue),
      (.usesModificationTime, word(old.usesModificationTime), word(usesModificationTime)),
      (.timezone, old.timezone ?? "the machine's", timezone ?? "the machine's"),
    ]
    return rows.compactMap { field, was, now in
      was == now ? nil : "\(field == .mode ? "mode" : field.rawValue): was \(was), is now \(now)"
    }
  }
}
