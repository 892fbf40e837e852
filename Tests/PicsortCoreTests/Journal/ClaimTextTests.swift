import MediaMetadata
import PicsortCore
import Testing

@Suite("Claims and instants as text")
struct ClaimTextTests {
  private static let precisions: [(DatePrecision, CivilDateTime)] = [
    (.month, clock("2023-12-01")),
    (.day, clock("2023-12-25")),
    (.minute, clock("2023-12-25T14:30:00")),
    (.second, clock("2023-12-25T14:30:59")),
    (.subsecond, clock("2023-12-25T14:30:59")),
  ]
  private static let zones: [ClaimZone] =
    [.local, .utc]
    + [0, 60, 3600, 5 * 3600 + 45 * 60, 14 * 3600, -3600, -5 * 3600, -(9 * 3600 + 30 * 60)]
    .map { .offset(seconds: $0) }

  @Test(arguments: DateSource.allCases)
  func `every precision and zone of a source comes back`(source: DateSource) {
    for (precision, date) in Self.precisions {
      for zone in Self.zones {
        let claim = DateClaim(source: source, dateTime: date, zone: zone, precision: precision)
        #expect(ClaimText.decode(ClaimText.encode(claim)) == claim, "\(ClaimText.encode(claim))")
      }
    }
  }

  @Test(arguments: [0, 1, 10, 120_000_000, 999_999_999, 100_000_000, 123_456_789])
  func `fractions come back to the nanosecond`(nanosecond: Int) throws {
    let date = try #require(clock("1999-12-31T23:59:59").with(nanosecond: nanosecond))
    let claim = DateClaim(
      source: .exifDateTimeOriginal, dateTime: date, zone: .utc, precision: .subsecond)
    #expect(ClaimText.decode(ClaimText.encode(claim)) == claim)
  }

  @Test(arguments: [
    (DatePrecision.month, ClaimZone.local, "filename=2023-12"),
    (.month, .offset(seconds: -18_000), "filename=2023-12-05:00"),
    (.day, .local, "filename=2023-12-25"),
    (.day, .offset(seconds: -18_000), "filename=2023-12-25-05:00"),
    (.minute, .utc, "filename=2023-12-25T14:30Z"),
    (.second, .offset(seconds: 20_700), "filename=2023-12-25T14:30:00+05:45"),
    (.subsecond, .local, "filename=2023-12-25T14:30:00.0"),
  ])
  func `the word is cut where the precision ends`(
    precision: DatePrecision, zone: ClaimZone, word: String
  ) {
    let claim = DateClaim(
      source: .fileName, dateTime: clock("2023-12-25T14:30:00"), zone: zone, precision: precision)
    #expect(ClaimText.encode(claim) == word)
  }

  @Test(arguments: [
    "", "=", "filename", "filename=", "nobody=2023-12-25", "filename=2023", "filename=2023-13",
    "filename=2023-02-30", "filename=2023-12-25T", "filename=2023-12-25T14",
    "filename=2023-12-25T24:00",
    "filename=2023-12-25T14:30:", "filename=2023-12T14:30", "filename=2023-12-25.5",
    "filename=2023-12-25T14:30:00.",
    "filename=2023-12-25T14:30:00.1234567890",
    "filename=2023-12-25T14:30:00ZZ", "filename=2023-12-25T14:30:00+1",
    "filename=2023-12-25T14:30:00+01",
    "filename=2023-12-25T14:30:00+01:0", "filename=2023-12-25T14:30:00 ", "filename=２０２３-12-25",
    "filename=-023-12-25",
  ])
  func `a word that is no claim is refused`(word: String) {
    #expect(ClaimText.decode(word) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"),
    (1_700_000_000, "2023-11-14T22:13:20Z"),
    (-1, "1969-12-31T23:59:59Z"),
    (-62_135_596_800, "0001-01-01T00:00:00Z"),
    (253_402_300_799, "9999-12-31T23:59:59Z"),
  ])
  func `instants come back`(seconds: Int, text: String) {
    #expect(UTCText.text(seconds) == text)
    #expect(UTCText.seconds(text) == seconds)
  }

  @Test(arguments: [Int.min, Int.max, 253_402_300_800])
  func `an instant that no calendar holds has a text all the same`(seconds: Int) {
    #expect(UTCText.text(seconds) == "0001-01-01T00:00:00Z")
  }

  @Test(arguments: [
    "", "Z", "2023-11-14T22:13:20", "2023-11-14T22:13:20+00:00", "2023-11-14T22:13Z", "2023-11-14Z",
    "2023-11Z",
    "2023-11-14T22:13:20.5Z", "2023-11-14 22:13:20Z", "2023-11-31T22:13:20Z",
    "x2023-11-14T22:13:20Z",
  ])
  func `another form of an instant is refused`(text: String) {
    #expect(UTCText.seconds(text) == nil)
  }
}
