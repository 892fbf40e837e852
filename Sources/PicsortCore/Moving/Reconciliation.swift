/// What a look at the disk showed of one planned move, and what follows from it: the recovery table
/// of docs/safety.md as one pure function. Files outrank the journal: it only says what to look
/// for.
package enum Reconciliation {
  /// The name in the source.
  package enum Source: CaseIterable, Sendable {
    /// Size and time are those of the plan.
    case same
    /// Another size, another time, or no regular file.
    case changed
    case absent
  }

  /// The planned name in the output.
  package enum Destination: CaseIterable, Sendable {
    case absent
    /// The source's own inode under both names: a link was made and the old name not yet removed.
    case sourceItself
    /// Size and time are the plan's.
    case alike
    /// An empty file, where earlier processes of this operation took names by such.
    case placeholder
    /// Anything else.
    case other
  }

  /// The partial copy in `tmp/`.
  package enum Temporary: CaseIterable, Sendable {
    case absent
    /// Shorter or longer than the file, or not verified.
    case partial
    /// As long as the file.
    case full
  }

  /// What to do.
  package enum Step: Sendable, Equatable {
    /// Nothing is in the way: move or copy it.
    case transfer
    /// The name is taken by something else: the next free one.
    case transferUnderNextName
    /// Both are there and look alike: compare the bytes; when equal make the destination durable
    /// and finish (a move removes the source), when not take the next free name.
    case compareAndFinish
    /// Remove the old name of the same inode.
    case removeOldName
    /// An earlier process took the name by an empty file and came no further: remove that, then
    /// transfer.
    case clearPlaceholder
    /// It arrived: note it.
    case noteDone
    /// The source is gone and a whole copy stands in `tmp/`: give it its name.
    case publishTemporary
    /// The source is gone and nothing whole is left of it here: say so, keep what there is.
    case reportVanished
    /// Somebody changed the file since the plan: leave it.
    case reportChanged
  }

  /// The step for every combination of what was seen.
  ///
  /// - Parameters:
  ///   - source: what stands at the name in the source.
  ///   - destination: what stands at the planned name.
  ///   - temporary: what stands in `tmp/` for this file.
  ///   - isResumed: an earlier process worked on this plan, or the books were lost: then what
  ///     stands at the planned name with the same bytes is that process's work. In a first attempt
  ///     it is somebody else's file.
  /// - Returns: what to do; no step removes a file on the word of the journal.
  package static func step(
    source: Source, destination: Destination, temporary: Temporary, isResumed: Bool
  ) -> Step {
    switch (source, destination, temporary) {
    case (.same, .absent, _): return .transfer
    case (.same, .sourceItself, _): return .removeOldName
    case (.same, .alike, _): return isResumed ? .compareAndFinish : .transferUnderNextName
    case (.same, .placeholder, _): return isResumed ? .clearPlaceholder : .transferUnderNextName
    case (.same, .other, _): return .transferUnderNextName
    case (.changed, _, _): return .reportChanged
    case (.absent, .alike, _), (.absent, .sourceItself, _):
      return isResumed ? .noteDone : .reportVanished
    case (.absent, .absent, .full), (.absent, .placeholder, .full), (.absent, .other, .full):
      return .publishTemporary
    case (.absent, .absent, _), (.absent, .placeholder, _), (.absent, .other, _):
      return .reportVanished
    }
  }
}
