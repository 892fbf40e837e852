/// What `picsort help config` says.
struct SettingsHelp {
  let width: Int
  /// Where the settings file is looked for now; nil for nowhere.
  let place: String?

  var lines: [String] {
    var lines = Wrap.paragraphs(Self.introduction, indent: 0, width: width)
    lines += ["", "Settings file:"]
    lines += ["  " + (place ?? "none: neither HOME nor XDG_CONFIG_HOME is set"), ""]
    lines += Wrap.paragraphs(Self.file, indent: 2, width: width)
    lines += ["", "Example:"] + Self.example.map { "  " + $0 }
    lines += ["", "Variables that set options:", ""]
    lines += Wrap.paragraphs(Self.environment, indent: 2, width: width) + [""]
    for flag in StandingOptions.flags {
      lines += Wrap.row(
        "  " + StandingOptions.variable(of: flag), flag.summary, column: 34, width: width)
    }
    lines += ["", "Variables that --on-complete and --on-interrupt find:", ""]
    for variable in Hooks.variables {
      lines += Wrap.row("  " + variable.name, variable.meaning, column: 34, width: width)
    }
    return lines
  }

  private static let introduction = """
    What you would say on every command line can stand in a settings file or in variables of the \
    environment. The command line outranks the environment, and the environment the file. \
    Options that the command at hand does not know are passed over. A run that is gone on with \
    keeps what it was begun with, whatever the file says now.
    """

  private static let file = """
    $PICSORT_CONFIG_PATH names another file, --no-config ignores it. One option a line, as on the \
    command line but without quotes: the value is the rest of the line. Lines that begin with # \
    say nothing, nor do empty ones. Of an option that is given more than once, the last one \
    counts; --source and --shift add up within the file, and are replaced by the command line's.
    """

  private static let example = [
    "# ~/.config/picsort/config",
    "--copy",
    "--layout {yyyy}/{MM}",
    "--timezone=Europe/Berlin",
    "--on-complete notify-send picsort \"$PICSORT_RUN_STATUS\"",
  ]

  private static let environment = """
    Switches take 1 or 0; with 0, a switch that has an opposite is turned off. An empty variable \
    says nothing.
    """
}
