internal import PicsortCore

/// Why the last run stopped, for people.
enum DiagnosisText {
  /// Two lines: what happened, how far it was and how safe going on is. With `-v` every piece of
  /// evidence, and what the score is made of.
  static func lines(_ story: StopStory, verbosity: Verbosity, width: Int) -> [String] {
    let diagnosis = story.diagnosis
    let finding = diagnosis.evidence.first ?? diagnosis.cause.rawValue
    let lines =
      Wrap.lines("Last run: \(SafeText.line(finding)).", width: width)
      + Wrap.lines("\(progress(story)) \(diagnosis.risk)", width: width)
    guard verbosity == .verbose else { return lines }
    return lines + evidence(diagnosis, from: 1, width: width)
  }

  /// Every piece of evidence from the one at `first`, the finding being 0, and what the score is
  /// made of.
  static func evidence(_ diagnosis: Diagnosis, from first: Int = 0, width: Int) -> [String] {
    var lines: [String] = []
    for (index, sentence) in diagnosis.evidence.enumerated().dropFirst(first) {
      let text = (index == 0 ? "" : "seen: ") + SafeText.line(sentence)
      lines += Wrap.paragraphs(text, indent: 2, width: width)
    }
    lines.append("  confidence: \(diagnosis.confidence) of 100")
    for part in diagnosis.parts {
      let text = "\(part.name) \(part.score): \(SafeText.line(part.reason))"
      lines += Wrap.paragraphs(text, indent: 4, width: width)
    }
    return lines
  }

  /// True for an end that whoever asked for it knows of: the usual line is enough.
  static func isExpected(_ cause: StopCause) -> Bool {
    switch cause {
    case .signal, .paused, .completed, .running: true
    case .diskFull, .storageFailure, .networkFailure, .applicationCrash, .outOfMemory,
      .powerFailure, .systemCrash, .otherMachine, .killed, .failed:
      false
    }
  }

  private static func progress(_ story: StopStory) -> String {
    let done = Figures.grouped(story.done)
    let what =
      story.total.map { "\(done) of \(Figures.grouped($0)) files were done" }
      ?? "\(done) files were read, none was moved"
    guard let age = story.checkpointAge, age >= 0 else { return what + "." }
    return "\(what); the last checkpoint is \(AgeWords.of(age, since: 0)) old."
  }
}

extension JSONObject {
  /// `{"event":"diagnosis",…}`; members may be added in later versions.
  static func diagnosis(_ story: StopStory) -> JSONObject {
    var object = JSONObject()
    object.add("event", "diagnosis")
    object.add("operation", story.operation)
    object.add(story.diagnosis)
    object.add("done", story.done)
    if let total = story.total { object.add("total", total) }
    if let age = story.checkpointAge { object.add("checkpoint_age_seconds", age) }
    return object
  }

  /// The members of a diagnosis.
  mutating func add(_ diagnosis: Diagnosis) {
    add("cause", diagnosis.cause.rawValue)
    add("confidence", diagnosis.confidence)
    add(
      "parts",
      diagnosis.parts.map { part in
        var object = JSONObject()
        object.add("name", part.name)
        object.add("score", part.score)
        object.add("reason", part.reason)
        return object
      })
    add("evidence", diagnosis.evidence)
    add("risk", diagnosis.risk)
  }
}
