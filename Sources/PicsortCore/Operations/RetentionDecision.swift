/// Which operations are forgotten, and which journals removed, by age and by size: pure.
package enum RetentionDecision {
  /// What a person allows.
  package struct Policy: Sendable, Equatable {
    /// What was active within so many days stays, whatever it is.
    package var days: Int
    /// Unfinished operations may go too, and old journals that an undo would need.
    package var includesAll: Bool

    package init(days: Int = 30, includesAll: Bool = false) {
      self.days = days
      self.includesAll = includesAll
    }
  }

  /// Why something goes.
  package enum Reason: String, Sendable {
    /// Nothing was noted of it for longer than the policy says.
    case age
    /// The registry is larger than it should be.
    case size
    /// It tells nothing that is not told elsewhere, or nothing at all.
    case redundant
  }

  /// Most entries that stay in the registry, however young they are. Unfinished ones are counted
  /// and stay.
  package static let mostEntries = 500
  /// Journals of the newest operations of a library that stay even where all others may go.
  package static let keptJournals = 10

  private static let day = 86_400

  /// The operations whose entries go.
  ///
  /// - Parameters:
  ///   - views: all operations, the newest first.
  ///   - policy: what is allowed.
  ///   - now: seconds since 1970-01-01 UTC.
  /// - Returns: those that go, and why.
  package static func entries(
    _ views: [OperationView], _ policy: Policy, now: Int
  ) -> [(view: OperationView, reason: Reason)] {
    var going: [(view: OperationView, reason: Reason)] = []
    for (index, view) in views.enumerated() where view.status != .running {
      if isUnfinished(view), !policy.includesAll { continue }
      if isOld(view.lastActivity, policy, now: now) {
        going.append((view, .age))
      } else if index >= mostEntries, !isUnfinished(view) {
        going.append((view, .size))
      }
    }
    return going
  }

  /// One that gave up is over for whoever does not go on with it: it goes by age like a completed
  /// one, and its journal stays, so that naming its output still goes on with it.
  package static func isUnfinished(_ view: OperationView) -> Bool {
    view.isUnfinished && view.status != .failed
  }

  /// True for what was last active before the days of the policy.
  package static func isOld(_ time: Int, _ policy: Policy, now: Int) -> Bool {
    now &- time >= policy.days &* day
  }

  /// True when a journal of history may go: an old one that tells of no change of the disk, and,
  /// where all may go, an old one beyond the newest of its library.
  ///
  /// - Parameters:
  ///   - rank: how many journals of the same library are younger.
  ///   - began: when its operation was begun, in seconds since 1970-01-01 UTC.
  ///   - changedNothing: it tells of an ended operation that moved, made and linked nothing.
  ///   - policy: what is allowed.
  ///   - now: seconds since 1970-01-01 UTC.
  /// - Returns: why it goes; nil when it stays.
  package static func journal(
    rank: Int, began: Int, changedNothing: Bool, _ policy: Policy, now: Int
  ) -> Reason? {
    guard isOld(began, policy, now: now) else { return nil }
    if changedNothing { return .redundant }
    return policy.includesAll && rank >= keptJournals ? .age : nil
  }
}
