internal import PicsortCore
internal import Platform

/// The end of a run in words; a pure function of the report.
struct SummaryText {
  let report: RunReport
  let style: ReportStyle

  private var isVerbose: Bool { style.verbosity == .verbose }
  var tally: Tally { report.tally }

  /// The whole summary, the most important last.
  var lines: [String] {
    var lines = [headline]
    if tally.found > 0 { lines.append(report.undoing == nil ? equation : undoneEquation) }
    lines += folders + (report.undoing == nil ? remarks : undoneRemarks)
    return lines + complaints
  }

  /// What is printed even with `--quiet`: what needs a person, and how to go on.
  var complaints: [String] {
    var lines: [String] = []
    if !report.problems.isEmpty { lines += [""] + problems }
    if !tally.isBalanced {
      lines += [
        "", "picsort: error: the numbers do not add up, so a file may have been missed",
        "  -> please report this, with the output of 'picsort --json'",
      ]
    }
    if style.verbosity == .quiet, report.status != .completed { lines.append(headline) }
    if !report.resumeArguments.isEmpty {
      let command = [Array("picsort".utf8)] + report.resumeArguments
      lines += ["", "Go on with:", "  " + Shell.line(command)]
    }
    return style.verbosity == .quiet && lines.first == "" ? Array(lines.dropFirst()) : lines
  }

  // MARK: Head

  private var headline: String {
    let work = report.undoing == nil ? "\(deeds) \(place)\(duration)" : undoneDeeds + duration
    let reason = report.stopReason.map { ": " + SafeText.line($0) } ?? ""
    switch report.status {
    case .completed where report.dryRun: return "Dry run, nothing was changed: \(work)"
    case .completed where tally.found == 0 && report.undoing != nil:
      return "Done: no file had to go back"
    case .completed where tally.found == 0: return "Nothing to do: no files were found"
    case .completed: return "Done: \(work)"
    case .interrupted: return "Interrupted\(signalName)\(reason): \(work)"
    case .paused where report.stopReason?.hasPrefix("paused by ") == true:
      // Not "Paused: paused by ...".
      return "P\(reason.dropFirst(3)): \(work)"
    case .paused: return "Paused\(reason): \(work)"
    case .failed: return "Stopped\(reason): \(work)"
    }
  }

  /// `940 files moved (13.8 GB)`, or `would move 940 files`.
  private var deeds: String {
    let size = tally.bytes > 0 ? " (\(Figures.bytes(tally.bytes)))" : ""
    var parts: [String] = []
    if tally.copied == 0 || tally.moved > 0 {
      let verb = style.mode == .copy && tally.moved == 0 ? ("copy", "copied") : ("move", "moved")
      parts.append(deed(tally.moved, verb))
    }
    if tally.copied > 0 { parts.append(deed(tally.copied, ("copy", "copied"))) }
    return parts.joined(separator: ", ") + size
  }

  private func deed(_ count: Int, _ verb: (plain: String, past: String)) -> String {
    let files = Figures.count(count, "file")
    return report.dryRun ? "would \(verb.plain) \(files)" : "\(files) \(verb.past)"
  }

  private var place: String { "to " + SafeText.escape(report.output) }

  var duration: String {
    guard !report.dryRun else { return "" }
    var text = " in \(Figures.duration(report.seconds))"
    // A rate made of a blink, or of what another process did, would be a lie.
    if report.seconds >= 1, report.resumedItems == 0, tally.bytes > 0 {
      text += " (\(Figures.bytes(Figures.whole(Double(tally.bytes) / report.seconds)))/s)"
    }
    return text
  }

  private var signalName: String {
    switch report.signal {
    case 1: " (SIGHUP)"
    case 2: " (SIGINT)"
    case 15: " (SIGTERM)"
    case .some(let other): " (signal \(other))"
    case nil: ""
    }
  }

  /// `found 1,000 = moved 940 + duplicates 30 + left 30`: every outcome that occurred.
  private var equation: String {
    let would = report.dryRun
    let terms: [(String, Int)] = [
      (would ? "would move" : "moved", tally.moved),
      (would ? "would copy" : "copied", tally.copied),
      ("duplicates", tally.duplicates), ("skipped", tally.skipped), ("failed", tally.failed),
      (would ? "would leave" : "left", tally.left),
    ]
    let shown = terms.filter { $0.1 > 0 }.map { "\($0.0) \(Figures.grouped($0.1))" }
    let sum = shown.isEmpty ? "0" : shown.joined(separator: " + ")
    return "found \(Figures.grouped(tally.found)) \(tally.isBalanced ? "=" : "is NOT") \(sum)"
  }

  // MARK: Middle

  private var folders: [String] {
    guard !report.folders.isEmpty else { return [] }
    let sorted = report.folders.sorted {
      Self.sortKey($0.key.description) < Self.sortKey($1.key.description)
    }
    let shown = isVerbose || sorted.count <= Self.listLimit ? sorted[...] : sorted.prefix(20)
    let names = shown.map { SafeText.escape($0.key.bytes) }
    let counts = shown.map { Figures.grouped($0.value) }
    let nameWidth = min(40, names.map(Cells.width).max() ?? 0)
    let countWidth = counts.map(\.count).max() ?? 0
    var lines = ["", "Files per folder:"]
    for (name, count) in zip(names, counts) {
      let gap = String(repeating: " ", count: countWidth - count.count)
      lines.append("  \(Cells.padded(name, to: nameWidth))  \(gap)\(count)")
    }
    let rest = sorted.count - shown.count
    if rest > 0 { lines.append("  and \(Figures.count(rest, "more folder")) (-v lists all)") }
    return lines
  }

  /// `12.2023` sorts by its year first, as the months went by.
  private static func sortKey(_ folder: String) -> String {
    let parts = folder.split(separator: ".")
    guard parts.count == 2, parts[0].count == 2, parts[1].count == 4,
      parts.joined().allSatisfy({ $0.isASCII && $0.isNumber })
    else { return folder }
    return "\(parts[1]).\(parts[0])"
  }

  private var remarks: [String] {
    var lines: [String] = []
    if report.resumedItems > 0 {
      let count = Figures.count(report.resumedItems, "file was", "files were")
      lines.append("Resumed: \(count) done by an earlier process")
    }
    if tally.duplicates > 0 {
      let count = Figures.count(tally.duplicates, "file")
      let fate = report.dryRun ? style.duplicates.wouldBe : style.duplicates.pastTense
      lines.append("Duplicates: \(count), \(fate)")
    }
    if !report.comparingArguments.isEmpty {
      let command = Shell.line([Array("picsort".utf8)] + report.comparingArguments)
      lines.append("Copies: not read back; this compares them with the originals: " + command)
    }
    if !report.skippedByReason.isEmpty {
      let reasons = report.skippedByReason.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\(Figures.grouped($0.value)) \(SafeText.line($0.key))" }
      lines.append("Skipped: " + reasons.joined(separator: ", "))
    }
    if report.albums.count > 0 {
      let place = report.albums.policy == .links ? "as links below Albums, and " : ""
      lines.append(
        "Albums: \(Figures.grouped(report.albums.count)), \(place)listed in .picsort/albums.json")
    }
    var dates: [String] = []
    if report.lowConfidenceDates > 0 {
      dates.append(Figures.grouped(report.lowConfidenceDates) + " of low confidence")
    }
    if report.undated > 0 {
      dates.append(
        Figures.count(report.undated, "file") + " without a trustworthy one" + undatedPlace)
    }
    if report.correctedDates > 0 {
      dates.append(
        Figures.grouped(report.correctedDates)
          + " as corrected in Google Photos (--prefer-exif keeps the photo's)")
    }
    if !dates.isEmpty { lines.append("Dates: " + dates.joined(separator: ", ")) }
    if report.lowConfidenceDates > 0, !report.dryRun {
      let output = Shell.quote(report.output.bytes)
      lines.append("       'picsort explain --doubtful \(output)' lists those to look at")
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private var undatedPlace: String {
    switch style.undated {
    case .folder: report.dryRun ? "" : " (in the folder Undated)"
    case .leave: " (left in the source)"
    }
  }

  // MARK: Problems

  private var problems: [String] {
    let count = report.problems.count
    var lines = [Figures.count(count, "file needs", "files need") + " a person:"]
    var order: [ProblemKind] = []
    var groups: [ProblemKind: [Problem]] = [:]
    for problem in report.problems {
      let kind = ProblemKind(reason: problem.reason, nextStep: problem.nextStep)
      if groups[kind] == nil { order.append(kind) }
      groups[kind, default: []].append(problem)
    }
    for kind in order {
      guard let alike = groups[kind] else { continue }
      if alike.count > Self.listLimit, !isVerbose {
        lines.append("  \(Figures.count(alike.count, "file")): \(SafeText.line(kind.reason))")
        lines += alike.prefix(3).map { "    " + SafeText.escape($0.path) }
        lines.append("    and \(Figures.grouped(alike.count - 3)) more (-v lists all)")
        lines += step(kind.nextStep)
      } else {
        for problem in alike {
          lines.append("  \(SafeText.escape(problem.path)): \(SafeText.line(problem.reason))")
          lines += step(problem.nextStep)
        }
      }
    }
    return lines
  }

  private func step(_ text: String) -> [String] {
    text.isEmpty ? [] : ["    -> " + SafeText.line(text)]
  }

  /// What makes two problems alike.
  private struct ProblemKind: Hashable {
    let reason: String
    let nextStep: String
  }

  /// Longer lists are cut, unless everything was asked for.
  private static let listLimit = 20
}

extension DuplicatePolicy {
  /// What would be done with a duplicate, for a dry run.
  var wouldBe: String {
    switch self {
    case .leave: "would be left in the source"
    case .quarantine: "would be put into Duplicates"
    case .delete: "would be removed from the source"
    }
  }
}
