internal import PicsortCore

/// Why the words of a command line make no sense; the sentence is made in one place, below.
enum ArgumentError: Error, Equatable {
  case unknownOption(String, suggestions: [String])
  case unknownCommand(Word, suggestions: [String])
  /// A word that stands where only options may, as in the settings file.
  case noOption(Word)
  /// An option that has no place in the settings file and the environment.
  case notStanding(option: String)
  /// What follows a command that has verbs, and is none of them.
  case unknownVerb(Word, command: String, suggestions: [String])
  /// A command that is planned and that this release does not have.
  case notYet(command: String)
  case missingValue(option: String, name: String)
  case unwantedValue(option: String, value: Word)
  case badChoice(option: String, value: Word, choices: [String])
  case badNumber(option: String, value: Word, range: ClosedRange<Int>)
  case emptyValue(option: String)
  case notText(option: String, value: Word)
  case badForm(option: String, value: Word, example: String)
  case notForCommand(option: String, command: String)
  case unexpectedOperand(Word, command: String)
  case missingOperand(command: String, name: String)
  /// Two options of which one is meant.
  case conflict(String, String)
  /// --no-verify where originals would be removed.
  case unverifiedMove
  case nothingToSort
  case noWorkingDirectory
  /// A path that begins with `~`, which the shell was meant to replace.
  case unexpandedHome(option: String, value: Word)
  case badTimezone(String)
  case badTemplate(option: String, String, LayoutError)

  /// What is wrong, for a person; nothing in it can disturb a terminal.
  var message: String {
    switch self {
    case .unknownOption(let option, _): "unknown option \(SafeText.quoted(option))"
    case .unknownCommand(let word, _): "unknown command \(SafeText.quoted(word))"
    case .noOption(let word): "\(SafeText.quoted(word)) is no option"
    case .notStanding(let option): "\(option) belongs on the command line"
    case .unknownVerb(let word, let command, _):
      "unknown verb \(SafeText.quoted(word)) of the command '\(command)'"
    case .notYet(let command): "this release has no command '\(command)' yet"
    case .missingValue(let option, let name): "\(option) needs a value: \(option) \(name)"
    case .unwantedValue(let option, let value):
      "\(option) takes no value, but was given \(SafeText.quoted(value))"
    case .badChoice(let option, let value, _):
      "\(option) cannot be \(SafeText.quoted(value))"
    case .badForm(let option, let value, _):
      "\(option) cannot be \(SafeText.quoted(value))"
    case .badNumber(let option, let value, _):
      "\(option) cannot be \(SafeText.quoted(value))"
    case .emptyValue(let option): "\(option) was given an empty value"
    case .notText(let option, let value):
      "\(option) wants text in UTF-8, but was given \(SafeText.quoted(value))"
    case .notForCommand(let option, let command):
      "the command '\(command)' has no option \(option)"
    case .unexpectedOperand(let word, let command):
      "the command '\(command)' takes no \(SafeText.quoted(word))"
    case .missingOperand(let command, let name): "the command '\(command)' needs a \(name)"
    case .conflict(let one, let other): "\(one) and \(other) do not go together"
    case .unverifiedMove:
      "--no-verify is for copies: a move always reads its copies back before it removes the "
        + "originals"
    case .nothingToSort: "no source: nothing says what to sort"
    case .noWorkingDirectory: "the current folder is gone, so a relative path means nothing"
    case .unexpandedHome(let option, let value):
      "the shell left the ~ in \(option) \(SafeText.quoted(value)) as it was"
    case .badTimezone(let zone): "\(SafeText.quoted(zone)) is no time zone"
    case .badTemplate(let option, _, let error):
      "\(option): \(SafeText.line(error.explanation))"
    }
  }

  /// The value that is at fault, and a line that points at the place in it; empty where the message
  /// says it all.
  var excerpt: [String] {
    guard case .badTemplate(_, let template, let error) = self, let place = error.place else {
      return []
    }
    func cells(_ range: Range<Int>) -> Int {
      Cells.width(SafeText.line(String(template.dropFirst(range.lowerBound).prefix(range.count))))
    }
    let indent = String(repeating: " ", count: cells(0..<place.lowerBound))
    let tail = String(repeating: "~", count: max(0, cells(place) - 1))
    return [SafeText.line(template), indent + "^" + tail]
  }

  /// What to do about it.
  var nextStep: String {
    switch self {
    case .unknownOption(_, let suggestions) where !suggestions.isEmpty:
      "did you mean \(Self.alternatives(suggestions))?"
    case .unknownCommand(let word, let suggestions):
      suggestions.isEmpty
        ? "folders are named by options: -s \(Shell.quote(word)) to sort it, "
          + "-o \(Shell.quote(word)) to sort into it"
        : "did you mean \(Self.alternatives(suggestions))?"
    case .noOption: "write an option, such as --copy or --layout {yyyy}/{MM}, or begin with #"
    case .notStanding: "take it out of here"
    case .unknownVerb(let word, let command, let suggestions):
      suggestions.isEmpty
        ? "verbs come first, as in 'picsort \(command) show \(Shell.quote(word))'; "
          + "'picsort help \(command)' lists them"
        : "did you mean \(Self.alternatives(suggestions))?"
    case .notYet: "'picsort --help' lists what there is"
    case .unwantedValue(let option, _): "write \(option) alone"
    case .badChoice(_, _, let choices): "choose \(Self.alternatives(choices))"
    case .badForm(_, _, let example): "write it like \(example); 'picsort --help' tells more"
    case .badNumber(_, _, let range):
      "give a whole number from \(Figures.grouped(range.lowerBound)) "
        + "to \(Figures.grouped(range.upperBound)), in digits"
    case .notForCommand(_, let command): "'picsort help \(command)' lists its options"
    case .missingOperand(let command, let name):
      "name one: picsort \(command) \(name); 'picsort help \(command)' tells more"
    case .conflict(_, let other): "leave \(other) out"
    case .unverifiedMove: "copy with --copy --no-verify, or leave --no-verify out"
    case .nothingToSort: "name a folder: picsort -s PHOTOS, or go on with a run: picsort --resume"
    case .noWorkingDirectory: "give absolute paths, or change to a folder that exists"
    case .unexpandedHome(_, let value):
      "put a blank in place of the '=', or write ./ before it for a folder of that name: "
        + Shell.quote(Array("./".utf8) + value)
    case .badTemplate(let option, _, _):
      "write one such as '\(option == "--name" ? "{yyyy}{MM}{dd}_{HH}{mm}" : "{yyyy}/{MM}")'; "
        + "'picsort --help' lists what braces may hold"
    case .badTimezone: "give a name such as Europe/Berlin, or an offset such as +02:00"
    case .unknownOption, .missingValue, .emptyValue, .notText, .unexpectedOperand:
      "'picsort --help' tells more"
    }
  }

  private static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
