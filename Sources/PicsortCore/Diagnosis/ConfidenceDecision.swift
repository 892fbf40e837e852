/// How far going on can be trusted to lose no work, and what it risks.
enum ConfidenceDecision {
  static func parts(_ seen: Evidence) -> [Diagnosis.Part] {
    [age(seen), integrity(seen), disk(seen)]
  }

  /// The parts weighted, integrity and disk 2, age 1; at most 20 above the weakest, because two
  /// good parts do not make up for a bad one.
  static func confidence(_ parts: [Diagnosis.Part]) -> Int {
    guard parts.count == 3, let weakest = parts.map(\.score).min() else { return 0 }
    let mean = (parts[0].score + 2 * parts[1].score + 2 * parts[2].score) / 5
    return min(mean, weakest + 20)
  }

  /// The older the last proof is, the more others may have changed since.
  private static func age(_ seen: Evidence) -> Diagnosis.Part {
    let name = "checkpoint age"
    guard let time = seen.lastCheckpoint else {
      return Diagnosis.Part(name: name, score: 50, reason: "no checkpoint was written")
    }
    let (difference, overflow) = seen.now.subtractingReportingOverflow(time)
    let seconds = overflow ? Int.max : difference
    let score =
      switch seconds {
      // A clock that was set back says nothing of the age.
      case ..<0: 70
      case ...3_600: 100
      case ...86_400: 90
      case ...2_592_000: 80
      default: 60
      }
    let reason =
      seconds < 0
      ? "the last checkpoint lies in the future: the clock was set back"
      : "the last checkpoint is \(AgeWords.of(seen.now, since: time)) old"
    return Diagnosis.Part(name: name, score: score, reason: reason)
  }

  private static func integrity(_ seen: Evidence) -> Diagnosis.Part {
    let name = "integrity"
    switch seen.condition {
    case .whole:
      let seals = seen.seals == 1 ? "1 seal" : "\(seen.seals) seals"
      return Diagnosis.Part(
        name: name, score: 100, reason: "every line and \(seals) of the journal prove themselves")
    case .torn:
      return Diagnosis.Part(
        name: name, score: 85, reason: "the journal's last line is cut short, all others are whole")
    case .damaged(let offset):
      return Diagnosis.Part(
        name: name, score: 20, reason: "the journal is damaged at byte \(offset)")
    case .absent: return Diagnosis.Part(name: name, score: 0, reason: "there is no journal")
    case .newer:
      return Diagnosis.Part(name: name, score: 0, reason: "this picsort cannot read the journal")
    }
  }

  private static func disk(_ seen: Evidence) -> Diagnosis.Part {
    let sample = seen.sample
    guard seen.isOutputReachable else {
      return Diagnosis.Part(
        name: "state against disk", score: 0, reason: EvidenceWords.sample(seen))
    }
    let score = sample.looked == 0 ? 100 : 100 * sample.asNoted / sample.looked
    return Diagnosis.Part(
      name: "state against disk", score: score, reason: EvidenceWords.sample(seen))
  }

  static func risk(_ seen: Evidence, _ cause: StopCause) -> String {
    switch cause {
    case .running: return "It must end before anything else works there."
    case .completed: return "There is nothing to go on with."
    case .paused, .signal, .diskFull, .storageFailure, .networkFailure, .applicationCrash,
      .outOfMemory, .powerFailure, .systemCrash, .otherMachine, .killed, .failed:
      break
    }
    guard seen.isOutputReachable else {
      return "Nothing can be said of its files until the output can be reached again."
    }
    switch seen.condition {
    case .damaged, .absent:
      return "Its notes are not relied on: every file is looked at again, which costs time and no "
        + "file."
    case .newer: return "Only a newer picsort can go on with it."
    case .whole, .torn: break
    }
    let missing = seen.sample.looked - seen.sample.asNoted
    if missing > 0 {
      return "Somebody changed files that it had finished (\(missing) of the \(seen.sample.looked) "
        + "looked at): --recover batch looks at the last ones by their content."
    }
    switch cause {
    case .powerFailure, .systemCrash, .storageFailure, .networkFailure:
      return
        "Going on is safe as far as the disk kept what it reported as flushed; --recover batch "
        + "looks at the last files by their content."
    case .running, .completed, .paused, .signal, .failed:
      return "Going on is safe: what was finished is certain."
    case .diskFull, .applicationCrash, .outOfMemory, .otherMachine, .killed:
      return seen.unsettled == 0
        ? "Going on is safe: at most the file in hand is looked at again."
        : "Going on is safe: at most the last \(seen.unsettled + 1) files are looked at again."
    }
  }
}
