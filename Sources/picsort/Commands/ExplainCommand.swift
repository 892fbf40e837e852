internal import PicsortCore
internal import Platform

extension Command {
  /// Shows every date in and beside a file, and why one of them was chosen.
  static let explain = Command(
    name: "explain", word: "explain", synopsis: ["explain [--json] [--doubtful] FILE..."],
    summary: "show why a file gets its date",
    details: """
      Shows every date in and beside each FILE, which one is believed, and why; nothing is \
      changed. Of a folder, every photo and video in it is explained, and in all folders below.

      The files beside a FILE are looked at too, because a sidecar, a twin or a photo of the \
      same camera may tell of it. The names of the folders in the path of FILE count where \
      nothing better is known. When a folder is named, only those below it do, as in \
      'picsort -s FOLDER'.

      With --json, one object a line holds path, date (the clock where the picture was taken), \
      offset, source (such as exif:DateTimeOriginal, filename or none), confidence, month and \
      candidates; date, offset and month are null when there is no trustworthy date.
      """,
    examples: [
      Example(line: "picsort explain IMG_0001.HEIC", meaning: "show why this photo gets its date"),
      Example(
        line: "picsort explain --doubtful ~/Organized",
        meaning: "show the dates that a person should look at"),
      Example(
        line: "picsort explain --json ~/Photos | grep '\"source\":\"none\"'",
        meaning: "list the photos and videos that would go to the folder Undated"),
    ],
    exitStatuses: [.done, .problems, .usage],
    operands: .files,
    run: { options, context in explain(options, context) })

  private static func explain(_ options: Options, _ context: Context) -> Ending {
    guard !options.operands.isEmpty else {
      return context.refuse(.missingOperand(command: "explain", name: "FILE"))
    }
    let configuration: Configuration
    do throws(ArgumentError) {
      configuration = try options.dateConfiguration()
    } catch {
      return context.refuse(error)
    }
    let report = ExplanationReport(
      console: context.console, printsJSON: options.printsJSON == true,
      onlyDoubtful: options.onlyDoubtful == true, clock: context.clock)
    do throws(RunError) {
      try context.explain(configuration, options.operands.map(Path.init(bytes:))) { event in
        report.hear(event)
        return !context.console.outputIsGone
      }
    } catch {
      context.console.say(error)
      return Ending(error)
    }
    if let signal = context.stopSignal() { return .signal(signal) }
    if report.isEmpty, options.verbosity != .quiet {
      context.console.say(
        options.onlyDoubtful == true
          ? "picsort: no date is in doubt" : "picsort: no photo and no video was found")
    }
    return .exit(report.problems > 0 ? .problems : .done)
  }
}
