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
    let ruling = Ruling(claims.map(PackedClaim.init), context)
    let judged = ruling.zones.judged
    let candidates = judged.indices.map { index in
      let entry = judged[index]
      let outcome: CandidateOutcome =
        switch index {
        case ruling.winner: .chosen(entry.doubt)
        case ruling.first: .corrected
        default: entry.loss
        }
      return DateCandidate(
        claim: claims[entry.index], outcome: outcome,
        reading: context.readsEveryCandidate && !entry.isRejected
          ? ruling.captureDate(entry, isCorrection: false) : nil)
    }
    return DateVerdict(chosen: ruling.chosen, candidates: candidates)
  }

  /// The date alone.
  package static func date(
    _ claims: [PackedClaim], context: consuming DateContext
  ) -> CaptureDate? {
    Ruling(claims, context).chosen
  }
}

/// The claims as they were judged, and which of them wins.
private struct Ruling {
  /// What wins by the order of belief alone.
  let first: Int?
  /// What wins.
  let winner: Int?
  /// The claims in the order of belief, and what they would make of the date.
  let zones: ZoneDecision

  init(_ claims: [PackedClaim], _ context: consuming DateContext) {
    let judged = Judged.inOrderOfBelief(claims, context)
    first = Self.winner(among: judged)
    let correction = context.prefersExif ? nil : first.flatMap { Self.correction(of: $0, judged) }
    winner = correction ?? first
    zones = ZoneDecision(judged: judged, context: context)
  }

  /// Nil when no claim can be believed.
  var chosen: CaptureDate? {
    winner.map { captureDate(zones.judged[$0], isCorrection: winner != first) }
  }

  /// Index of Google's date where it overrules the one at `winner`.
  private static func correction(of winner: Int, _ judged: [Judged]) -> Int? {
    judged.firstIndex {
      $0.isPlausible && GoogleCorrection.overrules(judged[winner].claim, by: $0.claim)
    }
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
      indices.contains { other in
        judged[other].claim.source != judged[index].claim.source
          && Agreement.sameDay(judged[index], judged[other])
      }
    }
  }

  /// What the date is when `winner` is believed.
  func captureDate(_ winner: Judged, isCorrection: Bool) -> CaptureDate {
    let date = zones.localDate(of: winner)
    var (confidence, notes) = ConfidenceRules.confidence(of: winner, as: date, zones: zones)
    if isCorrection { notes.insert(.correctedInGooglePhotos) }
    return CaptureDate(
      local: date.local, offsetSeconds: date.offsetSeconds, source: winner.claim.source,
      precision: winner.claim.precision, confidence: confidence, rule: date.rule, notes: notes)
  }
}
