internal import PicsortCore
internal import Platform

/// Operations as lines of aligned columns; a pure function of what is shown.
struct OperationTable {
  /// Seconds since 1970-01-01 UTC.
  let now: Int
  /// Digits of an ID that are shown.
  let idLength: Int
  /// Columns of the terminal.
  let width: Int

  private static let head = ["ID", "KIND", "STATUS", "FILES", "SIZE", "PHASE", "AGE"]

  /// The output stands at the end of each line where all have room there, else on a line of its
  /// own: it is what people copy, so it is never cut.
  func lines(_ views: [OperationView]) -> [String] {
    let rows = [Self.head] + views.map(cells)
    var widths: [Int] = []
    for column in Self.head.indices {
      widths.append(rows.map { Cells.width($0[column]) }.max() ?? 0)
    }
    let outputs = views.map(output)
    let used = widths.reduce(0) { $0 + $1 + 2 }
    let fits = outputs.allSatisfy { used + Cells.width($0) <= width }
    var lines = [line(rows[0], widths, fits ? "OUTPUT" : "")]
    for (row, output) in zip(rows.dropFirst(), outputs) {
      lines.append(line(row, widths, fits ? output : ""))
      if !fits { lines.append("  " + output) }
    }
    return lines
  }

  private func line(_ cells: [String], _ widths: [Int], _ output: String) -> String {
    var text = ""
    for (cell, width) in zip(cells, widths) { text += Cells.padded(cell, to: width) + "  " }
    text += output
    return text.last == " " ? String(text.reversed().drop { $0 == " " }.reversed()) : text
  }

  private func cells(_ view: OperationView) -> [String] {
    [
      SafeText.line(String(view.operation.prefix(idLength))), SafeText.line(view.kind),
      view.status.rawValue, OperationWords.files(view), OperationWords.bytes(view),
      view.progress?.phase.rawValue ?? "-", OperationWords.age(view.lastActivity, now: now),
    ]
  }

  private func output(_ view: OperationView) -> String {
    SafeText.escape(view.output) + (OperationWords.remark(view).map { " (\($0))" } ?? "")
  }
}

/// What lists and texts say of an operation in the same words.
enum OperationWords {
  /// `1,204/3,000 40 %`; what is known of it.
  static func files(_ view: OperationView) -> String {
    guard let progress = view.progress else { return "-" }
    guard let total = progress.totalItems, let percent = view.percent else {
      return Figures.grouped(progress.items)
    }
    guard progress.items < total || !isOver(view) else { return Figures.grouped(total) }
    return "\(Figures.grouped(progress.items))/\(Figures.grouped(total)) \(percent) %"
  }

  static func bytes(_ view: OperationView) -> String {
    guard let progress = view.progress else { return "-" }
    guard let total = progress.totalBytes, !isOver(view) || progress.bytes < total else {
      return Figures.bytes(progress.bytes)
    }
    return Figures.bytes(progress.bytes, of: total)
  }

  private static func isOver(_ view: OperationView) -> Bool { view.status == .completed }

  /// `3 min`, `5 d`: one unit, because nobody reads two in a list.
  static func age(_ time: Int, now: Int) -> String {
    let seconds = max(0, now &- time)
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min"
    case ..<172_800: return "\(seconds / 3600) h"
    default: return "\(Figures.grouped(seconds / 86_400)) d"
    }
  }

  /// What is out of order with its books.
  static func remark(_ view: OperationView) -> String? {
    switch view.books {
    case .current: view.isSound ? nil : "its journal is damaged"
    case .past: view.status == .completed ? nil : "followed by another operation"
    case .missing: "its journal is gone"
    case .outputMissing: "not found there"
    }
  }

  /// `by SIGINT`; empty when no signal ended it.
  static func signal(_ number: Int) -> String {
    switch number {
    case 0: ""
    case 1: " by SIGHUP"
    case 2: " by SIGINT"
    case 15: " by SIGTERM"
    default: " by signal \(number)"
    }
  }

  /// What a person does next with it, as the words of a command, and why.
  static func next(_ view: OperationView) -> (sentence: String, command: [[UInt8]]) {
    func command(_ words: String...) -> [[UInt8]] {
      (["picsort", "resume"] + words + [view.operation]).map { Array($0.utf8) }
    }
    if view.status == .running { return ("It is under way. To let it pause:", command("pause")) }
    switch view.books {
    case .past where view.status != .completed:
      return ("Another operation followed, so there is nothing to go on with.", [])
    case .missing:
      return (
        "Its journal is gone: sort into the output again, what is there is recognised.", []
      )
    case .outputMissing where view.status.isUnfinished:
      return (
        "Its output was not found. Mount its disk, or say where it is now:",
        command("continue") + [Array("-o".utf8), Array("NEW".utf8)]
      )
    case .current where view.status.isUnfinished: return ("To go on with it:", command("continue"))
    case .current, .past:
      return (
        "Nothing is left to do. To put its files back:",
        ["picsort", "undo", view.operation].map { Array($0.utf8) }
      )
    case .outputMissing: return ("Nothing is left to do, and its output was not found.", [])
    }
  }

  /// In words, for what is believed to have ended a process.
  static func cause(_ cause: StopCause) -> String {
    switch cause {
    case .running: "it is at work"
    case .completed: "completed"
    case .paused: "paused"
    case .signal: "stopped by a signal"
    case .diskFull: "the disk was full"
    case .storageFailure: "a disk failed or was gone"
    case .networkFailure: "a share was gone"
    case .applicationCrash: "picsort itself crashed"
    case .outOfMemory: "the kernel killed a process for memory, most likely this one"
    case .powerFailure: "the machine started again, so most likely a power cut or a restart"
    case .systemCrash: "the machine's kernel crashed"
    case .otherMachine: "it ran on another machine, whose evidence is not here"
    case .killed: "killed from outside, most likely kill -9"
    case .failed: "gave up"
    }
  }
}
