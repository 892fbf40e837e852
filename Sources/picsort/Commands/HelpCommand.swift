extension Command {
  /// Shows the help of a command, or of picsort as a whole, or a table.
  static let help = Command(
    name: "help", word: "help",
    synopsis: ["help [COMMAND] [VERB]", "help formats", "help config"],
    summary: "show what picsort or one of its commands can do",
    details: """
      Shows the help of COMMAND; without one, that of picsort as a whole. 'formats' lists the \
      file formats whose dates are read; 'config' tells of the settings file, the variables \
      that set options, and those that hooks find.
      """,
    examples: [
      Example(line: "picsort help", meaning: "show everything picsort can do"),
      Example(line: "picsort help formats", meaning: "show which files it can date"),
    ],
    exitStatuses: [.done, .usage], operands: .commandName,
    run: { options, context in
      guard !options.operands.isEmpty else { return context.show(.organize, .full) }
      let word = Word(options.operands.joined(separator: [UInt8(ascii: " ")]))
      let name = String(decoding: word, as: UTF8.self)
      if let command = all.first(where: { $0.name == name }) { return context.show(command, .full) }
      if name == HelpCommand.formats { return context.showFormats() }
      if name == HelpCommand.config { return context.showSettings() }
      if planned.contains(name) { return context.refuse(.notYet(command: name)) }
      let near = Nearest.matches(name, among: HelpCommand.words)
      return context.refuse(.unknownCommand(word, suggestions: near))
    })
}

/// What `picsort help` can be asked for.
enum HelpCommand {
  /// The table of file formats.
  static let formats = "formats"
  /// The settings file, the environment, hooks.
  static let config = "config"

  /// Everything that may follow `help`, for whoever mistypes it.
  static let words = Command.all.map(\.name) + [formats, config]

  /// Every word that may follow it, for completions.
  static let firstWords = Command.top.map(\.name) + [formats, config]
}

extension Context {
  /// Prints the help of a command; what was asked for goes to standard output.
  func show(_ command: Command, _ form: HelpForm) -> Ending {
    show(Help(width: console.textWidth(.output)).lines(for: command, form))
  }

  /// Prints which formats there are, and where their dates lie.
  fileprivate func showFormats() -> Ending {
    show(FormatTable().lines(width: console.textWidth(.output)))
  }

  /// Prints how options can be set for every command line, and what hooks find.
  fileprivate func showSettings() -> Ending {
    let place = SettingsFile(variable).map { SafeText.escape($0.path) }
    return show(SettingsHelp(width: console.textWidth(.output), place: place).lines)
  }

  private func show(_ lines: [String]) -> Ending {
    for line in lines { console.print(line) }
    console.flush()
    return .exit(.done)
  }

  /// Says what is wrong with a command line.
  func refuse(_ error: ArgumentError) -> Ending {
    console.sayError(error.message, excerpt: error.excerpt, nextStep: error.nextStep)
    return .exit(.usage)
  }
}
