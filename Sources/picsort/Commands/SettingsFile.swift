internal import PicsortCore
internal import Platform

/// The settings file: options that hold for every command line.
struct SettingsFile {
  let path: Path
  /// It was named; then it must be there.
  let isNamed: Bool

  static let pathVariable = "PICSORT_CONFIG_PATH"
  /// Much more than anybody writes.
  private static let longest = 1 << 20

  /// Where the file of this user is; nil when the environment names no place.
  init?(_ variable: (String) -> String?) {
    if let named = variable(Self.pathVariable), !named.isEmpty {
      self.init(path: Path(named), isNamed: true)
    } else if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      self.init(path: Path(folder).appending("picsort/config"), isNamed: false)
    } else if let home = variable("HOME"), home.hasPrefix("/") {
      let folder = Path(home).appending(Path(Environment.userSettingsFolder))
      self.init(path: folder.appending("picsort/config"), isNamed: false)
    } else {
      return nil
    }
  }

  private init(path: Path, isNamed: Bool) {
    self.path = path
    self.isNamed = isNamed
  }

  /// Adds what it says to `standing`. A file that cannot be read is a fault: it may hold the very
  /// option that keeps a run from moving anything.
  func read(
    into standing: inout StandingOptions, _ contents: (Path, Int) throws(SystemError) -> [UInt8]
  ) throws(StandingOptions.Fault) {
    let name = SafeText.escape(path)
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try contents(path, Self.longest + 1)
    } catch {
      if error.isMissing, !isNamed { return }
      throw StandingOptions.Fault(
        place: name, message: "the settings file cannot be read: \(error.message)",
        nextStep: isNamed
          ? "mend \(Self.pathVariable), or give --no-config" : "mend it, or give --no-config")
    }
    guard bytes.count <= Self.longest else {
      throw StandingOptions.Fault(
        place: name, message: "the settings file is larger than a mebibyte",
        nextStep: "see what it is, or give --no-config")
    }
    try standing.add(file: bytes, name: name)
  }
}

extension Context {
  /// The options of a command line over those of the environment and of the settings file.
  func options(of request: ArgumentReader.Request) throws(StandingOptions.Fault) -> Options {
    var standing = StandingOptions()
    if request.options.ignoresSettings != true, let file = SettingsFile(variable) {
      try file.read(into: &standing, contents)
    }
    try standing.add(variables: variable)
    return standing.under(request)
  }
}
