package import Platform

/// All that an operation's journal tells of how it went: read from its first line to its last.
package struct OperationStory: Sendable {
  /// One process that worked on it.
  package struct Process: Sendable, Equatable {
    package var host: HostIdentity
    /// Seconds since 1970-01-01 UTC.
    package var started: Int
    /// Time of the last checkpoint; of the start where there is none.
    package var lastNoted: Int
    /// Time of the last checkpoint before which nothing has to be done again.
    package var lastSafe: Int
    /// Files that it handled, and those among them that it could not.
    package var items = 0
    package var failures = 0
    package var checkpoints = 0
    /// Items a second and peak bytes of memory, at its last checkpoint.
    package var rate = 0
    package var memory = 0
    /// How it ended; nil when it did not say so.
    package var end: RunStatus?
    package var signal = 0
    package var reason = ""
    /// What is believed to have ended it: by the process that followed, or by a look at what is
    /// there now.
    package var cause = StopCause.running
  }

  /// A file that could not be handled, as it was last said.
  package struct Failure: Sendable, Equatable {
    package let path: Path
    package let reason: String
  }

  package var condition = JournalCondition.absent
  package var processes: [Process] = []
  package var checkpoints: [CheckpointKind: Int] = [:]
  /// Bytes of the checkpoint records, and of the whole journal.
  package var checkpointBytes = 0
  package var journalBytes = 0
  package var lastCheckpoint: Checkpoint?
  /// Those that `--from-checkpoint` can name, the newest first.
  package var namedCheckpoints: [Checkpoint] = []
  /// What ended its last process, and how safe going on is; nil while that lives.
  package var diagnosis: Diagnosis?
  /// Files that were met and noted.
  package var files = 0
  package var seal: PlanSeal?
  /// Files of the plan that are settled for good, and those that are noted as done only.
  package var settled = 0
  package var noted = 0
  /// In the order of the journal, the first ones only; `failureCount` of them in all.
  package var failures: [Failure] = []
  package var failureCount = 0

  /// Seconds that processes which were followed by another had spent on what was not done again.
  package var secondsSaved: Int {
    processes.dropLast().reduce(0) { $0 + max(0, $1.lastSafe &- $1.started) }
  }

  static let mostFailures = 1000

  /// Reads the journal at `place` to its end.
  ///
  /// - Parameters:
  ///   - place: the journal.
  ///   - isAtWork: the last of its processes lives.
  ///   - diagnose: what is believed to have ended that process, where it does not.
  /// - Returns: what it tells.
  /// - Throws: when it cannot be read.
  static func read(
    _ place: JournalPlace, isAtWork: Bool,
    diagnose: (OperationState, JournalCondition) -> Diagnosis
  ) throws(SystemError) -> OperationStory {
    guard let file = try place.open() else { return OperationStory() }
    var reading = StoryReading()
    let (condition, position) = try JournalReader.read(file) { record, isChained in
      if isChained { reading.take(record) }
    }
    var story = reading.story()
    story.condition = condition
    story.journalBytes = position.length
    guard !isAtWork, let last = story.processes.indices.last else { return story }
    let diagnosis = diagnose(reading.state, condition)
    story.diagnosis = diagnosis
    story.processes[last].cause = diagnosis.cause
    return story
  }
}

/// A story while its journal is read.
private struct StoryReading {
  private var told = OperationStory()
  private(set) var state = OperationState()
  /// By number of the file, in order of the first mention.
  private var failed: [Int: String] = [:]

  mutating func take(_ record: JournalRecord) {
    switch record {
    case .header(let header): begin(header.host, header.started)
    case .process(let host, let time, let cause):
      // Who went on looked at what had ended the one before.
      count { $0.cause = cause ?? .killed }
      begin(host, time)
    case .checkpoint(let checkpoint): take(checkpoint)
    case .done(let file):
      failed[file] = nil
      count { $0.items += 1 }
    case .failed(let file, let reason):
      failed[file] = reason
      count {
        $0.items += 1
        $0.failures += 1
      }
    case .end(let status, let signal, let reason, _):
      count { ($0.end, $0.signal, $0.reason) = (status, signal, reason) }
    case .planning: failed.removeAll()
    // Nobody asks for the facts of each photo.
    case .hash, .compared, .stay: return
    case .file, .move, .planned, .retarget, .made, .linked, .step, .copied, .volume, .doubt: break
    }
    if case .file(var file) = record {
      file.facts = FileFacts(role: file.facts.role)
      state.apply(.file(file))
    } else {
      state.apply(record)
    }
  }

  private mutating func begin(_ host: HostIdentity, _ time: Int) {
    told.processes.append(
      OperationStory.Process(host: host, started: time, lastNoted: time, lastSafe: time))
  }

  private mutating func take(_ checkpoint: Checkpoint) {
    told.checkpoints[checkpoint.kind, default: 0] += 1
    // As long as when it was written: of the two checksums only the digits differ.
    told.checkpointBytes += JournalFormat.line(.checkpoint(checkpoint), after: 0).bytes.count
    count {
      $0.checkpoints += 1
      $0.lastNoted = checkpoint.time
      ($0.rate, $0.memory) = (checkpoint.rate, checkpoint.memory)
      // Before files move, what was read is noted, and that is all there is to do again.
      if checkpoint.isDurable || checkpoint.progress.phase != .move {
        $0.lastSafe = checkpoint.time
      }
    }
  }

  private mutating func count(_ change: (inout OperationStory.Process) -> Void) {
    guard !told.processes.isEmpty else { return }
    change(&told.processes[told.processes.count - 1])
  }

  func story() -> OperationStory {
    var story = told
    story.lastCheckpoint = state.lastCheckpoint
    story.namedCheckpoints = state.marks.newestFirst
    story.files = state.files.count
    story.seal = state.seal
    story.settled = state.durablyDone.count
    story.noted = state.done.subtracting(state.durablyDone).count
    story.failureCount = failed.count
    let sources = state.header?.sources ?? []
    for (number, reason) in failed.sorted(by: { $0.key < $1.key })
      .prefix(OperationStory.mostFailures)
    {
      guard let file = state.files[number] else { continue }
      let root = sources.indices.contains(file.source) ? sources[file.source] : Path(bytes: [])
      story.failures.append(
        OperationStory.Failure(path: root.appending(file.path), reason: reason))
    }
    return story
  }
}

extension Operations {
  /// Everything that the journal of the operation tells; nil where there is no journal to read.
  ///
  /// - Throws: when it is there and cannot be read.
  package func story(of view: OperationView) throws(RunError) -> OperationStory? {
    let look = OutputLook(view.output, stateFile: view.stateFile)
    guard let place = look.journal(of: view.operation) else { return nil }
    do throws(SystemError) {
      return try OperationStory.read(place, isAtWork: view.status == .running) {
        StopInspector.inspect(
          $0, condition: $1, output: try? Folder(at: view.output),
          entry: registry?.entry(of: view.operation))
      }
    } catch {
      throw .failed(
        "the journal \(place.path) cannot be read: \(error.message)",
        nextStep: Advice.checkAndRunAgain)
    }
  }
}
