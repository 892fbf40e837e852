internal import PicsortCore

/// Help in words, made from the tables; every line fits the width, unless a single word does not.
struct Help {
  let width: Int

  /// What `picsort` alone says.
  var usage: [String] {
    let examples = Command.organize.examples.prefix(2)
    var lines = Wrap.lines("picsort: \(Reference.summary)", width: width)
    lines += synopsis(of: .organize) + [""]
    for example in examples { lines += self.example(example) }
    let more = "'picsort -h' lists the options, 'picsort --help' tells everything."
    return lines + [""] + Wrap.lines(more, width: width)
  }

  func lines(for command: Command, _ form: HelpForm) -> [String] {
    switch form {
    case .short: short(command)
    case .full: full(command)
    }
  }

  // MARK: Short

  private func short(_ command: Command) -> [String] {
    var lines = head(command)
    lines += commandRows(below: command)
    for (category, flags) in Self.grouped(command.flags) {
      let rows = flags.flatMap { row("  " + $0.heading, $0.summary, column: optionColumn) }
      lines += section(category.rawValue, rows)
    }
    let more = command.word == nil ? "picsort --help" : "picsort help \(command.name)"
    return lines + [""] + Wrap.lines("'\(more)' tells more.", width: width)
  }

  // MARK: Full

  private func full(_ command: Command) -> [String] {
    var lines = head(command) + [""]
    lines += Wrap.paragraphs(command.details, indent: 0, width: width)
    lines += section("Examples", command.examples.flatMap(example))
    lines += commandRows(below: command)
    for (category, flags) in Self.grouped(command.flags) {
      var rows: [String] = []
      for flag in flags {
        if !rows.isEmpty { rows.append("") }
        rows += option(flag)
      }
      lines += section(category.rawValue, rows)
    }
    lines += section(
      "Exit status",
      command.exitStatuses.flatMap { row("  \($0.rawValue)", $0.sentence, column: 7) })
    if command.word == nil {
      lines += section("Layout", layout)
      lines += section("Files", Reference.files.flatMap(entry))
      lines += section("Environment", Reference.variables.flatMap(entry))
    }
    return lines
  }

  private func option(_ flag: Flag) -> [String] {
    var lines = ["  " + flag.heading]
    lines += Wrap.paragraphs(flag.details, indent: 8, width: width)
    if let negated = flag.negated { lines.append("        Opposite: --\(negated)") }
    return lines
  }

  // MARK: Parts

  private func head(_ command: Command) -> [String] {
    let title =
      command.word == nil
      ? "picsort \(ProgramVersion.text): \(Reference.summary)"
      : "picsort \(command.name): \(command.summary)"
    return Wrap.lines(title, width: width) + [""] + synopsis(of: command)
  }

  private func synopsis(of command: Command) -> [String] {
    let lines = command.synopsis + (command.word == nil ? ["COMMAND ..."] : [])
    return lines.enumerated().flatMap { index, line in
      Self.hanging((index == 0 ? "Usage: " : "       ") + "picsort ", line, width: width)
    }
  }

  /// The commands, of picsort as a whole, or the verbs of a command that has some.
  private func commandRows(below command: Command) -> [String] {
    let members = command.word == nil ? Command.top.filter { $0.word != nil } : command.verbs
    guard !members.isEmpty else { return [] }
    let rows = members.flatMap {
      row("  " + ($0.word ?? $0.name), $0.summary, column: optionColumn)
    }
    return section(command.word == nil ? "Commands" : "Verbs", rows)
  }

  private func example(_ example: Command.Example) -> [String] {
    ["  " + example.line] + Wrap.paragraphs(example.meaning, indent: 6, width: width)
  }

  private var layout: [String] {
    Reference.layout.flatMap { row("  " + $0.name, $0.meaning, column: optionColumn) }
  }

  private func entry(_ entry: Reference.Entry) -> [String] {
    ["  " + entry.name] + Wrap.paragraphs(entry.meaning, indent: 6, width: width)
  }

  private func section(_ title: String, _ rows: [String]) -> [String] { ["", title + ":"] + rows }

  private func row(_ left: String, _ right: String, column: Int) -> [String] {
    Wrap.row(left, right, column: column, width: width)
  }

  /// `lead` and a text whose further lines begin below the text's first.
  private static func hanging(_ lead: String, _ text: String, width: Int) -> [String] {
    let margin = String(repeating: " ", count: lead.count)
    return Wrap.lines(text, width: max(16, width - lead.count)).enumerated()
      .map { ($0 == 0 ? lead : margin) + $1 }
  }

  /// Column at which the texts of options begin.
  private let optionColumn = 30

  init(width: Int) {
    self.width = width
  }

  /// Flags under their headings, in the order of both.
  static func grouped(_ flags: [Flag]) -> [(category: Flag.Category, flags: [Flag])] {
    Flag.Category.allCases.compactMap { category in
      let members = flags.filter { $0.category == category }
      return members.isEmpty ? nil : (category, members)
    }
  }
}
