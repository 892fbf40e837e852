import MediaMetadata
package import Platform

/// What a run would think of one file, and why.
package struct Explanation: Sendable {
  /// The file as it was named; below a folder that was named, that folder's path and its own.
  package var path: Path
  /// With the words of every claim.
  package var facts: FileFacts
  /// Every date in and beside the file, and the one that was chosen.
  package var verdict: DateVerdict
  /// Where the file goes: the date of the asset it is in, which may be another file's.
  package var sortedBy: CaptureDate?
  /// True when a person should look at the date by which the file is sorted.
  package var isDoubtful: Bool {
    facts.role.isMedia && (sortedBy.map { $0.confidence == .low } ?? true)
  }
  /// Files that travel with it, as `path` is written.
  package var companions: [Path]
  /// Of a companion: the file with which it travels; nil for one that travels alone.
  package var owner: Path?
  /// Why a run passes over files of this name; nil when it does not.
  package var passedOver: SkipRules.Reason? { SkipRules.file(path.lastComponent) }

  package init(
    path: Path, facts: FileFacts, verdict: DateVerdict, sortedBy: CaptureDate? = nil,
    companions: [Path] = [], owner: Path? = nil
  ) {
    self.path = path
    self.facts = facts
    self.verdict = verdict
    self.sortedBy = sortedBy
    self.companions = companions
    self.owner = owner
  }
}

/// One thing that `explain` found out.
package enum ExplainEvent: Sendable {
  case explained(Explanation)
  /// A file or folder that could not be looked into.
  case problem(Problem)
}

extension CaptureDate {
  /// The month of the wall clock as the default layout writes it: `12.2023`.
  package var month: String {
    let date = local.iso8601
    return date.dropFirst(5).prefix(2) + "." + date.prefix(4)
  }
}
