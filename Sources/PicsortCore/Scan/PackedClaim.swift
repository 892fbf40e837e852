import MediaMetadata

/// A claim without its words in twenty bytes: a run keeps several for every file of a library.
struct PackedClaim: Sendable, Hashable {
  private let dateTime: CivilDateTime
  /// Seconds east of UTC where there is an offset.
  private let offset: Int32
  private let source: DateSource
  private let zone: Zone
  private let precision: UInt8

  private enum Zone: UInt8 {
    case local
    case offset
    case utc
  }

  init(_ claim: DateClaim) {
    dateTime = claim.dateTime
    source = claim.source
    precision = UInt8(truncatingIfNeeded: claim.precision.rawValue)
    switch claim.zone {
    case .local: (zone, offset) = (.local, 0)
    case .utc: (zone, offset) = (.utc, 0)
    case .offset(let seconds): (zone, offset) = (.offset, Int32(clamping: seconds))
    }
  }

  /// The claim, of which nobody knows any more what it was read from.
  var claim: DateClaim {
    let zone: ClaimZone =
      switch zone {
      case .local: .local
      case .utc: .utc
      case .offset: .offset(seconds: Int(offset))
      }
    return DateClaim(
      source: source, dateTime: dateTime, zone: zone,
      precision: DatePrecision(rawValue: Int(precision)) ?? .second)
  }
}
