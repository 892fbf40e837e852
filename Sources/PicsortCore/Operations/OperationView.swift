package import Platform

/// An operation as it is seen from outside: what its journal says where that can be looked at, else
/// what the registry remembers.
package struct OperationView: Sendable, Equatable {
  /// Where its journal is.
  package enum Books: String, Sendable, Equatable {
    /// The current or last one of its output.
    case current
    /// Another operation followed in the same output: it can be undone, and not gone on with.
    case past
    /// The output is there, and its journal is not.
    case missing
    /// The output is not where it was.
    case outputMissing = "output_missing"
  }

  package let operation: String
  /// `organize`, `undo`, or the word of a kind that this program does not know.
  package var kind: String
  /// The operation that an undo undoes.
  package var undoes: String?
  package var status: OperationStatus
  package var books: Books
  package var sources: [Path]
  package var output: Path
  /// The journal, when it is kept outside the output.
  package var stateFile: Path?
  /// At the last checkpoint; nil when there was none.
  package var progress: RunProgress?
  /// Seconds since 1970-01-01 UTC.
  package var started: Int
  /// When something was last noted, in seconds since 1970-01-01 UTC.
  package var lastActivity: Int
  package var configuration: Configuration?
  /// Of the current process, or of the last one.
  package var process: HostIdentity?
  /// Why the last process ended, in its own words; empty where it gave none.
  package var reason = ""
  /// The signal that ended it; 0 for none.
  package var signal = 0
  /// Rank among operations that are gone on with together, the highest first.
  package var priority = 0
  /// False when the last lines of its journal are not what was written.
  package var isSound = true

  /// True when it can be gone on with once its output is at hand.
  package var isUnfinished: Bool {
    switch books {
    case .current, .outputMissing: status.isUnfinished
    case .past, .missing: false
    }
  }

  /// Share of its files that were handled, 0 to 100; nil while their number is not known.
  package var percent: Int? {
    guard let progress, let total = progress.totalItems else { return nil }
    return total == 0 ? 100 : min(100, progress.items * 100 / total)
  }

  /// An operation as its journal tells it.
  init(
    _ glance: JournalGlance, books: Books, output: Path, stateFile: Path?,
    status: OperationStatus
  ) {
    let header = glance.header
    operation = header.operation
    kind = header.kind.name
    undoes = header.kind.undoing?.operation
    self.status = status
    self.books = books
    sources = header.sources
    self.output = output
    self.stateFile = stateFile
    progress = glance.checkpoint?.progress
    started = header.started
    lastActivity = max(glance.checkpoint?.time ?? 0, header.started)
    configuration = header.configuration
    process = glance.lastProcess
    reason = glance.end?.reason ?? ""
    signal = glance.end?.signal ?? 0
    isSound = glance.isSound
  }

  /// An operation of which only the registry knows.
  init(_ entry: Registry.Entry, books: Books) {
    operation = entry.operation
    kind = entry.kind
    status = OperationStatusDecision.status(remembered: entry.status)
    self.books = books
    sources = entry.sources
    output = entry.output
    stateFile = entry.stateFile
    progress = entry.progress
    started = entry.started
    lastActivity = entry.lastCheckpoint
    configuration = entry.configuration
    process = entry.process
    priority = entry.priority
  }
}
