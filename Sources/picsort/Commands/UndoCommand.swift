internal import PicsortCore
internal import Platform

extension Command {
  /// Puts the files of a run back to where they were.
  static let undo = Command(
    name: "undo", word: "undo", synopsis: ["undo [OUTPUT | ID] [-n] [--json]"],
    summary: "put the files of a run back to where they were",
    details: """
      Puts every file of a run back to the folder and the name that it had: of the current or \
      last run in the folder OUTPUT, of the run whose ID is or begins so, or without either of \
      the newest run on this machine. The run may be finished, interrupted or killed half-way. \
      -n shows what would be done.

      A file goes back only if it is still what the run put there, and only to a name that is \
      free. Every other one stays where it is and is named, with the reason. Copies are removed \
      when every byte of their originals is still there; duplicates that were removed are made \
      again from their twins. Folders and links that picsort made go when nothing else is in \
      them.

      An undo can be stopped at any time; the same command goes on with it. It is an operation \
      like a run, so that it can be undone itself: by the same command once more.
      """,
    examples: [
      Example(line: "picsort undo -n ~/Organized", meaning: "show what would be put back"),
      Example(line: "picsort undo ~/Organized", meaning: "put back what the last run moved there"),
      Example(line: "picsort undo 4f1d", meaning: "undo the run whose ID begins with 4f1d"),
    ],
    exitStatuses: [
      .done, .problems, .usage, .refused, .locked, .hangUp, .interrupted, .terminated,
    ],
    operands: .library,
    run: { options, context in undo(options, context) })

  private static func undo(_ options: Options, _ context: Context) -> Ending {
    let settings: UndoSettings
    do throws(ArgumentError) {
      settings = try options.undoSettings(workingDirectory: context.workingDirectory)
    } catch {
      return context.refuse(error)
    }
    let reporter = context.reporter(
      options, isDryRun: settings.dryRun, configuration: Configuration())
    return context.carryOut(options, reporter, output: settings.target.output) {
      () throws(RunError) in try context.undo(settings, reporter)
    }
  }
}
