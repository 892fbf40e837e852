package import Platform

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
  /// How an unfinished run is to be gone on with.
  package var recovery = RecoveryWish()
  /// Waits for another run that stands in the way.
  package var waits: Bool
  /// Rank among operations that are gone on with together, the highest first; nil keeps what an
  /// unfinished one has.
  package var priority: Int?

  /// Files that are read at the same time; nil leaves it to what the sources lie on.
  package var jobs: Int?

  /// True when the command says what to sort, and does not only ask to go on.
  package var isWholeCommand: Bool { !sources.isEmpty && !resume }

  package init(
    sources: [Path] = [], output: Path? = nil, configuration: Configuration = Configuration(),
    stateFile: Path? = nil, checkpoints: CheckpointInterval = CheckpointInterval(),
    stated: Set<Configuration.Field> = [], dryRun: Bool = false, resume: Bool = false,
    force: Bool = false, waits: Bool = false, priority: Int? = nil
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
    self.waits = waits
    self.priority = priority
  }
}
