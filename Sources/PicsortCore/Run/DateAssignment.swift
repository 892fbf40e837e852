package import MediaMetadata
import Platform

/// Decides the dates of a run's assets: gathers the claims of a file, its sidecars, its name and
/// its folders, and knows the clock and the zone that `DateDecision` must be told.
package struct DateAssignment: Sendable {
  private let now: CivilDateTime
  private let usesModificationTime: Bool

  package init(configuration: Configuration) {
    now = CivilDateTime(secondsSince1970: Clock.wallSeconds()) ?? Self.someDay
    usesModificationTime = configuration.usesModificationTime
  }

  /// Stands for now when the machine's clock is out of range.
  private static let someDay = CivilDateTime.unixEpoch

  /// The date of an asset; nil when nothing trustworthy says one.
  package func date(of primary: FileRecord, companions: [FileRecord]) -> CaptureDate? {
    verdict(on: claims(of: primary, companions: companions), duration: primary.facts.duration)
      .chosen
  }

  /// The decision with every candidate.
  package func verdict(on claims: [DateClaim], duration: Double?) -> DateVerdict {
    DateDecision.decide(
      claims,
      context: DateContext(
        now: now, duration: duration, useModificationTime: usesModificationTime,
        utcOffset: { LocalZone.offset(atUTC: $0) }))
  }

  /// Everything that says a date of this file.
  package func claims(of primary: FileRecord, companions: [FileRecord]) -> [DateClaim] {
    var claims = primary.facts.claims
    for companion in companions { claims += companion.facts.claims }
    claims += FileNameDates.claims(fileName: primary.path.lastComponent.description)
    claims += FolderNameDates.claims(
      folders: primary.path.parent.components.map(\.description))
    if usesModificationTime, let claim = modificationClaim(primary.identity.modified) {
      claims.append(claim)
    }
    return claims
  }

  /// A file's time is an instant; on the wall of the machine's zone it is a date.
  private func modificationClaim(_ nanoseconds: Int) -> DateClaim? {
    CivilDateTime(secondsSince1970: nanoseconds / 1_000_000_000).map {
      DateClaim(source: .modificationTime, dateTime: $0, zone: .utc)
    }
  }
}
