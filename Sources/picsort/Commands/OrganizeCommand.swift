internal import PicsortCore
internal import Platform

extension Command {
  /// Sorts photos and videos into folders; the command that needs no word.
  static let organize = Command(
    name: "organize", word: nil,
    synopsis: ["-s SOURCE [-o OUTPUT] [options]", "--resume [-s SOURCE | -o OUTPUT] [options]"],
    summary: "sort photos and videos into folders by month",
    details: """
      Sorts the photos and videos of a folder into folders by the month in which they were \
      taken: 12.2023, 01.2024 and so on. A photo's raw twin, the video of a Live Photo, edits \
      and sidecar files (.xmp, .aae, .json, .thm, .wav) stay with it.

      Of a Google Takeout export, give all parts as sources, unpacked or as ZIP archives.

      No file is ever overwritten or lost. A run may be stopped at any time, by Ctrl-C, a full \
      disk or a power cut; it goes on from the file it stopped at.
      """,
    examples: [
      Example(
        line: "picsort -s ~/Photos -o ~/Organized",
        meaning: "sort ~/Photos into month folders below ~/Organized"),
      Example(
        line: "picsort -n -s ~/Photos",
        meaning: "print what would be done, change nothing"),
      Example(
        line: "picsort --copy -s /media/card -o ~/Organized",
        meaning: "copy from a card and leave the card as it is"),
      Example(
        line: "picsort --resume",
        meaning: "go on with the last interrupted run, from the very file it stopped at"),
      Example(
        line: "picsort --json -s ~/Photos | tail -n 1",
        meaning: "sort, and let a program read the summary"),
    ],
    exitStatuses: [
      .done, .problems, .usage, .refused, .locked, .hangUp, .interrupted, .terminated,
    ],
    operands: .none,
    run: { options, context in organize(options, context) })

  private static func organize(_ options: Options, _ context: Context) -> Ending {
    let settings: RunSettings
    do throws(ArgumentError) {
      settings = try options.runSettings(workingDirectory: context.workingDirectory)
    } catch {
      return context.refuse(error)
    }
    let reporter = context.reporter(
      options, isDryRun: settings.dryRun, configuration: settings.configuration)
    return context.carryOut(options, reporter, output: settings.output) { () throws(RunError) in
      try context.perform(settings, reporter)
    }
  }
}

extension Context {
  /// The report that the options ask for.
  func reporter(
    _ options: Options, isDryRun: Bool, configuration: Configuration
  ) -> any Reporter {
    let progress = ProgressLine(
      console: console, mode: options.progress ?? .auto, verbosity: options.verbosity,
      copies: configuration.mode == .copy, clock: clock)
    if options.printsJSON == true {
      return JSONReport(
        console: console, isQuiet: options.verbosity == .quiet, progress: progress, clock: clock)
    }
    let style = ReportStyle(
      verbosity: options.verbosity, isDryRun: isDryRun, mode: configuration.mode,
      duplicates: configuration.duplicates, undated: configuration.undated)
    return TextReport(
      console: console, style: style, progress: progress, clock: clock,
      isStopping: { isStopping }, prompt: recoveryPrompt(options))
  }

  /// Nil where nobody may be asked: nobody is there, or said not to be.
  private func recoveryPrompt(_ options: Options) -> RecoveryPrompt? {
    guard let typedLine, console.isTerminal(.error), options.verbosity != .quiet,
      options.avoidsQuestions != true, options.assumesYes != true
    else { return nil }
    return RecoveryPrompt(
      console: console, typedLine: typedLine, isStopping: { isStopping })
  }
}
