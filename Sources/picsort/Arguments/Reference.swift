internal import PicsortCore

/// Facts that help and manual list beside the tables of flags and commands.
enum Reference {
  /// A file, folder or variable, and what it is for.
  struct Entry {
    let name: String
    let meaning: String
  }

  static let summary = "sort photos and videos into folders by month"

  /// What braces may hold in the templates of `--layout` and `--name`.
  static let layout = LayoutToken.allCases.map {
    Entry(name: "{\($0.rawValue)}", meaning: $0.summary)
  }

  static let files = [
    Entry(
      name: "OUTPUT/.picsort/state.jsonl",
      meaning: "the journal of the current or last run, one JSON object a line"),
    Entry(name: "OUTPUT/.picsort/history/", meaning: "the journals of earlier runs"),
    Entry(
      name: "~/.local/share/PicSort/checkpoints/",
      meaning: """
        one small file a run, by which --resume finds the last one; below $XDG_DATA_HOME when \
        that is set, and in ~/Library/Application Support on macOS
        """),
    Entry(
      name: "OUTPUT/.picsort/audit.log",
      meaning: "a line for each start, resume, end and refusal: who, when, with which outcome"),
    Entry(
      name: "~/.config/picsort/config",
      meaning: "options that hold for every command line; 'picsort help config' tells more"),
  ]

  static let variables = [
    Entry(name: "NO_COLOR", meaning: "no colors when it is set and not empty"),
    Entry(name: "TERM", meaning: "no colors and no moving line when it is empty or 'dumb'"),
    Entry(name: "TZ", meaning: "the machine's zone, where --timezone does not give one"),
    Entry(name: "PICSORT_CONFIG_PATH", meaning: "the settings file"),
    Entry(
      name: "PICSORT_LAYOUT, PICSORT_COPY, ...",
      meaning: "set the options of these names; 'picsort help config' lists them"),
    Entry(name: "XDG_CONFIG_HOME", meaning: "where the settings file is, in picsort/config"),
    Entry(name: "XDG_DATA_HOME", meaning: "where the register of runs is kept"),
  ]
}
