package import Platform

/// What a journal says, record by record. How it is written is `JournalFormat`'s business; what the
/// order of the records promises is in docs/state-format.md.
///
/// What is large and rare is kept elsewhere, so that a record is no larger than the frequent ones.
package enum JournalRecord: Sendable, Equatable {
  /// The first record of a journal.
  indirect case header(JournalHeader)
  /// Another process goes on with the operation; `after`: why the one before it had stopped, as far
  /// as that was known.
  indirect case process(HostIdentity, time: Int, after: StopCause? = nil)
  /// How a file system behaves that this process brings files to.
  indirect case volume(VolumeNote)
  /// A file of the source and what was read from it.
  case file(FileRecord)
  /// What is known of a file's content.
  case hash(file: Int, ends: Digest?, whole: Digest?)
  /// Two files of one size were compared byte by byte.
  case compared(file: Int, with: Int, isSame: Bool)
  /// A plan begins; an earlier one without its seal is void.
  case planning
  /// The plan: this file goes there. The intent of its move.
  case move(PlannedMove)
  /// The plan: this file stays, and why.
  case stay(PlannedStay)
  /// The plan is complete; nothing may be moved before this record is durable.
  indirect case planned(PlanSeal)
  /// The planned name was taken meanwhile; the move goes to this one. Durable before the move.
  case retarget(file: Int, to: Path)
  /// A folder that picsort made, below the output or, for an undo, below a source.
  case made(folder: Path, source: Int? = nil)
  /// A symbolic link below the output that picsort made, and what it holds.
  case linked(path: Path, target: Path)
  /// The plan of an undo, after its moves: what else is taken away or made again.
  case step(UndoStep)
  /// A verified, durable copy stands in `tmp/`.
  case copied(file: Int, digest: Digest)
  /// The file is where the plan wants it, and gone from where it was if the plan wants that.
  case done(file: Int)
  /// The file was noted as done and is to be looked at again, by its content.
  case doubt(file: Int)
  /// The file could not be handled and stays where it is.
  case failed(file: Int, reason: String)
  /// How far the operation is; seals what came before it.
  indirect case checkpoint(Checkpoint)
  /// This process ended by itself.
  indirect case end(status: RunStatus, signal: Int, reason: String, error: NotedError? = nil)
}

/// Which operation this is, what it was asked to do, and who began it.
package struct JournalHeader: Sendable, Equatable {
  /// Version of the format the journal is written in.
  package var formatVersion: Int
  /// Oldest format version whose readers may read it.
  package var oldestReader: Int
  package var operation: String
  /// What sort of operation.
  package var kind: OperationKind
  package var program: String
  package var sources: [Path]
  package var output: Path
  package var configuration: Configuration
  package var host: HostIdentity
  /// Why the unfinished operation had stopped that this one was begun over; nil for none.
  package var after: StopCause?
  /// Seconds since 1970-01-01 UTC.
  package var started: Int

  package init(
    operation: String, sources: [Path], output: Path, configuration: Configuration,
    host: HostIdentity, started: Int
  ) {
    formatVersion = JournalFormat.version
    oldestReader = JournalFormat.oldestReader
    self.operation = operation
    kind = .organize
    program = "picsort \(ProgramVersion.text)"
    self.sources = sources
    self.output = output
    self.configuration = configuration
    self.host = host
    self.started = started
  }
}

/// What sort of operation a journal is of.
package enum OperationKind: Sendable, Equatable {
  case organize
  case undo(Undoing)
  /// Of a later version; nobody but that goes on with it.
  case unknown(String)

  /// The journal's word.
  package var name: String {
    switch self {
    case .organize: "organize"
    case .undo: "undo"
    case .unknown(let name): name
    }
  }

  /// What an undo undoes; nil for anything else.
  package var undoing: Undoing? {
    if case .undo(let undoing) = self { undoing } else { nil }
  }
}

/// What an undo undoes, and in which direction.
package struct Undoing: Sendable, Equatable {
  /// The end that files are brought to; the raw value is the journal's word. The undo of an undo
  /// brings them to the output again.
  package enum Goal: String, Sendable, CaseIterable {
    case sources
    case output
  }

  /// The operation that is undone.
  package var operation: String
  package var goal: Goal

  package init(operation: String, goal: Goal) {
    self.operation = operation
    self.goal = goal
  }
}

/// A file of the source as it was when it was read.
package struct FileRecord: Sendable, Equatable {
  // Four bytes each do: a run keeps one of these for every file of a library.
  private var storedNumber: Int32
  private var storedSource: Int32
  /// Path below its source.
  package var path: Path
  package var identity: FileIdentity
  package var facts: FileFacts

  /// Number of the file in this journal, from 0.
  package var number: Int {
    get { Int(storedNumber) }
    set { storedNumber = Int32(clamping: newValue) }
  }

  /// Index of the source it lies in.
  package var source: Int {
    get { Int(storedSource) }
    set { storedSource = Int32(clamping: newValue) }
  }

  package init(
    number: Int, source: Int, path: Path, identity: FileIdentity, facts: FileFacts
  ) {
    storedNumber = Int32(clamping: number)
    storedSource = Int32(clamping: source)
    self.path = path
    self.identity = identity
    self.facts = facts
  }

  /// Where a file lies, by which it is found again in another journal of the same sources.
  struct Place: Hashable {
    let source: Int
    let path: Path
  }

  var place: Place { Place(source: source, path: path) }
}

/// What tells whether a file is still the same.
package struct FileIdentity: Sendable, Hashable {
  /// Bytes.
  package var size: Int
  /// Nanoseconds since 1970-01-01 UTC.
  package var modified: Int
  /// Means something only between two looks at one mounted file system. Of a file in an archive
  /// the CRC-32 of its bytes.
  package var inode: UInt64

  package init(size: Int, modified: Int, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.inode = inode
  }

  package init(_ status: FileStatus) {
    self.init(size: status.size, modified: status.modified, inode: status.inode)
  }

  /// True when size and time are the same.
  package func agrees(with other: FileIdentity) -> Bool {
    size == other.size && modified == other.modified
  }

  /// Nanoseconds by which the time of a copy may be off: FAT keeps times to two seconds.
  private static let copyTolerance = 2_000_000_000

  /// True when this may be a copy of `other`: the size is the same, and the time as far as a file
  /// system may have kept it.
  package func agreesAsCopy(with other: FileIdentity) -> Bool {
    let (distance, overflow) = modified.subtractingReportingOverflow(other.modified)
    return size == other.size && !overflow && distance.magnitude <= Self.copyTolerance
  }

  /// The same for what the books noted of the original: an archive may not know the time of a file,
  /// which is noted as 0, and then its size must do.
  package func agreesAsCopy(ofNoted noted: FileIdentity) -> Bool {
    noted.modified == 0 ? size == noted.size : agreesAsCopy(with: noted)
  }
}

/// What a run wants for a file that goes somewhere.
///
/// Small, because a plan has one for every file: what few files have is in a box.
package struct PlannedMove: Sendable, Equatable {
  /// What a photo that keeps its name, and has no twin, does without.
  private final class Extras: Sendable {
    let twin: Twin?
    let name: Path?
    let modified: Int?

    init?(twin: Twin?, name: Path?, modified: Int?) {
      if twin == nil, name == nil, modified == nil { return nil }
      self.twin = twin
      self.name = name
      self.modified = modified
    }
  }

  private let storedFile: Int32
  /// -1 for none.
  private let storedCompanionOf: Int32
  /// Path below the output; empty for `delete`.
  package var target: Path
  private let extras: Extras?
  /// `move`, `copy`, `quarantine` or `delete`.
  package var action: PlannedAction

  package var file: Int { Int(storedFile) }
  /// For a companion: the number of the file it belongs to.
  package var companionOf: Int? { storedCompanionOf < 0 ? nil : Int(storedCompanionOf) }
  /// For a duplicate: where its twin is or will be.
  package var twin: Twin? { extras?.twin }
  /// The name that it was wanted under before any was taken; nil for the one it has in the source.
  package var name: Path? { extras?.name }
  /// The time that its copy gets, in nanoseconds since 1970-01-01 UTC; nil for the file's own.
  package var modified: Int? { extras?.modified }

  package init(
    file: Int, action: PlannedAction, target: Path, companionOf: Int? = nil, twin: Twin? = nil,
    name: Path? = nil, modified: Int? = nil
  ) {
    storedFile = Int32(clamping: file)
    storedCompanionOf = companionOf.map { Int32(clamping: $0) } ?? -1
    self.target = target
    self.action = action
    extras = Extras(twin: twin, name: name, modified: modified)
  }

  package static func == (left: PlannedMove, right: PlannedMove) -> Bool {
    left.file == right.file && left.action == right.action && left.target == right.target
      && left.companionOf == right.companionOf && left.twin == right.twin
      && left.name == right.name && left.modified == right.modified
  }
}

/// Where the other file with the same bytes is.
package enum Twin: Sendable, Equatable, Hashable {
  /// A file of this run, by its number.
  case file(Int)
  /// A file that was in the output before this run.
  case library(Path)
}

/// A file that the plan leaves where it is.
package struct PlannedStay: Sendable, Equatable {
  /// Why a file stays; the summary counts and words each of them.
  package enum Reason: Sendable, Equatable {
    case duplicate(Twin)
    case undated
    /// A companion whose photo stays.
    case companionStays
    /// What Google wrote about a photo that is a duplicate.
    case noteOfDuplicate
    /// In the trash of Google Photos, and `--trashed leave`.
    case trashed
    /// In the archive of Google Photos, and `--archived leave`.
    case archived
    case unreadable(String)
    /// Not put back by an undo.
    case refused(cause: String, nextStep: String)
  }
  package var file: Int
  package var reason: Reason

  package init(file: Int, reason: Reason) {
    self.file = file
    self.reason = reason
  }
}

/// The numbers of a finished plan, which a resumed run needs for its summary.
package struct PlanSeal: Sendable, Equatable {
  /// Files found below the sources, whatever became of them.
  package var found: Int
  /// Files that the plan moves, copies or removes.
  package var items: Int
  package var bytes: Int
  package var skippedByReason: [String: Int]
  package var lowConfidenceDates: Int
  package var undated: Int
  /// Dates that were corrected in Google Photos and won over the file's own.
  package var corrected: Int
  /// Folders and names that the system would not show.
  package var unseen: Int

  package init(
    found: Int = 0, items: Int = 0, bytes: Int = 0, skippedByReason: [String: Int] = [:],
    lowConfidenceDates: Int = 0, undated: Int = 0, corrected: Int = 0,
    unseen: Int = 0
  ) {
    self.found = found
    self.items = items
    self.bytes = bytes
    self.skippedByReason = skippedByReason
    self.lowConfidenceDates = lowConfidenceDates
    self.undated = undated
    self.corrected = corrected
    self.unseen = unseen
  }
}

/// How far an operation is.
package struct Checkpoint: Sendable, Equatable {
  package var kind: CheckpointKind
  package var progress: RunProgress
  /// True when everything the records before it say of the disk has been flushed.
  package var isDurable: Bool
  /// Seconds since 1970-01-01 UTC.
  package var time: Int
  /// Items per second of this process.
  package var rate: Int
  /// Peak resident bytes of this process.
  package var memory: Int
  /// SHA-256 of all bytes of the journal before this record.
  package var sealed: Digest
  /// Kills for memory up to now; nil where nobody asked.
  package var memoryKills: MemoryKills?

  package init(
    kind: CheckpointKind, progress: RunProgress, isDurable: Bool, time: Int, rate: Int,
    memory: Int, sealed: Digest, memoryKills: MemoryKills? = nil
  ) {
    self.kind = kind
    self.progress = progress
    self.isDurable = isDurable
    self.time = time
    self.rate = rate
    self.memory = memory
    self.sealed = sealed
    self.memoryKills = memoryKills
  }
}
