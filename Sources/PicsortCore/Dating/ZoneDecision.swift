import MediaMetadata

extension DateSource {
  /// True for fields that hold UTC by definition, so that a wall clock needs a zone.
  var isClockInUTC: Bool {
    switch self {
    case .quickTimeMovieHeader, .matroskaDate, .asfCreationDate, .sidecarTakeout, .exifGPSDateTime,
      .fileName,
      .modificationTime:
      true
    default: false
    }
  }
}

/// A claim turned into a wall clock.
struct LocalDate {
  var local: CivilDateTime
  var offsetSeconds: Int?
  var rule: ZoneRule
}

/// Turns claims into wall clocks at the place of capture.
///
/// A wall clock is never converted; evidence can only add its offset. A UTC clock is converted by
/// the best evidence there is, and by a guess only where the field is UTC by its definition: many
/// programs write `Z` after a wall clock. The rules and their order are docs/dates.md's.
struct ZoneDecision {
  /// All claims, in the order of belief.
  let judged: [Judged]
  let context: DateContext
  /// True when a believed clock is in UTC: only then can it say the offset of another.
  private let hasClockInUTC: Bool

  init(judged: [Judged], context: consuming DateContext) {
    self.judged = judged
    self.context = context
    hasClockInUTC = judged.contains { $0.isPlausible && $0.claim.isInUTC }
  }

  /// What a claim is as the clock on the wall showed it.
  func localDate(of judged: Judged) -> LocalDate {
    let claim = judged.claim
    return switch claim.zone {
    case .offset(let seconds) where UTCOffset.isPlausible(seconds):
      LocalDate(local: claim.dateTime, offsetSeconds: seconds, rule: .statedOffset)
    case .offset:
      LocalDate(local: claim.dateTime, offsetSeconds: nil, rule: .wallClock)
    case .local:
      offset(besides: judged)
        ?? LocalDate(local: claim.dateTime, offsetSeconds: nil, rule: .wallClock)
    case .utc:
      sameMoment(as: judged) ?? wallClockOfFileName(for: judged) ?? clockInUTC(judged)
    }
  }

  /// A UTC clock that no file name explains.
  private func clockInUTC(_ judged: Judged) -> LocalDate {
    let claim = judged.claim
    guard claim.source.isClockInUTC else {
      return LocalDate(local: claim.dateTime, offsetSeconds: 0, rule: .statedOffset)
    }
    if claim.source == .quickTimeMovieHeader,
      LocalClockMakers.include(make: context.make, model: context.model)
    {
      return LocalDate(local: claim.dateTime, offsetSeconds: nil, rule: .localByMaker)
    }
    if let offset = context.neighbourOffset?(judged.written) {
      return converted(claim, offset: offset, shift: 0, rule: .offsetFromNeighbours)
    }
    return assumedZone(for: judged)
  }

  /// A UTC clock moved to the offset beside another date of the same moment: Sony's XML has one.
  private func sameMoment(as judged: Judged) -> LocalDate? {
    let claim = judged.claim
    guard claim.precision >= .second, claim.source.isClockInUTC else { return nil }
    for other in self.judged where other.isPlausible && other.isExactCameraClock {
      guard case .offset(let seconds) = other.claim.zone, UTCOffset.isPlausible(seconds) else {
        continue
      }
      let distance = abs(other.written - seconds - judged.written)
      guard distance < UTCOffset.tolerance + clipLength(for: claim) else { continue }
      return converted(claim, offset: seconds, shift: 0, rule: .offsetFromOtherField)
    }
    return nil
  }

  /// A wall clock with the offset that its distance from a UTC clock of the same shot yields.
  ///
  /// A difference of zero counts only where the assumed zone says zero too: cameras and services
  /// write local time into UTC fields (exiftool-vendored skips it for the same reason).
  private func offset(besides judged: Judged) -> LocalDate? {
    guard hasClockInUTC, judged.claim.isToTheSecond else { return nil }
    for (source, rule) in Self.evidence {
      for other in self.judged
      where other.isPlausible && other.claim.source == source && other.claim.isInUTC
        && other.claim.precision >= .second
      {
        guard let (offset, _) = UTCOffset.nearest(to: judged.written - other.written),
          offset != 0 || context.utcOffset(other.written) == 0
        else { continue }
        return LocalDate(local: judged.claim.dateTime, offsetSeconds: offset, rule: rule)
      }
    }
    return nil
  }

  /// Clocks in UTC that say the offset of a wall clock, the best first.
  private static let evidence: [(source: DateSource, rule: ZoneRule)] = [
    (.exifGPSDateTime, .offsetFromGPS), (.sidecarTakeout, .offsetFromTakeout),
    (.fileName, .offsetFromFileName),
  ]

  /// A UTC clock moved to the offset at which it meets the wall clock in the file name.
  ///
  /// Android writes the movie header at the end of the clip, so name + duration is tried beside
  /// the name itself (photoprism issue 1388, sortphotos issue 146).
  private func wallClockOfFileName(for judged: Judged) -> LocalDate? {
    let claim = judged.claim
    guard claim.precision >= .second, claim.source != .fileName,
      let name = self.judged.first(where: {
        $0.isPlausible && $0.claim.source == .fileName && $0.claim.zone == .local
          && $0.claim.precision >= .second
      })
    else { return nil }
    let instant = judged.written
    let difference = name.written - instant
    let length = clipLength(for: claim)
    guard let match = bestMatch(difference: difference, length: length, instant: instant) else {
      return nil
    }
    let back = match.atEnd ? 0 - length : 0
    if match.offset == 0, context.utcOffset(instant) != 0 {
      let local = claim.dateTime.adding(seconds: back) ?? claim.dateTime
      return LocalDate(local: local, offsetSeconds: nil, rule: .localDespiteUTC)
    }
    let rule: ZoneRule = match.atEnd ? .offsetFromFileNameAndDuration : .offsetFromFileName
    return converted(claim, offset: match.offset, shift: back, rule: rule)
  }

  /// The offset that fits at the start or at the end of the clip. When both fit, the one the
  /// assumed zone says wins, then the one with the smaller error, then the start.
  private func bestMatch(
    difference: Int, length: Int, instant: Int
  ) -> (offset: Int, atEnd: Bool)? {
    let start = UTCOffset.nearest(to: difference)
    // A clip shorter than the tolerance has no end to tell from its start.
    let end = length == 0 ? nil : UTCOffset.nearest(to: difference &+ length)
    guard let end else { return start.map { ($0.offset, false) } }
    guard let start else { return (end.offset, true) }
    if start.offset != end.offset, let assumed = context.utcOffset(instant) {
      if start.offset == assumed { return (assumed, false) }
      if end.offset == assumed { return (assumed, true) }
    }
    return start.error <= end.error ? (start.offset, false) : (end.offset, true)
  }

  /// Whole seconds of the clip, for the one field that may be written at its end.
  private func clipLength(for claim: PackedClaim) -> Int {
    guard claim.source == .quickTimeMovieHeader, let duration = context.duration,
      duration > 0, duration < 604_800
    else { return 0 }
    // Not `rounded()`: that wants the C mathematics library, which nothing here links.
    return Int(duration + 0.5)
  }

  /// A UTC clock moved to the zone that was passed in; as written when there is none. Google's
  /// times belong to no machine: they move only to a zone that somebody named.
  private func assumedZone(for judged: Judged) -> LocalDate {
    let claim = judged.claim
    guard claim.source != .sidecarTakeout || context.isZoneNamed,
      let offset = context.utcOffset(judged.written)
    else {
      return LocalDate(local: claim.dateTime, offsetSeconds: 0, rule: .utcAsWritten)
    }
    return converted(claim, offset: offset, shift: 0, rule: .assumedZone)
  }

  private func converted(
    _ claim: PackedClaim, offset: Int, shift: Int, rule: ZoneRule
  ) -> LocalDate {
    guard let local = claim.dateTime.adding(seconds: offset &+ shift) else {
      return LocalDate(local: claim.dateTime, offsetSeconds: 0, rule: .utcAsWritten)
    }
    return LocalDate(local: local, offsetSeconds: offset, rule: rule)
  }
}
