internal import PicsortCore
internal import Platform

/// The commands of `--on-complete` and `--on-interrupt`: this is how a desktop notice, a mail or a
/// webhook is sent.
struct Hooks {
  /// What a command finds in its environment.
  struct Variable: Sendable {
    let name: String
    let meaning: String
    /// Bytes, because some are paths.
    let value: @Sendable (RunReport) -> [UInt8]

    init(_ name: String, _ meaning: String, _ value: @escaping @Sendable (RunReport) -> String) {
      self.init(name, meaning, bytes: { Array(value($0).utf8) })
    }

    init(_ name: String, _ meaning: String, bytes: @escaping @Sendable (RunReport) -> [UInt8]) {
      self.name = name
      self.meaning = meaning
      value = bytes
    }
  }

  /// Every variable there is. The prefix keeps them apart from those that set options.
  static let variables = [
    Variable("PICSORT_RUN_ID", "ID of the operation") { $0.operation },
    Variable("PICSORT_RUN_KIND", "organize or undo") { $0.undoing == nil ? "organize" : "undo" },
    Variable("PICSORT_RUN_STATUS", "completed, interrupted, paused or failed") {
      $0.status.rawValue
    },
    Variable("PICSORT_RUN_REASON", "why it stopped; empty when it is complete") {
      $0.stopReason ?? $0.signal.map { "signal \($0)" } ?? ""
    },
    Variable("PICSORT_RUN_OUTPUT", "the output folder", bytes: \.output.bytes),
    Variable("PICSORT_RUN_FOUND", "number of files that were found") { "\($0.tally.found)" },
    Variable("PICSORT_RUN_MOVED", "number of files that were moved") { "\($0.tally.moved)" },
    Variable("PICSORT_RUN_COPIED", "number of files that were copied") { "\($0.tally.copied)" },
    Variable("PICSORT_RUN_DUPLICATES", "number of duplicates") { "\($0.tally.duplicates)" },
    Variable("PICSORT_RUN_SKIPPED", "number of files that were skipped") { "\($0.tally.skipped)" },
    Variable("PICSORT_RUN_FAILED", "number of files that failed") { "\($0.tally.failed)" },
    Variable("PICSORT_RUN_LEFT", "number of files left in the source") { "\($0.tally.left)" },
    Variable("PICSORT_RUN_BYTES", "bytes of the files moved and copied") { "\($0.tally.bytes)" },
    Variable("PICSORT_RUN_SECONDS", "how long it took, in whole seconds") {
      "\(Int($0.seconds.rounded()))"
    },
    Variable("PICSORT_RUN_RESUME", "the command that goes on with it; empty when it is complete") {
      $0.resumeArguments.isEmpty
        ? "" : "picsort " + $0.resumeArguments.map(Shell.quote).joined(separator: " ")
    },
  ]

  /// Set in the environment of a hook: a picsort that it starts runs no hooks itself.
  static let guardVariable = "PICSORT_IN_HOOK"

  let options: Options
  let context: Context

  /// Runs what was asked for after a run that ended so; whatever comes of it, the run's own ending
  /// stays.
  func run(after report: RunReport) {
    let isComplete = report.status == .completed
    guard !report.dryRun, !report.operation.isEmpty,
      let command = isComplete ? options.completionHook : options.interruptionHook,
      (context.variable(Self.guardVariable) ?? "").isEmpty
    else { return }
    context.console.flush()
    let option = isComplete ? "--on-complete" : "--on-interrupt"
    let known = Self.variables.map { ($0.name, $0.value(report)) }
    do throws(SystemError) {
      switch try context.shell(command, known + [(Self.guardVariable, [UInt8(ascii: "1")])]) {
      case .exit(0): return
      case .exit(let status): complain(option, "ended with status \(status)")
      case .signal(let signal): complain(option, "was ended by signal \(signal)")
      }
    } catch {
      complain(option, "could not be started: \(error.message)")
    }
  }

  /// As `run(after:)`, for a run that could not begin or not go on.
  func run(after error: RunError, output: Path?) {
    guard case .failed(let reason, _) = error else { return }
    var report = RunReport(operation: "-", output: output ?? Path(""))
    report.status = .failed
    report.stopReason = reason
    run(after: report)
  }

  private func complain(_ option: String, _ what: String) {
    context.console.say(
      Notice(.warning, "the command of \(option) \(what); the run itself is not affected"))
  }
}

extension Context {
  /// Performs an operation, tells how it ended, and runs the hook for that.
  ///
  /// - Parameters:
  ///   - options: what was asked for, hooks among it.
  ///   - reporter: who tells of it.
  ///   - output: the output where it is known before, for a hook.
  ///   - body: performs it.
  /// - Returns: how to leave.
  func carryOut(
    _ options: Options, _ reporter: any Reporter, output: Path?,
    _ body: () throws(RunError) -> RunReport
  ) -> Ending {
    let hooks = Hooks(options: options, context: self)
    do throws(RunError) {
      let report = try body()
      reporter.finish(report)
      hooks.run(after: report)
      return Ending(report)
    } catch {
      reporter.finish(error)
      hooks.run(after: error, output: output)
      return Ending(error)
    }
  }
}
