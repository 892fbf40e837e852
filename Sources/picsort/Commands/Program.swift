internal import PicsortCore
internal import Platform

/// The whole program but for the process around it.
enum Program {
  /// Does what the words say, and tells how to leave.
  static func run(_ words: [Word], _ context: Context) -> Ending {
    guard !words.isEmpty else {
      for line in Help(width: context.console.textWidth(.error)).usage { context.console.say(line) }
      return .exit(.usage)
    }
    let request: ArgumentReader.Request
    do throws(ArgumentError) {
      request = try ArgumentReader().read(words)
    } catch {
      return context.refuse(error)
    }
    context.console.usesColor = context.wantsColor(request.options)
    let ending = perform(request, context)
    context.console.draw(nil)
    context.console.flush()
    return context.console.outputFailure.map { context.complain($0, ending) } ?? ending
  }

  private static func perform(_ request: ArgumentReader.Request, _ context: Context) -> Ending {
    if let form = request.options.help { return context.show(request.command, form) }
    if request.options.showsVersion == true {
      return show(["picsort \(ProgramVersion.text)"], context)
    }
    switch request.options.generated {
    case .man: return show(ManPage().lines, context)
    case .bash: return show(BashCompletion().lines, context)
    case .zsh: return show(ZshCompletion().lines, context)
    case .fish: return show(FishCompletion().lines, context)
    case .formats: return show(FormatTable().page, context)
    case nil: break
    }
    // Help on the settings file must not need a sound one.
    if request.command.operands == .commandName {
      return request.command.run(request.options, context)
    }
    do throws(StandingOptions.Fault) {
      let options = try context.options(of: request)
      context.console.usesColor = context.wantsColor(options)
      return request.command.run(options, context)
    } catch {
      context.console.sayError("\(error.place): \(error.message)", nextStep: error.nextStep)
      return .exit(.usage)
    }
  }

  private static func show(_ lines: [String], _ context: Context) -> Ending {
    for line in lines { context.console.print(line) }
    return .exit(.done)
  }
}

extension Context {
  /// Says that results were lost; a run that was fine otherwise was not fine then.
  fileprivate func complain(_ failure: SystemError, _ ending: Ending) -> Ending {
    console.sayError(
      "standard output could not be written: \(failure.message)",
      nextStep: "what it holds is incomplete; make room there, or send it elsewhere")
    return ending == .exit(.done) ? .exit(.problems) : ending
  }

  /// no-color.org: set and not empty; whether a stream is a terminal is the console's business.
  func wantsColor(_ options: Options) -> Bool {
    guard options.avoidsColor != true, console.knowsEscapes else { return false }
    return options.avoidsColor == false || (variable("NO_COLOR") ?? "").isEmpty
  }
}
