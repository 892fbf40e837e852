import MediaMetadata

/// Whether the owner gave a picture another date in Google Photos.
///
/// Takeout's time is UTC and the file's a wall clock: as far apart as zones are, and a little more,
/// they are the same moment. What is farther apart was corrected by hand, or the camera's clock was
/// wrong: then Google's time is the better one (peers of the field: GPTH, immich-go).
enum GoogleCorrection {
  /// Offsets from UTC run from -12 to +14 hours.
  static let tolerance = 15 * 3600

  /// True when `claim`, a date from inside the file, is contradicted by `takeout`.
  static func overrules(_ claim: PackedClaim, by takeout: PackedClaim) -> Bool {
    guard takeout.source == .sidecarTakeout, claim.source.rank < DateSource.sidecarXMP.rank else {
      return false
    }
    // A date without a time of day may be any moment of it.
    let slack =
      switch claim.precision {
      case .month: 32 * 86_400
      case .day: 86_400
      case .minute, .second, .subsecond: 0
      }
    let distance = takeout.dateTime.secondsSince1970 - claim.dateTime.secondsSince1970
    return distance < -tolerance || distance > tolerance + slack
  }
}
