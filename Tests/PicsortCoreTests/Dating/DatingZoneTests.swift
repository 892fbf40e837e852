import MediaMetadata
import PicsortCore
import Testing

@Suite struct DatingZoneTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let claims: [DateClaim]
    var zone: Int? = 3600
    var duration: Double?
    let local: String
    let offset: Int?
    let rule: ZoneRule
    let confidence: Confidence
    var testDescription: String { name }
  }

  static let photo = DateClaim.at("2023-06-07T13:45:55", .exifDateTimeOriginal)

  static let photos: [Case] = [
    Case(
      name: "a wall clock without a zone is never converted", claims: [photo],
      local: "2023-06-07T13:45:55", offset: nil, rule: .wallClock, confidence: .high),
    Case(
      name: "a stated offset keeps the wall clock",
      claims: [.at("2024-01-01T05:26:00", .exifDateTimeOriginal, .offset(seconds: 32_400))],
      zone: -18_000, local: "2024-01-01T05:26:00", offset: 32_400, rule: .statedOffset,
      confidence: .high),
    Case(
      name: "a text field with Z is kept as it is written",
      claims: [.at("2023-12-31T23:30:00", .xmpCreateDate, .utc)],
      local: "2023-12-31T23:30:00", offset: 0, rule: .statedOffset, confidence: .medium),
    Case(
      name: "a text field with Z follows the file name",
      claims: [
        .at("2023-12-31T23:30:00", .xmpCreateDate, .utc), .at("2024-01-01T00:30:00", .fileName),
      ], zone: -18_000, local: "2024-01-01T00:30:00", offset: 3600, rule: .offsetFromFileName,
      confidence: .high),
    Case(
      name: "an offset that no place has is dropped",
      claims: [.at("2024-01-01T05:26:00", .exifDateTimeOriginal, .offset(seconds: 54_000))],
      local: "2024-01-01T05:26:00", offset: nil, rule: .wallClock, confidence: .high),
    Case(
      name: "GPS time gives a photo its offset and nothing else",
      claims: [photo, .at("2023-06-07T12:45:54", .exifGPSDateTime, .utc)], zone: -18_000,
      local: "2023-06-07T13:45:55", offset: 3600, rule: .offsetFromGPS, confidence: .high),
    Case(
      name: "GPS time that is almost two minutes off still does",
      claims: [photo, .at("2023-06-07T12:43:56", .exifGPSDateTime, .utc)],
      local: "2023-06-07T13:45:55", offset: 3600, rule: .offsetFromGPS, confidence: .high),
    Case(
      name: "GPS time that is two minutes off does not",
      claims: [photo, .at("2023-06-07T12:43:55", .exifGPSDateTime, .utc)],
      local: "2023-06-07T13:45:55", offset: nil, rule: .wallClock, confidence: .high),
    Case(
      name: "GPS time of another day does not",
      claims: [photo, .at("2023-06-06T12:45:55", .exifGPSDateTime, .utc)],
      local: "2023-06-07T13:45:55", offset: nil, rule: .wallClock, confidence: .high),
    Case(
      name: "a difference of zero is no evidence",
      claims: [
        photo, .at("2023-06-07T13:45:55", .exifGPSDateTime, .utc),
      ], local: "2023-06-07T13:45:55", offset: nil, rule: .wallClock, confidence: .high),
    Case(
      name: "a difference of zero where the zone is UTC is",
      claims: [
        photo, .at("2023-06-07T13:45:55", .exifGPSDateTime, .utc),
      ], zone: 0, local: "2023-06-07T13:45:55", offset: 0, rule: .offsetFromGPS,
      confidence: .high),
    Case(
      name: "Takeout's epoch gives a photo its offset (immich issue 31217)",
      claims: [
        .at("2025-07-21T23:06:00", .exifDateTimeOriginal),
        .at("2025-07-21T15:06:00", .sidecarTakeout, .utc),
      ], local: "2025-07-21T23:06:00", offset: 28_800, rule: .offsetFromTakeout, confidence: .high),
    Case(
      name: "a quarter of an hour is an offset in Nepal",
      claims: [
        .at("2024-04-14T02:20:31", .exifDateTimeOriginal),
        .at("2024-04-13T20:35:31", .exifGPSDateTime, .utc),
      ], local: "2024-04-14T02:20:31", offset: 20_700, rule: .offsetFromGPS, confidence: .high),
    Case(
      name: "GPS time alone takes the assumed zone",
      claims: [.at("2023-12-31T23:30:00", .exifGPSDateTime, .utc)],
      local: "2024-01-01T00:30:00", offset: 3600, rule: .assumedZone, confidence: .low),
    Case(
      name: "a Takeout epoch meets the wall clock in the file name",
      claims: [
        .at("2019-12-31T22:15:00", .sidecarTakeout, .utc), .at("2020-01-01T07:15:00", .fileName),
      ], local: "2020-01-01T07:15:00", offset: 32_400, rule: .offsetFromFileName,
      confidence: .high),
    Case(
      name: "a Pixel name is UTC",
      claims: [.at("2022-09-04T20:01:22", .fileName, .utc, .subsecond)], zone: 7200,
      local: "2022-09-04T22:01:22", offset: 7200, rule: .assumedZone, confidence: .low),
  ]

  static let videos: [Case] = [
    Case(
      name: "creationdate keeps its wall clock and beats mvhd (phockup issue 218)",
      claims: [
        .at("2020-01-31T20:50:25", .quickTimeCreationDate, .offset(seconds: -25_200)),
        .at("2020-02-01T03:50:25", .quickTimeMovieHeader, .utc),
      ], local: "2020-01-31T20:50:25", offset: -25_200, rule: .statedOffset, confidence: .high),
    Case(
      name: "mvhd alone takes the assumed zone",
      claims: [.at("2024-01-31T23:54:20", .quickTimeMovieHeader, .utc)],
      local: "2024-02-01T00:54:20", offset: 3600, rule: .assumedZone, confidence: .low),
    Case(
      name: "mvhd where no zone is known stays UTC",
      claims: [.at("2024-01-31T23:54:20", .quickTimeMovieHeader, .utc)], zone: nil,
      local: "2024-01-31T23:54:20", offset: 0, rule: .utcAsWritten, confidence: .low),
    Case(
      name: "mvhd at the start of the clip meets the name",
      claims: [
        .at("2024-01-28T09:54:20", .quickTimeMovieHeader, .utc),
        .at("2024-01-28T10:54:20", .fileName),
      ], zone: -18_000, duration: 600, local: "2024-01-28T10:54:20", offset: 3600,
      rule: .offsetFromFileName, confidence: .high),
    Case(
      name: "mvhd at the end of the clip meets name + duration (photoprism issue 1388)",
      claims: [
        .at("2021-06-23T18:51:37", .quickTimeMovieHeader, .utc),
        .at("2021-06-23T14:50:59", .fileName),
      ], duration: 36.9, local: "2021-06-23T14:51:00", offset: -14_400,
      rule: .offsetFromFileNameAndDuration, confidence: .high),
    Case(
      name: "a long clip over midnight is dated by its start (sortphotos issue 146)",
      claims: [
        .at("2021-12-01T06:30:00", .quickTimeMovieHeader, .utc),
        .at("2021-11-30T23:48:10", .fileName),
      ], duration: 2510, local: "2021-11-30T23:48:10", offset: -21_600,
      rule: .offsetFromFileNameAndDuration, confidence: .high),
    Case(
      name: "where start and end both fit, the assumed zone decides",
      claims: [
        .at("2022-03-01T12:00:00", .quickTimeMovieHeader, .utc),
        .at("2022-03-01T17:30:00", .fileName),
      ], zone: 20_700, duration: 900, local: "2022-03-01T17:30:00", offset: 20_700,
      rule: .offsetFromFileNameAndDuration, confidence: .high),
    Case(
      name: "where start and end both fit and no zone helps, the smaller error decides",
      claims: [
        .at("2022-03-01T12:00:00", .quickTimeMovieHeader, .utc),
        .at("2022-03-01T17:30:00", .fileName),
      ], zone: 3600, duration: 905, local: "2022-03-01T17:30:00", offset: 19_800,
      rule: .offsetFromFileName, confidence: .high),
    Case(
      name: "mvhd that shows the name's clock is local time (immich issue 13623)",
      claims: [
        .at("2024-10-20T23:30:00", .quickTimeMovieHeader, .utc),
        .at("2024-10-20T23:30:00", .fileName),
      ], zone: 7200, local: "2024-10-20T23:30:00", offset: nil, rule: .localDespiteUTC,
      confidence: .high),
    Case(
      name: "mvhd that shows the name's clock where the zone is UTC is UTC",
      claims: [
        .at("2024-10-20T23:30:00", .quickTimeMovieHeader, .utc),
        .at("2024-10-20T23:30:00", .fileName),
      ], zone: 0, local: "2024-10-20T23:30:00", offset: 0, rule: .offsetFromFileName,
      confidence: .high),
    Case(
      name: "a name of another day says nothing about the zone",
      claims: [
        .at("2024-10-20T23:30:00", .quickTimeMovieHeader, .utc),
        .at("2024-10-18T23:30:00", .fileName),
      ], zone: 7200, local: "2024-10-21T01:30:00", offset: 7200, rule: .assumedZone,
      confidence: .low),
    Case(
      name: "a name with a day alone says nothing about the zone",
      claims: [
        .at("2024-10-20T23:30:00", .quickTimeMovieHeader, .utc),
        .at("2024-10-20", .fileName, .local, .day),
      ], zone: 7200, local: "2024-10-21T01:30:00", offset: 7200, rule: .assumedZone,
      confidence: .low),
    Case(
      name: "a Pixel name, which is UTC itself, says nothing about the zone",
      claims: [
        .at("2022-09-04T20:01:22", .quickTimeMovieHeader, .utc),
        .at("2022-09-04T20:01:22", .fileName, .utc, .subsecond),
      ], zone: 7200, local: "2022-09-04T22:01:22", offset: 7200, rule: .assumedZone,
      confidence: .low),
    Case(
      name: "an absurd duration is not looked at",
      claims: [
        .at("2024-01-28T09:54:20", .quickTimeMovieHeader, .utc),
        .at("2024-01-28T10:54:20", .fileName),
      ], duration: .infinity, local: "2024-01-28T10:54:20", offset: 3600,
      rule: .offsetFromFileName, confidence: .high),
  ]

  @Test(arguments: photos + videos)
  func `a claim becomes a wall clock`(_ row: Case) throws {
    let verdict = DateDecision.decide(
      row.claims, context: .run(zone: row.zone, duration: row.duration))
    let date = try #require(verdict.chosen)
    #expect(date.local.iso8601 == row.local)
    #expect(date.offsetSeconds == row.offset)
    #expect(date.rule == row.rule)
    #expect(date.confidence == row.confidence)
    #expect(date.ruleName == row.rule.rawValue)
  }

  @Test func `the zone is asked for the moment itself, not for now`() throws {
    let summer = clock("2024-07-01T00:00:00").secondsSince1970
    let context = DateContext(now: clock("2026-11-21T12:00:00")) { $0 >= summer ? 7200 : 3600 }
    let claims: [DateClaim] = [.at("2024-07-31T22:30:00", .quickTimeMovieHeader, .utc)]
    let date = try #require(DateDecision.decide(claims, context: context).chosen)
    #expect(date.local.iso8601 == "2024-08-01T00:30:00")
    #expect(date.offsetSeconds == 7200)
    #expect(date.offsetBasis == .inferred)
    #expect(date.utc == clock("2024-07-31T22:30:00"))
  }

  @Test func `an offset is stated, inferred or not there`() {
    func basis(_ zone: ClaimZone) -> OffsetBasis? {
      let claim = DateClaim.at("2024-01-01T05:26:00", .exifDateTimeOriginal, zone)
      return DateDecision.decide([claim], context: .run()).chosen?.offsetBasis
    }
    #expect(basis(.offset(seconds: 3600)) == .stated)
    #expect(basis(.utc) == .inferred)
    #expect(basis(.local) == nil)
  }

  @Test func `dates at both ends of the calendar do not trap`() {
    for text in ["0001-01-01T00:00:00", "9999-12-31T23:59:59"] {
      for zone: ClaimZone in [.local, .utc, .offset(seconds: .max), .offset(seconds: .min)] {
        for offset in [Int.min, -43_200, 50_400, Int.max] {
          let claims: [DateClaim] = [
            .at(text, .quickTimeMovieHeader, zone), .at(text, .fileName),
            .at(text, .exifModifyDate),
          ]
          let verdict = DateDecision.decide(claims, context: .run(zone: offset, duration: .nan))
          #expect(verdict.candidates.count == 3)
        }
      }
    }
  }

  @Test func `the valid offsets are those of docs and each is its own nearest`() {
    #expect(UTCOffset.all.count == 45)
    #expect(UTCOffset.all == UTCOffset.all.sorted())
    for offset in UTCOffset.all {
      #expect(UTCOffset.nearest(to: offset)?.offset == offset)
      #expect(UTCOffset.nearest(to: offset + 119)?.offset == offset)
      #expect(UTCOffset.nearest(to: offset - 119)?.offset == offset)
    }
    for difference in [120, 1800, -50_400, 54_001, Int.max, Int.min] {
      #expect(UTCOffset.nearest(to: difference) == nil)
    }
  }
}
