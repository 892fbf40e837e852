package import Platform

/// What a journal's records add up to: an operation as far as it was noted.
package struct OperationState: Sendable {
  package private(set) var header: JournalHeader?
  /// The last process that worked on it.
  package private(set) var lastProcess: HostIdentity?
  /// What its processes found out about the file systems they brought files to.
  package private(set) var volumes: [VolumeNote] = []
  package private(set) var files = FileTable()
  package private(set) var contents = KnownContents()
  /// Whether files of this operation that were compared have the same bytes.
  package private(set) var comparisons: [ContentPair: Bool] = [:]
  package private(set) var moves: [PlannedMove] = []
  package private(set) var stays: [PlannedStay] = []
  /// The plan's seal; nil while there is no complete plan.
  package private(set) var seal: PlanSeal?
  /// Names that were taken when their turn came, and what was used in their place.
  package private(set) var retargets: [Int: Path] = [:]
  /// Files whose verified copy stands or stood in `tmp/`.
  package private(set) var copied: [Int: Digest] = [:]
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

  /// True when the plan left files where they are because they could not be read.
  package var leftUnreadable: Bool {
    (seal?.unseen ?? 0) > 0
      || stays.contains { stay in
        if case .unreadable = stay.reason { true } else { false }
      }
  }

  /// Number the next new file gets.
  package var nextNumber: Int { files.nextNumber }

  /// Adds what `record` says; to be called in the journal's order.
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
    case .file(let file): files.insert(file)
    case .hash(let file, let ends, let whole):
      contents.note(file, ends: ends, whole: whole)
    case .compared(let file, let other, let isSame):
      comparisons[ContentPair(.file(file), .file(other))] = isSame
    case .planning:
      moves.removeAll()
      stays.removeAll()
      steps.removeAll()
      seal = nil
    case .move(let move): moves.append(move)
    case .stay(let stay): stays.append(stay)
    case .planned(let seal): self.seal = seal
    case .retarget(let file, let target): retargets[file] = target
    case .made(let folder, let source): made.append(MadeFolder(folder: folder, source: source))
    case .linked(let path, let target): links.append(MadeLink(path: path, target: target))
    case .step(let step): steps.append(step)
    case .copied(let file, let digest): copied[file] = digest
    case .done(let file):
      done.insert(file)
      doubted.remove(file)
      marks.note(done: file)
    case .doubt(let file):
      durablyDone.remove(file)
      done.remove(file)
      doubted.insert(file)
    case .failed: break
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

  /// Takes what a damaged journal still proves of files and their content: a cache for reading,
  /// checked against the disk, and nothing that moves anything.
  package mutating func salvage(_ record: JournalRecord) {
    switch record {
    case .header, .file, .hash, .compared: apply(record)
    case .process, .volume, .planning, .move, .stay, .planned, .retarget, .made, .linked, .step,
      .copied, .done, .doubt, .failed, .checkpoint, .end:
      break
    }
  }

  /// What would be salvaged of the records so far.
  package var salvaged: OperationState {
    var facts = factsOnly
    if let header { facts.apply(.header(header)) }
    return facts
  }

  /// Absolute paths of the files that a complete plan moves or copies and that are not settled for
  /// good.
  package var unfinishedSources: Set<Path> {
    guard let header, seal != nil else { return [] }
    var paths: Set<Path> = []
    for move in moves where !durablyDone.contains(move.file) {
      guard move.action == .move || move.action == .copy, let file = files[move.file],
        header.sources.indices.contains(file.source)
      else { continue }
      paths.insert(header.sources[file.source].appending(file.path))
    }
    return paths
  }

  /// This operation with `files` no longer taken for done.
  package func doubting(_ files: Set<Int>) -> OperationState {
    var state = self
    for file in files { state.apply(.doubt(file: file)) }
    return state
  }

  /// This operation without its plan and what came of it: what a new plan may reuse.
  package var factsOnly: OperationState {
    var facts = OperationState()
    facts.files = files
    facts.contents = contents
    facts.comparisons = comparisons
    // A copy that was read back has the bytes of the file that it was made of.
    for (file, digest) in copied {
      facts.contents.note(file, ends: nil, whole: digest)
    }
    return facts
  }
}
