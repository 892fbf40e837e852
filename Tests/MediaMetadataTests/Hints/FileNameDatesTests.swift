import SampleMedia
import Testing

@testable import MediaMetadata

@Suite struct FileNameDatesTests {
  struct Named: CustomTestStringConvertible, Sendable {
    let name: String
    let date: String
    let zone: ClaimZone
    let precision: DatePrecision
    let nanosecond: Int

    init(
      _ name: String, _ date: String, _ precision: DatePrecision = .second,
      _ zone: ClaimZone = .local, nanosecond: Int = 0
    ) {
      self.name = name
      self.date = date
      self.zone = zone
      self.precision = precision
      self.nanosecond = nanosecond
    }

    var testDescription: String { name }
  }

  static let named: [Named] = [
    // Android and older Google.
    Named("IMG_20190704_191500.jpg", "2019-07-04T19:15:00"),
    Named("IMG_20190704_191500123.jpg", "2019-07-04T19:15:00", .subsecond, nanosecond: 123_000_000),
    Named("VID_20190704_191500.mp4", "2019-07-04T19:15:00"),
    Named("PANO_20190704_191500.jpg", "2019-07-04T19:15:00"),
    Named("MVIMG_20190704_191500.jpg", "2019-07-04T19:15:00"),
    Named("IMG_20190704_191500_BURST000_COVER_TOP.jpg", "2019-07-04T19:15:00"),
    Named("IMG_20190704_191500_BURST001_COVER.jpg", "2019-07-04T19:15:00"),
    Named("IMG_20190704_191500~2.jpg", "2019-07-04T19:15:00"),
    Named("IMG_20190704_191500(1).jpg", "2019-07-04T19:15:00"),
    Named("IMG20190704191500.jpg", "2019-07-04T19:15:00"),
    Named("img_20190704_191500.JPG", "2019-07-04T19:15:00"),
    // Pixel: UTC.
    Named(
      "PXL_20220904_200122948.jpg", "2022-09-04T20:01:22", .subsecond, .utc,
      nanosecond: 948_000_000),
    Named(
      "PXL_20220904_200122948.MP.jpg", "2022-09-04T20:01:22", .subsecond, .utc,
      nanosecond: 948_000_000),
    Named(
      "PXL_20220904_200122948.RAW-01.MP.COVER.dng", "2022-09-04T20:01:22", .subsecond, .utc,
      nanosecond: 948_000_000),
    Named(
      "PXL_20220904_200122948.LONG_EXPOSURE-01.COVER.jpg", "2022-09-04T20:01:22", .subsecond, .utc,
      nanosecond: 948_000_000),
    Named("pxl_20220904_200122.jpg", "2022-09-04T20:01:22", .second, .utc),
    // Samsung.
    Named("20210623_145059.mp4", "2021-06-23T14:50:59"),
    Named("20210623_145059_001.jpg", "2021-06-23T14:50:59"),
    Named("20210623_145059.3gp", "2021-06-23T14:50:59"),
    // Bursts.
    Named("00001IMG_00001_BURST20190704191500_COVER.jpg", "2019-07-04T19:15:00"),
    Named(
      "00001IMG_00001_BURST20190704191500123.jpg", "2019-07-04T19:15:00", .subsecond,
      nanosecond: 123_000_000),
    Named("00100lPORTRAIT_00100_BURST20190704191500_COVER.jpg", "2019-07-04T19:15:00"),
    Named("00000XTR_00000_BURST20190704191500.jpg", "2019-07-04T19:15:00"),
    Named(
      "DSC_0001_BURST20190704191500123.JPG", "2019-07-04T19:15:00", .subsecond,
      nanosecond: 123_000_000),
    Named(
      "IMG_001_BURST1723801037429_COVER.jpg", "2024-08-16T09:37:17", .subsecond, .utc,
      nanosecond: 429_000_000),
    // Messengers.
    Named("IMG-20190704-WA0001.jpg", "2019-07-04T00:00:00", .day),
    Named("VID-20190704-WA0001.mp4", "2019-07-04T00:00:00", .day),
    Named("WhatsApp Image 2019-07-04 at 19.15.00.jpeg", "2019-07-04T19:15:00"),
    Named("WhatsApp Image 2019-07-04 at 19.15.00 (2).jpeg", "2019-07-04T19:15:00"),
    Named("WhatsApp Video 2019-07-04 at 19.15.00.mp4", "2019-07-04T19:15:00"),
    Named("WhatsApp Image 2019-07-04 at 7.15.00 PM.jpeg", "2019-07-04T19:15:00"),
    Named("WhatsApp Image 2019-07-04 at 12.15.00 AM.jpeg", "2019-07-04T00:15:00"),
    Named("WhatsApp Image 2019-07-04 at 12.15.00 PM.jpeg", "2019-07-04T12:15:00"),
    Named("signal-2019-07-04-191500.jpg", "2019-07-04T19:15:00"),
    Named("signal-2019-07-04-191500_002.jpg", "2019-07-04T19:15:00"),
    Named(
      "signal-2023-07-04-19-15-00-123.jpg", "2023-07-04T19:15:00", .subsecond,
      nanosecond: 123_000_000),
    Named("2019-07-04_overlay~a1B2c3.png", "2019-07-04T00:00:00", .day),
    Named("2019-07-04_js-1234.jpg", "2019-07-04T00:00:00", .day),
    Named(
      "2021-05-06_8A3F4D1E-1B2C-4D5E-8F90-123456789ABC-main.mp4", "2021-05-06T00:00:00", .day),
    // Screens.
    Named("Screenshot_20190704-191500_Gallery.jpg", "2019-07-04T19:15:00"),
    Named("Screenshot_20190704_191500.png", "2019-07-04T19:15:00"),
    Named(
      "Screenshot_2019-07-04-19-15-00-123_com.app.png", "2019-07-04T19:15:00", .subsecond,
      nanosecond: 123_000_000),
    Named("Screenshot_2019-07-04-19-15-00.png", "2019-07-04T19:15:00"),
    Named("Screenshot from 2019-07-04 19-15-00.png", "2019-07-04T19:15:00"),
    Named("Screen Shot 2019-07-04 at 19.15.00.png", "2019-07-04T19:15:00"),
    Named("Screenshot 2023-07-04 at 7.15.00\u{202F}PM.png", "2023-07-04T19:15:00"),
    Named("Screenshot from 2013-07-04 19:15:00.png", "2013-07-04T19:15:00"),
    Named("Screenshot 2023-07-04 191500.png", "2023-07-04T19:15:00"),
    Named("WIN_20190704_19_15_00_Pro.jpg", "2019-07-04T19:15:00"),
    Named("WP_20140704_19_15_00_Pro.jpg", "2014-07-04T19:15:00"),
    Named("WP_20140704_001.jpg", "2014-07-04T00:00:00", .day),
    Named("2019-07-04T19-15-00.jpg", "2019-07-04T19:15:00"),
    Named("2019-07-04T19:15:00.123.jpg", "2019-07-04T19:15:00"),
    Named("photo_2019-07-04_19-15-00.jpg", "2019-07-04T19:15:00"),
    Named("DJI_20190704191500_0001_D.MP4", "2019-07-04T19:15:00"),
    // Uploaders, dash cameras, drones, people.
    Named("2019-07-04 19.15.00.jpg", "2019-07-04T19:15:00"),
    Named("2019-07-04 19.15.00-2.jpg", "2019-07-04T19:15:00"),
    Named("2019-07-04_19.15.00.jpg", "2019-07-04T19:15:00"),
    Named(
      "2019-07-04_19-15-00_123.jpeg", "2019-07-04T19:15:00", .subsecond, nanosecond: 123_000_000),
    Named("2019-07-04_19-15-00.jpeg", "2019-07-04T19:15:00"),
    Named("2019_07_04_19_15_00.MP4", "2019-07-04T19:15:00"),
    Named("20190704191500.jpg", "2019-07-04T19:15:00"),
    Named("201907041915000042.jpg", "2019-07-04T19:15:00"),
    Named("AR_EFFECT_20190704191500.mp4", "2019-07-04T19:15:00"),
    Named("Bebop2_20190704191500+0200.jpg", "2019-07-04T19:15:00", .second, .offset(seconds: 7200)),
    Named(
      "Bebop2_20190704191500-0330.jpg", "2019-07-04T19:15:00", .second,
      .offset(seconds: -12_600)),
    Named("20190704T191500Z.jpg", "2019-07-04T19:15:00"),
    Named("2019-07-04 Birthday.jpg", "2019-07-04T00:00:00", .day),
    Named("Birthday 2019_07_04.jpg", "2019-07-04T00:00:00", .day),
    Named("2019.07.04.jpg", "2019-07-04T00:00:00", .day),
    Named("20190704.jpg", "2019-07-04T00:00:00", .day),
    // The time of day wins over an earlier bare day; the first of two equals wins.
    Named("2018-01-01 best of IMG_20190704_191500.jpg", "2019-07-04T19:15:00"),
    Named("20190704_191500 to 20190705_101500.jpg", "2019-07-04T19:15:00"),
    // A leap day, and the edges of the window.
    Named("IMG_20200229_000000.jpg", "2020-02-29T00:00:00"),
    Named("19800101_000000.jpg", "1980-01-01T00:00:00"),
    Named("20991231_235959.jpg", "2099-12-31T23:59:59"),
  ]

  @Test(arguments: named)
  func `a name gives its date, zone and precision`(_ row: Named) throws {
    let claims = FileNameDates.claims(fileName: row.name)
    let claim = try #require(claims.first)
    #expect(claims.count == 1)
    #expect(claim.source == .fileName)
    #expect(claim.dateTime.iso8601 == row.date)
    #expect(claim.dateTime.nanosecond == row.nanosecond)
    #expect(claim.zone == row.zone)
    #expect(claim.precision == row.precision)
    #expect(claim.raw == .text(row.name))
  }

  @Test(arguments: [
    "", ".", "IMG_0001.JPG", "DSC_1234.NEF", "GOPR0042.MP4", "holiday.jpg", "img.jp2",
    // The run of digits goes on.
    "IMG_201912345678.jpg", "20190704191500123456789.jpg",
    "IMG_2019070.jpg", "2019070419150.jpg", "2019-07-045.jpg",
    // No such day, month, hour, minute or second.
    "IMG_20191301_120000.jpg", "2019-02-29 12.00.00 x20190229.jpg", "20190700.jpg",
    "2019-13-04.jpg", "1999_00_10.jpg",
    // Outside the window of years.
    "IMG_19791231_120000.jpg", "IMG_21000101_120000.jpg", "18500704.jpg",
    // Identifiers: UUIDs, hashes, Facebook's numbers.
    "20190704-1200-4b3c-9d2e-0a1b2c3d4e5f.jpg",
    "8A3F4D1E-2019-0704-8F90-201907041915.jpg",
    "0a1b2c3d-2019-0704-aaaa-201907041915.bin",
    "d41d8cd98f00b20420190704ecf8427e.jpg", "a20190704191500fab.jpg",
    "10157201907041234_1015720190704123456_n.jpg", "_BURST17238010374290_COVER.jpg",
    // Which number is the day is a guess.
    "04.07.2019_19.15.00.jpg", "07-04-19_1915.jpg", "04-07-2019.jpg",
    // A month or a year is not a day.
    "2019-07.jpg", "2019.jpg", "Summer 2019.jpg",
    // Letters beyond ASCII.
    "Übung ２０１９０７０４.jpg",
  ])
  func `a name without a date gives none`(_ name: String) {
    #expect(FileNameDates.claims(fileName: name) == [])
  }

  @Test(arguments: [
    "IMG_20190704_251500.jpg", "IMG_20190704_196000.jpg", "IMG_20190704_1915001234.jpg",
    "WhatsApp Image 2019-07-04 at 25.15.00.jpeg", "Screenshot 2019-07-04 at 0.15.00 AM.png",
  ])
  func `an impossible time of day leaves the day`(_ name: String) {
    let claims = FileNameDates.claims(fileName: name)
    #expect(claims.map(\.precision) == [.day])
    #expect(claims.map(\.dateTime.iso8601) == ["2019-07-04T00:00:00"])
  }

  @Test func `rows that are passed over for how they start would not have met the name`() {
    for name in Self.damagedNames {
      let bytes = Array(name.utf8)[...]
      let rows = NameScan.digitRuns(in: bytes).map { run in
        FileNameDates.table.indices.first { row in
          let pattern = FileNameDates.table[row].pattern
          guard pattern.start.digits == run.count else { return false }
          return pattern.match(bytes, at: run.lowerBound, years: FileNameDates.years) != nil
        }
      }
      if let row = FileNameDates.row(for: name) {
        #expect(rows.contains(row), "\(name)")
      } else {
        // Only what looks like a part of an identifier is left.
        let isIdentifier = bytes.split { !ASCII.isHexDigit($0) && $0 != 0x2D }
          .contains { $0.count > 15 }
        #expect(rows.allSatisfy { $0 == nil } || isIdentifier, "\(name)")
      }
    }
  }

  @Test func `the bytes of a name say what its text says`() {
    for name in Self.damagedNames {
      let claims = FileNameDates.claims(fileName: name)
      // What stands around it is no part of it.
      let bytes = Array(("20" + name + "20").utf8)
      let claim = FileNameDates.claim(in: bytes[2..<bytes.count - 2])
      #expect(claim?.dateTime == claims.first?.dateTime, "\(name)")
      #expect(claim?.zone == claims.first?.zone)
      #expect(claim?.raw ?? .notKept == .notKept)
    }
  }

  /// The names of this suite, with a few bytes of each changed.
  private static let damagedNames: [String] = {
    var numbers = SampleNumbers(seed: 23)
    let alphabet = Array("0123456789-_. abcdefTWA".utf8)
    return (0..<8000).map { number in
      var bytes = Array(named[number % named.count].name.utf8)
      numbers.damage(&bytes, with: alphabet, most: 2)
      return String(decoding: bytes, as: UTF8.self)
    }
  }()

  @Test func `every row of the table is met by a name of this suite`() {
    let met = Set(
      FileNameDates.table.indices.filter { index in
        Self.named.contains { FileNameDates.row(for: $0.name) == index }
      })
    let missed = FileNameDates.table.indices.filter { !met.contains($0) }
    #expect(missed.map { FileNameDates.table[$0].template } == [])
  }

  @Test func `the precision of a row is that of its template`() throws {
    func precision(_ template: String) throws -> DatePrecision {
      try #require(FileNameDates.table.first { $0.template == template }).precision
    }
    #expect(try precision("yyyyMMdd") == .day)
    #expect(try precision("yyyyMMdd_HHmmss") == .second)
    #expect(try precision("PXL_yyyyMMdd_HHmmssSSS") == .subsecond)
    #expect(try precision("_BURST<epoch-ms>") == .subsecond)
  }
}

@Suite struct FolderNameDatesTests {
  typealias Row = (folders: [String], claims: [String])

  static func text(_ claim: DateClaim) -> String {
    let day = claim.dateTime.iso8601.prefix(10)
    return claim.precision == .month ? String(day.prefix(7)) : String(day)
  }

  @Test(
    arguments: [
      // Full dates.
      (["2022", "11", "09"], ["2022-11-09", "2022-11"]),
      (["2022.11.09"], ["2022-11-09"]),
      (["2022_11_09 Oslo"], ["2022-11-09"]),
      (["Oslo 2022-11-09"], ["2022-11-09"]),
      (["20221109T2030"], ["2022-11-09"]),
      (["20221109T203000"], ["2022-11-09"]),
      (["20221109_203000"], ["2022-11-09"]),
      (["20221109"], ["2022-11-09"]),
      // Months.
      (["2022-11"], ["2022-11"]),
      (["2022_11 Oslo"], ["2022-11"]),
      (["2022.11"], ["2022-11"]),
      (["2022", "11"], ["2022-11"]),
      (["11.2022"], ["2022-11"]),
      // The innermost comes first.
      (["2021", "2022-11", "2022-11-09"], ["2022-11-09", "2022-11"]),
      (["2022-11-09", "edited"], ["2022-11-09"]),
      (["Archive", "2022", "11", "RAW"], ["2022-11"]),
      // No dates.
      ([], []),
      (["2022"], []),
      (["Photos from 2022"], []),
      (["2019-2020"], []),
      (["2022-13"], []),
      (["2022", "31"], []),
      (["100CANON"], []),
      (["1975-06"], []),
      (["2022", "11 best"], []),
      (["d41d8cd98f00b20420190704ecf8427e"], []),
    ] as [Row])
  func `folders give their dates, the innermost first`(_ row: Row) {
    let claims = FolderNameDates.claims(folders: row.folders)
    #expect(claims.map(Self.text) == row.claims)
    #expect(claims.allSatisfy { $0.source == .folderName && $0.zone == .local })
    #expect(claims.allSatisfy { $0.precision <= .day && $0.dateTime.isMidnight })
  }
}
