import MediaMetadata
import Testing

@testable import PicsortCore

/// Videos in UTC, and what else tells where their camera was.
@Suite struct NeighboursTests {
  private func date(
    _ text: String, _ offset: Int?, _ rule: ZoneRule = .statedOffset
  ) -> CaptureDate {
    CaptureDate(
      local: clock(text), offsetSeconds: offset, source: .exifDateTimeOriginal, precision: .second,
      confidence: .high, rule: rule)
  }

  private static let movie = DateClaim.at("2020-06-01T23:30:00", .quickTimeMovieHeader, .utc)

  private func chosen(
    _ claims: [DateClaim], make: String? = nil, model: String? = nil,
    _ neighbours: Neighbours? = nil
  ) -> CaptureDate? {
    var context = DateContext.run(zone: -5 * 3600)
    context.make = make
    context.model = model
    if let neighbours { context.neighbourOffset = { neighbours.offset(of: "a", at: $0) } }
    return DateDecision.decide(claims, context: context).chosen
  }

  @Test func `the nearest photo of the camera tells the offset`() {
    let neighbours = Neighbours([
      ("a", date("2020-06-01T10:00:00", 3600)), ("a", date("2020-06-02T07:00:00", 32_400)),
      ("b", date("2020-06-01T23:30:00", 0)),
    ])
    let found = chosen([Self.movie], neighbours)
    #expect(found?.local.iso8601 == "2020-06-02T08:30:00")
    #expect(found?.offsetSeconds == 32_400)
    #expect(found?.rule == .offsetFromNeighbours)
    #expect(found?.confidence == .medium)
  }

  @Test func `twelve hours are near, a second more is not`() {
    let instant = clock("2020-06-01T23:30:00").secondsSince1970
    let neighbours = Neighbours([("a", date("2020-06-01T12:30:00", 3600))])
    #expect(neighbours.offset(of: "a", at: instant) == 3600)
    #expect(neighbours.offset(of: "a", at: instant + 1) == nil)
    #expect(neighbours.offset(of: "a", at: instant - 24 * 3600) == 3600)
    #expect(neighbours.offset(of: "a", at: instant - 24 * 3600 - 1) == nil)
    #expect(neighbours.offset(of: "b", at: instant) == nil)
    #expect(Neighbours([]).offset(of: "a", at: instant) == nil)
  }

  @Test(
    arguments: [
      (3600, .assumedZone), (0, .utcAsWritten), (3600, .offsetFromNeighbours), (nil, .wallClock),
    ] as [(Int?, ZoneRule)])
  func `a guess proves nothing`(_ offset: Int?, _ rule: ZoneRule) {
    let neighbours = Neighbours([("a", date("2020-06-01T23:30:00", offset, rule))])
    #expect(
      neighbours.offset(of: "a", at: clock("2020-06-01T23:30:00").secondsSince1970) == nil)
  }

  @Test func `the file's own evidence comes first`() {
    let neighbours = Neighbours([("a", date("2020-06-01T23:30:00", 0))])
    let name = DateClaim.at("2020-06-02T05:30:00", .fileName)
    #expect(chosen([Self.movie, name], neighbours)?.offsetSeconds == 6 * 3600)
    let other = DateClaim.at(
      "2020-06-02T01:29:10", .quickTimeContentCreateDate, .offset(seconds: 7200))
    let found = chosen([Self.movie, other, name], neighbours)
    #expect(found?.rule == .offsetFromOtherField)
    #expect(found?.local.iso8601 == "2020-06-02T01:30:00")
    // Another moment proves nothing.
    let later = DateClaim.at(
      "2020-06-02T03:29:10", .quickTimeContentCreateDate, .offset(seconds: 7200))
    #expect(chosen([Self.movie, later], neighbours)?.rule == .offsetFromNeighbours)
  }

  @Test(
    arguments: [
      ("NIKON CORPORATION", "NIKON Z 30", true), ("Nikon", nil, true),
      ("GoPro", "HERO8 Black", true), ("GoPro", "HERO11 Black", false), ("GoPro", "HERO 10", true),
      ("GoPro", nil, false), ("Sony", "ILCE-7M4", false), (nil, nil, false),
    ] as [(String?, String?, Bool)])
  func `some cameras write local time where UTC should be`(
    _ make: String?, _ model: String?, isLocal: Bool
  ) {
    let found = chosen([Self.movie], make: make, model: model)
    #expect(found?.rule == (isLocal ? .localByMaker : .assumedZone))
    #expect(found?.local.iso8601 == (isLocal ? "2020-06-01T23:30:00" : "2020-06-01T18:30:00"))
    // Of no other field is that known.
    let matroska = DateClaim.at("2020-06-01T23:30:00", .matroskaDate, .utc)
    #expect(chosen([matroska], make: make, model: model)?.rule == .assumedZone)
  }
}
