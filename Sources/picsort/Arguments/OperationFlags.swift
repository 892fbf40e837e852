internal import PicsortCore

extension Flag {
  /// Options of `picsort resume` alone.
  static let operations: [Flag] =
    OperationStatus.allCases.map(status) + [
      Flag(
        "days", .operations, scope: .only(["resume cleanup"]), .number(0...36_500, \.days),
        summary: "keep what was active in N days (default: 30)",
        details: "Keep everything that was active within the last N days; the default is 30."),
      Flag(
        "all", negated: "no-all", .operations,
        scope: .only(["resume continue", "resume cleanup"]), .turn(\.includesAll),
        summary: "go on with, or tidy up, all operations",
        details: """
          To 'picsort resume continue': go on with every unfinished operation, one after the \
          other, the highest --priority first, and of equal ones the oldest. To 'picsort \
          resume cleanup': unfinished operations are forgotten too, and old journals that an \
          undo would need; it asks before.
          """),
      Flag(
        "max-concurrent", .operations, scope: .only(["resume continue"]),
        .number(1...64, \.mostConcurrent),
        summary: "with --all, so many at a time (default: 1)",
        details: """
          With --all, go on with so many operations at a time, each in a process of its own; the \
          default is 1. Worth while where they work on different disks.
          """),
    ]

  private static func status(_ status: OperationStatus) -> Flag {
    Flag(
      status.rawValue, .operations, scope: .only(["resume", "resume list"]),
      .turn { options, _ in options.statuses.insert(status) },
      summary: "list operations that are \(status.rawValue)",
      details: "List operations that are \(status.rawValue): \(status.meaning).")
  }
}

extension OperationStatus {
  /// What the word means, for help.
  var meaning: String {
    switch self {
    case .running: "a process is at work on it"
    case .paused: "somebody asked it to pause, or the disk was full or gone"
    case .interrupted: "a signal such as Ctrl-C stopped it"
    case .crashed: "its process is gone and left no word, as after kill -9 or a power cut"
    case .failed: "it gave up, or the system refused some files, which are tried again"
    case .completed: "it came to its end"
    }
  }
}
