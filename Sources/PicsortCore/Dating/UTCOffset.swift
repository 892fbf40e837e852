/// The offsets from UTC that clocks on Earth have had since cameras write dates.
package enum UTCOffset {
  /// Largest error, in seconds, of a difference that is taken for an offset.
  static let tolerance = 120

  /// Seconds east of UTC, ascending: whole hours from -12:00 to +14:00 and the zones between them.
  ///
  /// Source: the IANA time zone database; -04:30 and -02:30 are Venezuela 2007-2016 and
  /// Newfoundland in summer.
  package static let all: [Int] = {
    let whole = (-12...14).map { $0 * 3600 }
    let between: [(hours: Int, minutes: Int)] = [
      (-9, -30), (-8, -30), (-4, -30), (-3, -30), (-2, -30), (3, 30), (4, 30), (5, 30), (5, 45),
      (6, 30), (7, 30), (8, 30), (8, 45), (9, 30), (9, 45), (10, 30), (12, 45), (13, 45),
    ]
    return (whole + between.map { $0.hours * 3600 + $0.minutes * 60 }).sorted()
  }()

  /// The offset nearest to `difference` seconds (wall clock minus UTC) and its error in seconds;
  /// nil when none is within two minutes.
  package static func nearest(to difference: Int) -> (offset: Int, error: Int)? {
    guard (-54_000...54_000).contains(difference) else { return nil }
    var best: (offset: Int, error: Int)?
    for offset in all {
      let error = abs(difference - offset)
      if error < tolerance, error < best?.error ?? Int.max { best = (offset, error) }
    }
    return best
  }

  /// True when `seconds` can be the offset of a place: at most 14 hours from UTC.
  ///
  /// Written offsets are not held to the list above: a zone may change before this program does.
  package static func isPlausible(_ seconds: Int) -> Bool {
    (-50_400...50_400).contains(seconds)
  }
}
