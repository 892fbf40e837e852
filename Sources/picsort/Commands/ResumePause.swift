internal import PicsortCore
internal import Platform

/// `picsort resume pause`.
enum ResumePause {
  /// How long it is waited for, in seconds: as long as copying a long video may take.
  private static let patience = 120

  static func run(_ options: Options, _ context: Context) -> Ending {
    context.attempt(options) { target throws(RunError) in
      let view = try view(target, context)
      try context.operations.askToPause(view)
      let isTalking = options.printsJSON != true && options.verbosity != .quiet
      if isTalking {
        context.console.say(
          "The run \(view.operation) was asked to pause; its file in hand comes first")
      }
      let outcome = context.operations.awaitPause(
        view, seconds: patience, stop: context.stop)
      if options.printsJSON == true {
        var object = JSONObject()
        object.add("event", "summary")
        object.add("operation", view.operation)
        object.add("output", view.output)
        object.add("status", word(outcome))
        context.console.print(object.line)
      } else if isTalking {
        for line in sentence(outcome, view) { context.console.print(line) }
      }
      return ending(outcome, context)
    }
  }

  /// The operation that is named; without a name the one that is running.
  private static func view(
    _ target: TargetWords, _ context: Context
  ) throws(RunError) -> OperationView {
    if target.operand != nil || target.output != nil {
      return try context.operations.find(target)
    }
    let running = context.operations.list().views.filter { $0.status == .running }
    guard let only = running.first else {
      throw .refused("no run is at work", nextStep: "'picsort resume' lists what there is")
    }
    guard running.count == 1 else {
      throw .refused(
        "\(Figures.grouped(running.count)) runs are at work, and nothing says which one is meant",
        nextStep: "name one: "
          + running.map { "picsort resume pause \($0.operation)" }.joined(separator: ", "))
    }
    return only
  }

  private static func word(_ outcome: Operations.PauseOutcome) -> String {
    switch outcome {
    case .ended(let status): status.rawValue
    case .stillAtWork, .waitAbandoned: OperationStatus.running.rawValue
    }
  }

  private static func sentence(
    _ outcome: Operations.PauseOutcome, _ view: OperationView
  ) -> [String] {
    let id = view.operation
    switch outcome {
    case .ended(.completed): return ["The run \(id) came to its end before it could pause."]
    case .ended(.paused):
      return ["Paused: \(id)", "Go on with:", "  picsort resume continue \(id)"]
    case .ended(let status):
      return [
        "The run \(id) ended, and not by the pause: it is \(status.rawValue)",
        "  'picsort resume show \(id)' tells more",
      ]
    case .stillAtWork, .waitAbandoned:
      return [
        "The run \(id) is still at its file in hand, and will pause when that is done;",
        "  'picsort resume show \(id)' tells whether it has",
      ]
    }
  }

  private static func ending(
    _ outcome: Operations.PauseOutcome, _ context: Context
  ) -> Ending {
    switch outcome {
    case .ended(.paused), .ended(.completed): .exit(.done)
    case .ended, .stillAtWork: .exit(.problems)
    case .waitAbandoned: context.stopSignal().map { .signal($0) } ?? .exit(.problems)
    }
  }
}
