internal import PicsortCore
internal import Platform

/// `picsort resume continue`: goes on with one operation, or with all, in this process.
struct ResumeContinue {
  let options: Options
  let context: Context

  func run() -> Ending {
    let isNamed =
      !options.operands.isEmpty || options.output != nil || options.stateFile != nil
    if options.includesAll == true, isNamed {
      return context.refuse(.conflict("--all", options.output == nil ? "the ID" : "--output"))
    }
    if options.includesAll == true { return goOnWithAll() }
    return context.attempt(options) { target throws(RunError) in
      guard let view = isNamed ? try context.operations.find(target) : try choose() else {
        return nothing("there is no unfinished operation to go on with")
      }
      return try goOn(view)
    }
  }

  // MARK: - Which one

  /// Unfinished operations, the highest priority first, and of equal ones the oldest.
  private var waiting: [OperationView] {
    context.operations.list().views.filter(\.isUnfinished).sorted {
      (-$0.priority, $0.started, $0.operation) < (-$1.priority, $1.started, $1.operation)
    }
  }

  /// The one that is unfinished and can be reached, or the one that a person picks; nil where there
  /// is none.
  private func choose() throws(RunError) -> OperationView? {
    let views = waiting
    let reachable = views.filter { $0.books == .current }
    guard reachable.count != 1 else { return reachable.first }
    guard !reachable.isEmpty else { return views.first }
    let list = OperationTable(
      now: context.operations.time,
      idLength: context.operations.list().idLength, width: context.console.textWidth(.error))
    for line in list.lines(reachable) { context.console.say(line) }
    let question = "Which one? Type the beginning of its ID, or nothing to leave it:"
    guard options.avoidsQuestions != true, let words = context.answer(question) else {
      throw .refused(
        "\(Figures.count(reachable.count, "operation")) are unfinished, and nothing says which one "
          + "is meant",
        nextStep: "name one: picsort resume continue ID; or go on with each of them: --all")
    }
    let word = words.trimmed.lowercased()
    let matches = reachable.filter { !word.isEmpty && $0.operation.hasPrefix(word) }
    guard matches.count == 1 else {
      throw .refused(
        word.isEmpty
          ? "no operation was chosen" : "'\(word)' is the beginning of \(matches.count) of them",
        nextStep: "name one: picsort resume continue ID")
    }
    return matches.first
  }

  // MARK: - Going on

  private func goOnWithAll() -> Ending {
    var worst = Ending.exit(.done)
    let views = waiting
    if views.isEmpty { return nothing("there is no unfinished operation to go on with") }
    if let most = options.mostConcurrent, most > 1, views.count > 1 {
      if options.printsJSON == true {
        return context.refuse(.conflict("--json", "--max-concurrent"))
      }
      return ConcurrentOperations(options: options, context: context).goOn(views, most)
    }
    for view in views {
      let ending: Ending
      do throws(RunError) {
        ending = try goOn(view)
      } catch {
        ending = context.fail(error, options)
      }
      // Who stops one wants none of the others.
      if case .signal = ending { return ending }
      if context.stop.isStopping { return ending }
      if worst == .exit(.done) { worst = ending }
    }
    return worst
  }

  private func goOn(_ view: OperationView) throws(RunError) -> Ending {
    try requireUnfinished(view)
    if view.status == .completed {
      return nothing(
        "the operation \(view.operation) came to its end; there is nothing to go on with")
    }
    let reporter = context.reporter(
      options, isDryRun: false, configuration: view.configuration ?? Configuration())
    return context.carryOut(options, reporter, output: view.output) { () throws(RunError) in
      view.undoes == nil
        ? try context.perform(settings(for: view), reporter)
        : try context.undo(undoSettings(for: view), reporter)
    }
  }

  private func settings(for view: OperationView) -> RunSettings {
    let usual = CheckpointInterval()
    var settings = RunSettings(
      output: view.output, configuration: view.configuration ?? Configuration(),
      stateFile: view.stateFile,
      checkpoints: CheckpointInterval(
        items: options.checkpointItems ?? usual.items,
        seconds: options.checkpointSeconds ?? usual.seconds),
      resume: true, waits: options.waits ?? false, priority: options.priority)
    settings.jobs = options.jobs
    return settings
  }

  private func undoSettings(for view: OperationView) -> UndoSettings {
    var settings = UndoSettings(
      target: TargetWords(output: view.output, stateFile: view.stateFile))
    settings.waits = options.waits ?? false
    return settings
  }

  private func requireUnfinished(_ view: OperationView) throws(RunError) {
    let id = view.operation
    if view.status == .running {
      let who = view.process.map { " (host \($0.host), pid \($0.processID))" } ?? ""
      throw .locked(
        "a process is at work on the operation \(id) already\(who)",
        nextStep: "let it end, or pause it: picsort resume pause \(id)")
    }
    switch view.books {
    case .current: return
    case .outputMissing:
      throw .refused(
        "the output of the operation \(id) was not found at \(view.output)",
        nextStep: "mount its disk there, or say where it is now: picsort resume continue \(id) "
          + "-o NEW")
    case .missing:
      throw .refused(
        "\(view.output) holds no journal of the operation \(id) any more",
        nextStep: "sort into it again: what is there already is recognised by its bytes")
    case .past:
      guard view.status != .completed else { return }
      throw .refused(
        "another operation followed \(id) in \(view.output), so there is nothing to go on with",
        nextStep: "'picsort resume show \(view.output)' tells of the last one")
    }
  }

  private func nothing(_ words: String) -> Ending {
    if options.printsJSON == true {
      context.console.print(OperationObject.summary(of: []).line)
    } else if options.verbosity != .quiet {
      context.console.say("picsort: " + words)
    }
    return .exit(.done)
  }
}
