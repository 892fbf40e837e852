import Platform

/// What became of one planned move when its turn came.
enum Settlement {
  /// It is where the plan wants it.
  case done
  /// It stays where it is: why, and what a person can do.
  /// `because` is the system's refusal when that is why; it may be another one the next time.
  case failed(reason: String, nextStep: String, because: SystemError? = nil)
  /// Neither the source nor its place in the output holds it, and no whole copy is left.
  case vanished
  /// Not decided: the run stops before it, or a batch still holds it.
  case open
  /// Its name is taken, and others of its asset have theirs already: they are to get a new number
  /// together.
  case nameTaken
}

/// Why the mover stops before its plan is done.
enum StopReason: Error {
  /// Somebody asked; the state is flushed by the caller.
  case requested
  /// The output or the journal is in no state to go on: full, read-only, gone.
  case system(SystemError, path: Path)
  /// What must be copied does not fit; says how much.
  case noRoom(String)
  /// The source or the output is no longer there; says which, and what to do.
  case gone(String)
  /// So many files in a row failed that something else must be wrong; and why the last one did.
  case tooManyFailures(Int, last: String)
}

/// One planned move together with what it is about.
struct MoveItem {
  let move: PlannedMove
  let record: FileRecord
  /// Path below the output, after any retarget.
  var target: Path
  /// For a companion: the name that its photo was wanted under.
  var photoName: Path?
  /// Indices of the mover's items that make up its asset, this one included.
  var members = 0..<0

  var isRemoval: Bool { move.isRemoval }
  var name: Path { record.path.lastComponent }
  /// Number of the primary file of its asset.
  var asset: Int { move.asset }
  /// The name that it was wanted under before any was taken.
  var wantedName: Path { move.name ?? name }
  /// What it will be at its place: a duplicate that is put back gets the time that it had.
  var arrival: FileIdentity {
    var identity = record.identity
    if let modified = move.modified { identity.modified = modified }
    return identity
  }
}

/// Where the bytes of an item come from, as it was looked at.
enum Origin {
  /// A file: its folder, and what it was.
  case file(Folder, FileStatus)
  /// A file in an archive, which is copied and never taken out.
  case member(Archive.Member, Archive)

  var status: FileStatus? {
    switch self {
    case .file(_, let status): status
    case .member: nil
    }
  }

  /// Mode of a copy while it is made: a file's own follows when it is whole, and an archive's files
  /// are like any new file, the umask applied.
  var mode: UInt32 {
    switch self {
    case .file: 0o600
    case .member: 0o644
    }
  }
}

/// Folders whose names changed since they were last flushed, each once.
struct TouchedFolders {
  private var folders: [ObjectIdentifier: Folder] = [:]

  /// They are all open meanwhile, so there is an end to them.
  private static let most = 200

  var isEmpty: Bool { folders.isEmpty }
  var isFull: Bool { folders.count >= Self.most }

  mutating func insert(_ folder: Folder) {
    folders[ObjectIdentifier(folder)] = folder
  }

  /// Takes all of `others`, which has none afterwards.
  mutating func take(_ others: inout TouchedFolders) {
    folders.merge(others.folders) { folder, _ in folder }
    others.folders.removeAll()
  }

  /// Flushes them all; empty afterwards. The first error is thrown after all were tried.
  mutating func sync() throws(SystemError) {
    var first: SystemError?
    for folder in foldersToFlush() {
      do throws(SystemError) {
        try folder.sync()
      } catch {
        first = first ?? error
      }
    }
    folders.removeAll(keepingCapacity: true)
    if let first { throw first }
  }

  /// Fewer folders of a file system are flushed one by one.
  private static let fewestTogether = 4

  /// Those that are left when file systems with many of them were flushed as a whole.
  private func foldersToFlush() -> [Folder] {
    guard folders.count >= Self.fewestTogether else { return Array(folders.values) }
    let byDevice = Dictionary(grouping: folders.values) { try? $0.status().device }
    return byDevice.flatMap { device, group -> [Folder] in
      guard device != nil, group.count >= Self.fewestTogether else { return group }
      let isFlushed = (try? group[0].syncFileSystem()) ?? false
      return isFlushed ? [] : group
    }
  }
}

/// Folders below the output, opened or made once and kept open; a bounded number of them.
struct TargetFolders {
  private let output: Folder
  private var open: [Path: Folder] = [:]
  private static let most = 200

  init(output: Folder) {
    self.output = output
  }

  /// The folder at `path`, made with what leads to it when it is missing. `onCreate` hears of each
  /// folder made and of the folder that it was made in.
  mutating func folder(
    _ path: Path, onCreate: (Path, Folder) -> Void
  ) throws(SystemError) -> Folder {
    if let known = open[path] { return known }
    if open.count >= Self.most { open.removeAll() }
    let folder = try output.makeDescendant(path, onCreate: onCreate)
    open[path] = folder
    return folder
  }

  /// The folder at `path` if it is there.
  mutating func existing(_ path: Path) -> Folder? {
    if let known = open[path] { return known }
    guard let folder = try? output.descendant(path) else { return nil }
    open[path] = folder
    return folder
  }
}
