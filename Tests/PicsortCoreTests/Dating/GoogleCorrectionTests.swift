import MediaMetadata
import Testing

@testable import PicsortCore

/// Takeout's time against the file's own, on a machine in New York.
@Suite struct GoogleCorrectionTests {
  private func verdict(
    _ claims: [DateClaim], prefersExif: Bool = false, isZoneNamed: Bool = false
  ) -> DateVerdict {
    var context = DateContext.run(zone: -5 * 3600)
    context.prefersExif = prefersExif
    context.isZoneNamed = isZoneNamed
    return DateDecision.decide(claims, context: context)
  }

  private static let noon = DateClaim.at("2020-06-01T12:00:00", .exifDateTimeOriginal)

  @Test(arguments: [
    // Fifteen hours in both directions are zones, not corrections.
    ("2020-06-02T03:00:00", false), ("2020-05-31T21:00:00", false),
    ("2020-06-02T03:00:01", true), ("2020-05-31T20:59:59", true), ("1985-01-01T00:00:00", true),
  ])
  func `a time that no zone explains was corrected`(_ taken: String, isCorrected: Bool) throws {
    let takeout = DateClaim.at(taken, .sidecarTakeout, .utc)
    let verdict = verdict([Self.noon, takeout])
    let date = try #require(verdict.chosen)
    #expect(date.source == (isCorrected ? .sidecarTakeout : .exifDateTimeOriginal))
    #expect(date.notes.contains(.correctedInGooglePhotos) == isCorrected)
    #expect(verdict.candidates.map(\.outcome).contains(.corrected) == isCorrected)
    let preferred = self.verdict([Self.noon, takeout], prefersExif: true)
    #expect(preferred.chosen?.local == Self.noon.dateTime)
  }

  @Test func `the distance within it is the offset`() throws {
    let takeout = DateClaim.at("2020-06-01T10:00:00", .sidecarTakeout, .utc)
    let date = try #require(verdict([Self.noon, takeout]).chosen)
    #expect(date.local == Self.noon.dateTime)
    #expect(date.offsetSeconds == 7200)
    #expect(date.rule == .offsetFromTakeout)
  }

  @Test func `a correction is in UTC unless a zone was named`() throws {
    let takeout = DateClaim.at("2020-01-01T02:00:00", .sidecarTakeout, .utc)
    let alone = try #require(verdict([takeout]).chosen)
    #expect(alone.local.iso8601 == "2020-01-01T02:00:00")
    #expect(alone.rule == .utcAsWritten)
    let named = try #require(verdict([takeout], isZoneNamed: true).chosen)
    #expect(named.local.iso8601 == "2019-12-31T21:00:00")
    #expect(named.rule == .assumedZone)
  }

  @Test func `a day may be any moment of it`() {
    let day = DateClaim.at("2020-06-01", .exifDateTimeOriginal, .local, .day)
    for (taken, isCorrected) in [("2020-06-02T14:59:00", false), ("2020-06-02T15:00:01", true)] {
      let takeout = DateClaim.at(taken, .sidecarTakeout, .utc)
      let source = verdict([day, takeout]).chosen?.source
      #expect((source == .sidecarTakeout) == isCorrected)
    }
  }

  @Test(arguments: [DateSource.sidecarXMP, .fileName, .exifModifyDate, .folderName])
  func `what is not in the file is ranked as ever`(_ source: DateSource) {
    let other = DateClaim.at("2010-01-01T12:00:00", source)
    let takeout = DateClaim.at("2020-06-01T10:00:00", .sidecarTakeout, .utc)
    let chosen = verdict([other, takeout]).chosen
    #expect(chosen?.source == (source == .sidecarXMP ? .sidecarXMP : .sidecarTakeout))
    #expect(chosen?.notes.contains(.correctedInGooglePhotos) == false)
  }

  @Test func `Google's time zero corrects nothing`() {
    let takeout = DateClaim.at("1970-01-01T00:00:00", .sidecarTakeout, .utc)
    #expect(verdict([Self.noon, takeout]).chosen?.source == .exifDateTimeOriginal)
  }
}
