internal import PicsortCore
internal import Platform

/// The summary of a verification for people.
enum VerificationText {
  static func summary(_ report: VerifyReport) -> [String] {
    var lines = [head(report)]
    var parts = ["journals \(Figures.grouped(report.journals))"]
    parts.append("differences \(Figures.grouped(report.differences))")
    if report.problems > 0 { parts.append("could not be read \(Figures.grouped(report.problems))") }
    if report.noted > 0 { parts.append("hashes noted \(Figures.grouped(report.noted))") }
    if report.duplicates > 0 {
      parts.append("same bytes as another \(Figures.grouped(report.duplicates))")
    }
    if report.unknown > 0 { parts.append("not in the books \(Figures.grouped(report.unknown))") }
    lines.append(parts.joined(separator: ", "))
    lines.append(sentence(report))
    return lines
  }

  private static func head(_ report: VerifyReport) -> String {
    let files = "\(Figures.grouped(report.checked)) of \(Figures.count(report.files, "file"))"
    let how =
      report.readsContent
      ? "size and time, \(Figures.count(report.hashed, "file")) read "
        + "(\(Figures.bytes(report.hashedBytes)))"
      : "size and time"
    return "\(report.isInterrupted ? "Stopped" : "Compared"): \(files) "
      + "(\(Figures.bytes(report.bytes))) in \(SafeText.escape(report.output)) by \(how), "
      + "in \(Figures.duration(report.seconds))"
  }

  /// Whether it is safe to go on.
  static func sentence(_ report: VerifyReport) -> String {
    let resume = Shell.line(
      [Path("picsort"), Path("--resume"), Path("-o"), report.output].map(\.bytes))
    let operation = report.isUndo ? "an undo" : "a run"
    return switch report.continuation {
    case .nothingToDo: "It is safe to go on: no run is unfinished."
    case .safe:
      "It is safe to go on: \(operation) is unfinished "
        + "(\(Figures.count(report.waiting, "file")) to go), "
        + "and the disk is as its books say. Go on with: \(resume)"
    case .needsPerson:
      report.isUnfinished
        ? "It is not safe to go on: \(operation) is unfinished; look at what is named above first."
        : "Look at what is named above before you sort more into this folder."
    case .unknown: "Nothing can be said about going on: not everything was looked at."
    }
  }
}

/// The same for programs. Members may be added in later versions, none is removed and none changes
/// its meaning.
enum VerificationObject {
  static func difference(_ difference: Difference) -> JSONObject {
    var object = Self.object("difference", difference.path)
    object.add("kind", difference.kind.word)
    switch difference.kind {
    case .size(let expected, let found):
      object.add("expected", expected)
      object.add("found", found)
    case .time(let expected, let found):
      object.add("expected_ns", expected)
      object.add("found_ns", found)
    case .content(let expected, let found):
      object.add("expected_sha256", expected.hex)
      object.add("found_sha256", found.hex)
    case .vanished(let source): object.add("source", source)
    case .journalDamaged(let offset): object.add("offset", offset)
    case .missing, .replaced, .sourceChanged, .journalMissing, .journalFault: break
    }
    object.add("cause", difference.kind.cause)
    object.add("next_step", difference.kind.nextStep)
    return object
  }

  static func problem(_ problem: Problem) -> JSONObject {
    var object = Self.object("problem", problem.path)
    object.add("cause", problem.reason)
    object.add("next_step", problem.nextStep)
    return object
  }

  static func duplicate(_ path: Path, of original: Path) -> JSONObject {
    var object = Self.object("duplicate", path)
    object.add("of", original)
    return object
  }

  /// The last line; `failure` is why nothing was verified.
  static func summary(_ report: VerifyReport, failure: RunError? = nil) -> JSONObject {
    var object = JSONObject()
    object.add("event", "summary")
    object.add("files", report.files)
    object.add("checked", report.checked)
    object.add("differences", report.differences)
    object.add("hashed", report.hashed)
    object.add("bytes", report.bytes)
    object.add("seconds", seconds: report.seconds)
    let isSafe = [.nothingToDo, .safe].contains(report.continuation)
    object.add("safe_to_continue", isSafe && failure == nil)
    object.add(
      "status", failure != nil ? "failed" : report.isInterrupted ? "interrupted" : "completed")
    object.add("output", report.output)
    if let operation = report.operation { object.add("operation", operation) }
    object.add("problems", report.problems)
    object.add("hashed_bytes", report.hashedBytes)
    object.add("noted", report.noted)
    object.add("unknown", report.unknown)
    object.add("duplicates", report.duplicates)
    object.add("journals", report.journals)
    object.add("unfinished", report.isUnfinished)
    object.add("waiting", report.waiting)
    switch failure {
    case .usage(let text), .refused(let text, _), .locked(let text, _), .failed(let text, _):
      object.add("stop_reason", text)
    case nil: break
    }
    return object
  }

  private static func object(_ event: String, _ path: Path) -> JSONObject {
    var object = JSONObject()
    object.add("event", event)
    object.add("path", path)
    return object
  }
}
