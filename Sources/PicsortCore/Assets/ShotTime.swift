import MediaMetadata

/// When a file says it was shot, for comparing two files of one moment. Its own fields only: names
/// and folders are what is being compared.
struct ShotTime {
  /// Seconds since 1970 on the clock that was written.
  private let written: Int
  private let zone: ClaimZone

  /// From the most believed claim to the second; nil when there is none.
  init?(_ facts: FileFacts) {
    let claim = facts.claims
      .filter { claim in
        claim.precision >= .second && claim.source.isCameraClock && !claim.source.isWeak
      }
      .min { $0.source.rank < $1.source.rank }
    guard let claim else { return nil }
    written = claim.dateTime.secondsSince1970
    zone = claim.zone
  }

  /// Seconds between the two moments, as near as their clocks can tell: of a wall clock and a UTC
  /// clock, how far their distance is from a valid offset.
  func distance(to other: ShotTime) -> Int {
    if let wall, let otherWall = other.wall { return abs(wall - otherWall) }
    if let instant, let otherInstant = other.instant { return abs(instant - otherInstant) }
    let difference = abs(written - other.written)
    return UTCOffset.all.map { abs(difference - abs($0)) }.min() ?? difference
  }

  /// What a clock on the wall showed.
  private var wall: Int? {
    switch zone {
    case .local, .offset: written
    case .utc: nil
    }
  }

  private var instant: Int? {
    switch zone {
    case .local: nil
    case .offset(let seconds): written - seconds
    case .utc: written
    }
  }
}

extension FileFacts {
  /// True when nothing in the file says when it was shot.
  fileprivate var isWithoutTime: Bool { ShotTime(self) == nil }
}

/// Whether two files of fitting names are of one shot.
///
/// A name alone proves nothing: the counter of a camera wraps at 9999, and the exports of two
/// programs meet in one folder. So both must say when they were shot, or neither. A file that could
/// not be read says nothing this time and may the next: it is held together with its namesake, so
/// that neither goes alone.
enum SameShot {
  /// Cameras write both files of a raw and JPEG pair within two seconds.
  private static let twinSeconds = 2
  /// A Live Photo's video begins some seconds before the still.
  private static let liveSeconds = 10
  /// Longest video, in seconds, that is taken for a still's companion without a date to tell.
  private static let longestLive = 15.0
  /// An edit keeps its original's date; programs that rewrite it lose the zone.
  private static let editSeconds = 86_400

  /// A raw file and the photo made with it.
  static func isTwin(_ raw: FileFacts, of photo: FileFacts) -> Bool {
    if raw.failure != nil || photo.failure != nil { return true }
    if let model = raw.model, let other = photo.model, model != other { return false }
    return isWithin(twinSeconds, raw, photo) ?? (raw.isWithoutTime && photo.isWithoutTime)
  }

  /// A video and the still it belongs to.
  static func isLive(_ video: FileFacts, of still: FileFacts) -> Bool {
    if video.failure != nil || still.failure != nil { return true }
    if let identifier = video.contentIdentifier, let other = still.contentIdentifier {
      return identifier == other
    }
    let length = video.duration.flatMap { $0.isFinite && $0 > 0 && $0 < 3600 ? Int($0) : nil } ?? 0
    return isWithin(liveSeconds + length, video, still)
      ?? (video.isWithoutTime && still.isWithoutTime
        && video.duration.map { $0 <= longestLive } ?? true)
  }

  /// An edited copy and its original.
  static func isEdit(_ edit: FileFacts, of original: FileFacts) -> Bool {
    isWithin(editSeconds, edit, original) ?? true
  }

  /// Nil when one of them does not say when it was shot.
  private static func isWithin(_ seconds: Int, _ left: FileFacts, _ right: FileFacts) -> Bool? {
    guard let left = ShotTime(left), let right = ShotTime(right) else { return nil }
    return left.distance(to: right) <= seconds
  }
}
