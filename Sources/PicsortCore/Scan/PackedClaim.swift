import MediaMetadata

/// A claim without its words in twenty bytes: a run keeps several for every file of a library.
struct PackedClaim: Sendable, Hashable {
  let dateTime: CivilDateTime
  /// Seconds east of UTC where there is an offset.
  private let offset: Int32
  let source: DateSource
  private let packedZone: Zone
  let precision: DatePrecision

  private enum Zone: UInt8 {
    case local
    case offset
    case utc
  }

  init(_ claim: DateClaim) {
    dateTime = claim.dateTime
    source = claim.source
    precision = claim.precision
    switch claim.zone {
    case .local: (packedZone, offset) = (.local, 0)
    case .utc: (packedZone, offset) = (.utc, 0)
    case .offset(let seconds): (packedZone, offset) = (.offset, Int32(clamping: seconds))
    }
  }

  var zone: ClaimZone {
    switch packedZone {
    case .local: .local
    case .utc: .utc
    case .offset: .offset(seconds: Int(offset))
    }
  }

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
