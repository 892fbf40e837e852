import Platform

/// Which operations may go on at the same time, of those that this user's registry knows and whose
/// processes live on this machine.
///
/// Outputs have their locks, and so have sources that are moved from, whoever works there. What no
/// lock sees is one operation that works inside a folder of another.
enum Coordination {
  /// What an operation works on; paths absolute, links resolved.
  struct Work {
    let sources: [Path]
    let output: Path
    let mode: TransferMode
  }

  /// Why `work` has to wait, in one sentence; nil when nothing stands in its way.
  static func obstacle(to work: Work, registry: Registry?) -> String? {
    let own = HostIdentity.current()
    for entry in registry?.entries() ?? [] where entry.status == nil {
      guard let process = entry.process, process.processID != own.processID, process.isAlive,
        let conflict = conflict(
          of: work,
          with: Work(
            sources: entry.sources, output: entry.output, mode: entry.configuration?.mode ?? .move))
      else { continue }
      return "the operation \(entry.operation) (pid \(process.processID)) \(conflict)"
    }
    return nil
  }

  /// What `other` does that `work` may not be done beside; nil when they do not meet.
  static func conflict(of work: Work, with other: Work) -> String? {
    // One output for both is the business of its lock.
    guard work.output != other.output else { return nil }
    for source in work.sources where other.output.isInside(source) {
      return "is sorting into \(other.output), which lies in the source \(source)"
    }
    for source in other.sources where work.output.isInside(source) {
      return "is sorting \(source), in which the output \(work.output) lies"
    }
    // Two that only read disturb nobody.
    guard work.mode == .move || other.mode == .move else { return nil }
    for theirs in other.sources {
      for own in work.sources where own.isInside(theirs) || theirs.isInside(own) {
        return "is sorting \(theirs), which shares files with the source \(own)"
      }
    }
    return nil
  }
}
