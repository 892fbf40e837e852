/// Turns the words of a command line into options; looks nothing up.
///
/// GNU's manner: `--name=value` and `--name value`, `-nVALUE` and `-n VALUE` (and `-n=VALUE`, which
/// nobody means as a value that begins with '='), bundled switches,
/// `--` ends the options, options may follow operands. Names are never abbreviated, so that a new
/// option cannot change what an old script means.
struct ArgumentReader {
  let flags: [Flag]
  let commands: [Command]

  /// What was asked of which command.
  struct Request {
    var command: Command
    var options = Options()
    /// What was said, in its order, to be said once more over what the settings file says.
    var settings: [Setting] = []
  }

  /// A flag as it was given.
  struct Setting {
    let flag: Flag
    let spelling: String
    let apply: @Sendable (inout Options) -> Void
  }

  init(flags: [Flag] = Flag.all, commands: [Command] = Command.all) {
    self.flags = flags
    self.commands = commands
  }

  /// Reads the words that follow the program's name.
  func read(_ words: [Word]) throws(ArgumentError) -> Request {
    var state = State(rest: words[...], request: Request(command: .organize))
    while let word = state.rest.popFirst() {
      if state.optionsEnded || word.first != Self.dash || word.count == 1 {
        try readOperand(word, &state)
      } else if word == [Self.dash, Self.dash] {
        state.optionsEnded = true
      } else if word.starts(with: [Self.dash, Self.dash]) {
        try readLong(word, &state)
      } else {
        try readShorts(word, &state)
      }
    }
    try check(state)
    return state.request
  }

  /// Reads words that are options and nothing else, of whatever command.
  func readFlags(_ words: [Word]) throws(ArgumentError) -> [Setting] {
    var state = State(rest: words[...], request: Request(command: .organize))
    while let word = state.rest.popFirst() {
      if word.starts(with: [Self.dash, Self.dash]), word.count > 2 {
        try readLong(word, &state)
      } else if word.first == Self.dash, word.count > 1, word != [Self.dash, Self.dash] {
        try readShorts(word, &state)
      } else {
        throw .noOption(word)
      }
    }
    return state.request.settings
  }

  private struct State {
    var rest: ArraySlice<Word>
    var request: Request
    var hasCommand = false
    var optionsEnded = false

    /// Does what a switch says, and keeps it.
    mutating func set(
      _ flag: Flag, _ spelling: String, _ apply: @escaping @Sendable (inout Options) -> Void
    ) {
      apply(&request.options)
      keep(flag, spelling, apply)
    }

    mutating func keep(
      _ flag: Flag, _ spelling: String, _ apply: @escaping @Sendable (inout Options) -> Void
    ) {
      request.settings.append(Setting(flag: flag, spelling: spelling, apply: apply))
    }
  }

  private func readOperand(_ word: Word, _ state: inout State) throws(ArgumentError) {
    let parent = state.hasCommand ? state.request.command.name : nil
    let choices = commands.filter { $0.parent == parent && $0.word != nil }
    if choices.isEmpty || state.optionsEnded {
      state.request.options.operands.append(word)
      return
    }
    let name = String(decoding: word, as: UTF8.self)
    if let command = choices.first(where: { $0.word == name }) {
      state.request.command = command
      state.hasCommand = true
      return
    }
    let near = Nearest.matches(name, among: choices.compactMap(\.word))
    if let parent { throw .unknownVerb(word, command: parent, suggestions: near) }
    if Command.planned.contains(name) { throw .notYet(command: name) }
    throw .unknownCommand(word, suggestions: near)
  }

  private func readLong(_ word: Word, _ state: inout State) throws(ArgumentError) {
    let body = word.dropFirst(2)
    let cut = body.firstIndex(of: UInt8(ascii: "=")) ?? body.endIndex
    let name = String(decoding: body[..<cut], as: UTF8.self)
    let attached: Word? = cut < body.endIndex ? Word(body[(cut + 1)...]) : nil
    guard let flag = flags.first(where: { $0.longNames.contains(name) }) else {
      throw unknown("--" + name, name)
    }
    let spelling = "--" + name
    switch flag.effect {
    case .turn(let apply):
      if let attached { throw .unwantedValue(option: spelling, value: attached) }
      let form: Flag.Spelling = name == flag.long ? .long : .negated
      state.set(flag, spelling) { options in apply(&options, form) }
    case .take(let value, let apply):
      guard let word = attached ?? nextValue(&state) else {
        throw .missingValue(option: spelling, name: value.name)
      }
      guard apply(&state.request.options, word) else { throw bad(word, value, spelling) }
      state.keep(flag, spelling) { options in _ = apply(&options, word) }
    }
  }

  private func readShorts(_ word: Word, _ state: inout State) throws(ArgumentError) {
    var letters = word.dropFirst()
    let whole = String(decoding: letters, as: UTF8.self)
    if whole.count > 2, flags.contains(where: { $0.longNames.contains(whole) }) {
      // `-output X` would otherwise mean the folder "utput".
      throw .unknownOption("-" + whole, suggestions: ["--" + whole])
    }
    while let letter = letters.popFirst() {
      let scalar = Character(Unicode.Scalar(letter))
      guard letter < 0x80, let flag = flags.first(where: { $0.short == scalar }) else {
        throw unknown(letter < 0x80 ? "-\(scalar)" : "-" + whole, whole)
      }
      let spelling = "-\(scalar)"
      switch flag.effect {
      case .turn(let apply):
        state.set(flag, spelling) { options in apply(&options, .short) }
      case .take(let value, let apply):
        let attached: Word? = letters.isEmpty ? nil : Word(letters)
        let isAssigned = attached?.first == UInt8(ascii: "=")
        guard let word = isAssigned ? Word(letters.dropFirst()) : attached ?? nextValue(&state)
        else {
          throw .missingValue(option: spelling, name: value.name)
        }
        guard apply(&state.request.options, word) else { throw bad(word, value, spelling) }
        state.keep(flag, spelling) { options in _ = apply(&options, word) }
        letters = []
      }
    }
  }

  /// The next word as a value, unless it is an option: `--output --dry-run` must not sort for real
  /// into a folder "--dry-run". Who means it writes `--output=--dry-run`.
  private func nextValue(_ state: inout State) -> Word? {
    guard let word = state.rest.first else { return nil }
    let text = String(decoding: word, as: UTF8.self)
    let isOption = flags.contains { flag in
      flag.longNames.contains { text == "--" + $0 || text.hasPrefix("--" + $0 + "=") }
        || flag.short.map { text == "-" + String($0) } ?? false
    }
    return isOption ? nil : state.rest.popFirst()
  }

  /// What only the whole line can tell: options of another command, operands too many.
  private func check(_ state: State) throws(ArgumentError) {
    let command = state.request.command
    if let stray = state.request.settings.first(where: { !$0.flag.scope.includes(command.name) }) {
      throw .notForCommand(option: stray.spelling, command: command.name)
    }
    let operands = state.request.options.operands
    if operands.count > command.operands.limit {
      throw .unexpectedOperand(operands[command.operands.limit], command: command.name)
    }
  }

  private func unknown(_ spelling: String, _ name: String) -> ArgumentError {
    let known = flags.filter { !$0.isHidden }.flatMap(\.longNames)
    let suggestions = Nearest.matches(name, among: known).map { "--" + $0 }
    return .unknownOption(spelling, suggestions: suggestions)
  }

  private func bad(_ word: Word, _ value: Flag.Value, _ spelling: String) -> ArgumentError {
    switch value.kind {
    case .choice(let choices): .badChoice(option: spelling, value: word, choices: choices)
    case .number(let range): .badNumber(option: spelling, value: word, range: range)
    case .form(let example): .badForm(option: spelling, value: word, example: example)
    case .folder, .file, .text:
      word.isEmpty
        ? .emptyValue(option: spelling) : .notText(option: spelling, value: word)
    }
  }

  private static let dash = UInt8(ascii: "-")
}
