package import Platform

/// Everything that was seen of an operation that is not under way any more, as values: what a
/// diagnosis is made from, and nothing else.
package struct Evidence: Sendable, Equatable {
  /// Whether the machine that looks is the one that it ran on, and still on the same start.
  package enum Machine: Sendable, Equatable {
    case sameStart
    case restarted
    /// Another one, of this name.
    case other(String)
    /// Start or machine were not noted.
    case unknown
  }

  /// A counter of the kernel, as it was noted last and as it is now.
  package struct Count: Sendable, Equatable {
    package var noted: Int?
    package var now: Int?

    package init(noted: Int? = nil, now: Int? = nil) {
      self.noted = noted
      self.now = now
    }

    /// True when both are known and it is higher now.
    package var hasRisen: Bool {
      guard let noted, let now else { return false }
      return now > noted
    }
  }

  /// Some of the files noted as done, looked at: how many, and how many are as they were noted.
  package struct Sample: Sendable, Equatable {
    package var looked: Int
    package var asNoted: Int

    package init(looked: Int = 0, asNoted: Int = 0) {
      self.looked = looked
      self.asNoted = asNoted
    }
  }

  /// Who holds the lock, in words; nil when it is free.
  package var holder: String?
  package var condition = JournalCondition.whole
  /// Nil when the last process wrote no end.
  package var ending: EndNote?
  package var machine = Machine.sameStart
  /// A fatal signal of the last process.
  package var crash: CrashNote?
  /// An error that was noted outside of the journal.
  package var hint: NotedError?
  /// A record of a kernel crash since the last sign of life; its place.
  package var kernelCrash: String?
  package var couldReadKernelCrashes = true
  package var systemKills = Count()
  package var groupKills = Count()
  /// Room on the output's file system; nil when it could not be asked.
  package var freeBytes: Int?
  package var isOutputReachable = true
  /// Seconds since 1970-01-01 UTC.
  package var lastSeen: Int?
  package var lastCheckpoint: Int?
  package var now: Int
  /// Checkpoints whose seal was found right.
  package var seals = 0
  /// Files noted as done, those flushed and those not.
  package var settled = 0
  package var unsettled = 0
  package var sample = Sample()

  package init(now: Int) {
    self.now = now
  }
}
