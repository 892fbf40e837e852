import MediaMetadata

/// Many claims in twenty bytes each; what they were read from is left out, as in a journal.
struct PackedClaims: Sendable {
  private var packed: [Packed] = []

  private struct Packed: Sendable {
    var dateTime: CivilDateTime
    /// Seconds east of UTC where there is an offset.
    var offset: Int32
    var source: DateSource
    var zone: Zone
    var precision: UInt8
  }

  private enum Zone: UInt8 {
    case local
    case offset
    case utc
  }

  var count: Int { packed.count }

  mutating func append(_ claims: [DateClaim]) {
    for claim in claims { packed.append(Self.pack(claim)) }
  }

  subscript(range: Range<Int>) -> [DateClaim] { packed[range].map(Self.unpack) }

  private static func pack(_ claim: DateClaim) -> Packed {
    let (zone, offset): (Zone, Int) =
      switch claim.zone {
      case .local: (.local, 0)
      case .utc: (.utc, 0)
      case .offset(let seconds): (.offset, seconds)
      }
    return Packed(
      dateTime: claim.dateTime, offset: Int32(clamping: offset), source: claim.source, zone: zone,
      precision: UInt8(truncatingIfNeeded: claim.precision.rawValue))
  }

  private static func unpack(_ packed: Packed) -> DateClaim {
    let zone: ClaimZone =
      switch packed.zone {
      case .local: .local
      case .utc: .utc
      case .offset: .offset(seconds: Int(packed.offset))
      }
    return DateClaim(
      source: packed.source, dateTime: packed.dateTime, zone: zone,
      precision: DatePrecision(rawValue: Int(packed.precision)) ?? .second)
  }
}
