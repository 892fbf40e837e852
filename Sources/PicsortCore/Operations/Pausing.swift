package import Platform

extension Operations {
  /// What came of asking a run to pause.
  package enum PauseOutcome: Sendable, Equatable {
    /// It ended so, and its lock is free; `paused`, unless it came to its end first.
    case ended(OperationStatus)
    /// It has not ended yet, and will when the file in hand is done.
    case stillAtWork
    /// Whoever waited was asked to stop; the run will pause all the same.
    case waitAbandoned
  }

  /// Asks the process at work on an operation to finish its file, to write a checkpoint and to end.
  ///
  /// - Parameter view: the operation.
  /// - Throws: when nobody is at work on it, or the process cannot be asked.
  package func askToPause(_ view: OperationView) throws(RunError) {
    let (id, output) = (view.operation, view.output)
    guard view.status == .running, view.books == .current else {
      throw .refused(
        "nobody is at work on the operation \(id): it is \(view.status.rawValue)",
        nextStep: view.isUnfinished
          ? "go on with it: picsort resume continue \(id)"
          : "'picsort resume' lists what there is")
    }
    let look = OutputLook(output, stateFile: view.stateFile)
    guard let folder = look.folder, let owner = look.owner else {
      throw .failed("\(output) says of no process that it is at work there", nextStep: "")
    }
    do throws(SystemError) {
      if owner.host == host.host {
        _ = try owner.askToPause()
      } else {
        try PauseFile(in: folder).ask(by: host)
      }
    } catch {
      throw .failed(
        "the process \(owner.processID) on \(owner.host) cannot be asked to pause: "
          + error.message,
        nextStep: "ask as the user who started it, or stop it with Ctrl+C in its terminal")
    }
  }

  /// Waits until the process at work on an operation has ended and let go of its lock.
  ///
  /// - Parameters:
  ///   - view: the operation, as it was when it was asked.
  ///   - seconds: how long at most.
  ///   - stop: whether whoever waits is to stop.
  /// - Returns: what came of it.
  package func awaitPause(
    _ view: OperationView, seconds: Int, stop: StopRequest
  ) -> PauseOutcome {
    let end = Clock.monotonicNanoseconds() &+ UInt64(max(0, seconds)) &* 1_000_000_000
    while true {
      let look = OutputLook(view.output, stateFile: view.stateFile)
      let isHere = look.owner.map { $0.host == host.host } ?? true
      let isGone = isHere ? look.owner?.isAlive != true : true
      if let found = look.view(now: now()), found.status != .running, isGone {
        // Another operation may have begun since; then this one is over.
        return .ended(found.operation == view.operation ? found.status : .completed)
      }
      if stop.isStopping { return .waitAbandoned }
      if Clock.monotonicNanoseconds() >= end { return .stillAtWork }
      Clock.sleep(nanoseconds: 50_000_000)
    }
  }
}
