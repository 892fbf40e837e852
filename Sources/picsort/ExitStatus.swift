internal import PicsortCore

/// The numbers picsort leaves with; scripts rely on them, so a number never changes its meaning.
enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  case problems = 1
  case usage = 2
  case refused = 3
  case differences = 4
  case locked = 5
  case hangUp = 129
  case interrupted = 130
  case terminated = 143

  /// What the number says, for help and manual.
  var sentence: String {
    switch self {
    case .done: "Done, or there was nothing to do."
    case .problems: "Some files failed or need a person; each is named. Or the run gave up."
    case .usage: "The command line makes no sense."
    case .refused: "Refused: going on could be wrong without --force or a person."
    case .differences: "A check found differences."
    case .locked: "Another run is at work in the output."
    case .hangUp: "The terminal hung up (SIGHUP); the run can be resumed."
    case .interrupted: "Interrupted (SIGINT, Ctrl-C); the run can be resumed."
    case .terminated: "Terminated (SIGTERM); the run can be resumed."
    }
  }
}

/// How the process leaves.
enum Ending: Equatable, Sendable {
  case exit(ExitStatus)
  /// By this signal, so that the shell, make and systemd see a real one.
  case signal(Int32)

  /// What a finished run means for the caller; a tally that does not add up is a problem.
  init(_ report: RunReport) {
    if let signal = report.signal {
      self = .signal(signal)
    } else if report.status == .completed, report.tally.isBalanced, report.tally.failed == 0,
      report.problems.isEmpty
    {
      self = .exit(.done)
    } else {
      self = .exit(.problems)
    }
  }

  init(_ error: RunError) {
    switch error {
    case .usage: self = .exit(.usage)
    case .refused: self = .exit(.refused)
    case .locked: self = .exit(.locked)
    case .failed: self = .exit(.problems)
    }
  }
}
