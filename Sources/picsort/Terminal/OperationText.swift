internal import PicsortCore
internal import Platform

/// Everything about one operation, for people; a pure function of what is known of it.
struct OperationText {
  let view: OperationView
  /// Nil where there is no journal to read.
  let story: OperationStory?
  /// Seconds since 1970-01-01 UTC.
  let now: Int
  /// Every file that could not be handled, and every choice.
  let isVerbose: Bool
  var width = 80

  private static let shortList = 10

  var lines: [String] { head + processes + checkpoints + failures + diagnosis + next }

  private var head: [String] {
    let kind = view.undoes.map { "undo of \($0)" } ?? view.kind
    var lines = [
      "\(SafeText.line(view.operation)): \(SafeText.line(kind)), \(view.status.rawValue)"
        + OperationWords.signal(view.signal)
        + (OperationWords.remark(view).map { " (\($0))" } ?? "")
    ]
    lines.append(row("Output", SafeText.escape(view.output)))
    for source in view.sources { lines.append(row("Source", SafeText.escape(source))) }
    if let stateFile = view.stateFile {
      lines.append(row("State file", SafeText.escape(stateFile)))
    }
    lines.append(row("Begun", moment(view.started)))
    lines.append(row("Last noted", moment(view.lastActivity)))
    lines.append(row("Progress", progress))
    if !view.reason.isEmpty { lines.append(row("Why", SafeText.line(view.reason))) }
    if let configuration = view.configuration { lines += choices(configuration) }
    if let story { lines += journal(story) }
    return lines
  }

  private func moment(_ time: Int) -> String {
    "\(UTCText.text(time)) (\(OperationWords.age(time, now: now)) ago)"
  }

  private var progress: String {
    guard let progress = view.progress else { return "none was noted" }
    var text = "\(progress.phase.rawValue): \(Figures.grouped(progress.items))"
    if let total = progress.totalItems {
      text += " of \(Figures.count(total, "file")) (\(view.percent ?? 0) %)"
    } else {
      text += progress.items == 1 ? " file" : " files"
    }
    text += ", \(OperationWords.bytes(view))"
    return progress.failures > 0 ? text + ", \(Figures.grouped(progress.failures)) failed" : text
  }

  private func choices(_ configuration: Configuration) -> [String] {
    let usual = Configuration()
    return Configuration.Field.allCases.compactMap { field in
      let words = field.words(in: configuration)
      let isTold = field == .mode || field == .layout || words != field.words(in: usual)
      guard isTold || isVerbose else { return nil }
      return row(field == .mode ? "Mode" : "--" + field.rawValue, SafeText.line(words))
    }
  }

  private func journal(_ story: OperationStory) -> [String] {
    var lines = [
      row("Journal", "\(Figures.bytes(story.journalBytes)), \(Self.words(story.condition))")
    ]
    let kinds = CheckpointKind.allCases.compactMap { kind in
      story.checkpoints[kind].map { "\(kind.rawValue) \(Figures.grouped($0))" }
    }
    if !kinds.isEmpty {
      lines.append(
        row(
          "Checkpoints",
          kinds.joined(separator: ", ") + " (\(Figures.bytes(story.checkpointBytes)))"))
    }
    if let last = story.lastCheckpoint {
      lines.append(
        row(
          "Rate",
          "\(Figures.grouped(last.rate)) files/s, \(Figures.bytes(last.memory)) of memory at most"))
    }
    if story.seal != nil {
      lines.append(
        row(
          "Settled",
          "\(Figures.count(story.settled, "file")) for good"
            + (story.noted > 0 ? ", \(Figures.grouped(story.noted)) to be looked at again" : "")))
    }
    if story.secondsSaved > 0 {
      lines.append(row("Saved", Figures.duration(Double(story.secondsSaved)) + " by going on"))
    }
    return lines
  }

  static func words(_ condition: JournalCondition) -> String {
    switch condition {
    case .absent: "empty"
    case .whole: "whole"
    case .torn: "its last line was cut short, as by a crash"
    case .damaged(let offset): "damaged at byte \(offset)"
    case .newer(let version): "of a newer picsort (format \(version))"
    }
  }

  private var processes: [String] {
    guard let story, !story.processes.isEmpty else { return [] }
    var lines = ["", "Processes:"]
    for (index, process) in story.processes.enumerated() {
      let time = Double(max(0, process.lastNoted &- process.started))
      lines.append(
        "  \(index + 1)  \(UTCText.text(process.started))  "
          + "pid \(process.host.processID) on \(SafeText.line(process.host.host)), "
          + "\(Figures.count(process.items, "file")) in \(Figures.duration(time))")
      lines.append("     " + ending(of: process))
    }
    return lines
  }

  private var checkpoints: [String] {
    guard let story, view.isUnfinished, view.status != .running, !story.namedCheckpoints.isEmpty
    else { return [] }
    var lines = ["", "Checkpoints, by the number of --from-checkpoint:"]
    for (index, checkpoint) in story.namedCheckpoints.enumerated() {
      lines.append(
        "  \(index + 1)  \(UTCText.text(checkpoint.time))  \(checkpoint.kind.rawValue), "
          + "\(checkpoint.progress.phase.rawValue): "
          + Figures.count(checkpoint.progress.items, "file"))
    }
    return lines
  }

  private var diagnosis: [String] {
    guard view.isUnfinished, let diagnosis = story?.diagnosis else { return [] }
    return ["", "Why it stopped:"] + DiagnosisText.evidence(diagnosis, width: width)
      + Wrap.paragraphs(diagnosis.risk, indent: 2, width: width)
  }

  private func ending(of process: OperationStory.Process) -> String {
    guard let end = process.end else {
      return process.cause == .running
        ? OperationWords.cause(.running)
        : "it left no word: \(OperationWords.cause(process.cause))"
    }
    // A reason that begins with the word needs it no second time.
    if process.reason.hasPrefix(end.rawValue) { return SafeText.line(process.reason) }
    let reason = process.reason.isEmpty ? "" : ": " + SafeText.line(process.reason)
    return end.rawValue + OperationWords.signal(process.signal) + reason
  }

  private var failures: [String] {
    guard let story, story.failureCount > 0 else { return [] }
    let shown = isVerbose ? story.failures[...] : story.failures.prefix(Self.shortList)
    var lines = ["", "\(Figures.count(story.failureCount, "file")) could not be handled:"]
    lines += shown.map { "  \(SafeText.escape($0.path)): \(SafeText.line($0.reason))" }
    let rest = story.failureCount - shown.count
    if rest > 0 {
      lines.append("  and \(Figures.grouped(rest)) more" + (isVerbose ? "" : " (-v lists them)"))
    }
    return lines
  }

  private var next: [String] {
    let next = OperationWords.next(view)
    return ["", next.sentence] + (next.command.isEmpty ? [] : ["  " + Shell.line(next.command)])
  }

  private func row(_ name: String, _ value: String) -> String {
    "  " + Cells.padded(name, to: 13) + " " + value
  }
}
