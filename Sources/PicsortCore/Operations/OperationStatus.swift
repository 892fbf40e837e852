/// How an operation stands; the raw value is the word of lists, of `--json` and of the option that
/// asks for it.
package enum OperationStatus: String, Sendable, CaseIterable {
  /// A process is at work on it.
  case running
  /// It stopped by itself where it can go on: somebody asked it to, or the disk did.
  case paused
  /// A signal asked it to stop, and it did.
  case interrupted
  /// Its process is gone and left no word.
  case crashed
  /// It gave up, or the system refused single files.
  case failed
  case completed

  /// True when there is something to go on with.
  package var isUnfinished: Bool {
    switch self {
    case .paused, .interrupted, .crashed, .failed: true
    case .running, .completed: false
    }
  }

  init(_ end: RunStatus) {
    switch end {
    case .completed: self = .completed
    case .interrupted: self = .interrupted
    case .paused: self = .paused
    case .failed: self = .failed
    }
  }
}

/// What an operation's status follows from: its journal, and who holds its output's lock.
enum OperationStatusDecision {
  /// What is known of whoever holds the lock, without touching it.
  enum Holder: Equatable {
    /// The process that the lock's text names is gone.
    case nobody
    /// That process runs on this machine.
    case here
    /// It is one of another machine, of which nobody here can say whether it still runs.
    case elsewhere
  }

  /// For how long, in seconds, a journal that another machine writes counts as one that is being
  /// written. A run that is at work writes a checkpoint every half minute or so.
  static let freshness = 600

  /// What the end of the journal says outranks everything: a process may live on and work on
  /// another operation.
  ///
  /// - Parameters:
  ///   - end: the end record that no other process followed; nil when there is none.
  ///   - holder: who holds the lock.
  ///   - age: seconds since the journal was written to.
  /// - Returns: the status.
  static func status(end: RunStatus?, holder: Holder, age: Int) -> OperationStatus {
    if let end { return OperationStatus(end) }
    switch holder {
    case .here: return .running
    case .elsewhere: return age < freshness ? .running : .crashed
    case .nobody: return .crashed
    }
  }

  /// The status of an operation whose journal cannot be looked at: the word of the registry. What
  /// it calls running cannot be.
  static func status(remembered: RunStatus?) -> OperationStatus {
    remembered.map { OperationStatus($0) } ?? .crashed
  }
}
