/// Why an operation is not under way any more; the raw value is the word of `--json` and of the
/// registry.
package enum StopCause: String, Sendable, CaseIterable {
  /// It is under way: its lock is held.
  case running
  case completed
  /// Somebody asked it to pause.
  case paused
  /// A signal asked it to stop, and it did.
  case signal
  case diskFull = "disk_full"
  /// A disk was pulled out, failed, or went read-only.
  case storageFailure = "storage_failure"
  /// A share was gone.
  case networkFailure = "network_failure"
  /// A fatal signal in picsort itself.
  case applicationCrash = "application_crash"
  /// The kernel killed it for memory.
  case outOfMemory = "out_of_memory"
  /// The machine started again and left no record of why.
  case powerFailure = "power_failure"
  /// The machine started again, and its kernel left a record of a crash.
  case systemCrash = "system_crash"
  /// The disk comes from another machine, whose evidence is not here.
  case otherMachine = "other_machine"
  /// None of these: most likely kill -9.
  case killed
  /// It gave up and said why.
  case failed
}

/// What is believed of how an operation stopped, on what grounds, and how safe going on is.
package struct Diagnosis: Sendable, Equatable {
  /// One ground of the confidence, in words, and its share.
  package struct Part: Sendable, Equatable {
    package let name: String
    /// 0 to 100.
    package let score: Int
    package let reason: String

    package init(name: String, score: Int, reason: String) {
      self.name = name
      self.score = score
      self.reason = reason
    }
  }

  package var cause: StopCause
  /// What was seen, one sentence each; a cause that was only inferred says so.
  package var evidence: [String]
  /// How far going on can be trusted to lose no work: 0 to 100, from its parts.
  package var confidence: Int
  package var parts: [Part]
  /// What going on risks, in one sentence.
  package var risk: String

  package init(
    cause: StopCause, evidence: [String], confidence: Int, parts: [Part], risk: String
  ) {
    self.cause = cause
    self.evidence = evidence
    self.confidence = confidence
    self.parts = parts
    self.risk = risk
  }
}
