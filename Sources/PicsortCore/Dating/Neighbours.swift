import MediaMetadata

/// Where each camera was, as its photos tell: what a video in UTC without any evidence of its own
/// is compared with.
package struct Neighbours: Sendable {
  /// Photos farther away than this, in seconds, tell nothing of the zone.
  package static let reach = 12 * 3600

  private struct Shot {
    let instant: Int
    let offset: Int
  }

  /// By camera, in the order of time.
  private let shots: [String: [Shot]]

  /// From the dates of files whose camera is known; those whose offset is a guess, or was itself
  /// taken from neighbours, do not count.
  package init(_ dates: some Sequence<(camera: String, date: CaptureDate)>) {
    var shots: [String: [Shot]] = [:]
    for (camera, date) in dates {
      guard let offset = date.offsetSeconds, let utc = date.utc, date.precision >= .minute,
        !date.rule.isGuess, date.rule != .offsetFromNeighbours
      else { continue }
      shots[camera, default: []].append(Shot(instant: utc.secondsSince1970, offset: offset))
    }
    self.shots = shots.mapValues { $0.sorted { $0.instant < $1.instant } }
  }

  /// Seconds east of UTC of the shot of `camera` that is nearest to `instant`, seconds since 1970;
  /// nil when none is within reach.
  package func offset(of camera: String, at instant: Int) -> Int? {
    guard let shots = shots[camera] else { return nil }
    var (low, high) = (0, shots.count)
    while low < high {
      let middle = (low + high) / 2
      if shots[middle].instant < instant { low = middle + 1 } else { high = middle }
    }
    let near = [low - 1, low].filter(shots.indices.contains).map { shots[$0] }
    let nearest = near.min { abs($0.instant - instant) < abs($1.instant - instant) }
    guard let nearest, abs(nearest.instant - instant) <= Self.reach else { return nil }
    return nearest.offset
  }

  /// What tells cameras apart: model, else maker, in lower case; nil when a file names neither.
  package static func camera(make: String?, model: String?) -> String? {
    (model ?? make)?.lowercased()
  }
}
