import MediaMetadata
import PicsortCore

/// A wall clock from `2019-07-04T19:15:00` or `2019-07-04`. A text that is no date ends the tests
/// here.
func clock(_ text: String) -> CivilDateTime {
  let parts = text.split { "-T:".contains($0) }.compactMap { Int($0) } + [0, 0, 0]
  let dates = [
    CivilDateTime(
      year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
      second: parts[5])
  ]
  return dates.compactMap(\.self)[0]
}

extension DateClaim {
  /// A claim in words of one line.
  static func at(
    _ text: String, _ source: DateSource, _ zone: ClaimZone = .local,
    _ precision: DatePrecision = .second
  ) -> DateClaim {
    DateClaim(source: source, dateTime: clock(text), zone: zone, precision: precision)
  }
}

extension DateContext {
  /// A run on 2026-11-21 at noon in a zone that is always `offset` seconds east of UTC.
  static func run(
    zone offset: Int? = 0, duration: Double? = nil, useModificationTime: Bool = false
  ) -> DateContext {
    DateContext(
      now: clock("2026-11-21T12:00:00"), duration: duration,
      useModificationTime: useModificationTime
    ) { _ in offset }
  }
}
