import Platform

/// What was seen besides the ground of a finding, one sentence each.
enum EvidenceWords {
  static func sentences(_ seen: Evidence, _ cause: StopCause) -> [String] {
    guard cause != .running else { return [] }
    var sentences = [journal(seen)]
    sentences.append(checkpoint(seen))
    sentences.append(sample(seen))
    if seen.ending == nil, cause != .otherMachine { sentences += machine(seen, cause) }
    if let crash = seen.crash, cause != .applicationCrash {
      sentences.append("a fatal signal was noted as well: \(crash.signalName)")
    }
    if let hint = seen.hint, seen.ending?.error != hint, hint.cause != cause {
      sentences.append("the registry of operations holds an error of it: \(hint.words)")
    }
    if let kernel = seen.kernelCrash, cause != .systemCrash {
      sentences.append("the kernel left a record of a crash since the last sign of life: \(kernel)")
    }
    return sentences
  }

  private static func machine(_ seen: Evidence, _ cause: StopCause) -> [String] {
    var sentences: [String] = []
    switch seen.machine {
    case .sameStart: sentences.append("the boot id is the same: the machine has not restarted")
    case .restarted: sentences.append("the boot id is another one: the machine restarted since")
    case .other(let name): sentences.append("it ran on another machine: \(name)")
    case .unknown: sentences.append("the boot id is not known, then or now")
    }
    guard seen.machine == .sameStart, cause != .outOfMemory else { return sentences }
    switch (seen.systemKills.noted, seen.systemKills.now) {
    case (.some, .some) where !seen.systemKills.hasRisen && !seen.groupKills.hasRisen:
      sentences.append("the kernel has killed no process for memory since the last sign of life")
    case (.some, .some): sentences.append("the kernel has killed for memory since")
    default: sentences.append("whether the kernel killed for memory is not known")
    }
    return sentences
  }

  private static func journal(_ seen: Evidence) -> String {
    let seals =
      seen.seals == 1 ? "the seal of its checkpoint" : "the seals of \(seen.seals) checkpoints"
    switch seen.condition {
    case .absent: return "there is no journal"
    case .whole: return "every line of the journal proves itself, and so do \(seals)"
    case .torn: return "the journal's last line is cut short; what stands before it is whole"
    case .damaged(let offset): return "the journal is damaged at byte \(offset)"
    case .newer(let version): return "the journal is of a newer format (\(version))"
    }
  }

  private static func checkpoint(_ seen: Evidence) -> String {
    guard let time = seen.lastCheckpoint else { return "no checkpoint was written" }
    return "the last checkpoint is \(AgeWords.of(seen.now, since: time)) old"
  }

  static func sample(_ seen: Evidence) -> String {
    let sample = seen.sample
    guard seen.isOutputReachable else {
      return "the output cannot be reached, so no file was looked at"
    }
    guard sample.looked > 0 else { return "no file is noted as done" }
    if sample.looked == 1 {
      return sample.asNoted == 1
        ? "the last file noted as done is where it was noted"
        : "the last file noted as done is not as it was noted"
    }
    return sample.asNoted == sample.looked
      ? "the last \(sample.looked) files noted as done are where they were noted"
      : "of the last \(sample.looked) files noted as done only \(sample.asNoted) are as noted"
  }
}

/// How old something is, in the unit that a person would choose.
package enum AgeWords {
  /// `3 s`, `5 min`, `2 h`, `4 days`; both in seconds on one clock.
  package static func of(_ now: Int, since time: Int) -> String {
    let (difference, overflow) = now.subtractingReportingOverflow(time)
    let seconds = overflow ? 0 : max(0, difference)
    switch seconds {
    case ..<120: return "\(seconds) s"
    case ..<7_200: return "\(seconds / 60) min"
    case ..<172_800: return "\(seconds / 3_600) h"
    default: return "\(seconds / 86_400) days"
    }
  }
}

/// Signals for people.
enum SignalWords {
  static func of(_ signal: Int) -> String {
    switch SignalName.of(signal) {
    case "SIGINT": "SIGINT (Ctrl-C)"
    case "SIGHUP": "SIGHUP (its terminal closed)"
    case let name: name
    }
  }
}
