package import Platform

/// What a run has before it when it begins: the output, its state folder, the lock, and whatever
/// journal is there.
package final class Desk {
  package let output: Path
  package let state: StateFolder
  package let journal: JournalPlace
  /// True when `--state-file` put the journal outside the state folder.
  package let isJournalElsewhere: Bool
  package private(set) var found: Beginning.Found
  /// End of the proven part of the journal.
  package private(set) var position: JournalPosition
  /// Who did what here.
  package let audit: AuditLog
  /// How the output's file system behaves.
  package let manners: VolumeManners
  /// The unfinished operation that was found, for whoever tells of it.
  var story: StopStory?
  /// Which way to go on was taken where nobody could be asked; nil when somebody said.
  var choiceMade: String?
  private let lock: OutputLock
  private var crashFile: CrashFile?

  /// True when the journal's last line was cut short, which going on repairs.
  package var isTorn: Bool {
    if case .torn = found.condition { true } else { false }
  }

  /// Has fatal signals of this process noted as long as this desk is open. What an earlier process
  /// left there is gone then, so it must be in the journal before.
  func noteCrashes(of host: HostIdentity) {
    crashFile = nil
    // Without it a crash is one that nobody noted.
    crashFile = try? state.noteCrashes(of: host)
  }

  private init(
    output: Path, state: StateFolder, journal: JournalPlace, isJournalElsewhere: Bool,
    found: Beginning.Found, position: JournalPosition, audit: AuditLog, manners: VolumeManners,
    lock: OutputLock
  ) {
    self.output = output
    self.state = state
    self.journal = journal
    self.isJournalElsewhere = isJournalElsewhere
    self.found = found
    self.position = position
    self.audit = audit
    self.manners = manners
    self.lock = lock
  }

  /// Makes the output where it is missing, takes its lock and reads its journal.
  ///
  /// - Parameters:
  ///   - choice: the output and where its journal is.
  ///   - settings: what was asked for.
  ///   - host: who takes the lock.
  ///   - check: throws what stands in the way, asked before anything that takes time; it is given
  ///     the first record of the journal, nil where there is none to be read.
  /// - Returns: the desk, which holds the lock.
  /// - Throws: why there can be none.
  package static func open(
    _ choice: OutputChoice, settings: RunSettings, host: HostIdentity,
    check: (JournalHeader?) throws(RunError) -> Void = { _ in }
  ) throws(RunError) -> Desk {
    let state: StateFolder
    do throws(SystemError) {
      state = try StateFolder(in: try makeFolder(choice.output))
    } catch {
      throw refusal(error, choice.output)
    }
    let lock = try lock(state, choice.output, host)
    let journal = try place(choice, state)
    try check(JournalGlance.header(at: journal))
    let manners = try probe(state, choice.output)
    let contents = try reading(journal.path) { () throws(SystemError) in try outline(journal) }
    if case .damaged = contents.condition, choice.stateFile != nil,
      contents.outline.course.header == nil
    {
      // A file of somebody else's was named: it is not ours to keep aside.
      throw .refused(
        "\(journal.path) is not a state file of picsort",
        nextStep: "name another --state-file; it is made when it is missing")
    }
    return Desk(
      output: choice.output, state: state, journal: journal,
      isJournalElsewhere: choice.stateFile != nil,
      found: Beginning.Found(
        condition: contents.condition, outline: contents.outline, isStateFolderOld: !state.isNew),
      position: contents.position, audit: AuditLog(in: state.folder, host: host), manners: manners,
      lock: lock)
  }

  /// Does `body`, which reads `journal`; a journal that cannot be read is refused.
  static func reading<Result>(
    _ journal: Path, _ body: () throws(SystemError) -> Result
  ) throws(RunError) -> Result {
    do throws(SystemError) {
      return try body()
    } catch {
      throw .refused(
        "the state file \(journal) cannot be read: \(error.message)",
        nextStep: "see what it is; move it away to start over")
    }
  }

  /// What is left of the plan of `outline`, which was found here; nil when the journal was read
  /// anew, line by line, and is not what it seemed to be.
  func left(of outline: OperationOutline) throws(SystemError) -> Remainder? {
    if let left = try outline.left() { return left }
    var state = OperationState()
    (found.condition, position) = try Self.read(journal, into: &state)
    found.outline = OperationOutline(state)
    return nil
  }

  private static func lock(
    _ state: StateFolder, _ output: Path, _ host: HostIdentity
  ) throws(RunError) -> OutputLock {
    switch OutputLock.take(in: state.folder, as: .run(host)) {
    case .held(let lock): return lock
    case .taken(let holder): throw holder.refusal(output)
    case .impossible(let error): throw refusal(error, output)
    }
  }

  private static func probe(
    _ state: StateFolder, _ output: Path
  ) throws(RunError) -> VolumeManners {
    state.temporary.sweepProbes()
    do throws(SystemError) {
      return try state.temporary.probeManners()
    } catch {
      throw refusal(error, output)
    }
  }

  /// Reads a journal; what a damaged one still proves is salvaged.
  package static func read(
    _ journal: JournalPlace, into state: inout OperationState
  ) throws(SystemError) -> (JournalCondition, JournalPosition) {
    guard let file = try open(journal) else { return (.absent, JournalPosition()) }
    let result = try readAll(file)
    state = result.state
    return (result.condition, result.position)
  }

  /// The same in two passes, of which this is the first, when every line is as this program writes
  /// it.
  package static func outline(
    _ journal: JournalPlace
  ) throws(SystemError) -> (
    condition: JournalCondition, position: JournalPosition, outline: OperationOutline
  ) {
    guard let file = try open(journal) else {
      return (.absent, JournalPosition(), OperationOutline(OperationState()))
    }
    if let found = try OutlineReader.read(file) {
      return (
        found.condition, found.position,
        OperationOutline(found.course, in: JournalLines(place: journal), found.lines)
      )
    }
    let all = try readAll(file)
    return (all.condition, all.position, OperationOutline(all.state))
  }

  private static func open(_ journal: JournalPlace) throws(SystemError) -> FileDescriptor? {
    guard let file = try journal.open() else { return nil }
    guard try file.status().kind == .file else {
      throw SystemError(call: "open", code: SystemError.notAFileCode)
    }
    return file
  }

  /// Reads a journal record by record; what a damaged one still proves is salvaged.
  static func readAll(
    _ file: borrowing FileDescriptor
  ) throws(SystemError) -> (
    condition: JournalCondition, position: JournalPosition, state: OperationState
  ) {
    var read = OperationState()
    var isSalvage = false
    let result = try JournalReader.read(file) { record, isChained in
      if isChained { return read.apply(record) }
      if !isSalvage { read = read.salvaged }
      isSalvage = true
      read.salvage(record)
    }
    if case .damaged = result.condition, !isSalvage { read = read.salvaged }
    return (result.condition, result.position, read)
  }

  private static func place(
    _ choice: OutputChoice, _ state: StateFolder
  ) throws(RunError) -> JournalPlace {
    guard let path = choice.stateFile else {
      return JournalPlace(
        folder: state.folder, name: StateFolder.journalName,
        path: choice.output.appending(StateFolder.name).appending(StateFolder.journalName))
    }
    do throws(SystemError) {
      return JournalPlace(
        folder: try Folder(at: path.parent), name: path.lastComponent, path: path)
    } catch {
      throw .usage("--state-file \(path): its folder cannot be opened: \(error.message)")
    }
  }

  private static func makeFolder(_ path: Path) throws(SystemError) -> Folder {
    if let folder = try? Folder(at: path) { return folder }
    guard path.components.count > 1 else { return try Folder(at: path) }
    // From the deepest part that is there; links on the way are a person's own words.
    let parent = try makeFolder(path.parent)
    try parent.makeFolder(path.lastComponent)
    try parent.sync()
    return try Folder(at: path)
  }

  private static func refusal(_ error: SystemError, _ output: Path) -> RunError {
    if error.isSymbolicLink {
      return .refused(
        "\(output) or the \(StateFolder.name) in it is not a folder of picsort's own",
        nextStep: "see what it is and move it away, or name another --output")
    }
    return .failed(
      "the output \(output) cannot be used: \(error.description)",
      nextStep: Advice.after(error))
  }
}
