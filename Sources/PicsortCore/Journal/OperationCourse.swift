package import Platform

/// What a journal says of an operation as a whole, and which of its files are done: all but what it
/// says of single files.
package struct OperationCourse: Sendable {
  package private(set) var header: JournalHeader?
  /// The last process that worked on it.
  package private(set) var lastProcess: HostIdentity?
  /// What its processes found out about the file systems they brought files to.
  package private(set) var volumes: [VolumeNote] = []
  /// The plan's seal; nil while there is no complete plan.
  package private(set) var seal: PlanSeal?
  /// Names that were taken when their turn came, and what was used in their place.
  package private(set) var retargets: [Int: Path] = [:]
  /// Files that are settled, each fact of the disk behind it flushed.
  package private(set) var durablyDone: FileNumbers = []
  /// Files noted as done after the last durable checkpoint: the disk is asked again.
  package private(set) var done: FileNumbers = []
  /// Folders that it made, and symbolic links, in the order of its notes.
  package private(set) var made: [MadeFolder] = []
  package private(set) var links: [MadeLink] = []
  /// What the plan of an undo takes away or makes again besides files.
  package private(set) var steps: [UndoStep] = []
  package private(set) var lastCheckpoint: Checkpoint?
  /// The last checkpoints, and what was done behind each.
  package private(set) var marks = CheckpointMarks()
  /// Files that a recovery wants looked at again by their content.
  package private(set) var doubted: Set<Int> = []
  /// How the last process said that it ended; nil when it said nothing.
  package private(set) var ending: EndNote?
  /// The last sign of life, in seconds since 1970-01-01 UTC.
  package private(set) var lastSeen: Int?
  /// Kills for memory as they were noted last; of the machine's start and the control group of
  /// `lastProcess`.
  package private(set) var memoryKills = MemoryKills()

  package var end: RunStatus? { ending?.status }

  /// A folder below the output, or below the source of this index.
  package struct MadeFolder: Sendable, Equatable {
    package let folder: Path
    package let source: Int?

    package init(folder: Path, source: Int?) {
      self.folder = folder
      self.source = source
    }
  }

  /// A symbolic link below the output, and what it held when it was made.
  package struct MadeLink: Sendable, Equatable {
    package let path: Path
    package let target: Path

    package init(path: Path, target: Path) {
      self.path = path
      self.target = target
    }
  }

  package init() {}

  /// True when the operation is not noted as completed.
  package var isUnfinished: Bool { header != nil && end != .completed }

  /// Files that are noted as done, for good or not.
  package var doneCount: Int {
    durablyDone.count + done.count { !durablyDone.contains($0) }
  }

  /// Adds what `record` says, unless it is about a single file's content or plan; to be called in
  /// the journal's order.
  package mutating func apply(_ record: JournalRecord) {
    switch record {
    case .header(let header):
      self.header = header
      begin(header.host, at: header.started)
    case .process(let host, let time, _):
      begin(host, at: time)
      // What an earlier process noted and never made durable: this one looks at it again and notes
      // it anew, and only then may one of its checkpoints vouch for it.
      done.removeAll()
    case .volume(let note): volumes.append(note)
    case .planning:
      steps.removeAll()
      seal = nil
    case .planned(let seal): self.seal = seal
    case .retarget(let file, let target): retargets[file] = target
    case .made(let folder, let source): made.append(MadeFolder(folder: folder, source: source))
    case .linked(let path, let target): links.append(MadeLink(path: path, target: target))
    case .step(let step): steps.append(step)
    case .done(let file):
      done.insert(file)
      if !doubted.isEmpty { doubted.remove(file) }
      marks.note(done: file)
    case .doubt(let file):
      durablyDone.remove(file)
      done.remove(file)
      doubted.insert(file)
    case .failed, .file, .hash, .compared, .move, .stay, .copied: break
    case .checkpoint(let checkpoint):
      lastCheckpoint = checkpoint
      lastSeen = checkpoint.time
      if let kills = checkpoint.memoryKills { memoryKills = kills }
      marks.note(checkpoint)
      if checkpoint.isDurable {
        durablyDone.formUnion(done)
        done.removeAll()
      }
    case .end(let status, let signal, let reason, let error):
      ending = EndNote(status: status, signal: signal, reason: reason, error: error)
    }
  }

  private mutating func begin(_ host: HostIdentity, at time: Int) {
    lastProcess = host
    lastSeen = time
    memoryKills = MemoryKills(host)
    ending = nil
  }
}
