internal import PicsortCore
internal import Platform

extension Command {
  /// Compares a library with its books.
  static let verify = Command(
    name: "verify", word: "verify",
    synopsis: ["verify [OUTPUT | ID] [--full] [--manifest] [--json]"],
    summary: "compare a sorted library with its books",
    details: """
      Compares the folder OUTPUT with what its journals say: that every line of them is what was \
      written, that every file that was sorted is there with its size and time, and that an \
      unfinished run finds everything where it left it. With --full every file is read, too. An \
      operation is named by its ID, or by as much of the beginning as no other one has; then only \
      its files are looked at. Without OUTPUT and ID it is the current folder, if picsort sorted \
      into it, else that of the newest run.

      Of several journals the last one that speaks of a file is believed. Files that no journal \
      speaks of are counted and are no difference, nor are files with the same bytes. Nothing is \
      changed, except that --full notes hashes in .picsort/catalog.jsonl. No symbolic link is \
      followed. While it runs no other run may work in OUTPUT.

      Every difference is printed with its cause and what to do, and at the end whether it is \
      safe to go on. With --json each is one object a line, the last one has "event":"summary".

      The exit status is 4 when there is a difference, else 1 when something could not be read.
      """,
    examples: [
      Example(
        line: "picsort verify ~/Organized",
        meaning: "look whether every file that was sorted is still there"),
      Example(
        line: "picsort verify --full ~/Organized",
        meaning: "read every file, too, and compare its hash"),
      Example(
        line: "picsort verify --manifest ~/Organized > photos.sha256",
        meaning: "make a list that 'sha256sum -c' reads in ~/Organized"),
    ],
    exitStatuses: [
      .done, .problems, .usage, .refused, .differences, .locked, .hangUp, .interrupted,
      .terminated,
    ],
    operands: .library,
    run: { options, context in verify(options, context) })

  private static func verify(_ options: Options, _ context: Context) -> Ending {
    let settings: VerifySettings
    do throws(ArgumentError) {
      settings = try options.verifySettings(workingDirectory: context.workingDirectory)
    } catch {
      return context.refuse(error)
    }
    if settings.listsHashes, options.printsJSON == true {
      return context.refuse(.conflict("--manifest", "--json"))
    }
    let report = context.verificationReport(options, settings)
    let result: VerifyReport
    do throws(RunError) {
      result = try context.verify(settings) { event in
        report.hear(event)
        return !context.console.outputIsGone
      }
    } catch {
      report.finish(error, settings)
      return Ending(error)
    }
    report.finish(result)
    if let signal = context.stopSignal() { return .signal(signal) }
    return .exit(
      result.differences > 0 ? .differences : result.problems > 0 ? .problems : .done)
  }
}

extension Context {
  /// The report that the options ask for.
  fileprivate func verificationReport(
    _ options: Options, _ settings: VerifySettings
  ) -> VerificationReport {
    let form: VerificationReport.Form =
      options.printsJSON == true ? .json : settings.listsHashes ? .manifest : .text
    return VerificationReport(
      console: console, form: form, verbosity: options.verbosity,
      progress: ProgressLine(
        console: console, mode: options.progress ?? .auto, verbosity: options.verbosity,
        clock: clock),
      clock: clock)
  }
}
