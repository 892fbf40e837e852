import MediaMetadata

/// A claim and what is thought of it.
struct Judged {
  let claim: PackedClaim
  /// Its place among all claims, which have their words.
  let index: Int
  /// Seconds since 1970 on the clock of the claim.
  let written: Int
  let plausibility: Plausibility

  private init(_ claim: PackedClaim, at index: Int, written: Int, _ context: DateContext) {
    self.claim = claim
    self.index = index
    self.written = written
    plausibility = Implausible.judge(claim, written: written, context: context)
  }

  /// `claims` by the order of belief; those of one source stay as they are.
  static func inOrderOfBelief(_ claims: [PackedClaim], _ context: DateContext) -> [Judged] {
    // A bit for each rank that occurs: a handful of those there are.
    var ranks = claims.reduce(UInt32(0)) { $0 | 1 << UInt32($1.source.rank) }
    // Most cameras write one moment several times.
    var last: (dateTime: CivilDateTime, written: Int)?
    var judged: [Judged] = []
    judged.reserveCapacity(claims.count)
    while ranks != 0 {
      let rank = ranks.trailingZeroBitCount
      ranks &= ranks - 1
      for index in claims.indices where claims[index].source.rank == rank {
        let dateTime = claims[index].dateTime
        let written =
          if let last, last.dateTime.isSameClock(as: dateTime) {
            last.written
          } else {
            dateTime.secondsSince1970
          }
        last = (dateTime, written)
        judged.append(Judged(claims[index], at: index, written: written, context))
      }
    }
    return judged
  }

  var isPlausible: Bool {
    if case .plausible = plausibility { true } else { false }
  }

  /// True for a date to the second that the camera's own clock gave.
  var isExactCameraClock: Bool { claim.isToTheSecond && claim.source.isCameraClock }

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
  static func sameDay(_ left: Judged, _ right: Judged) -> Bool {
    switch (left.claim.precision, right.claim.precision) {
    case (.month, _), (_, .month):
      let (a, b) = (left.claim.dateTime, right.claim.dateTime)
      return a.year == b.year && a.month == b.month
    case (.day, _), (_, .day):
      return abs(dayNumber(left.written) - dayNumber(right.written)) <= 1
    case (.minute, _), (.second, _), (.subsecond, _):
      return abs(left.written - right.written) <= 86_400
    }
  }

  /// Days from 1970-01-01 at so many seconds since then, rounded towards the earlier day.
  static func dayNumber(_ seconds: Int) -> Int {
    (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
  }
}
