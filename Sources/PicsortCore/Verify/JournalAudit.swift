/// What is wrong with a journal whose every line proves itself.
package enum JournalFault: Sendable, Equatable {
  /// The first record is no header.
  case noHeader
  /// A header stands behind other records.
  case secondHeader
  /// The file is named after another operation than the one it tells of.
  case misnamed(operation: String)
  /// The plan says how many moves it has, and has another number.
  case plannedMoves(stated: Int, found: Int)
  /// A checkpoint says how many files of the plan were settled, and others were noted.
  case settledFiles(stated: Int, found: Int)
  /// A checkpoint says how many files failed, and others were noted.
  case failures(stated: Int, found: Int)
}

/// Compares the counters in a journal with its records, one after the other: pure.
///
/// Only what a checkpoint of the moving says is compared, because only that has records of its own.
package struct JournalAudit: Sendable {
  /// The first fault of each record that has one, the first ones only.
  package private(set) var faults: [JournalFault] = []
  /// Records seen.
  package private(set) var records = 0

  private var moves = 0
  /// Of the process at work: files settled before it, and what it noted itself.
  private var before = 0
  private var settled = 0
  private var failures = 0
  private var hadDoubt = false

  private static let mostFaults = 10

  package init() {}

  /// Takes the next record; to be called in the journal's order.
  ///
  /// - Parameters:
  ///   - record: the record.
  ///   - durablyDone: files that the records before it settled for good.
  package mutating func take(_ record: JournalRecord, durablyDone: Int) {
    if records == 0, !isHeader(record) { add(.noHeader) }
    records += 1
    // Doubts follow the process that has them; what they leave settled is what it goes on from.
    if hadDoubt { before = durablyDone }
    if case .doubt = record { hadDoubt = true } else { hadDoubt = false }
    switch record {
    case .header:
      if records > 1 { add(.secondHeader) }
    case .process: (before, settled, failures) = (durablyDone, 0, 0)
    case .planning: moves = 0
    case .move: moves += 1
    case .planned(let seal):
      if seal.items != moves { add(.plannedMoves(stated: seal.items, found: moves)) }
    case .done: settled += 1
    case .doubt: break
    case .failed:
      settled += 1
      failures += 1
    case .checkpoint(let checkpoint): compare(checkpoint)
    case .volume, .file, .hash, .compared, .stay, .retarget, .made, .linked, .step, .copied,
      .end:
      break
    }
  }

  private mutating func compare(_ checkpoint: Checkpoint) {
    let progress = checkpoint.progress
    guard progress.phase == .move || progress.phase == .finish else { return }
    // Before its first file a process that goes on has not yet counted what was done before.
    let isBeginning = settled == 0 && progress.items == 0
    if progress.items != before + settled, !isBeginning {
      add(.settledFiles(stated: progress.items, found: before + settled))
    }
    if progress.failures != failures {
      add(.failures(stated: progress.failures, found: failures))
    }
  }

  private mutating func add(_ fault: JournalFault) {
    if faults.count < Self.mostFaults { faults.append(fault) }
  }

  private func isHeader(_ record: JournalRecord) -> Bool {
    if case .header = record { true } else { false }
  }
}
