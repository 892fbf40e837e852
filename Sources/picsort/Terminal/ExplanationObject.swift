internal import MediaMetadata
internal import PicsortCore
internal import Platform

/// An explanation as programs read it.
///
/// Members may be added in later versions, none is removed and none changes its meaning. The first
/// seven stand in a fixed order.
enum ExplanationObject {
  static func object(_ explanation: Explanation) -> JSONObject {
    let date = explanation.verdict.chosen
    var object = JSONObject()
    object.add("path", explanation.path)
    object.add("date", orNull: date?.local.iso8601)
    object.add("offset", orNull: date?.offsetSeconds.map(Figures.offset))
    object.add("source", date?.source.rawValue ?? "none")
    object.add("confidence", orNull: date?.confidence.rawValue)
    object.add("month", orNull: explanation.sortedBy?.month)
    object.add("candidates", explanation.verdict.candidates.map(candidate))
    if let date {
      object.add("precision", "\(date.precision)")
      object.add("rule", date.ruleName)
      object.add("offset_basis", orNull: date.offsetBasis?.rawValue)
      object.add("notes", date.notes.map(\.rawValue))
    }
    let facts = explanation.facts
    object.add("role", facts.role.rawValue)
    object.add("format", orNull: facts.format)
    object.add("make", orNull: facts.make)
    object.add("model", orNull: facts.model)
    object.add("companions", words: explanation.companions.map(\.lastComponent.bytes))
    if let owner = explanation.owner { object.add("companion_of", owner.lastComponent) }
    if let reason = explanation.passedOver { object.add("passed_over", reason.rawValue) }
    return object
  }

  private static func candidate(_ candidate: DateCandidate) -> JSONObject {
    let claim = candidate.claim
    var object = JSONObject()
    object.add("source", claim.source.rawValue)
    object.add("date", claim.dateTime.iso8601)
    switch claim.zone {
    case .local:
      object.addNull("offset")
      object.add("zone", "local")
    case .offset(let seconds):
      object.add("offset", Figures.offset(seconds))
      object.add("zone", "offset")
    case .utc:
      object.add("offset", Figures.offset(0))
      object.add("zone", "utc")
    }
    object.add("precision", "\(claim.precision)")
    object.add("accepted", candidate.outcome.isAccepted)
    object.add("outcome", candidate.outcome.name)
    object.add("why", candidate.outcome.explanation)
    if let reading = candidate.reading {
      object.add("local", reading.local.iso8601)
      object.add("rule", reading.ruleName)
      object.add("confidence", reading.confidence.rawValue)
    }
    switch claim.raw {
    case .text(let text): object.add("raw", text)
    case .number(let number): object.add("raw", number)
    case .notKept: object.addNull("raw")
    }
    return object
  }
}

extension JSONObject {
  /// The text, or null where there is none.
  fileprivate mutating func add(_ key: String, orNull text: String?) {
    if let text { add(key, text) } else { addNull(key) }
  }
}

extension CandidateOutcome {
  /// One word for it; programs see it, so it never changes.
  var name: String {
    switch self {
    case .chosen: "chosen"
    case .outranked: "outranked"
    case .corrected: "corrected"
    case .doubted: "doubted"
    case .rejected: "rejected"
    }
  }
}
