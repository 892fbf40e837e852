/// A moment as Windows counts it: 100 ns since 1601-01-01 ([MS-DTYP], 2.3.3 FILETIME).
struct FileTime {
  /// On the same clock as the count.
  let dateTime: CivilDateTime

  private static let secondsFrom1601To1970 = 11_644_473_600
  private static let ticksPerSecond: UInt64 = 10_000_000

  /// Nil for 0 and all of 1601, which say that there is no time, and beyond the year 9999.
  init?(ticks: UInt64) {
    let seconds = Int(clamping: ticks / Self.ticksPerSecond) - Self.secondsFrom1601To1970
    let nanosecond = Int(ticks % Self.ticksPerSecond) * 100
    guard let dateTime = CivilDateTime(secondsSince1970: seconds, nanosecond: nanosecond),
      dateTime.year > 1601
    else { return nil }
    self.dateTime = dateTime
  }

  /// The moment as a claim.
  func claim(_ source: DateSource, zone: ClaimZone, raw: RawValue) -> DateClaim {
    DateClaim(
      source: source, dateTime: dateTime, zone: zone,
      precision: dateTime.nanosecond == 0 ? .second : .subsecond, raw: raw)
  }
}
