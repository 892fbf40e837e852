package import Platform

/// Executes a plan: the only place that moves, copies or removes a user's file.
///
/// The order that keeps every file safe, whatever happens in between (docs/safety.md):
/// 1. The plan, which names every move, is durable before the first of them.
/// 2. Same file system: a rename that cannot replace. The file is at one name or the other.
/// 3. Otherwise `CopyBatch`: copy, flush, read back, note, publish, flush the folder, look at the
///    source again, and only then remove it. Only copies whose originals stay can go without the
///    reading and the note.
/// 4. Every second or so the changed folders are flushed, and a checkpoint says that what was
///    noted before it is certain. What was noted after the last such checkpoint is looked at again
///    by the next run, as if it were only planned.
package struct Mover {
  let sources: [SourceRoot]
  let output: Destination
  let recorder: Recorder
  let mode: TransferMode
  /// Copies are read back and compared with what was read before they count. Always so in a move.
  let readsBack: Bool
  /// Name of the operation that the plan belongs to.
  let operation: String
  /// Digests of the copies that earlier processes had verified.
  let copied: [Int: Digest]
  /// An earlier process worked on this plan, or its books were lost.
  let isResumed: Bool
  /// Files that a recovery wants looked at by their content.
  let content: Recheck

  var items: MoveItems
  /// Outcomes of this process, and what earlier ones settled for good and `items` was made with.
  var tally: MoveTally
  /// What else earlier processes settled.
  let elsewhere: SettledFiles?
  var targets: TargetFolders
  var touched = TouchedFolders()
  var batch = CopyBatch()
  var copyRoutes = CopyRoutes()
  var sourceFolders: FolderCache
  /// Ways that a rename answered EXDEV for.
  var foreignWays: Set<ForeignWay> = []
  /// Folders for copies besides `tmp/`.
  var staging = StagingPlaces()
  /// In which folders earlier processes made such.
  let earlierStaging: [Path]
  /// From when on an empty file under a planned name may be an earlier process's placeholder.
  let placeholdersSince: Int?
  /// Where each file of this run is now, for duplicates that are compared with it.
  var arrived: FilePlaces
  /// Digests of the files that were copied.
  var digests: [Int: Digest] = [:]
  /// Planned items that this process did not get to, or did not finish.
  var untouched: Int { items.count - settledHere }
  private var settledHere = 0
  /// Items that the system refused, as it may not do the next time.
  private(set) var refusals = 0
  /// The item in hand is tried once more: what stands at its place may be this process's work.
  var isSecondLook = false
  /// What stands at a planned name with the same bytes is picsort's own work, not somebody's.
  var mayBeOurs: Bool { isResumed || isSecondLook }
  /// Files of the asset in hand that have their new names.
  var namesInUse = 0
  /// The asset in hand had its number changed once; it is not done again.
  var isRenumbered = false
  /// Items that this process brought to their place.
  private(set) var arrivals = 0
  /// The operation stays open: a file that the system refused keeps its planned place beside
  /// those it belongs to, and what was half done is known to be ours. Not when going on with it
  /// brought nothing more, so that a file that fails for ever does not keep new photos from being
  /// planned.
  var isWorthAnotherTry: Bool { refusals > 0 && (!isResumed || arrivals > 0) }
  /// Places that the plan gives away; made when somebody asks, which is seldom.
  var reservedNames: Set<Path>?
  private var failuresInARow = 0
  private var lastSync = Clock.monotonicNanoseconds()

  private static let syncInterval: UInt64 = 1_000_000_000
  private static let mostFailuresInARow = 20

  init(
    plan: [PlannedMove], files: FileTable, retargets: [Int: Path], settled: FileNumbers,
    elsewhere: SettledFiles? = nil, copied: [Int: Digest], sources: [SourceRoot],
    output: Destination, recorder: Recorder,
    mode: TransferMode, readsBack: Bool = true, operation: String, isResumed: Bool,
    earlierStaging: [Path] = [],
    placeholdersSince: Int? = nil, content: Recheck = Recheck()
  ) {
    self.sources = sources
    self.output = output
    self.recorder = recorder
    self.mode = mode
    self.readsBack = readsBack || mode == .move
    self.operation = operation
    self.elsewhere = elsewhere
    self.copied = copied
    self.isResumed = isResumed
    self.content = content
    self.earlierStaging = earlierStaging
    self.placeholdersSince = isResumed ? placeholdersSince : nil
    targets = TargetFolders(output: output.folder)
    sourceFolders = FolderCache(sources)
    var tally = MoveTally()
    var arrived = FilePlaces(count: files.nextNumber)
    items = MoveItems(plan, files, retargets: retargets) { item in
      guard sources.indices.contains(item.record.source) else { return false }
      guard settled.contains(item.move.file) else { return true }
      arrived[item.move.file] = item.target
      tally.count(item)
      tally.resumed += 1
      return false
    }
    tally.resumed += elsewhere?.count ?? 0
    self.tally = tally
    self.arrived = arrived
  }

  /// Works through the plan until it is done, or throws why it stopped before. Either way
  /// everything that happened is flushed and noted, except where the flushing itself failed.
  mutating func perform() throws(StopReason) {
    recorder.progress.resumedItems += tally.resumed
    recorder.progress.items += tally.resumed
    let bytes = tally.bytes &+ (elsewhere?.bytes ?? 0)
    recorder.progress.resumedBytes &+= bytes
    recorder.progress.bytes &+= bytes
    reopenStaging()
    defer { clearStaging() }
    do throws(StopReason) {
      // Removals come last: before the first of them everything else is made certain.
      let removals = items.firstRemoval
      try work(through: items.startIndex..<removals)
      if removals < items.endIndex {
        try settleBatch()
        try syncTouched()
        try work(through: removals..<items.endIndex)
      }
      try settleBatch()
      // The last file may be the one that was abandoned.
      if recorder.isStopping, untouched > 0 { throw .requested }
    } catch {
      // What is staged is safe to publish or to drop; a requested stop finishes it.
      if case .requested = error { try settleBatch() }
      do throws(StopReason) {
        try syncTouched()
      } catch let second {
        // Of two reasons the first one is the cause.
        if case .requested = error { throw second }
      }
      throw error
    }
    try syncTouched()
  }

  /// Takes the assets of `range` in their order; those that may still be written come last.
  private mutating func work(through range: Range<Int>) throws(StopReason) {
    var young: [Range<Int>] = []
    var start = range.lowerBound
    while start < range.upperBound {
      if recorder.isStopping { throw .requested }
      let members = items.members(at: start)
      if isYoung(members) { young.append(members) } else { try takeAsset(members) }
      start = members.upperBound
    }
    try takeYoung(young)
  }

  /// The files of one asset, which stand or fall as one.
  mutating func takeAsset(_ members: Range<Int>) throws(StopReason) {
    try settleAsset(members)
    if batch.isFull { try settleBatch() }
    let now = Clock.monotonicNanoseconds()
    if now - lastSync >= Self.syncInterval || touched.isFull || recorder.isCheckpointDue {
      try settleBatch()
      try syncTouched()
    }
  }

  /// Writes down what became of an item and tells the listener.
  ///
  /// - Parameters:
  ///   - settlement: what became of it.
  ///   - item: the item.
  ///   - isConsequence: it failed only because another file of its asset did.
  /// - Throws: when the journal cannot be written, or when so many files in a row failed that
  ///   something else must be wrong.
  mutating func note(
    _ settlement: Settlement, _ item: MoveItem, isConsequence: Bool = false
  ) throws(StopReason) {
    switch settlement {
    case .open, .nameTaken: return
    case .done:
      failuresInARow = 0
      arrivals += 1
      arrived[item.move.file] = item.target
      tally.count(item)
      try guarded { () throws(SystemError) in try recorder.append(done: item.move.file) }
      recorder.tell(
        .settled(
          path: path(of: item), bytes: item.record.identity.size, outcome: outcome(of: item)))
    case .vanished:
      try noteFailure(
        item, "it is no longer in \(output.words.from)",
        "if you moved it yourself, nothing is to be done; else look for it by name")
    case .failed(let reason, let nextStep, let error):
      if !isConsequence { failuresInARow += 1 }
      if error != nil { refusals += 1 }
      try noteFailure(item, reason, nextStep)
    }
    settledHere += 1
    recorder.progress.items += 1
    recorder.progress.bytes &+= item.record.identity.size
    try guarded { () throws(SystemError) in try recorder.tick() }
    if failuresInARow >= Self.mostFailuresInARow {
      throw .tooManyFailures(failuresInARow, last: tally.problems.last?.reason ?? "")
    }
  }

  private mutating func noteFailure(
    _ item: MoveItem, _ reason: String, _ nextStep: String
  ) throws(StopReason) {
    tally.problems.append(Problem(path: path(of: item), reason: reason, nextStep: nextStep))
    recorder.countFailure()
    try journal(.failed(file: item.move.file, reason: reason))
    recorder.tell(
      .settled(
        path: path(of: item), bytes: item.record.identity.size,
        outcome: .failed(reason: reason, nextStep: nextStep)))
  }

  /// An error of one file, or the end of the run when the file system is in no state to go on.
  func failure(
    _ error: SystemError, _ item: MoveItem, _ what: String
  ) throws(StopReason) -> Settlement {
    if error.endsTheRun {
      try requireVolumes(of: item)
      throw .system(error, path: path(of: item))
    }
    return .failed(
      reason: "\(what): \(error.message)", nextStep: Advice.after(error), because: error)
  }

  private func outcome(of item: MoveItem) -> Outcome {
    switch item.move.action {
    case .move: return .moved(to: shown(item.target))
    case .copy: return .copied(to: shown(item.target))
    case .quarantine: return .duplicate(of: twinPath(item), handling: .quarantine)
    case .delete: return .duplicate(of: twinPath(item), handling: .delete)
    case .leave: return .left(reason: "planned to stay", nextStep: nil, needsPerson: false)
    }
  }

  /// A place in the output is told of below it, one in a source with the path of that.
  private func shown(_ target: Path) -> Path {
    output.source == nil ? target : output.path.appending(target)
  }

  /// Flushes the folders whose names changed and says so in the journal: from here on what was
  /// noted as done is certain.
  mutating func syncTouched() throws(StopReason) {
    lastSync = Clock.monotonicNanoseconds()
    guard !touched.isEmpty else { return }
    var folders = touched
    touched = TouchedFolders()
    try guarded { () throws(SystemError) in
      try folders.sync()
      try recorder.checkpoint(.batch, isDurable: true)
    }
  }

  func journal(_ record: JournalRecord) throws(StopReason) {
    try guarded { () throws(SystemError) in try recorder.append(record) }
  }

  /// Runs what the run cannot do without.
  func guarded(_ body: () throws(SystemError) -> Void) throws(StopReason) {
    do throws(SystemError) {
      try body()
    } catch {
      throw .system(error, path: StateFolder.name)
    }
  }

  /// True for a file of this run that is at its place, whichever process brought it there.
  func hasArrived(_ number: Int) -> Bool {
    arrived[number] != nil || elsewhere?.contains(number) == true
  }

  /// Absolute path in the source.
  func path(of item: MoveItem) -> Path {
    sources[item.record.source].path.appending(item.record.path)
  }

  func twinPath(_ item: MoveItem) -> Path {
    item.move.twin.map { shown($0.path(targets: arrived)) } ?? Path(bytes: [])
  }
}

/// What the mover did, counted.
package struct MoveTally: Sendable {
  package var moved = 0
  package var copied = 0
  package var duplicates = 0
  package var bytes = 0
  /// Of the above, what earlier processes had settled.
  package var resumed = 0
  package var problems: [Problem] = []
  /// Files per folder of the output.
  package var folders: [Path: Int] = [:]
  /// What copies could not take over from their originals.
  package var loss: MetadataLoss = []

  mutating func count(_ item: MoveItem) {
    switch item.move.action {
    case .move: moved += 1
    case .copy: copied += 1
    case .quarantine, .delete: duplicates += 1
    case .leave: return
    }
    guard item.move.action != .delete else { return }
    if item.move.action != .quarantine { bytes &+= item.record.identity.size }
    folders[item.target.parent, default: 0] += 1
  }

  /// Adds what `other` counted, except what this one knows to be resumed.
  mutating func add(settled other: MoveTally) {
    moved += other.moved
    copied += other.copied
    duplicates += other.duplicates
    bytes &+= other.bytes
    folders.merge(other.folders, uniquingKeysWith: +)
  }
}
