internal import PicsortCore
internal import Platform

/// A run as people read it: results on standard output, talk on standard error.
final class TextReport: Reporter {
  private let console: Console
  private let style: ReportStyle
  private let clock: () -> UInt64
  private let isStopping: () -> Bool
  private var progress: ProgressLine
  private var output: Path?
  private var undoing: Undoing?
  private var saidStopping = false
  private let prompt: RecoveryPrompt?
  private var hasAsked = false

  init(
    console: Console, style: ReportStyle, progress: ProgressLine, clock: @escaping () -> UInt64,
    isStopping: @escaping () -> Bool = { false }, prompt: RecoveryPrompt? = nil
  ) {
    self.prompt = prompt
    self.isStopping = isStopping
    self.console = console
    self.style = style
    self.progress = progress
    self.clock = clock
  }

  /// With each step of it comes the look whether somebody asked for a stop.
  var followsProgress: Bool { progress.isShown || style.verbosity != .quiet }

  func hear(_ event: RunEvent) {
    switch event {
    case .undoing(let undoing, let started):
      self.undoing = undoing
      sayUndoing(undoing, started)
    case .started(_, let output, _, let resumed):
      self.output = output
      sayStart(output, resumed)
    case .diagnosis(let story): tell(story)
    case .planned(let item):
      if style.isDryRun { console.print(FileLine.planned(item)) }
    case .settled(let path, _, let outcome):
      if style.verbosity == .verbose, !style.isDryRun {
        console.print(FileLine.settled(path, outcome, output: output))
      }
    case .notice(let notice):
      if style.verbosity != .quiet || notice.severity == .error { console.say(notice) }
    case .phase, .progress, .checkpoint: break
    }
    progress.hear(event)
    console.flushNowAndThen(clock())
    sayStopping()
  }

  func choose(_ story: StopStory) -> RecoveryAnswer {
    guard let prompt else { return .nobody }
    console.say("There is an unfinished run (\(story.operation)).")
    for line in diagnosis(story) { console.say(line) }
    hasAsked = true
    return prompt.ask()
  }

  private func diagnosis(_ story: StopStory) -> [String] {
    DiagnosisText.lines(story, verbosity: style.verbosity, width: console.textWidth(.error))
  }

  private func tell(_ story: StopStory) {
    let isUsual = DiagnosisText.isExpected(story.diagnosis.cause) && style.verbosity != .verbose
    guard !hasAsked, !isUsual, style.verbosity != .quiet else { return }
    for line in diagnosis(story) { console.say(line) }
  }

  func finish(_ report: RunReport) {
    progress.end()
    // There was no run: why was said as a notice.
    if report.operation.isEmpty && !report.dryRun { return console.flush() }
    let summary = SummaryText(report: report, style: style)
    if style.verbosity == .quiet {
      for line in summary.complaints { console.say(line) }
    } else {
      // Where a dry run's lines or those of -v were printed, a blank line sets the summary apart.
      if style.isDryRun || style.verbosity == .verbose { console.print("") }
      for line in summary.lines { console.print(line) }
    }
    console.flush()
  }

  func finish(_ error: RunError) {
    progress.end()
    console.say(error)
    console.flush()
  }

  private func sayUndoing(_ undoing: Undoing, _ started: Int?) {
    guard style.verbosity != .quiet else { return }
    let verb = style.isDryRun ? "Dry run, nothing is changed: undoing" : "Undoing"
    let what = undoing.goal == .sources ? "run" : "undo"
    let date = started.map { " of " + UTCText.text($0) } ?? ""
    console.say("\(verb) the \(what) \(undoing.operation)\(date)")
  }

  private func sayStart(_ output: Path, _ resumed: RunProgress?) {
    guard style.verbosity != .quiet else { return }
    if undoing == nil {
      let verb = style.isDryRun ? "Dry run, nothing is changed: sorting" : "Sorting"
      console.say("\(verb) into \(SafeText.escape(output))")
    }
    guard let resumed else { return }
    let total = resumed.totalItems.map { " of \(Figures.grouped($0))" } ?? ""
    let done = Figures.grouped(max(resumed.items, resumed.resumedItems))
    let what = resumed.phase == .move ? "were done" : "were read"
    console.say("Going on with an earlier run: \(done)\(total) files \(what) before")
  }

  /// A stop takes effect when the file in hand is done; until then silence would look like a hang.
  private func sayStopping() {
    guard !saidStopping, isStopping() else { return }
    saidStopping = true
    console.say("Stopping after the file in hand; a second time stops at once, which is safe too")
  }
}

/// One file in one line.
enum FileLine {
  /// `move  SRC/a.jpg -> 12.2023/a.jpg`, as `--dry-run` prints it.
  static func planned(_ item: PlannedItem) -> String {
    let word =
      switch item.action {
      case .move: "move"
      case .copy: "copy"
      case .quarantine: "quarantine"
      case .delete: "delete"
      case .leave: "leave"
      }
    return line(word, item.path, to: item.target, note: item.note)
  }

  /// `moved  SRC/a.jpg -> 12.2023/a.jpg`, as `--verbose` prints it.
  static func settled(_ path: Path, _ outcome: Outcome, output: Path?) -> String {
    switch outcome {
    case .moved(let target):
      line("moved", path, to: short(target, output), note: nil)
    case .copied(let target):
      line("copied", path, to: short(target, output), note: nil)
    case .duplicate(let original, let handling):
      line(
        "duplicate", path, to: nil,
        note: handling.pastTense + ", same bytes as " + SafeText.escape(short(original, output)))
    case .skipped(let reason):
      line("skipped", path, to: nil, note: reason)
    case .failed(let reason, let nextStep):
      line("failed", path, to: nil, note: joined(reason, nextStep))
    case .left(let reason, let nextStep, _):
      line("left", path, to: nil, note: joined(reason, nextStep))
    }
  }

  private static func line(_ word: String, _ path: Path, to target: Path?, note: String?) -> String
  {
    var text = Cells.padded(word, to: 4) + "  " + SafeText.escape(path)
    if let target { text += " -> " + SafeText.escape(target) }
    if let note { text += " (\(SafeText.line(note)))" }
    return text
  }

  private static func joined(_ reason: String, _ nextStep: String?) -> String {
    nextStep.map { $0.isEmpty ? reason : reason + "; " + $0 } ?? reason
  }

  private static func short(_ target: Path, _ output: Path?) -> Path {
    output.flatMap { target.relative(to: $0) } ?? target
  }
}

extension DuplicatePolicy {
  /// What was done with a duplicate, for a sentence.
  var pastTense: String {
    switch self {
    case .leave: "left in the source"
    case .quarantine: "put into Duplicates"
    case .delete: "removed from the source"
    }
  }
}
