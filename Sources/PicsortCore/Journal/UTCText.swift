import MediaMetadata
import Platform

/// Instants as `2026-11-21T10:00:00Z`, the form of the journal and the registry.
package enum UTCText {
  /// The text of so many seconds since 1970-01-01 UTC.
  package static func text(_ seconds: Int) -> String {
    let text = TextBuffer(capacity: 32)
    append(seconds, to: text)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// Appends it to `text`.
  static func append(_ seconds: Int, to text: TextBuffer) {
    if let instant = CivilDateTime(secondsSince1970: seconds) {
      text.append(instant.iso8601Words, length: 19)
    } else {
      text.append("0001-01-01T00:00:00" as StaticString)
    }
    text.append("Z" as StaticString)
  }

  /// Seconds since 1970-01-01 UTC; nil for anything that `text` does not write.
  package static func seconds(_ text: String) -> Int? {
    guard let claim = ClaimText.decode("mtime=" + text), claim.zone == .utc,
      claim.precision == .second
    else { return nil }
    return claim.dateTime.secondsSince1970
  }
}
