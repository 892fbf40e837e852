/// Numbers over all operations that are known.
package struct OperationStatistics: Sendable {
  package var operations = 0
  /// Those whose journal could not be read: they are counted by what the registry says.
  package var withoutJournal = 0
  package var byKind: [String: Int] = [:]
  package var byStatus: [OperationStatus: Int] = [:]
  package var processes = 0
  /// Processes that left no word, by what is believed to have ended them.
  package var crashes: [StopCause: Int] = [:]
  /// Processes that went on with an operation of an earlier one.
  package var resumes = 0
  /// Of these, those that brought it to its end; that stopped in order; that left no word.
  package var resumesCompleted = 0
  package var resumesStopped = 0
  package var resumesCrashed = 0
  package var checkpoints = 0
  package var checkpointBytes = 0
  package var journalBytes = 0
  /// Seconds that earlier processes had spent on what was not done again.
  package var secondsSaved = 0

  package init() {}

  /// Counts an operation; `story` is nil where its journal cannot be read.
  package mutating func count(_ view: OperationView, _ story: OperationStory?) {
    operations += 1
    byKind[view.kind, default: 0] += 1
    byStatus[view.status, default: 0] += 1
    guard let story else {
      withoutJournal += 1
      return
    }
    processes += story.processes.count
    checkpoints += story.checkpoints.values.reduce(0, +)
    checkpointBytes += story.checkpointBytes
    journalBytes += story.journalBytes
    secondsSaved += story.secondsSaved
    for (index, process) in story.processes.enumerated() {
      let isCrash = process.end == nil && process.cause != .running
      if isCrash { crashes[process.cause, default: 0] += 1 }
      guard index > 0 else { continue }
      resumes += 1
      if isCrash {
        resumesCrashed += 1
      } else if process.end == .completed {
        resumesCompleted += 1
      } else if process.end != nil {
        resumesStopped += 1
      }
    }
  }
}

extension Operations {
  /// Numbers over all operations, from their journals; `isStopping` is asked between them.
  package func statistics(isStopping: () -> Bool = { false }) -> OperationStatistics {
    var numbers = OperationStatistics()
    for view in list().views where !isStopping() {
      numbers.count(view, try? story(of: view))
    }
    return numbers
  }
}
