internal import PicsortCore
internal import Platform

extension Options {
  /// The settings these options ask for, with paths made absolute against `workingDirectory`.
  ///
  /// Links and `..` in a path are left for the system to follow.
  func runSettings(workingDirectory: Path?) throws(ArgumentError) -> RunSettings {
    if sources.isEmpty, output == nil, resumes != true { throw .nothingToSort }
    try requireOneRecovery()
    var configuration = try dateConfiguration()
    if let copies { configuration.mode = copies ? .copy : .move }
    configuration.readsBack = try readsBack(configuration.mode)
    if let layout {
      do throws(LayoutError) {
        configuration.layout = try LayoutTemplate(layout).text
      } catch {
        throw .badTemplate(option: "--layout", layout, error)
      }
    }
    if let names {
      do throws(LayoutError) {
        configuration.names = try NameTemplate(names).text
      } catch {
        throw .badTemplate(option: "--name", names, error)
      }
    }
    if let locale { configuration.locale = locale }
    if let duplicates { configuration.duplicates = duplicates }
    if let undated { configuration.undated = undated }
    if let albums { configuration.albums = albums }
    if let trashed { configuration.trashed = trashed }
    if let archived { configuration.archived = archived }

    let absolute = PathMaker(workingDirectory: workingDirectory)
    var settings = RunSettings(configuration: configuration, stated: statedFields)
    for source in sources { settings.sources.append(try absolute.path(source, "--source")) }
    if let output { settings.output = try absolute.path(output, "--output") }
    if let stateFile { settings.stateFile = try absolute.path(stateFile, "--state-file") }
    settings.checkpoints = CheckpointInterval(items: checkpointItems, seconds: checkpointSeconds)
    settings.jobs = jobs
    settings.recovery = RecoveryWish(choice: recovery, checkpoint: fromCheckpoint)
    settings.dryRun = isDryRun ?? false
    settings.resume = resumes ?? false
    settings.force = forces ?? false
    settings.waits = waits ?? false
    settings.priority = priority
    return settings
  }

  /// Who says --no-verify of a move is told; what stands in the settings file for copies is not
  /// about moves. Who only asks to go on may be about a run that copies.
  private func readsBack(_ mode: TransferMode) throws(ArgumentError) -> Bool {
    guard skipsReadBack == true else { return true }
    if mode == .copy { return false }
    if standing.contains(.readsBack) { return true }
    if !sources.isEmpty, resumes != true { throw .unverifiedMove }
    return false
  }

  /// One run is gone on with in one way.
  private func requireOneRecovery() throws(ArgumentError) {
    if forces == true, let recovery, recovery != .fresh {
      throw .conflict("--force", "--recover \(recovery.rawValue)")
    }
    guard fromCheckpoint != nil else { return }
    if forces == true { throw .conflict("--force", "--from-checkpoint") }
    if let recovery, recovery != .goOn {
      throw .conflict("--from-checkpoint", "--recover \(recovery.rawValue)")
    }
  }

  /// What these options ask `verify` to do; without a word it is the current folder.
  func verifySettings(workingDirectory: Path?) throws(ArgumentError) -> VerifySettings {
    var target = try target(workingDirectory: workingDirectory)
    target.workingDirectory = workingDirectory
    return VerifySettings(
      target: target, readsContent: readsContent ?? false, listsHashes: listsHashes ?? false)
  }

  /// What is to be undone.
  func undoSettings(workingDirectory: Path?) throws(ArgumentError) -> UndoSettings {
    UndoSettings(
      target: try target(workingDirectory: workingDirectory), dryRun: isDryRun ?? false,
      waits: waits ?? false)
  }

  /// The library or operation that a command is about.
  func target(workingDirectory: Path?) throws(ArgumentError) -> TargetWords {
    let absolute = PathMaker(workingDirectory: workingDirectory)
    var target = TargetWords(operand: operands.first.map(Path.init(bytes:)))
    if let output { target.output = try absolute.path(output, "--output") }
    if let stateFile { target.stateFile = try absolute.path(stateFile, "--state-file") }
    return target
  }

  /// What of these options decides a date.
  func dateConfiguration() throws(ArgumentError) -> Configuration {
    var configuration = Configuration(
      usesModificationTime: usesModificationTime ?? false, timezone: try checkedTimezone())
    configuration.shifts = shifts
    configuration.prefersExif = prefersExif ?? false
    return configuration
  }

  private func checkedTimezone() throws(ArgumentError) -> String? {
    guard let timezone else { return nil }
    guard TimezoneForm.isPlausible(timezone) else { throw .badTimezone(timezone) }
    return timezone
  }

  /// The choices that were said: a run that is gone on with keeps its own for the others.
  var statedFields: Set<Configuration.Field> {
    let said: [Configuration.Field: Bool] = [
      .mode: copies != nil, .readsBack: skipsReadBack != nil, .layout: layout != nil,
      .names: names != nil, .locale: locale != nil,
      .duplicates: duplicates != nil, .undated: undated != nil,
      .usesModificationTime: usesModificationTime != nil, .timezone: timezone != nil,
      .shifts: !shifts.isEmpty, .prefersExif: prefersExif != nil, .albums: albums != nil,
      .trashed: trashed != nil, .archived: archived != nil,
    ]
    return Set(said.filter(\.value).keys).subtracting(standing)
  }
}

/// Makes paths absolute without asking a disk.
private struct PathMaker {
  let workingDirectory: Path?

  func path(_ given: Path, _ option: String) throws(ArgumentError) -> Path {
    // Shells replace ~ only at the beginning of a word, so `--output=~/x` arrives as it is; a
    // folder called "~" is not what anybody wants.
    if given.bytes.first == UInt8(ascii: "~"), given.components.first?.bytes == [0x7E] {
      throw .unexpandedHome(option: option, value: given.bytes)
    }
    guard let base = given.isAbsolute ? Path("/") : workingDirectory else {
      throw .noWorkingDirectory
    }
    return given.components.filter { $0 != Path(".") }.reduce(base) { $0.appending($1) }
  }
}

/// The form of a zone, without asking whether the system knows it.
enum TimezoneForm {
  /// True for an IANA name (`Europe/Berlin`, `UTC`) or an offset (`+02:00`).
  static func isPlausible(_ zone: String) -> Bool {
    isOffset(Array(zone.utf8)) || isName(zone)
  }

  /// A sign, two digits of hours, a colon, two of minutes; at most 14 hours, the most on Earth.
  private static func isOffset(_ zone: [UInt8]) -> Bool {
    guard zone.count == 6, zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"),
      zone[3] == UInt8(ascii: ":")
    else { return false }
    let digits = [zone[1], zone[2], zone[4], zone[5]].map { Int($0) - 0x30 }
    guard digits.allSatisfy((0...9).contains) else { return false }
    let minutes = digits[2] * 10 + digits[3]
    return minutes < 60 && (digits[0] * 10 + digits[1]) * 60 + minutes <= 14 * 60
  }

  /// Parts of letters, digits, `_`, `+` and `-` between slashes; the first begins with a letter.
  private static func isName(_ zone: String) -> Bool {
    let parts = zone.split(separator: "/", omittingEmptySubsequences: false)
    guard zone.utf8.count <= 64, let first = zone.first, first.isASCII, first.isLetter else {
      return false
    }
    return parts.allSatisfy { part in
      !part.isEmpty
        && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_+-".contains($0)) }
    }
  }
}
