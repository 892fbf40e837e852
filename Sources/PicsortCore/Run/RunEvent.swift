package import Platform

/// The steps of a run, in order; the raw value is the journal's word.
package enum Phase: String, Sendable, CaseIterable {
  case scan
  case read
  case match
  case plan
  case move
  case finish
}

/// Why a checkpoint was written; the raw value is the journal's word.
package enum CheckpointKind: String, Sendable, CaseIterable {
  /// So many items were settled.
  case item
  /// So many seconds went by, and everything before it is durable.
  case batch
  /// A phase ended.
  case milestone
  /// An error or a signal stops the run.
  case emergency
  /// Somebody asked (SIGUSR1, SIGINFO).
  case manual
}

/// How far a run is.
package struct RunProgress: Sendable, Equatable {
  package var phase: Phase
  package var items: Int
  /// Nil while the total is still being found out.
  package var totalItems: Int?
  package var bytes: Int
  package var totalBytes: Int?
  /// Items and bytes that an earlier process of this operation had settled.
  package var resumedItems: Int
  package var resumedBytes: Int
  package var failures: Int

  package init(
    phase: Phase, items: Int = 0, totalItems: Int? = nil, bytes: Int = 0, totalBytes: Int? = nil,
    resumedItems: Int = 0, resumedBytes: Int = 0, failures: Int = 0
  ) {
    self.phase = phase
    self.items = items
    self.totalItems = totalItems
    self.bytes = bytes
    self.totalBytes = totalBytes
    self.resumedItems = resumedItems
    self.resumedBytes = resumedBytes
    self.failures = failures
  }
}

/// What the plan wants for one file.
package enum PlannedAction: String, Sendable {
  case move
  case copy
  /// A duplicate that goes to `Duplicates/`.
  case quarantine
  /// A duplicate that is removed from the source.
  case delete
  /// Stays where it is.
  case leave
}

/// One line of the plan, as `--dry-run` prints it.
package struct PlannedItem: Sendable {
  /// Absolute source path.
  package let path: Path
  package let action: PlannedAction
  /// Path below the output; nil when the file stays or goes.
  package let target: Path?
  /// Why it stays, or what it is a duplicate of; nil for an ordinary move.
  package let note: String?

  package init(path: Path, action: PlannedAction, target: Path?, note: String?) {
    self.path = path
    self.action = action
    self.target = target
    self.note = note
  }
}

/// What became of one file.
package enum Outcome: Sendable {
  case moved(to: Path)
  case copied(to: Path)
  /// Its bytes are at `of`; `removed` or `quarantined` by policy, else it stays.
  case duplicate(of: Path, handling: DuplicatePolicy)
  case skipped(reason: String)
  /// Could not be handled; `reason` is the cause, `nextStep` what a person can do.
  case failed(reason: String, nextStep: String)
  /// Stays in the source; `needsPerson` when somebody has to look.
  case left(reason: String, nextStep: String?, needsPerson: Bool)
}

/// A sentence for people that is not about one file's outcome.
package struct Notice: Sendable {
  package enum Severity: String, Sendable {
    case info
    case warning
    case error
  }
  package let severity: Severity
  package let text: String
  package let path: Path?

  package init(_ severity: Severity, _ text: String, path: Path? = nil) {
    self.severity = severity
    self.text = text
    self.path = path
  }
}

/// What a listener may hear while a run goes on.
package enum RunEvent: Sendable {
  /// An undo begins or goes on, of an operation that was started at this time, in seconds since
  /// 1970-01-01 UTC, where that is known; `started` follows.
  case undoing(Undoing, started: Int?)
  /// A run began or went on; `resumed` holds what was done before.
  case started(operation: String, output: Path, stateFile: Path, resumed: RunProgress?)
  /// What is known of why the operation that is gone on with, or started over, had stopped; follows
  /// `started`.
  case diagnosis(StopStory)
  case phase(Phase)
  /// Sent often and cheap; listeners throttle.
  case progress(RunProgress)
  /// The plan, line by line, in the order in which it is executed.
  case planned(PlannedItem)
  /// A file's outcome, once per file; the path is absolute.
  case settled(path: Path, bytes: Int, outcome: Outcome)
  case checkpoint(CheckpointKind, RunProgress)
  case notice(Notice)
}

/// Somebody who hears how a run goes: a terminal, a JSON stream, a test.
package protocol RunListener: AnyObject {
  func hear(_ event: RunEvent)

  /// False when nothing comes of `RunEvent.progress`, which would be sent for every file.
  var followsProgress: Bool { get }

  /// How an unfinished operation is to be gone on with; whoever can ask a person does.
  func choose(_ story: StopStory) -> RecoveryAnswer
}

extension RunListener {
  package var followsProgress: Bool { true }

  /// Most listeners have nobody to ask.
  package func choose(_ story: StopStory) -> RecoveryAnswer { .nobody }
}
