/// What becomes of one file of an operation that is undone, decided by what stands at both of its
/// names. The journal only says where to look, and what was there.
package enum ReversalDecision: Sendable, Equatable {
  /// It goes back to the name that it had.
  case bringBack
  /// Its original still stands: the copy goes, after a comparison of all bytes.
  case removeCopy
  /// It was removed because its twin has the same bytes: a copy of the twin takes its name again.
  case restore
  /// It is where it was before: nothing to do.
  case nothing
  case refuse(Refusal)

  /// Why a file is not put back.
  package enum Refusal: Sendable, Equatable, CaseIterable {
    /// It is not what picsort put there.
    case changed
    /// It is gone from where picsort put it.
    case missing
    /// Something else stands at the name that it had.
    case occupied
    /// Of a copy: the file that it was copied from is gone, or is another one now.
    case withoutOriginal
    /// Of a removed duplicate: the file with the same bytes is gone, or is another one now.
    case withoutTwin
  }

  /// What stands at a name.
  package enum Seen: Sendable, CaseIterable {
    case nothing
    /// A file of the size and time that the books say, and of their hash where they have one.
    case asNoted
    /// Anything else.
    case other
  }

  /// What the operation did with the file.
  package enum Deed: Sendable, CaseIterable {
    /// It took it from there to here.
    case moved
    /// It copied it from there to here.
    case copied
    /// It removed it there; its twin stands here.
    case removed
  }

  /// The decision for every combination of what was seen.
  ///
  /// - Parameters:
  ///   - deed: what the operation did, or meant to do when it was interrupted.
  ///   - here: what stands at the name to which the operation brought it, or at its twin's.
  ///   - there: what stands at the name that it had.
  ///   - isOneFile: both names are of one inode: a rename by two steps that was cut in between.
  ///   - isNoted: the books say that it was done.
  ///   - isOpen: the operation did not complete, so that more may be done than was noted.
  /// - Returns: what becomes of the file; nothing goes where something stands.
  package static func of(
    _ deed: Deed, here: Seen, there: Seen, isOneFile: Bool, isNoted: Bool, isOpen: Bool
  ) -> ReversalDecision {
    guard isNoted || isOpen else { return .nothing }
    switch (deed, here, there) {
    case (.moved, .asNoted, .nothing): return .bringBack
    case (.moved, .asNoted, .asNoted): return isOneFile ? .bringBack : .removeCopy
    case (.moved, .asNoted, .other): return .refuse(.occupied)
    case (.moved, .other, .nothing): return .refuse(.changed)

    case (.copied, .asNoted, .asNoted): return .removeCopy
    case (.copied, .asNoted, .nothing), (.copied, .asNoted, .other):
      return .refuse(.withoutOriginal)
    case (.copied, .nothing, .other): return .nothing

    case (.removed, .asNoted, .nothing): return .restore
    case (.removed, .nothing, .nothing), (.removed, .other, .nothing):
      return .refuse(.withoutTwin)
    case (.removed, _, .other): return isNoted ? .refuse(.occupied) : .nothing

    // It is where it was: it never went, or is back already.
    case (_, .nothing, .asNoted), (.moved, .other, .asNoted), (.removed, _, .asNoted):
      return .nothing
    // The copy was edited: with its original in place nothing is lost by leaving it.
    case (.copied, .other, _), (.moved, .other, .other):
      return isNoted ? .refuse(.changed) : .nothing
    case (.moved, .nothing, _), (.copied, .nothing, .nothing):
      return isNoted ? .refuse(.missing) : .nothing
    }
  }
}
