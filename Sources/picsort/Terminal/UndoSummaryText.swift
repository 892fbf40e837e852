internal import PicsortCore

// An undo's files were not sorted: they went back, were made again, or were not needed any more.

extension SummaryText {
  /// `940 files moved back (13.8 GB)`.
  var undoneDeeds: String {
    let size = tally.bytes > 0 ? " (\(Figures.bytes(tally.bytes)))" : ""
    let terms = undoneTerms.filter { $0.count > 0 && $0.isDeed }
    guard !terms.isEmpty else {
      return report.dryRun ? "no file would go back" : "no file went back"
    }
    let parts = terms.map { "\(Figures.count($0.count, "file")) \($0.words)" }
    return parts.joined(separator: ", ") + size
  }

  /// `found 1,000 = moved back 940 + failed 60`.
  var undoneEquation: String {
    let shown = undoneTerms.filter { $0.count > 0 }
      .map { "\($0.words) \(Figures.grouped($0.count))" }
    let sum = shown.isEmpty ? "0" : shown.joined(separator: " + ")
    return "found \(Figures.grouped(tally.found)) \(tally.isBalanced ? "=" : "is NOT") \(sum)"
  }

  /// What an earlier process of the undo did, and how to take the undo back.
  var undoneRemarks: [String] {
    var lines: [String] = []
    if report.resumedItems > 0 {
      let count = Figures.count(report.resumedItems, "file was", "files were")
      lines.append("Resumed: \(count) done by an earlier process")
    }
    if report.status == .completed, !report.dryRun, tally.failed < tally.found {
      lines.append("To take this back: picsort undo \(report.operation)")
    }
    return lines.isEmpty ? [] : [""] + lines
  }

  private struct Term {
    let words: String
    let count: Int
    var isDeed = true
  }

  private var undoneTerms: [Term] {
    let isSorting = report.undoing?.goal == .output
    let would = report.dryRun ? "to be " : ""
    return [
      Term(words: would + (isSorting ? "moved again" : "moved back"), count: tally.moved),
      Term(words: would + "made again", count: tally.copied),
      Term(words: would + "removed, as their originals stand", count: tally.duplicates),
      Term(words: "skipped", count: tally.skipped, isDeed: false),
      Term(words: "not put back", count: tally.failed, isDeed: false),
      Term(words: "left", count: tally.left, isDeed: false),
    ]
  }
}
