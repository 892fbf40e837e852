import Platform

/// From what was seen to what is believed: a table of rules, the first that applies decides.
///
/// What was noted comes before what is inferred, and an inference says so: *most likely* where the
/// evidence allows hardly anything else, *probably* where it does. docs/recovery.md has the table
/// for people.
package enum DiagnosisDecision {
  /// A cause, and when it is the one; the words are its grounds.
  package struct Rule: Sendable {
    package let cause: StopCause
    /// Nil when the evidence does not speak for it.
    package let grounds: @Sendable (Evidence) -> String?
  }

  /// What is believed of how it stopped. The first sentence of the evidence is the finding.
  package static func diagnose(_ evidence: Evidence) -> Diagnosis {
    for rule in rules {
      guard let grounds = rule.grounds(evidence) else { continue }
      let parts = ConfidenceDecision.parts(evidence)
      return Diagnosis(
        cause: rule.cause, evidence: [grounds] + EvidenceWords.sentences(evidence, rule.cause),
        confidence: ConfidenceDecision.confidence(parts), parts: parts,
        risk: ConfidenceDecision.risk(evidence, rule.cause))
    }
    // The last rule takes everything; this is for the type.
    return Diagnosis(cause: .killed, evidence: [], confidence: 0, parts: [], risk: "")
  }

  package static let rules: [Rule] = ended + noted + inferred

  // MARK: - It said so itself

  private static let ended: [Rule] = [
    Rule(cause: .running) { seen in seen.holder.map { "it is under way: its lock is held by \($0)" }
    },
    Rule(cause: .completed) { seen in
      seen.ending?.status == .completed ? "it came to its end and noted that" : nil
    },
    Rule(cause: .signal) { seen in
      guard let ending = seen.ending, ending.signal > 0 else { return nil }
      return "stopped by \(SignalWords.of(ending.signal)), and it noted its end"
    },
    errorAtEnd(.diskFull, "the disk was full"),
    errorAtEnd(.networkFailure, "the network volume was gone"),
    errorAtEnd(.storageFailure, "the disk failed, was pulled out or became read-only"),
    Rule(cause: .paused) { seen in
      guard let ending = seen.ending, ending.error == nil else { return nil }
      // Who stops a run with a request and no signal leaves no reason, or one that says so.
      let isAsked = ending.reason.isEmpty || ending.reason.hasPrefix("paused")
      guard ending.status == .interrupted || ending.status == .paused && isAsked else { return nil }
      return "paused because somebody asked it to, and it noted its end"
    },
    Rule(cause: .failed) { seen in
      seen.ending.map { ending in
        let error = ending.error.map { " (\($0.words))" } ?? ""
        return ending.reason.isEmpty
          ? "it gave up and noted no reason" : "it gave up and noted why: \(ending.reason)\(error)"
      }
    },
  ]

  private static func errorAtEnd(_ cause: StopCause, _ words: String) -> Rule {
    Rule(cause: cause) { seen in
      guard let error = seen.ending?.error, error.cause == cause else { return nil }
      return "\(words): at its end it noted \(error.words)"
    }
  }

  // MARK: - Somebody noted it for it

  private static let noted: [Rule] = [
    Rule(cause: .applicationCrash) { seen in
      guard let crash = seen.crash else { return nil }
      let name = crash.signalName
      if !crash.isFault {
        return "ended by the fatal signal \(name), which a process sent: the handler noted it, and "
          + "no faulting address"
      }
      let address = "0x" + String(crash.address, radix: 16)
      return "picsort crashed: its handler noted the fatal signal \(name) at the address \(address)"
    },
    errorElsewhere(.diskFull, "the disk was full"),
    errorElsewhere(.networkFailure, "the network volume was gone"),
    errorElsewhere(.storageFailure, "the disk failed, was pulled out or became read-only"),
  ]

  private static func errorElsewhere(_ cause: StopCause, _ words: String) -> Rule {
    Rule(cause: cause) { seen in
      guard let error = seen.hint, error.cause == cause else { return nil }
      return "\(words): the registry of operations holds \(error.words); the journal took no more"
    }
  }

  // MARK: - Nobody noted it

  private static let inferred: [Rule] = [
    Rule(cause: .otherMachine) { seen in
      guard case .other(let name) = seen.machine else { return nil }
      return "no end was written, and it ran on another machine (\(name)), whose evidence is not "
        + "here: why it stopped is not known"
    },
    Rule(cause: .systemCrash) { seen in
      guard seen.machine == .restarted, let record = seen.kernelCrash else { return nil }
      return "the system crashed, most likely: no end was written, the boot id is another one, and "
        + "its kernel left the record \(record) since the last sign of life"
    },
    Rule(cause: .powerFailure) { seen in
      guard seen.machine == .restarted else { return nil }
      let looked =
        seen.couldReadKernelCrashes
        ? "no record of a kernel crash was found" : "records of kernel crashes could not be read"
      return
        "a power failure or a restart, most likely: no end was written, the boot id is another "
        + "one, and \(looked)"
    },
    Rule(cause: .outOfMemory) { seen in
      guard seen.machine == .sameStart, seen.groupKills.hasRisen else { return nil }
      return "killed for memory, most likely: no end was written, and in its control group the "
        + "kernel killed for memory \(seen.groupKills.words) since the last sign of life"
    },
    Rule(cause: .outOfMemory) { seen in
      guard seen.machine == .sameStart, seen.systemKills.hasRisen else { return nil }
      return "killed for memory, probably: no end was written, and the kernel killed for memory "
        + "\(seen.systemKills.words) since the last sign of life; which process, it does not say"
    },
    Rule(cause: .diskFull) { seen in
      guard case .torn = seen.condition, let free = seen.freeBytes, free < leastRoom else {
        return nil
      }
      return "the disk was full, probably: no end was written, the journal's last line is cut, and "
        + "there is no room now"
    },
    Rule(cause: .storageFailure) { seen in
      seen.isOutputReachable
        ? nil : "its disk or network volume went away, probably: the output cannot be reached now"
    },
    Rule(cause: .killed) { seen in
      let restarted =
        seen.machine == .sameStart
        ? "the machine has not restarted since"
        : "whether the machine restarted since is not known"
      return "killed, most likely (kill -9, or a crash of its terminal): its lock is free, no end "
        + "was written, no crash was noted, \(restarted)"
    },
  ]

  /// A journal's line needs less, so with more than this it could have been written.
  private static let leastRoom = 64 * 1024
}

extension Evidence.Count {
  /// `once` or `3 times`.
  fileprivate var words: String {
    let (times, _) = (now ?? 0).subtractingReportingOverflow(noted ?? 0)
    return times == 1 ? "once" : "\(times) times"
  }
}

extension NotedError {
  /// `ENOSPC at /library`.
  package var words: String {
    (path.map { "\(name) at \($0)" } ?? name) + (isOnNetwork ? " on a network volume" : "")
  }
}
