import Platform

/// How an unfinished operation is gone on with; the raw value is the word of `--recover`.
package enum RecoveryChoice: String, Sendable, CaseIterable {
  /// From the last proof.
  case goOn = "continue"
  /// What was done since the last batch checkpoint is looked at by its content first.
  case batch
  /// A new operation; the old one's journal is kept.
  case fresh
}

/// What was said of recovering, before anything was looked up.
package struct RecoveryWish: Sendable, Hashable {
  /// Nil when nothing was said.
  package var choice: RecoveryChoice?
  /// The checkpoint to go on from, counted from the newest, which is 1; nil for the last proof.
  package var checkpoint: Int?

  package init(choice: RecoveryChoice? = nil, checkpoint: Int? = nil) {
    self.choice = choice
    self.checkpoint = checkpoint
  }
}

/// An unfinished operation as it was found: what a person is told, and asked about.
package struct StopStory: Sendable, Equatable {
  package let operation: String
  package let diagnosis: Diagnosis
  /// Files that were done; of a run without a plan, those that were read.
  package let done: Int
  /// Nil when there is no plan.
  package let total: Int?
  /// Seconds since the last checkpoint; nil when there is none.
  package let checkpointAge: Int?
  /// The command says to start over.
  package let isForced: Bool

  package init(
    operation: String, diagnosis: Diagnosis, done: Int, total: Int?, checkpointAge: Int?,
    isForced: Bool
  ) {
    self.operation = operation
    self.diagnosis = diagnosis
    self.done = done
    self.total = total
    self.checkpointAge = checkpointAge
    self.isForced = isForced
  }
}

/// What a person says to the question how to go on.
package enum RecoveryAnswer: Sendable, Equatable {
  case chosen(RecoveryChoice)
  /// Nothing is to be done.
  case quit
  /// A signal came instead.
  case interrupted
  /// There was no answer that could be understood.
  case unclear
  /// There is nobody to ask.
  case nobody
}

/// Decides how a run goes on with what an earlier one left: tells what happened, asks where it may,
/// and takes the choice that loses nothing where it may not. Changes nothing.
struct Recovery {
  let settings: RunSettings
  let books: Bookkeeper
  let desk: Desk
  let sources: [Path]

  /// What a run does.
  enum Course {
    /// Begin or go on; files that are to be looked at by their content first.
    case run(Beginning, doubting: Set<Int>)
    /// Somebody does not want it to.
    case quit(RunReport)
  }

  /// - Returns: what to do.
  /// - Throws: a refusal, when going on would need `--force`.
  func course() throws(RunError) -> Course {
    let outline = desk.found.outline
    let course = outline.course
    let beginning = try begin(settings)
    guard course.isUnfinished, isReadable, let header = course.header else {
      if settings.recovery != RecoveryWish() { say("there is no unfinished run to recover") }
      return .run(beginning, doubting: [])
    }
    let story = StopStory.found(on: desk, by: books, header, isForced: settings.force)
    desk.story = story
    switch answer(story) {
    case .quit:
      say("nothing was changed")
      return .quit(RunReport(operation: "", output: desk.output))
    case .interrupted:
      var report = RunReport(operation: "", output: desk.output)
      report.status = .interrupted
      report.signal = books.stop.signal
      return .quit(report)
    case .unclear:
      throw .refused(
        "nobody said how to go on with the unfinished run in \(desk.output)",
        nextStep: "go on with --resume, or start over with --recover fresh")
    case .nobody: return try run(settings.force ? .fresh : .goOn, beginning, course)
    case .chosen(let choice): return try run(choice, beginning, course)
    }
  }

  /// True when the journal can be gone on with; the others have no choice to offer.
  private var isReadable: Bool {
    switch desk.found.condition {
    case .whole, .torn: true
    case .absent, .damaged, .newer: false
    }
  }

  private func begin(_ settings: RunSettings) throws(RunError) -> Beginning {
    try Beginning.decide(
      desk.found, settings: settings, sources: sources, journal: desk.journal.path)
  }

  private func answer(_ story: StopStory) -> RecoveryAnswer {
    if let said = settings.recovery.choice { return .chosen(said) }
    if settings.recovery.checkpoint != nil { return .chosen(.goOn) }
    // Who only asks to go on has said how.
    guard settings.isWholeCommand || settings.force && !settings.resume else { return .nobody }
    let answer = books.listener.choose(story)
    if answer == .nobody {
      desk.choiceMade =
        settings.force
        ? "starting over, as --force says: what the earlier run noted is kept in "
          + ".picsort/history"
        : "going on with the unfinished run, because nobody is asked here; "
          + "--recover fresh starts over"
    }
    return answer
  }

  private func run(
    _ choice: RecoveryChoice, _ decided: Beginning, _ course: OperationCourse
  ) throws(RunError) -> Course {
    var settings = settings
    settings.force = choice == .fresh
    let beginning = settings.force == self.settings.force ? decided : try begin(settings)
    guard case .resume = beginning else { return .run(beginning, doubting: []) }
    if let number = settings.recovery.checkpoint {
      guard let doubted = course.marks.done(afterCheckpoint: number) else {
        throw .usage(
          "--from-checkpoint \(number): the run in \(desk.output) has "
            + "\(course.marks.newestFirst.count) checkpoints to go on from")
      }
      return .run(beginning, doubting: doubted.union(course.done))
    }
    return .run(beginning, doubting: choice == .batch ? course.marks.lastBatch : [])
  }

  private func say(_ text: String) { books.say(.info, text) }
}

extension StopStory {
  /// The unfinished operation of `header` as it was found.
  static func found(
    on desk: Desk, by books: Bookkeeper, _ header: JournalHeader, isForced: Bool
  ) -> StopStory {
    let outline = desk.found.outline
    let course = outline.course
    let now = Clock.wallSeconds()
    // Without a look at them it is only less certain.
    let last = (try? outline.latest(DiskSample.most)) ?? OperationState(course, numbersBelow: 0)
    let diagnosis = StopInspector.inspect(
      last, condition: desk.found.condition, output: desk.state.output,
      entry: books.registry?.entry(of: header.operation), now: now)
    return StopStory(
      operation: header.operation, diagnosis: diagnosis,
      done: course.seal == nil ? outline.fileCount : course.doneCount,
      total: course.seal?.items,
      checkpointAge: course.lastCheckpoint.map { now.subtractingReportingOverflow($0.time).0 },
      isForced: isForced)
  }
}
