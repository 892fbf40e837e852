internal import PicsortCore
internal import Platform

/// `picsort resume delete`.
enum ResumeDelete {
  static func run(_ options: Options, _ context: Context) -> Ending {
    if options.operands.isEmpty, options.output == nil {
      return context.refuse(.missingOperand(command: "resume delete", name: "ID"))
    }
    return context.attempt(options) { target throws(RunError) in
      let view = try context.operations.find(target)
      guard view.status != .running else {
        throw .locked(
          "a process is at work on the operation \(view.operation)",
          nextStep: "pause it first: picsort resume pause \(view.operation)")
      }
      let loss = context.operations.loss(view)
      guard let isWanted = loss == .nothing ? true : context.confirm(question(view, loss), options)
      else {
        throw .refused(
          "the operation \(view.operation) was not forgotten: \(consequence(loss))",
          nextStep: "say -y if that is meant")
      }
      let freed = isWanted ? try context.operations.forget(view) : 0
      if options.printsJSON == true {
        var object = JSONObject()
        object.add("event", "summary")
        object.add("operation", view.operation)
        object.add("output", view.output)
        object.add("status", isWanted ? "completed" : "declined")
        object.add("bytes", freed)
        context.console.print(object.line)
      } else if options.verbosity != .quiet {
        context.console.print(
          isWanted
            ? "Forgotten: \(view.operation) (\(Figures.bytes(freed)) of books); "
              + "no photo was touched"
            : "Nothing was changed.")
      }
      return .exit(.done)
    }
  }

  private static func question(_ view: OperationView, _ loss: Operations.Loss) -> String {
    "Forget the \(view.kind) operation \(view.operation) in \(SafeText.escape(view.output))? "
      + "No photo is touched, but \(consequence(loss))."
  }

  private static func consequence(_ loss: Operations.Loss) -> String {
    switch loss {
    case .nothing: "nothing is lost by it"
    case .undo: "it cannot be undone afterwards"
    case .goingOn: "it can neither be gone on with nor undone afterwards"
    }
  }
}

/// `picsort resume cleanup`.
enum ResumeCleanup {
  static func run(_ options: Options, _ context: Context) -> Ending {
    let policy = RetentionDecision.Policy(
      days: options.days ?? RetentionDecision.Policy().days,
      includesAll: options.includesAll ?? false)
    let plan = context.operations.planCleanup(policy)
    let isShown = options.printsJSON != true && options.verbosity != .quiet
    if isShown, options.isDryRun == true || plan.needsConfirmation || options.verbosity == .verbose
    {
      for line in lines(plan) { context.console.print(line) }
    }
    var done = plan
    var problems = 0
    if options.isDryRun != true, !plan.isEmpty {
      if plan.needsConfirmation {
        guard let isWanted = context.confirm("Forget all that? No photo is touched.", options)
        else {
          return context.fail(
            .refused(
              "nothing was forgotten: unfinished operations or journals that an undo needs are "
                + "among what would go",
              nextStep: "look at it with -n, then say -y; or leave out --all"),
            options)
        }
        if !isWanted { done = CleanupPlan() }
      }
      done =
        context.operations.perform(done) { error in
          problems += 1
          context.console.say(error)
        }.done
    }
    if options.printsJSON == true {
      for object in objects(done) { context.console.print(object.line) }
      context.console.print(summary(done, options, problems).line)
    } else if isShown {
      context.console.print(sentence(done, options))
    }
    return .exit(problems > 0 ? .problems : .done)
  }

  private static func lines(_ plan: CleanupPlan) -> [String] {
    plan.forgotten.map { item in
      let view = item.view
      let what = item.losesJournal ? "operation and journal" : "entry"
      return "forget  \(view.operation)  \(view.kind)  \(view.status.rawValue)  "
        + "\(SafeText.escape(view.output)) (\(what), \(item.reason.words))"
    }
      + plan.journals.map { journal in
        "remove  \(SafeText.escape(journal.path)) "
          + "(\(Figures.bytes(journal.size)), \(journal.reason.words)"
          + (journal.isNeededByUndo ? ", an undo would need it)" : ")")
      }
  }

  private static func sentence(_ plan: CleanupPlan, _ options: Options) -> String {
    guard !plan.isEmpty else { return "Nothing to forget." }
    let counts =
      Figures.count(plan.forgotten.count, "operation") + ", "
      + Figures.count(plan.journals.count, "old journal") + " (\(Figures.bytes(plan.bytes)))"
    return options.isDryRun == true
      ? "Dry run, nothing was changed: would forget \(counts)"
      : "Forgotten: \(counts); no photo was touched"
  }

  private static func objects(_ plan: CleanupPlan) -> [JSONObject] {
    plan.forgotten.map { item in
      var object = OperationObject.operation(item.view)
      object.add("reason_to_forget", item.reason.rawValue)
      object.add("loses_journal", item.losesJournal)
      return object
    }
      + plan.journals.map { journal in
        var object = JSONObject()
        object.add("event", "journal")
        object.add("path", journal.path)
        object.add("bytes", journal.size)
        object.add("reason_to_forget", journal.reason.rawValue)
        object.add("needed_by_undo", journal.isNeededByUndo)
        return object
      }
  }

  private static func summary(
    _ plan: CleanupPlan, _ options: Options, _ problems: Int
  ) -> JSONObject {
    var object = JSONObject()
    object.add("event", "summary")
    object.add("forgotten", plan.forgotten.count)
    object.add("journals", plan.journals.count)
    object.add("bytes", plan.bytes)
    object.add("dry_run", options.isDryRun ?? false)
    object.add("status", problems > 0 ? "failed" : "completed")
    return object
  }
}

extension RetentionDecision.Reason {
  fileprivate var words: String {
    switch self {
    case .age: "not active for long"
    case .size: "beyond the newest \(RetentionDecision.mostEntries)"
    case .redundant: "tells of no change"
    }
  }
}
