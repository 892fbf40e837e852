import MediaMetadata

/// Instants as `2026-11-21T10:00:00Z`, the form of the journal and the registry.
package enum UTCText {
  /// The text of so many seconds since 1970-01-01 UTC.
  package static func text(_ seconds: Int) -> String {
    (CivilDateTime(secondsSince1970: seconds)?.iso8601 ?? "0001-01-01T00:00:00") + "Z"
  }

  /// Seconds since 1970-01-01 UTC; nil for anything that `text` does not write.
  package static func seconds(_ text: String) -> Int? {
    guard let claim = ClaimText.decode("mtime=" + text), claim.zone == .utc,
      claim.precision == .second
    else { return nil }
    return claim.dateTime.secondsSince1970
  }
}
