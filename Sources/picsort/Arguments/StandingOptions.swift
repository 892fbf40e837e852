internal import PicsortCore
internal import Platform

/// Options that hold for every command line: those of the settings file and of the environment.
///
/// The command line outranks the environment, and that the file. A list (`--source`, `--shift`) is
/// replaced, not added to, by a higher rank. What the command at hand does not know is passed over.
struct StandingOptions {
  /// What is wrong in the file or a variable, and where.
  struct Fault: Error, Equatable {
    /// `~/.config/picsort/config, line 3`, or the name of a variable.
    let place: String
    let message: String
    let nextStep: String
  }

  /// What the file says, and the environment, each in its order; the higher rank last.
  private var ranks: [[ArgumentReader.Setting]] = []

  /// Flags that belong to one command line only.
  private static let passing = ["help", "version", "generate", "no-config"]

  /// Flags that may stand in the file and in the environment.
  static let flags = Flag.all.filter {
    !$0.isHidden && !passing.contains($0.long) && $0.category != .operations
  }

  /// Flags that say where; a verb is about the operation that its own line names, and no other.
  private static let places = ["output", "state-file"]

  // MARK: The file

  /// Adds what a settings file says: one option a line, written as on the command line without a
  /// shell's quotes; what follows a name and a blank or `=` is its value, to the end of the line.
  /// Empty lines, and lines that begin with `#`, say nothing.
  ///
  /// - Parameters:
  ///   - text: all bytes of the file.
  ///   - name: the file, for messages.
  /// - Throws: the first line that makes no sense.
  mutating func add(file text: [UInt8], name: String) throws(Fault) {
    var rank: [ArgumentReader.Setting] = []
    defer { ranks.append(rank) }
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      let line = Self.trimmed(line)
      guard let first = line.first, first != UInt8(ascii: "#") else { continue }
      rank += try Self.read(Self.words(line), place: "\(name), line \(index + 1)")
    }
  }

  /// A line as words: an option whose value follows after a blank is two.
  private static func words(_ line: [UInt8]) -> [Word] {
    guard let cut = line.firstIndex(where: isBlank), !line[..<cut].contains(UInt8(ascii: "="))
    else {
      return [line]
    }
    return [Array(line[..<cut]), trimmed(line[cut...])]
  }

  private static func trimmed(_ line: some Collection<UInt8>) -> [UInt8] {
    var line = Array(line.drop(while: isBlank))
    while let last = line.last, isBlank(last) { line.removeLast() }
    return line
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  // MARK: The environment

  /// The variable of a flag: `PICSORT_CHECKPOINT_ITEMS`.
  static func variable(of flag: Flag) -> String {
    "PICSORT_" + flag.long.uppercased().map { $0 == "-" ? "_" : $0 }
  }

  /// Adds what variables say; an empty one says nothing.
  mutating func add(variables value: (String) -> String?) throws(Fault) {
    var rank: [ArgumentReader.Setting] = []
    defer { ranks.append(rank) }
    for flag in Self.flags {
      let name = Self.variable(of: flag)
      guard let text = value(name), !text.isEmpty else { continue }
      let long = Array("--\(flag.long)".utf8)
      guard flag.value == nil else {
        rank += try Self.read([long + [UInt8(ascii: "=")] + Array(text.utf8)], place: name)
        continue
      }
      switch text.lowercased() {
      case "1", "true", "yes", "on": rank += try Self.read([long], place: name)
      case "0", "false", "no", "off":
        guard let negated = flag.negated else { break }
        rank += try Self.read([Array("--\(negated)".utf8)], place: name)
      default:
        throw Fault(
          place: name, message: "it is neither yes nor no: \(SafeText.quoted(Array(text.utf8)))",
          nextStep: "set it to 1 or 0, or unset it")
      }
    }
  }

  private static func read(
    _ words: [Word], place: String
  ) throws(Fault) -> [ArgumentReader.Setting] {
    do throws(ArgumentError) {
      let request = try ArgumentReader().readFlags(words)
      if let stray = request.first(where: { setting in
        passing.contains(setting.flag.long) || setting.flag.category == .operations
      }) {
        throw .notStanding(option: stray.spelling)
      }
      return request
    } catch {
      throw Fault(place: place, message: error.message, nextStep: error.nextStep)
    }
  }

  // MARK: Together

  /// The options of a command line over these.
  func under(_ request: ArgumentReader.Request) -> Options {
    var options = Options()
    for rank in ranks {
      let settings = rank.filter {
        request.command.parent == nil || !Self.places.contains($0.flag.long)
      }
      apply(settings, to: &options, for: request.command)
    }
    let standing = options.statedFields
    apply(request.settings, to: &options, for: request.command)
    options.operands = request.options.operands
    options.standing = standing.subtracting(request.options.statedFields)
    return options
  }

  /// Puts each list of a rank in the place of that of a lower one.
  private func apply(
    _ settings: [ArgumentReader.Setting], to options: inout Options, for command: Command
  ) {
    let settings = settings.filter { $0.flag.scope.includes(command.name) }
    let names = Set(settings.map(\.flag.long))
    if names.contains("source") { options.sources = [] }
    if names.contains("shift") { options.shifts = [] }
    for setting in settings { setting.apply(&options) }
  }
}
