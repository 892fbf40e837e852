internal import PicsortCore

/// Numbers over all operations.
enum StatisticsText {
  static func lines(_ numbers: OperationStatistics) -> [String] {
    guard numbers.operations > 0 else {
      return ["No operation is known yet. Begin one with: picsort -s PHOTOS -o ORGANIZED"]
    }
    let kinds = numbers.byKind.sorted { $0.key < $1.key }
      .map { "\(SafeText.line($0.key)) \(Figures.grouped($0.value))" }
    let statuses = OperationStatus.allCases.compactMap { status in
      numbers.byStatus[status].map { "\(status.rawValue) \(Figures.grouped($0))" }
    }
    var lines = [
      row("Operations", "\(Figures.grouped(numbers.operations)): " + kinds.joined(separator: ", ")),
      row("", statuses.joined(separator: ", ")),
    ]
    if numbers.withoutJournal > 0 {
      lines.append(
        row("", "\(Figures.grouped(numbers.withoutJournal)) of them without a journal at hand"))
    }
    lines.append(row("Processes", Figures.grouped(numbers.processes)))
    lines.append(
      row("Crashes", Figures.grouped(numbers.crashes.values.reduce(0, +))))
    for cause in StopCause.allCases {
      guard let count = numbers.crashes[cause] else { continue }
      lines.append(row("", "\(Figures.grouped(count)): \(OperationWords.cause(cause))"))
    }
    lines.append(
      row(
        "Resumes",
        "\(Figures.grouped(numbers.resumes)): "
          + "completed \(Figures.grouped(numbers.resumesCompleted))"
          + ", stopped again \(Figures.grouped(numbers.resumesStopped))"
          + ", crashed again \(Figures.grouped(numbers.resumesCrashed))"))
    lines.append(
      row(
        "Checkpoints",
        "\(Figures.grouped(numbers.checkpoints)): \(Figures.bytes(numbers.checkpointBytes))"
          + " of \(Figures.bytes(numbers.journalBytes)) of journals"
          + (share(numbers).map { " (\($0) %)" } ?? "")))
    lines.append(
      row("Time saved", "\(Figures.duration(Double(numbers.secondsSaved))) by going on"))
    return lines
  }

  private static func share(_ numbers: OperationStatistics) -> String? {
    guard numbers.journalBytes > 0 else { return nil }
    return Figures.decimal(
      Double(numbers.checkpointBytes) / Double(numbers.journalBytes) * 100)
  }

  private static func row(_ name: String, _ value: String) -> String {
    Cells.padded(name, to: 13) + " " + value
  }

  /// The same for programs: the one line is the summary.
  static func object(_ numbers: OperationStatistics) -> JSONObject {
    var object = JSONObject()
    object.add("event", "summary")
    object.add("operations", numbers.operations)
    object.add("without_journal", numbers.withoutJournal)
    var kinds = JSONObject()
    for (kind, count) in numbers.byKind.sorted(by: { $0.key < $1.key }) { kinds.add(kind, count) }
    object.add("kinds", kinds)
    var statuses = JSONObject()
    for status in OperationStatus.allCases {
      statuses.add(status.rawValue, numbers.byStatus[status] ?? 0)
    }
    object.add("statuses", statuses)
    object.add("processes", numbers.processes)
    var crashes = JSONObject()
    for cause in StopCause.allCases {
      if let count = numbers.crashes[cause] { crashes.add(cause.rawValue, count) }
    }
    object.add("crashes", crashes)
    object.add("resumes", numbers.resumes)
    object.add("resumes_completed", numbers.resumesCompleted)
    object.add("resumes_stopped", numbers.resumesStopped)
    object.add("resumes_crashed", numbers.resumesCrashed)
    object.add("checkpoints", numbers.checkpoints)
    object.add("checkpoint_bytes", numbers.checkpointBytes)
    object.add("journal_bytes", numbers.journalBytes)
    object.add("seconds_saved", numbers.secondsSaved)
    object.add("status", "completed")
    return object
  }
}
