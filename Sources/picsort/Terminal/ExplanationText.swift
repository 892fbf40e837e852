internal import MediaMetadata
internal import PicsortCore
internal import Platform

/// An explanation as people read it; a pure function of it.
struct ExplanationText {
  let explanation: Explanation
  let width: Int

  /// The file's name, then what was found, indented below it.
  var lines: [String] {
    var lines = [SafeText.escape(explanation.path)]
    if explanation.isMedia {
      lines += date + about + candidates
    } else {
      lines += row("file", standing)
    }
    if let reason = explanation.passedOver {
      lines += row("run", "passes over files of this name: \(reason.rawValue)")
    }
    return lines
  }

  // MARK: The date

  private var date: [String] {
    let month = explanation.sortedBy.map { row("month", $0.month) } ?? []
    guard let date = explanation.verdict.chosen else { return row("date", absence) + month }
    var lines = row("date", Self.moment(date.local, date.precision) + Self.offset(date))
    lines += month
    lines += row("source", date.source.rawValue)
    lines += row("confidence", date.confidence.rawValue)
    for note in date.notes { lines += row("", note.explanation) }
    return date.precision > .day ? lines + row("clock", date.rule.explanation) : lines
  }

  private var absence: String {
    explanation.verdict.candidates.isEmpty
      ? "none: nothing in or beside the file says one"
      : "none: nothing in or beside the file says one that can be believed"
  }

  private static func offset(_ date: CaptureDate) -> String {
    guard let seconds = date.offsetSeconds, date.precision > .day else { return "" }
    return " " + Figures.offset(seconds)
  }

  // MARK: The file

  private var about: [String] {
    let facts = explanation.facts
    var words = [facts.format ?? "unknown format", facts.role.rawValue]
    let model = facts.model.map { model in
      // Many models begin with their maker's name.
      facts.make.map { model.hasPrefix($0) ? model : $0 + " " + model } ?? model
    }
    if let camera = model ?? facts.make { words[1] += ", " + camera }
    if facts.format == nil { words = [words[1] + " by its name; its content was not recognised"] }
    var lines = row("file", words.joined(separator: " "))
    let companions = explanation.companions.map { SafeText.escape($0.lastComponent) }
    if !companions.isEmpty { lines += row("with it", companions.joined(separator: ", ")) }
    if let owner = explanation.owner {
      lines += row("goes with", SafeText.escape(owner.lastComponent) + ", whose date counts")
    }
    return lines
  }

  private var standing: String {
    guard explanation.facts.role == .sidecar else { return "neither a photo nor a video" }
    return explanation.owner.map { "a sidecar, it goes with " + SafeText.escape($0.lastComponent) }
      ?? "a sidecar, and no photo of its name is beside it"
  }

  // MARK: Candidates

  private var candidates: [String] {
    let candidates = explanation.verdict.candidates
    guard !candidates.isEmpty else { return [] }
    let rows = candidates.map { candidate in
      (
        source: candidate.claim.source.rawValue, date: Self.clock(candidate.claim),
        word: candidate.outcome.name
      )
    }
    let sourceWidth = rows.map { Cells.width($0.source) }.max() ?? 0
    let dateWidth = rows.map { Cells.width($0.date) }.max() ?? 0
    var lines = ["", "  candidates, the most believed first:"]
    for (candidate, row) in zip(candidates, rows) {
      let mark = row.word == "chosen" ? ">" : " "
      let source = Cells.padded(row.source, to: sourceWidth)
      lines.append("  \(mark) \(source)  \(Cells.padded(row.date, to: dateWidth))  \(row.word)")
      if let remark = candidate.outcome.remark {
        lines += Wrap.paragraphs(remark, indent: 6, width: width)
      }
      if row.word != "chosen", let reading = candidate.reading {
        lines += Wrap.paragraphs(Self.words(for: reading), indent: 6, width: width)
      }
      if let raw = candidate.claim.raw.text {
        lines.append("      " + SafeText.shortened("read from " + raw, to: width - 6))
      }
    }
    return lines
  }

  /// What the date would be by a candidate that was not chosen.
  private static func words(for reading: CaptureDate) -> String {
    "\(reading.confidence.rawValue) confidence; \(reading.rule.explanation)"
  }

  private static func clock(_ claim: DateClaim) -> String {
    let moment = moment(claim.dateTime, claim.precision)
    guard claim.precision > .day else { return moment }
    return switch claim.zone {
    case .local: moment
    case .offset(let seconds): moment + " " + Figures.offset(seconds)
    case .utc: moment + " UTC"
    }
  }

  /// As much of it as was said: `2023-12`, `2023-12-25`, `2023-12-25 14:30`.
  private static func moment(_ date: CivilDateTime, _ precision: DatePrecision) -> String {
    let parts = date.iso8601.split(separator: "T")
    guard let day = parts.first, let time = parts.last else { return "" }
    return switch precision {
    case .month: String(day.prefix(7))
    case .day: String(day)
    case .minute: "\(day) \(time.prefix(5))"
    case .second, .subsecond: "\(day) \(time)"
    }
  }

  private func row(_ name: String, _ text: String) -> [String] {
    Wrap.row("  " + name, SafeText.line(text), column: 14, width: width)
  }
}

extension Explanation {
  /// True for what a run sorts by its own date.
  var isMedia: Bool {
    switch facts.role {
    case .photo, .raw, .video: true
    case .sidecar, .other: false
    }
  }
}

extension CandidateOutcome {
  /// What its name alone does not say.
  fileprivate var remark: String? {
    switch self {
    case .chosen(nil), .outranked: nil
    case .corrected: "more than 15 hours from the date in Google Photos, where it was corrected"
    case .chosen(.some(let doubt)): "doubted, but nothing better is there: " + doubt.explanation
    case .doubted(let doubt): doubt.explanation
    case .rejected(let rejection): rejection.explanation
    }
  }
}

extension RawValue {
  /// The words, quoted; nil when they were not kept.
  fileprivate var text: String? {
    switch self {
    case .text(let text): SafeText.quoted(text)
    case .number(let number): String(number)
    case .notKept: nil
    }
  }
}
