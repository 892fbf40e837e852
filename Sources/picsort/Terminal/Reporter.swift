internal import PicsortCore

/// A listener that also tells how the run ended.
protocol Reporter: RunListener {
  func finish(_ report: RunReport)
  func finish(_ error: RunError)
}

/// What both reports are made for.
struct ReportStyle {
  var verbosity = Verbosity.normal
  var isDryRun = false
  var mode = TransferMode.move
  var duplicates = DuplicatePolicy.leave
  var undated = UndatedPolicy.folder
}

extension Console {
  /// An error of the run, with what to do next.
  func say(_ error: RunError) {
    switch error {
    case .usage(let text):
      sayError(text, nextStep: "'picsort --help' tells more")
    case .refused(let text, let nextStep), .locked(let text, let nextStep),
      .failed(let text, let nextStep):
      sayError(text, nextStep: nextStep)
    }
  }

  func sayError(_ text: String, excerpt: [String] = [], nextStep: String?) {
    let mark = styled("picsort:", .error, on: .error)
    say("\(mark) \(SafeText.line(text))")
    for line in excerpt { say("  " + line) }
    if let nextStep, !nextStep.isEmpty { say("  -> " + SafeText.line(nextStep)) }
  }

  func say(_ notice: Notice) {
    let place = notice.path.map { ": " + SafeText.escape($0) } ?? ""
    let text = SafeText.line(notice.text) + place
    switch notice.severity {
    case .info: say(text)
    case .warning: say("\(styled("picsort: warning:", .warning, on: .error)) \(text)")
    case .error: say("\(styled("picsort: error:", .error, on: .error)) \(text)")
    }
  }
}
