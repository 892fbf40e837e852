extension Command {
  /// Shows the help of a command, or of picsort as a whole.
  static let help = Command(
    name: "help", word: "help", synopsis: ["help [COMMAND]"],
    summary: "show what picsort or one of its commands can do",
    details: "Shows the help of COMMAND; without one, that of picsort as a whole.",
    examples: [Example(line: "picsort help", meaning: "show everything picsort can do")],
    exitStatuses: [.done, .usage], operands: .commandName,
    run: { options, context in
      guard let word = options.operands.first else { return context.show(.organize, .full) }
      let name = String(decoding: word, as: UTF8.self)
      if let command = all.first(where: { $0.name == name }) { return context.show(command, .full) }
      if planned.contains(name) { return context.refuse(.notYet(command: name)) }
      let near = Nearest.matches(name, among: all.map(\.name))
      return context.refuse(.unknownCommand(word, suggestions: near))
    })
}

extension Context {
  /// Prints the help of a command; what was asked for goes to standard output.
  func show(_ command: Command, _ form: HelpForm) -> Ending {
    let help = Help(width: console.textWidth(.output))
    for line in help.lines(for: command, form) { console.print(line) }
    console.flush()
    return .exit(.done)
  }

  /// Says what is wrong with a command line.
  func refuse(_ error: ArgumentError) -> Ending {
    console.sayError(error.message, nextStep: error.nextStep)
    return .exit(.usage)
  }
}
