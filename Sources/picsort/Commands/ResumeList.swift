internal import PicsortCore
internal import Platform

/// `picsort resume list`.
enum ResumeList {
  static func run(_ options: Options, _ context: Context) -> Ending {
    let list = context.operations.list()
    var shown = list.views
    if !options.statuses.isEmpty {
      shown = shown.filter { options.statuses.contains($0.status) }
    }
    if options.printsJSON == true {
      for view in shown { context.console.print(OperationObject.operation(view).line) }
      context.console.print(OperationObject.summary(of: shown).line)
    } else {
      tell(shown, list, options, context)
    }
    if options.verbosity == .verbose {
      for name in list.unreadable {
        context.console.say(
          Notice(.warning, "this file in the register of operations is no entry", path: name))
      }
    }
    return .exit(.done)
  }

  private static func tell(
    _ shown: [OperationView], _ list: Operations.List, _ options: Options, _ context: Context
  ) {
    let console = context.console
    guard !shown.isEmpty else {
      guard options.verbosity != .quiet else { return }
      return console.print(
        list.views.isEmpty
          ? "No operation is known yet. Begin one with: picsort -s PHOTOS -o ORGANIZED"
          : "None of the \(Figures.count(list.views.count, "operation")) is "
            + OperationStatus.allCases.filter(options.statuses.contains).map(\.rawValue)
            .joined(separator: " or ") + ".")
    }
    let table = OperationTable(
      now: context.operations.time, idLength: list.idLength,
      width: console.textWidth(.output))
    for line in table.lines(shown) { console.print(line) }
  }
}

/// `picsort resume show`.
enum ResumeShow {
  static func run(_ options: Options, _ context: Context) -> Ending {
    context.attempt(options) { target throws(RunError) in
      var target = target
      target.workingDirectory = context.workingDirectory
      let view = try context.operations.find(target)
      let story = try context.operations.story(of: view)
      if options.printsJSON == true {
        context.console.print(OperationObject.operation(view, story).line)
        context.console.print(OperationObject.summary(of: [view]).line)
      } else {
        let text = OperationText(
          view: view, story: story, now: context.operations.time,
          isVerbose: options.verbosity == .verbose, width: context.console.textWidth(.output))
        for line in text.lines { context.console.print(line) }
      }
      return .exit(.done)
    }
  }
}

/// `picsort resume stats`.
enum ResumeStats {
  static func run(_ options: Options, _ context: Context) -> Ending {
    let numbers = context.operations.statistics(isStopping: { context.isStopping })
    if let signal = context.stopSignal() { return .signal(signal) }
    if options.printsJSON == true {
      context.console.print(StatisticsText.object(numbers).line)
    } else {
      for line in StatisticsText.lines(numbers) { context.console.print(line) }
    }
    return .exit(.done)
  }
}

extension Context {
  /// Does what a verb asks with the operation that the options name, and says why it cannot.
  func attempt(
    _ options: Options, _ body: (TargetWords) throws(RunError) -> Ending
  ) -> Ending {
    let target: TargetWords
    do throws(ArgumentError) {
      target = try options.target(workingDirectory: workingDirectory)
    } catch {
      return refuse(error)
    }
    do throws(RunError) {
      return try body(target)
    } catch {
      return fail(error, options)
    }
  }

  /// Says why something was not done; to programs as well, whose last line always is a summary.
  func fail(_ error: RunError, _ options: Options) -> Ending {
    console.say(error)
    if options.printsJSON == true {
      console.print(OperationObject.summary(failure: error).line)
    }
    return Ending(error)
  }

  /// True when a question is answered with yes. Nil when nobody can be asked.
  func confirm(_ question: String, _ options: Options) -> Bool? {
    if options.assumesYes == true { return true }
    guard options.avoidsQuestions != true, let words = answer(question + " [y/N]") else {
      return nil
    }
    return ["y", "yes"].contains(words.trimmed.lowercased())
  }
}

extension String {
  /// Without blanks at its ends.
  var trimmed: String {
    let words = drop { $0.isWhitespace }
    guard let last = words.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(words[...last])
  }
}
