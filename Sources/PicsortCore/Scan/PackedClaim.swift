package import MediaMetadata

/// A claim without its words in twenty bytes: a run keeps several for every file of a library.
package struct PackedClaim: Sendable, Hashable {
  package let dateTime: CivilDateTime
  /// Seconds east of UTC where there is an offset.
  private let offset: Int32
  package let source: DateSource
  private let packedZone: Zone
  package let precision: DatePrecision

  private enum Zone: UInt8 {
    case local
    case offset
    case utc
  }

  /// The claim without its words.
  package init(_ claim: DateClaim) {
    dateTime = claim.dateTime
    source = claim.source
    precision = claim.precision
    switch claim.zone {
    case .local: (packedZone, offset) = (.local, 0)
    case .utc: (packedZone, offset) = (.utc, 0)
    case .offset(let seconds): (packedZone, offset) = (.offset, Int32(clamping: seconds))
    }
  }

  /// `claims` without their words.
  static func packed(_ claims: [DateClaim]) -> [PackedClaim] {
    var packed: [PackedClaim] = []
    packed.reserveCapacity(claims.count)
    // By their places: a claim that is taken out would hold on to its words meanwhile.
    for index in claims.indices { packed.append(PackedClaim(claims[index])) }
    return packed
  }

  var zone: ClaimZone {
    switch packedZone {
    case .local: .local
    case .utc: .utc
    case .offset: .offset(seconds: Int(offset))
    }
  }

  // Asked of every file, as words for comparing what would be called in another module.

  /// True when the claim says a time of day.
  var saysTime: Bool {
    switch precision {
    case .month, .day: false
    case .minute, .second, .subsecond: true
    }
  }

  /// True when it says the second.
  var isToTheSecond: Bool {
    switch precision {
    case .month, .day, .minute: false
    case .second, .subsecond: true
    }
  }

  /// True for the date in the header of a movie, of which its length and its camera say more.
  var isOfMovieHeader: Bool { if case .quickTimeMovieHeader = source { true } else { false } }

  /// True for a date in the name of the file.
  var isOfFileName: Bool { if case .fileName = source { true } else { false } }

  /// True for what most claims are: a local clock that shows the second.
  var isSecondOfLocalClock: Bool {
    if case (.second, .local) = (precision, packedZone) { true } else { false }
  }

  /// True for a clock in UTC.
  var isInUTC: Bool { packedZone == .utc }

  /// The claim, of which nobody knows any more what it was read from.
  var claim: DateClaim {
    DateClaim(source: source, dateTime: dateTime, zone: zone, precision: precision)
  }
}
