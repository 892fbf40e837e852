package import MediaMetadata

/// Which claim is the date of capture, and why. Pure: no clock, no disk, no zone database.
///
/// 1. Claims that cannot be dates are rejected; odd ones are doubted (`Implausible`).
/// 2. The first plausible claim in the order of belief (`DateSource`) wins, unless only weak
///    sources are left: Exif ModifyDate, folder names and file times tell when a file was changed
///    or where it was put, not when the picture was taken.
/// 3. A weak source stands behind a doubted claim, except where two weak sources agree, or where
///    the doubted claim lies in the future.
/// 4. A date in the file gives way to one that was corrected in Google Photos
///    (`GoogleCorrection`), unless the context prefers Exif.
/// 5. The claim becomes a wall clock (`ZoneDecision`) and gets a confidence (`ConfidenceRules`).
package enum DateDecision {
  /// The verdict on `claims`, which may come in any order; among claims of one source the earlier
  /// in the list is believed first.
  package static func decide(_ claims: [DateClaim], context: DateContext) -> DateVerdict {
    let ruling = Ruling(claims, context)
    let judged = ruling.judged
    let candidates = judged.indices.map { index in
      let entry = judged[index]
      let outcome: CandidateOutcome =
        switch index {
        case ruling.winner: .chosen(entry.doubt)
        case ruling.first: .corrected
        default: entry.loss
        }
      return DateCandidate(
        claim: entry.claim, outcome: outcome,
        reading: context.readsEveryCandidate && !entry.isRejected
          ? ruling.captureDate(entry, isCorrection: false) : nil)
    }
    return DateVerdict(chosen: ruling.chosen, candidates: candidates)
  }

  /// The same without what became of each claim.
  package static func date(_ claims: [DateClaim], context: DateContext) -> CaptureDate? {
    Ruling(claims, context).chosen
  }
}

/// The claims as they were judged, and which of them wins.
private struct Ruling {
  /// In the order of belief.
  let judged: [Judged]
  /// What wins by that order alone.
  let first: Int?
  /// What wins.
  let winner: Int?
  private let plausible: [DateClaim]
  private let zones: ZoneDecision

  init(_ claims: [DateClaim], _ context: DateContext) {
    let judged = Self.inOrderOfBelief(claims).map { claim in
      Judged(claim: claim, plausibility: Implausible.judge(claim, context: context))
    }
    self.judged = judged
    first = Self.winner(among: judged)
    let correction = context.prefersExif ? nil : first.flatMap { Self.correction(of: $0, judged) }
    winner = correction ?? first
    plausible = judged.filter { $0.plausibility == .plausible }.map(\.claim)
    zones = ZoneDecision(believed: plausible, context: context)
  }

  /// Nil when no claim can be believed.
  var chosen: CaptureDate? {
    winner.map { captureDate(judged[$0], isCorrection: winner != first) }
  }

  /// Index of Google's date where it overrules the one at `winner`.
  private static func correction(of winner: Int, _ judged: [Judged]) -> Int? {
    judged.firstIndex {
      $0.isPlausible && GoogleCorrection.overrules(judged[winner].claim, by: $0.claim)
    }
  }

  /// `claims` sorted by rank; the order within one source is kept.
  private static func inOrderOfBelief(_ claims: [DateClaim]) -> [DateClaim] {
    let ranks = claims.map(\.source.rank)
    // Readers give them in this order, most often.
    if zip(ranks, ranks.dropFirst()).allSatisfy(<=) { return claims }
    return claims.indices
      .sorted { (ranks[$0], $0) < (ranks[$1], $1) }
      .map { claims[$0] }
  }

  /// Index of the claim to use; nil when every claim is rejected.
  private static func winner(among judged: [Judged]) -> Int? {
    if let strong = judged.firstIndex(where: { $0.isPlausible && !$0.claim.source.isWeak }) {
      return strong
    }
    let weak = judged.indices.filter { judged[$0].isPlausible }
    guard let doubted = judged.firstIndex(where: { $0.doubt != nil }) else { return weak.first }
    if judged[doubted].doubt == .future, let weak = weak.first { return weak }
    return firstAgreeing(weak, in: judged) ?? doubted
  }

  /// The first of `indices` whose claim agrees with one of another source among them.
  private static func firstAgreeing(_ indices: [Int], in judged: [Judged]) -> Int? {
    indices.first { index in
      let claim = judged[index].claim
      return indices.contains { other in
        judged[other].claim.source != claim.source
          && Agreement.sameDay(claim, judged[other].claim)
      }
    }
  }

  /// What the date is when `winner` is believed.
  func captureDate(_ winner: Judged, isCorrection: Bool) -> CaptureDate {
    let claim = winner.claim
    let date = zones.localDate(of: claim)
    let (confidence, notes) = ConfidenceRules.confidence(
      of: claim, rule: date.rule, doubted: winner.doubt != nil, among: plausible, zones: zones)
    return CaptureDate(
      local: date.local, offsetSeconds: date.offsetSeconds, source: claim.source,
      precision: claim.precision, confidence: confidence, rule: date.rule,
      notes: (isCorrection ? [.correctedInGooglePhotos] : []) + notes)
  }
}

/// A claim and what is thought of it.
private struct Judged {
  let claim: DateClaim
  let plausibility: Plausibility

  var isPlausible: Bool { plausibility == .plausible }

  var isRejected: Bool {
    if case .rejected = plausibility { true } else { false }
  }

  var doubt: Doubt? {
    if case .doubtful(let doubt) = plausibility { doubt } else { nil }
  }

  /// What becomes of the claim when another is chosen.
  var loss: CandidateOutcome {
    switch plausibility {
    case .plausible: .outranked
    case .doubtful(let doubt): .doubted(doubt)
    case .rejected(let rejection): .rejected(rejection)
    }
  }
}

/// Whether two claims can be about the same moment.
enum Agreement {
  /// True when the claims are at most 24 hours apart, whatever their zones; claims without a time
  /// of day agree with the day before and after, claims of a month with every day in it.
  static func sameDay(_ left: DateClaim, _ right: DateClaim) -> Bool {
    let (a, b) = (left.dateTime, right.dateTime)
    switch min(left.precision, right.precision) {
    case .month:
      return a.year == b.year && a.month == b.month
    case .day:
      return abs(dayNumber(a) - dayNumber(b)) <= 1
    case .minute, .second, .subsecond:
      return abs(a.secondsSince1970 - b.secondsSince1970) <= 86_400
    }
  }

  /// Days from 1970-01-01, rounded towards the earlier day.
  static func dayNumber(_ clock: CivilDateTime) -> Int {
    let seconds = clock.secondsSince1970
    return (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
  }
}
