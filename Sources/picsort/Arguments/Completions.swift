// Completion scripts, made from the tables. Texts hold no quotes that a shell could trip over:
// each generator quotes them for its own shell.

/// Completion for bash; it needs nothing but bash itself.
struct BashCompletion {
  var lines: [String] {
    let flags = Flag.all.filter { !$0.isHidden }
    var script = [
      "# bash completion for picsort.",
      "# Made by 'picsort --generate bash'; change the tables, not this file.",
      "",
      "_picsort() {",
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}",
      "  # bash makes words of their own of the two sides of '='.",
      "  if [[ $current == '=' ]]; then",
      "    current=",
      "  elif [[ $previous == '=' ]]; then",
      "    previous=${COMP_WORDS[COMP_CWORD-2]}",
      "  fi",
      "  COMPREPLY=()",
      "  case $previous in",
    ]
    for flag in flags {
      guard let value = flag.value else { continue }
      let names = (flag.short.map { ["-\($0)"] } ?? []) + ["--" + flag.long]
      script.append("    \(names.joined(separator: "|")))")
      if let action = Self.action(value.kind) { script.append("      \(action)") }
      script.append("      return ;;")
    }
    script += [
      "    help)",
      "      mapfile -t COMPREPLY < <(compgen -W '\(Self.commands)' -- \"$current\")",
      "      return ;;",
      "  esac",
      "  local before=\" ${COMP_WORDS[*]:1:COMP_CWORD-1} \"",
      "  if [[ $current != -* && ( \(Self.condition(.files)) ) ]]; then",
      "    compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")",
      "    return",
      "  elif [[ $current != -* && ( \(Self.condition(.library)) ) ]]; then",
      "    compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")",
      "    return",
      "  fi",
      "  local words='\(Self.commandWords)'",
    ]
    for parent in Command.top where !parent.verbs.isEmpty {
      let verbs = parent.verbs.compactMap(\.word).joined(separator: " ")
      script.append("  [[ $before == *' \(parent.name) '* ]] && words='\(verbs)'")
    }
    script += [
      "  if [[ $current == -* ]]; then",
      "    words='\(flags.flatMap(Self.names).joined(separator: " "))'",
      "  fi",
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")",
      "}",
      "",
      "complete -F _picsort picsort",
    ]
    return script
  }

  private static func names(_ flag: Flag) -> [String] {
    (flag.short.map { ["-\($0)"] } ?? []) + flag.longNames.map { "--" + $0 }
  }

  private static func action(_ kind: Flag.ValueKind) -> String? {
    switch kind {
    case .folder:
      "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\")"
    case .file:
      "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")"
    case .choice(let words):
      "mapfile -t COMPREPLY < <(compgen -W '\(words.joined(separator: " "))' -- \"$current\")"
    case .text, .form, .number: nil
    }
  }

  private static let commands = HelpCommand.firstWords.joined(separator: " ")
  private static let commandWords = Command.top.compactMap(\.word).joined(separator: " ")

  /// True in the shell when a command with such operands was typed.
  private static func condition(_ operands: Command.Operands) -> String {
    Command.all.filter { $0.operands == operands }
      .map { "$before == *' \($0.name) '*" }.joined(separator: " || ")
  }
}

/// Completion for zsh.
struct ZshCompletion {
  var lines: [String] {
    var script = [
      "#compdef picsort",
      "# Made by 'picsort --generate zsh'; change the tables, not this file.",
      "",
      "_picsort() {",
      "  local -a commands=(",
    ]
    script += Command.top.compactMap(Self.description)
    script += ["  )", "  _arguments -s -S \\"]
    for flag in Flag.all where !flag.isHidden {
      script += Self.specifications(flag).map { "    \($0) \\" }
    }
    script += [
      "    '1: :{_describe command commands}' \\",
      "    '*: :_picsort_operands'",
      "}",
      "",
      "_picsort_operands() {",
      "  if (( ${words[(I)help]} )); then",
      "    compadd -- \(HelpCommand.firstWords.joined(separator: " "))",
    ]
    for parent in Command.top where !parent.verbs.isEmpty {
      let place = "${words[(I)\(parent.name)]}"
      script += ["  elif (( \(place) && CURRENT == \(place) + 1 )); then", "    local -a verbs=("]
      script += parent.verbs.compactMap(Self.description).map { "  " + $0 }
      script += ["    )", "    _describe verb verbs"]
    }
    script += ["  else", "    _files", "  fi", "}", "", "_picsort \"$@\""]
    return script
  }

  private static func description(_ command: Command) -> String? {
    command.word.map { "    " + quoted("\($0):\(plain(command.summary))") }
  }

  private static func specifications(_ flag: Flag) -> [String] {
    let names = (flag.short.map { ["-\($0)"] } ?? []) + flag.longNames.map { "--" + $0 }
    let excluded = flag.long == "source" ? "*" : "(\(names.joined(separator: " ")))"
    let text = "[" + plain(flag.summary) + "]"
    var result: [String] = []
    if let short = flag.short {
      let mark = flag.value == nil ? "" : "+"
      result.append(quoted("\(excluded)-\(short)\(mark)\(text)\(action(flag))"))
    }
    for name in flag.longNames {
      let meaning = name == flag.long ? text : "[opposite of --\(flag.long)]"
      let mark = flag.value == nil ? "" : "="
      result.append(quoted("\(excluded)--\(name)\(mark)\(meaning)\(action(flag))"))
    }
    return result
  }

  private static func action(_ flag: Flag) -> String {
    guard let value = flag.value else { return "" }
    switch value.kind {
    case .folder: return ":folder:_files -/"
    case .file: return ":file:_files"
    case .choice(let words): return ":\(value.name.lowercased()):(\(words.joined(separator: " ")))"
    case .text, .form, .number: return ":\(value.name.lowercased()): "
    }
  }

  /// Text without what `_arguments` gives a meaning to.
  private static func plain(_ text: String) -> String {
    var result = ""
    for character in text {
      if "[]:\\".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}

/// Completion for fish.
struct FishCompletion {
  var lines: [String] {
    var script = [
      "# fish completion for picsort.",
      "# Made by 'picsort --generate fish'; change the tables, not this file.",
      "",
      "complete -c picsort -f",
    ]
    for command in Command.all {
      guard let word = command.word else { continue }
      script.append(
        "complete -c picsort -n \(Self.place(of: command)) -a \(word) -d "
          + Self.quoted(command.summary))
    }
    let names = HelpCommand.firstWords.joined(separator: " ")
    script.append(
      "complete -c picsort -n '__fish_seen_subcommand_from help' -a '\(names)'")
    for command in Command.all
    where command.operands == .files || command.operands == .library {
      script.append("complete -c picsort -n '__fish_seen_subcommand_from \(command.word ?? "")' -F")
    }
    for command in Command.all where command.operands == .library {
      script.append(
        "complete -c picsort -n '__fish_seen_subcommand_from \(command.word ?? "")'"
          + " -a '(__fish_complete_directories)'")
    }
    for flag in Flag.all where !flag.isHidden {
      var line = "complete -c picsort -l \(flag.long)"
      if let short = flag.short { line += " -s \(short)" }
      if let value = flag.value { line += Self.action(value.kind) }
      script.append(line + " -d " + Self.quoted(flag.summary))
      if let negated = flag.negated {
        let meaning = Self.quoted("opposite of --\(flag.long)")
        script.append("complete -c picsort -l \(negated) -d \(meaning)")
      }
    }
    return script
  }

  /// When a command's word is offered: at the beginning, or right behind that of its parent.
  private static func place(of command: Command) -> String {
    guard let parent = command.parent else { return "__fish_use_subcommand" }
    let seen = "__fish_seen_subcommand_from"
    let siblings = Command.all.filter { $0.parent == parent }.compactMap(\.word)
    return "'\(seen) \(parent); and not \(seen) \(siblings.joined(separator: " "))'"
  }

  private static func action(_ kind: Flag.ValueKind) -> String {
    switch kind {
    case .folder: " -x -a '(__fish_complete_directories)'"
    case .file: " -r -F"
    case .choice(let words): " -x -a '\(words.joined(separator: " "))'"
    case .text, .form, .number: " -x"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "'"
    for character in text {
      if character == "'" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result + "'"
  }
}
