internal import PicsortCore
internal import Platform

/// Prints what a verification finds, as it comes, and its summary.
///
/// Differences are results and go to standard output; where that holds a manifest, they go to
/// standard error. What could not be looked at always goes there.
final class VerificationReport {
  enum Form {
    case text
    case json
    /// Lines for `sha256sum -c` and nothing else on standard output.
    case manifest
  }

  private let console: Console
  private let form: Form
  private let verbosity: Verbosity
  private let clock: () -> UInt64
  private var progress: ProgressLine
  private var said = 0

  init(
    console: Console, form: Form, verbosity: Verbosity, progress: ProgressLine,
    clock: @escaping () -> UInt64
  ) {
    self.console = console
    self.form = form
    self.verbosity = verbosity
    self.progress = progress
    self.clock = clock
  }

  func hear(_ event: VerifyEvent) {
    switch event {
    case .started(let output, let operation):
      guard form != .json, verbosity != .quiet else { break }
      let what = operation.map { "the operation \($0) in " } ?? ""
      console.say("Verifying \(what)\(SafeText.escape(output))")
    case .phase(let phase): progress.hear(.phase(phase))
    case .progress(let figures): progress.hear(.progress(figures))
    case .sound(let path, let how):
      if verbosity == .verbose, form == .text {
        console.print("\(Cells.padded(how.rawValue, to: 8))  \(SafeText.escape(path))")
      }
    case .difference(let difference): tell(difference)
    case .problem(let problem): tell(problem)
    case .duplicate(let path, let original):
      if form == .json {
        console.print(VerificationObject.duplicate(path, of: original).line)
      } else if verbosity == .verbose {
        result("duplicate \(SafeText.escape(path)): same bytes as \(SafeText.escape(original))")
      }
    case .listed(let path, let digest):
      if form == .manifest { console.print(bytes: ChecksumLine.bytes(digest, path)) }
    case .notice(let notice):
      if verbosity != .quiet { console.say(notice) }
    }
    console.flushNowAndThen(clock())
  }

  func finish(_ report: VerifyReport) {
    progress.end()
    if form == .json {
      console.print(VerificationObject.summary(report).line)
    } else if verbosity != .quiet {
      if said > 0 { result("") }
      for line in VerificationText.summary(report) { result(line) }
    }
    console.flush()
  }

  /// What did not begin has a summary for programs, too, so that the last line always is one.
  func finish(_ error: RunError, _ settings: VerifySettings) {
    progress.end()
    console.say(error)
    if form == .json {
      let report = VerifyReport(
        output: settings.target.output ?? settings.target.operand ?? Path(""))
      console.print(VerificationObject.summary(report, failure: error).line)
    }
    console.flush()
  }

  private func tell(_ difference: Difference) {
    said += 1
    if form == .json {
      console.print(VerificationObject.difference(difference).line)
    } else {
      let mark = console.styled(
        difference.kind.word, .warning, on: form == .text ? .output : .error)
      result("\(mark)  \(SafeText.escape(difference.path)): \(difference.kind.cause)")
      result("  -> \(difference.kind.nextStep)")
    }
  }

  private func tell(_ problem: Problem) {
    if form == .json { console.print(VerificationObject.problem(problem).line) }
    console.sayError(
      "\(SafeText.escape(problem.path)): \(problem.reason)", nextStep: problem.nextStep)
  }

  private func result(_ line: String) {
    if form == .manifest { console.say(line) } else { console.print(line) }
  }
}
