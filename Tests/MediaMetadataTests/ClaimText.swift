import MediaMetadata

extension DateClaim {
  /// The claim on one line, for comparing: `exif:DateTimeOriginal 2023-12-25T14:30:00.250 +3600`.
  var line: String {
    var line = "\(source.rawValue) \(dateTime.iso8601)"
    if dateTime.nanosecond != 0 {
      line += "." + String(1_000_000_000 + dateTime.nanosecond).dropFirst().prefix(3)
    }
    switch zone {
    case .local: break
    case .utc: line += " UTC"
    case .offset(let seconds): line += seconds < 0 ? " \(seconds)" : " +\(seconds)"
    }
    return line
  }
}

extension Metadata {
  /// The claims on a line each, the most believed first.
  var lines: [String] {
    claims.sorted { $0.source.rank < $1.source.rank }.map(\.line)
  }
}
