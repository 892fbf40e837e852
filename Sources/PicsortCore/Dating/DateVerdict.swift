package import MediaMetadata

/// What a decision must know besides the claims; passed in, so that deciding stays pure.
package struct DateContext: Sendable {
  /// The time of the run in UTC.
  package var now: CivilDateTime
  /// Length of the video in seconds; nil for a photo. Like the maker and the model it matters only
  /// for `DateSource.quickTimeMovieHeader`.
  package var duration: Double?
  /// Seconds east of UTC in force at a UTC instant (seconds since 1970), in the zone of
  /// `--timezone` or of the machine; nil when there is none.
  package var utcOffset: @Sendable (_ instant: Int) -> Int?
  /// True when file times may be used (`--use-mtime`).
  package var useModificationTime: Bool
  /// True when every candidate is to tell what it would make of the date, for `explain`.
  package var readsEveryCandidate = false
  /// True when `utcOffset` is of a zone that somebody named, and not just the machine's.
  package var isZoneNamed = false
  /// True when a date in the file wins over one that was corrected in Google Photos.
  package var prefersExif = false
  /// Maker and model of the camera, as the file says.
  package var make: String?
  package var model: String?
  /// Seconds east of UTC that other shots of the same camera tell for a UTC instant; nil when
  /// none is near.
  package var neighbourOffset: (@Sendable (_ instant: Int) -> Int?)?

  package init(
    now: CivilDateTime, duration: Double? = nil, useModificationTime: Bool = false,
    utcOffset: @escaping @Sendable (_ instant: Int) -> Int?
  ) {
    self.now = now
    self.duration = duration
    self.useModificationTime = useModificationTime
    self.utcOffset = utcOffset
  }
}

/// The decision for one file: the date, and what became of every claim.
package struct DateVerdict: Hashable, Sendable {
  /// The date of capture; nil when no claim can be believed.
  package let chosen: CaptureDate?
  /// Every claim in the order of belief.
  package let candidates: [DateCandidate]

  package init(chosen: CaptureDate?, candidates: [DateCandidate]) {
    self.chosen = chosen
    self.candidates = candidates
  }
}

/// One claim and what became of it.
package struct DateCandidate: Hashable, Sendable {
  package let claim: DateClaim
  package let outcome: CandidateOutcome
  /// What the date would be if this claim were the chosen one: its wall clock, zone rule and
  /// confidence. Nil for rejected claims, and unless the context asks for it.
  package let reading: CaptureDate?

  package init(claim: DateClaim, outcome: CandidateOutcome, reading: CaptureDate? = nil) {
    self.claim = claim
    self.outcome = outcome
    self.reading = reading
  }
}

/// What became of a claim.
package enum CandidateOutcome: Hashable, Sendable {
  /// It is the date, although it is doubted, if a doubt is given.
  case chosen(Doubt?)
  /// Believable, but another is believed more.
  case outranked
  /// Believable, but its owner gave the picture another date in Google Photos.
  case corrected
  /// Doubted, and a better one was there.
  case doubted(Doubt)
  case rejected(Rejection)

  /// True when the claim could have been the date.
  package var isAccepted: Bool {
    switch self {
    case .chosen, .outranked, .corrected: true
    case .doubted, .rejected: false
    }
  }

  /// Why, in words for `explain`.
  package var explanation: String {
    switch self {
    case .chosen(nil): "chosen: the most believed source with a plausible date"
    case .chosen(.some(let doubt)): "chosen for want of a better one, though \(doubt.explanation)"
    case .outranked: "believable, but a source that is believed more has a date"
    case .corrected:
      "believable, but more than 15 hours from the date in Google Photos, where it was corrected"
    case .doubted(let doubt): "doubted: \(doubt.explanation)"
    case .rejected(let rejection): "rejected: \(rejection.explanation)"
    }
  }
}

extension Doubt {
  /// The doubt in words.
  package var explanation: String {
    switch self {
    case .deviceDefault: "devices write this value when their clock was never set"
    case .shiftedEpoch: "this is time zero of a clock, seen from another zone"
    case .future: "it lies in the future"
    }
  }
}

extension Rejection {
  /// The reason in words.
  package var explanation: String {
    switch self {
    case .tooEarly: "it is older than photography (\(Implausible.firstYear))"
    case .zeroEpoch: "it is time zero of a clock: the field was never set"
    case .future: "it lies in the future"
    case .notRequested: "file times count only with --use-mtime"
    }
  }
}
