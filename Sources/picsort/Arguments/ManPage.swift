internal import PicsortCore

/// The manual page in the man(7) macros, made from the tables.
struct ManPage {
  var lines: [String] {
    var page = [
      ".\\\" Made by 'picsort --generate man'; change the tables, not this file.",
      ".TH PICSORT 1 \"\" \"picsort \(ProgramVersion.text)\" \"User Commands\"",
      ".nh", ".ad l", ".SH NAME", "picsort \\- " + Self.text(Reference.summary),
      ".SH SYNOPSIS",
    ]
    for command in Command.all {
      for line in command.synopsis { page += [".B picsort", Self.text(line), ".br"] }
    }
    page.append(".SH DESCRIPTION")
    page += Self.paragraphs(Command.organize.details)
    page += [".SH OPTIONS"] + options
    page += [".SH COMMANDS"]
    for command in Command.all where command.word != nil {
      page += [".TP", ".B " + Self.text(command.synopsis.first ?? command.name)]
      page += Self.paragraphs(command.details, inList: true)
    }
    page += [".SH EXIT STATUS"]
    for status in statuses {
      page += [".TP", ".B \(status.rawValue)", Self.text(status.sentence)]
    }
    page += section("LAYOUT", Reference.layout)
    page += section("FILES", Reference.files) + section("ENVIRONMENT", Reference.variables)
    page += [".SH EXAMPLES"]
    for example in Command.organize.examples {
      page += [".TP", ".B " + Self.text(example.line), Self.text(Self.sentence(example.meaning))]
    }
    return page
  }

  /// The statuses that some command of this release can give.
  private var statuses: [ExitStatus] {
    ExitStatus.allCases.filter { status in
      Command.all.contains { $0.exitStatuses.contains(status) }
    }
  }

  private var options: [String] {
    var lines: [String] = []
    for (category, flags) in Help.grouped(Flag.all.filter { !$0.isHidden }) {
      lines.append(".SS " + Self.text(category.rawValue))
      for flag in flags {
        lines += [".TP", Self.heading(flag)]
        lines += Self.paragraphs(flag.details, inList: true)
        if let negated = flag.negated {
          lines += [".IP", "Opposite: \\fB" + Self.text("--" + negated) + "\\fR."]
        }
      }
    }
    return lines
  }

  private func section(_ title: String, _ entries: [Reference.Entry]) -> [String] {
    [".SH " + title]
      + entries.flatMap { entry in
        [".TP", ".I " + Self.text(entry.name), Self.text(Self.sentence(entry.meaning))]
      }
  }

  private static func heading(_ flag: Flag) -> String {
    let names = (flag.short.map { ["-\($0)"] } ?? []) + ["--" + flag.long]
    let bold = names.map { "\\fB" + text($0) + "\\fR" }.joined(separator: ", ")
    return flag.value.map { bold + " \\fI" + text($0.name) + "\\fR" } ?? bold
  }

  private static func paragraphs(_ details: String, inList: Bool = false) -> [String] {
    var lines: [String] = []
    for paragraph in Wrap.paragraphs(of: details) {
      if !lines.isEmpty { lines.append(inList ? ".IP" : ".PP") }
      lines.append(text(paragraph))
    }
    return lines
  }

  private static func sentence(_ phrase: String) -> String {
    phrase.prefix(1).uppercased() + phrase.dropFirst() + "."
  }

  /// Text in which roff sees no request: dashes that can be copied, no leading dot or quote.
  static func text(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      case "~": result += "\\(ti"
      case "^": result += "\\(ha"
      case "`": result += "\\(ga"
      default: result.append(character)
      }
    }
    return result.first == "." ? "\\&" + result : result
  }
}
