internal import PicsortCore
internal import Platform

/// A run as programs read it: one JSON object a line on standard output, the last one `summary`.
///
/// Members may be added in later versions, none is removed and none changes its meaning.
final class JSONReport: Reporter {
  private let console: Console
  private let isQuiet: Bool
  private let clock: () -> UInt64
  private var progress: ProgressLine
  private var output: Path?
  private var operation: String?
  /// Files that had a line of their own as failed.
  private var failed: Set<Path> = []
  private var undoing: Undoing?

  init(
    console: Console, isQuiet: Bool = false, progress: ProgressLine,
    clock: @escaping () -> UInt64
  ) {
    self.isQuiet = isQuiet
    self.console = console
    self.progress = progress
    self.clock = clock
  }

  func hear(_ event: RunEvent) {
    if let line = line(for: event) { console.print(line) }
    if case .settled(let path, _, .failed) = event { failed.insert(path) }
    if case .notice(let notice) = event,
      notice.severity == .error || notice.severity == .warning && !isQuiet
    {
      console.say(notice)
    }
    progress.hear(event)
    console.flushNowAndThen(clock())
  }

  func finish(_ report: RunReport) {
    progress.end()
    // What concerns no file that was found: a folder, a name in an archive.
    for problem in report.problems where !failed.contains(problem.path) {
      var object = Self.object("problem")
      object.add("path", problem.path)
      object.add("reason", problem.reason)
      object.add("next_step", problem.nextStep)
      console.print(object.line)
    }
    console.print(Self.summary(report).line)
    console.flush()
  }

  /// A run that did not start has a summary too, so that the last line always is one.
  func finish(_ error: RunError) {
    progress.end()
    console.say(error)
    var report = RunReport(operation: operation ?? "", output: output ?? Path(""))
    report.status = .failed
    report.undoing = undoing
    switch error {
    case .usage(let text), .refused(let text, _), .locked(let text, _), .failed(let text, _):
      report.stopReason = text
    }
    finish(report)
  }

  private func line(for event: RunEvent) -> String? {
    switch event {
    case .undoing(let undoing, _):
      self.undoing = undoing
      return nil
    case .started(let operation, let output, let stateFile, let resumed):
      self.operation = operation
      self.output = output
      var object = Self.object("started")
      object.add("operation", operation)
      Self.add(undoing, to: &object)
      object.add("version", ProgramVersion.text)
      object.add("output", output)
      object.add("state_file", stateFile)
      if let resumed {
        object.add("resumed", Self.figures(resumed))
      } else {
        object.addNull("resumed")
      }
      return object.line
    case .diagnosis(let story): return JSONObject.diagnosis(story).line
    case .phase(let phase):
      var object = Self.object("phase")
      object.add("phase", phase.rawValue)
      return object.line
    case .progress:
      return nil
    case .planned(let item):
      var object = Self.object("plan")
      object.add("path", item.path)
      object.add("action", item.action.rawValue)
      if let target = item.target { object.add("target", target) } else { object.addNull("target") }
      if let note = item.note { object.add("note", note) }
      return object.line
    case .settled(let path, let bytes, let outcome):
      return settled(path, bytes, outcome).line
    case .checkpoint(let kind, let progress):
      var object = Self.object("checkpoint")
      object.add("kind", kind.rawValue)
      object.add("progress", Self.figures(progress))
      return object.line
    case .notice(let notice):
      var object = Self.object("notice")
      object.add("severity", notice.severity.rawValue)
      object.add("text", notice.text)
      if let path = notice.path { object.add("path", path) }
      return object.line
    }
  }

  private func settled(_ path: Path, _ bytes: Int, _ outcome: Outcome) -> JSONObject {
    func object(_ event: String) -> JSONObject {
      var object = Self.object(event)
      object.add("path", path)
      object.add("bytes", bytes)
      return object
    }
    switch outcome {
    case .moved(let target):
      var moved = object("moved")
      moved.add("target", short(target))
      return moved
    case .copied(let target):
      var copied = object("copied")
      copied.add("target", short(target))
      return copied
    case .duplicate(let original, let handling):
      var duplicate = object("duplicate")
      duplicate.add("of", short(original))
      duplicate.add("handling", handling.rawValue)
      return duplicate
    case .skipped(let reason):
      var skipped = object("skipped")
      skipped.add("reason", reason)
      return skipped
    case .failed(let reason, let nextStep):
      var failed = object("failed")
      failed.add("reason", reason)
      failed.add("next_step", nextStep)
      return failed
    case .left(let reason, let nextStep, let needsPerson):
      var left = object("left")
      left.add("reason", reason)
      if let nextStep { left.add("next_step", nextStep) }
      left.add("needs_person", needsPerson)
      return left
    }
  }

  private func short(_ target: Path) -> Path {
    output.flatMap { target.relative(to: $0) } ?? target
  }

  static func summary(_ report: RunReport) -> JSONObject {
    let tally = report.tally
    var object = Self.object("summary")
    object.add("operation", report.operation)
    object.add("found", tally.found)
    object.add("moved", tally.moved)
    object.add("copied", tally.copied)
    object.add("duplicates", tally.duplicates)
    object.add("skipped", tally.skipped)
    object.add("failed", tally.failed)
    object.add("left", tally.left)
    object.add("bytes", tally.bytes)
    object.add("seconds", seconds: report.seconds)
    object.add("status", report.status.rawValue)
    object.add("output", report.output)
    add(report.undoing, to: &object)
    object.add("dry_run", report.dryRun)
    object.add("problems", report.problems.count)
    object.add("low_confidence", report.lowConfidenceDates)
    object.add("undated", report.undated)
    object.add("corrected", report.correctedDates)
    if report.albums.count > 0 { object.add("albums", report.albums.count) }
    object.add("resumed_items", report.resumedItems)
    object.add("retried", report.retried)
    if let reason = report.stopReason { object.add("stop_reason", reason) }
    if let signal = report.signal { object.add("signal", Int(signal)) }
    let program = Array("picsort".utf8)
    let command = report.resumeArguments.isEmpty ? [] : [program] + report.resumeArguments
    object.add("resume", words: command)
    if !report.comparingArguments.isEmpty {
      object.add("read_back", false)
      object.add("compare", words: [program] + report.comparingArguments)
    }
    return object
  }

  /// What sort of operation it is, and what an undo undoes.
  private static func add(_ undoing: Undoing?, to object: inout JSONObject) {
    object.add("kind", undoing == nil ? "organize" : "undo")
    guard let undoing else { return }
    object.add("undoes", undoing.operation)
    object.add("goal", undoing.goal.rawValue)
  }

  private static func object(_ event: String) -> JSONObject {
    var object = JSONObject()
    object.add("event", event)
    return object
  }

  private static func figures(_ progress: RunProgress) -> JSONObject {
    var object = JSONObject()
    object.add("phase", progress.phase.rawValue)
    object.add("items", progress.items)
    if let total = progress.totalItems { object.add("total_items", total) }
    object.add("bytes", progress.bytes)
    if let total = progress.totalBytes { object.add("total_bytes", total) }
    object.add("resumed_items", progress.resumedItems)
    object.add("failures", progress.failures)
    return object
  }
}
