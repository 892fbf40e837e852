package import Platform

/// A run from beginning to end: choose the folders, take the lock, look at the state, survey, move,
/// close the books. The order of the steps, and nothing else.
package struct Run {
  private let settings: RunSettings
  private let books: Bookkeeper

  package init(
    settings: RunSettings, listener: any RunListener, stop: StopRequest,
    registry: Registry? = Registry.ofUser(), timekeeper: Timekeeper = .system
  ) {
    self.settings = settings
    books = Bookkeeper(
      registry: registry, listener: listener, stop: stop, interval: settings.checkpoints,
      waits: settings.waits, priority: settings.priority, jobs: settings.jobs,
      timekeeper: timekeeper)
  }

  private init(settings: RunSettings, books: Bookkeeper) {
    self.settings = settings
    self.books = books
  }

  /// Does it. Errors that concern single files are in the report; only what keeps the run from
  /// starting is thrown.
  package func perform() throws(RunError) -> RunReport {
    guard let choice = try OutputChoice.choose(settings, registry: books.registry) else {
      return nothingToResume("there is nothing to resume", in: Path(bytes: []))
    }
    if choice.sources.isEmpty {
      guard exists(choice.output) else {
        throw .usage("\(choice.output) does not exist: name the tree to read with --source PATH")
      }
      guard !settings.dryRun else {
        throw .usage("--dry-run plans anew: name the tree to read with --source PATH")
      }
    }
    if settings.resume && !settings.force && choice.stateFile == nil
      && !exists(choice.output.appending(StateFolder.name))
    {
      books.say(.info, "there is nothing to resume; starting afresh")
    }
    let templates = try settings.configuration.templates()
    try settings.configuration.useZone()
    // Who only asks to go on may be about a run that copies.
    if settings.isWholeCommand || settings.configuration.readsBack {
      try requireSense(settings.configuration)
    }
    let sources = try open(choice.sources)
    try requireApart(sources, choice.output)
    return settings.dryRun
      ? try DryRun(settings: settings, choice: choice, sources: sources, recorder: books.looking())
        .perform(templates)
      : try organize(choice, sources)
  }

  private func nothingToResume(_ words: String, in output: Path) -> RunReport {
    books.say(.info, words)
    return RunReport(operation: "", output: output)
  }

  private func exists(_ path: Path) -> Bool { (try? Folder(at: path)) != nil }

  private func organize(
    _ choice: OutputChoice, _ sources: [SourceRoot]
  ) throws(RunError) -> RunReport {
    let (report, oldPlan) = try operate(choice, sources)
    guard let oldPlan, report.status == .completed else { return report }
    if oldPlan.hasUnseen {
      // Whoever asked for that plan asked for these files, too.
      books.say(.info, "now what could not be read when it was planned")
    } else {
      guard settings.isWholeCommand else { return report }
      // What was copied is found once more, as its own duplicate: only for files that need it.
      guard report.tally.copied == 0 || !report.problems.isEmpty else {
        books.say(.info, "what came into the source since then is for the next run")
        return report
      }
      // The command asks for everything, and an old plan does not know what came since.
      books.say(.info, "now what came into the source since then")
    }
    var again = settings
    // The unfinished run was recovered.
    again.recovery = RecoveryWish()
    var (second, another) = try Run(settings: again, books: books).operate(choice, sources)
    if another == nil { second.add(finished: report) }
    return second
  }

  /// A plan that an earlier process made.
  private struct OldPlan {
    /// Folders could not be read when it was made, and it does not know of their files.
    let hasUnseen: Bool

    init(_ seal: PlanSeal, _ kind: OperationKind) {
      hasUnseen = seal.unseen > 0 && kind == .organize
    }
  }

  /// One operation, and the old plan that it went on with, if it did.
  private func operate(
    _ choice: OutputChoice, _ sources: [SourceRoot]
  ) throws(RunError) -> (report: RunReport, oldPlan: OldPlan?) {
    let result = try books.waiting(for: choice.output) { () throws(RunError) in
      try operateAtOnce(choice, sources)
    }
    if let result { return result }
    var report = RunReport(operation: "", output: choice.output)
    report.status = .interrupted
    report.signal = books.stop.signal
    return (report, nil)
  }

  /// Throws `.locked` only before anything was changed.
  private func operateAtOnce(
    _ choice: OutputChoice, _ sources: [SourceRoot]
  ) throws(RunError) -> (report: RunReport, oldPlan: OldPlan?) {
    let desk = try Desk.open(choice, settings: settings, host: books.host) {
      (header) throws(RunError) in
      if books.waits { try requireAlone(sources, choice.output, header) }
    }
    return try operate(choice, sources, at: desk)
  }

  private func operate(
    _ choice: OutputChoice, _ sources: [SourceRoot], at desk: Desk
  ) throws(RunError) -> (report: RunReport, oldPlan: OldPlan?) {
    let recovery = Recovery(settings: settings, books: books, desk: desk, sources: choice.sources)
    switch try recovery.course() {
    case .quit(let report): return (report, nil)
    case .run(.resume(let outline, let configuration), let doubted):
      let outline = outline.doubting(doubted)
      guard let header = outline.course.header else {
        throw .usage("the state file has no header")
      }
      // A journal that is not what it seemed to be is decided about once more.
      guard let left = try left(of: outline, desk) else {
        return try operate(choice, sources, at: desk)
      }
      return (
        try resume(left, header, configuration, choice, desk),
        outline.course.seal.map { OldPlan($0, header.kind) }
      )
    case .run(.fresh(let fresh), _):
      return (try startOrSay(fresh, choice, sources, desk), nil)
    }
  }

  /// What there is to be done yet: of a run with a plan what is left of that, else everything.
  private func left(of outline: OperationOutline, _ desk: Desk) throws(RunError) -> Remainder? {
    let isPlanned = outline.course.seal != nil && outline.course.header?.kind == .organize
    return try Desk.reading(desk.journal.path) { () throws(SystemError) in
      isPlanned ? try desk.left(of: outline) : Remainder(state: try outline.whole())
    }
  }

  private func startOrSay(
    _ fresh: Beginning.Fresh, _ choice: OutputChoice, _ sources: [SourceRoot], _ desk: Desk
  ) throws(RunError) -> RunReport {
    if !sources.isEmpty { return try start(fresh, choice, sources, desk) }
    let last = desk.found.outline.course.header
    // A run that ended with files that it could not read did not do all that it was asked.
    var isWanted = fresh.isRecovering
    if !isWanted { isWanted = try desk.found.whole(desk.journal.path).leftUnreadable }
    if let last, isWanted {
      return try start(fresh, choice, try open(last.sources), desk)
    }
    guard last != nil else {
      throw .usage(
        "\(choice.output) holds no run to go on with: name the tree to read with --source PATH")
    }
    return nothingToResume("there is nothing to resume in \(choice.output)", in: choice.output)
  }

  // MARK: - Going on

  private func resume(
    _ left: Remainder, _ header: JournalHeader, _ configuration: Configuration,
    _ choice: OutputChoice, _ desk: Desk
  ) throws(RunError) -> RunReport {
    var header = header
    if header.kind.undoing != nil {
      return try UndoRun(settings: UndoSettings(), books: books).resume(left.state, header, desk)
    }
    header.output = choice.output
    let templates = try configuration.templates()
    let sources = try open(header.sources)
    try requireApart(sources, choice.output)
    if settings.sources.isEmpty {
      books.tellOfUnknown(header, configuration.mode == .move ? "moved out of" : "copied out of")
    }
    try requireAlone(sources, choice.output, configuration)
    try configuration.useZone()
    let recorder = try books.goOn(header, on: desk, doubting: left.state.doubted)
    let work = Work(
      header: header, configuration: configuration, templates: templates, sources: sources,
      desk: desk, recorder: recorder, settings: settings)
    return try work.goOn(from: left)
  }

  // MARK: - Beginning

  private func start(
    _ fresh: Beginning.Fresh, _ choice: OutputChoice, _ sources: [SourceRoot], _ desk: Desk
  ) throws(RunError) -> RunReport {
    // An unfinished run's choices and those of the command line may not go together.
    try requireSense(fresh.configuration)
    let templates = try fresh.configuration.templates()
    try requireApart(sources, choice.output)
    try requireAlone(sources, choice.output, fresh.configuration)
    for notice in fresh.notices { books.listener.hear(.notice(notice)) }
    try fresh.configuration.useZone()
    var header = JournalHeader(
      operation: Self.newOperationName(), sources: sources.map(\.path), output: choice.output,
      configuration: fresh.configuration, host: books.host, started: Clock.wallSeconds())
    header.after = desk.story?.diagnosis.cause
    let recorder = try books.begin(
      header, keepingOldAs: fresh.retireAs ?? "old", on: desk)
    let work = Work(
      header: header, configuration: fresh.configuration, templates: templates, sources: sources,
      desk: desk, recorder: recorder, settings: settings)
    return try work.begin(fresh)
  }

  /// 16 hexadecimal digits at random: short enough to type the beginning of.
  static func newOperationName() -> String {
    let digits = String(UInt64.random(in: UInt64.min...UInt64.max), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  // MARK: - Checks

  private func requireSense(_ configuration: Configuration) throws(RunError) {
    if configuration.mode == .move, !configuration.readsBack {
      throw .usage(
        "--no-verify is for copies: a move always reads its copies back before it removes the "
          + "originals; add --copy, or leave --no-verify out")
    }
    guard configuration.mode == .copy, configuration.duplicates == .delete else { return }
    throw .usage(
      "--copy leaves the source as it is, and --duplicates delete removes files from it")
  }

  private func open(_ paths: [Path]) throws(RunError) -> [SourceRoot] {
    var roots: [SourceRoot] = []
    for path in paths {
      roots.append(SourceRoot(path: path, tree: try SourceTree.open(path)))
    }
    return roots
  }

  /// The output may lie in a source and a source in the output, but they must not be one folder,
  /// whatever path or link leads there.
  private func requireApart(_ sources: [SourceRoot], _ output: Path) throws(RunError) {
    guard let folder = try? Folder(at: output), let status = try? folder.status() else { return }
    for source in sources {
      guard let other = try? source.tree.folder?.status(), other.isSameFile(as: status) else {
        continue
      }
      throw .usage(
        "the source and the output are the same folder (\(source.path)); name another --output")
    }
  }

  /// The same as far as it can be known before the journal is read, which who waits would do again
  /// and again.
  private func requireAlone(
    _ given: [SourceRoot], _ output: Path, _ header: JournalHeader?
  ) throws(RunError) {
    if !given.isEmpty, settings.isWholeCommand {
      return try requireAlone(given, output, settings.configuration)
    }
    guard let header, header.kind == .organize, let sources = try? open(header.sources) else {
      return
    }
    try requireAlone(
      sources, output,
      header.configuration.taking(settings.stated, from: settings.configuration))
  }

  /// Two runs must not drain one source into two outputs, nor sort what the other has sorted.
  private func requireAlone(
    _ sources: [SourceRoot], _ output: Path, _ configuration: Configuration
  ) throws(RunError) {
    let work = Coordination.Work(
      sources: sources.map(\.path), output: output, mode: configuration.mode)
    if let reason = Coordination.obstacle(to: work, registry: books.registry) {
      throw .locked(reason, nextStep: Advice.waitForOther)
    }
    guard configuration.mode == .move else { return }
    // An archive is only read, by as many as like.
    let folders = sources.compactMap { source in source.tree.folder.map { (source.path, $0) } }
    if let taken = Folder.firstTaken(folders) {
      throw .locked(
        "another run is moving files out of \(taken)", nextStep: Advice.waitForOther)
    }
  }
}
