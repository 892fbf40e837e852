import MediaMetadata

/// A claim and what is thought of it.
struct Judged {
  let claim: PackedClaim
  /// Its place among all claims, which have their words.
  let index: Int
  /// Seconds since 1970 on the clock of the claim.
  let written: Int
  let plausibility: Plausibility

  private init(_ claim: DateClaim, at index: Int, _ context: DateContext) {
    self.claim = PackedClaim(claim)
    self.index = index
    written = claim.dateTime.secondsSince1970
    plausibility = Implausible.judge(self.claim, written: written, context: context)
  }

  /// `claims` by the order of belief; those of one source stay as they are.
  static func inOrderOfBelief(_ claims: [DateClaim], _ context: DateContext) -> [Judged] {
    // A bit for each rank that occurs: a handful of those there are.
    var ranks = claims.indices.reduce(UInt32(0)) { $0 | 1 << UInt32(claims[$1].source.rank) }
    var judged: [Judged] = []
    judged.reserveCapacity(claims.count)
    while ranks != 0 {
      let rank = ranks.trailingZeroBitCount
      ranks &= ranks - 1
      for index in claims.indices where claims[index].source.rank == rank {
        judged.append(Judged(claims[index], at: index, context))
      }
    }
    return judged
  }

  var isPlausible: Bool {
    if case .plausible = plausibility { true } else { false }
  }

  /// True for a date to the second that the camera's own clock gave.
  var isExactCameraClock: Bool { claim.precision >= .second && claim.source.isCameraClock }

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
  static func sameDay(_ left: PackedClaim, _ right: PackedClaim) -> Bool {
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
