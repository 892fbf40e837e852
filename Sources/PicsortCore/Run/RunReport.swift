package import Platform

/// How a run ended; the raw value is the word of `--json` and of the journal.
package enum RunStatus: String, Sendable {
  case completed
  case interrupted
  case paused
  case failed
}

/// One file that needs a person: why, and what to do.
package struct Problem: Sendable {
  package let path: Path
  package let reason: String
  package let nextStep: String

  package init(path: Path, reason: String, nextStep: String) {
    self.path = path
    self.reason = reason
    self.nextStep = nextStep
  }
}

/// What became of every file a run found. `found` is counted on its own, when a file is first
/// seen, so that `isBalanced` can fail.
package struct Tally: Sendable, Equatable {
  package var found = 0
  package var moved = 0
  package var copied = 0
  package var duplicates = 0
  package var skipped = 0
  package var failed = 0
  package var left = 0
  /// Bytes of the files moved and copied.
  package var bytes = 0

  package init() {}

  package var isBalanced: Bool {
    found == moved + copied + duplicates + skipped + failed + left
  }
}

/// The end of a run, for the summary of a person or a program.
package struct RunReport: Sendable {
  package var operation: String
  /// What an undo undid; nil for a run.
  package var undoing: Undoing?
  package var output: Path
  package var status: RunStatus
  package var tally: Tally
  /// Wall seconds of this process.
  package var seconds: Double
  /// Files per target folder, for this operation.
  package var folders: [Path: Int]
  /// Skipped files by reason.
  package var skippedByReason: [String: Int]
  package var problems: [Problem]
  /// Dates that were decided with low confidence.
  package var lowConfidenceDates: Int
  /// Files without a trustworthy date.
  package var undated: Int
  /// Dates that were corrected in Google Photos and won over the file's own.
  package var correctedDates: Int
  /// Albums of an export that were kept, and how.
  package var albums: (count: Int, policy: AlbumPolicy)
  /// Items an earlier process of this operation had settled; 0 in a fresh run.
  package var resumedItems: Int
  /// How often something was tried again because the system's refusal could pass.
  package var retried: Int
  /// Files that are no longer in the source: moved, and duplicates that were taken away.
  package var departed: Int
  package var dryRun: Bool
  /// Signal that stopped the run, when one did.
  package var signal: Int32?
  /// Why the run stopped early without a signal: disk full, folder gone.
  package var stopReason: String?
  /// The system's error behind that; nil when there is none.
  package var stopError: NotedError?
  /// Arguments of the command that goes on with this run, as bytes because paths are; empty when
  /// there is nothing left to do.
  package var resumeArguments: [[UInt8]]
  /// Arguments of the command that compares the copies with their originals, where they were not
  /// read back; empty otherwise.
  package var comparingArguments: [[UInt8]]

  package init(operation: String, output: Path) {
    self.operation = operation
    self.output = output
    status = .completed
    tally = Tally()
    seconds = 0
    folders = [:]
    skippedByReason = [:]
    problems = []
    lowConfidenceDates = 0
    undated = 0
    correctedDates = 0
    albums = (0, .none)
    resumedItems = 0
    retried = 0
    departed = 0
    dryRun = false
    signal = nil
    stopReason = nil
    stopError = nil
    resumeArguments = []
    comparingArguments = []
  }
}

extension RunReport {
  /// Adds a finished operation that went before this one in the same process. What it left in the
  /// source was found again here; what it took away was not. What it copied was found again as its
  /// own duplicate, unless somebody took it away since.
  package mutating func add(finished earlier: RunReport) {
    let again = min(earlier.tally.copied, tally.duplicates)
    tally.found += earlier.tally.copied - again
    tally.copied += earlier.tally.copied
    tally.duplicates -= again
    tally.found += earlier.departed
    tally.moved += earlier.tally.moved
    tally.duplicates += earlier.departed - earlier.tally.moved
    tally.bytes += earlier.tally.bytes
    retried += earlier.retried
    folders.merge(earlier.folders, uniquingKeysWith: +)
    seconds += earlier.seconds
    resumedItems += earlier.resumedItems
    lowConfidenceDates += earlier.lowConfidenceDates
    undated += earlier.undated
    correctedDates += earlier.correctedDates
    if comparingArguments.isEmpty { comparingArguments = earlier.comparingArguments }
  }
}

/// Why a run did not start, or had to give up; each says what to do next.
package enum RunError: Error, Sendable {
  /// The arguments do not fit together; exit status 2.
  case usage(String)
  /// Going on would be wrong without `--force` or a person; exit status 3.
  case refused(String, nextStep: String)
  /// Another run holds the output; exit status 5.
  case locked(String, nextStep: String)
  /// The system said no to something the run cannot do without; exit status 1.
  case failed(String, nextStep: String)
}
