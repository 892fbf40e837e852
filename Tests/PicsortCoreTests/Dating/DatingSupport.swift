import MediaMetadata
import PicsortCore

/// A wall clock from `2019-07-04T19:15:00` or `2019-07-04`; the year 1 when the text is neither.
func clock(_ text: String) -> CivilDateTime {
  let parts = text.split { "-T:".contains($0) }.compactMap { Int($0) }
  let time = parts.dropFirst(3) + [0, 0, 0]
  let (hour, minute, second) = (
    time[time.startIndex], time[time.startIndex + 1], time[time.startIndex + 2]
  )
  guard parts.count >= 3,
    let date = CivilDateTime(
      year: parts[0], month: parts[1], day: parts[2], hour: hour, minute: minute, second: second)
  else { return epoch }
  return date
}

private let epoch: CivilDateTime = {
  guard let date = CivilDateTime(secondsSince1970: -62_135_596_800) else {
    preconditionFailure("the year 1 is in the calendar")
  }
  return date
}()

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
