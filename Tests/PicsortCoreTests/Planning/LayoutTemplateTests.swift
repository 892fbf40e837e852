import MediaMetadata
import PicsortCore
import Testing

@Suite struct LayoutTemplateTests {
  static func values(
    date: String = "2003-02-09T04:05:06", make: String? = "Canon",
    model: String? = "Canon EOS 5D", stem: String = "IMG_0001", folder: String? = "Oslo",
    precision: DatePrecision = .second, album: String? = "Holiday"
  ) -> LayoutValues {
    LayoutValues(
      date: clock(date), precision: precision, make: make, model: model, stem: stem,
      fileExtension: "JPG", kind: .raw, sourceFolder: folder, album: album)
  }

  static func folder(_ template: String, _ values: LayoutValues = values()) throws -> String {
    try LayoutTemplate(template).folder(for: values)
  }

  @Test(arguments: [
    ("{MM}.{yyyy}", "02.2003"), ("{yyyy}", "2003"), ("{yy}", "03"), ("{MM}", "02"),
    ("{MMM}", "Feb"), ("{MMMM}", "February"), ("{dd}", "09"), ("{HH}", "04"), ("{mm}", "05"),
    ("{ss}", "06"), ("{camera}", "Canon EOS 5D"), ("{make}", "Canon"),
    ("{model}", "Canon EOS 5D"), ("{stem}", "IMG_0001"), ("{ext}", "jpg"), ("{kind}", "raw"),
    ("{source-folder}", "Oslo"), ("{album}", "Holiday"), ("{Q}", "1"), ("{GGGG}-W{WW}", "2003-W06"),
    ("{ddd}", "Sun"), ("{dddd}", "Sunday"),
  ])
  func `a token is filled`(_ template: String, _ folder: String) throws {
    #expect(try Self.folder(template) == folder)
  }

  @Test(arguments: [
    (LayoutTemplate.defaultText, "02.2003"), ("{yyyy}/{MM}/{dd}", "2003/02/09"),
    ("{yyyy}/{yyyy}-{MM} {camera|other}", "2003/2003-02 Canon EOS 5D"),
    ("Photos", "Photos"), ("{{{yyyy}}}", "{2003}"), ("a{{b}}c", "a{b}c"),
    ("Übersicht/{MMMM}", "Übersicht/February"), ("a.b/c..d", "a.b/c..d"),
    ("end./{dd}. ", "end/09"),
  ])
  func `text, braces and folders`(_ template: String, _ folder: String) throws {
    #expect(try Self.folder(template) == folder)
    #expect(try LayoutTemplate(template).text == template)
  }

  @Test func `every token has a value, a summary and a place in this suite`() throws {
    for token in LayoutToken.allCases {
      #expect(try !Self.folder("{\(token.rawValue)}").isEmpty)
      #expect(try LayoutTemplate("x{\(token.rawValue)}").uses(token))
    }
    #expect(Set(LayoutToken.allCases.map(\.summary)).count == LayoutToken.allCases.count)
    #expect(try !LayoutTemplate("{MM}").uses(.camera))
  }

  @Test func `the names of all months`() throws {
    let names = try (1...12).map { month in
      try Self.folder("{MMM} {MMMM}", Self.values(date: "2024-\(month)-01"))
    }
    #expect(
      names == [
        "Jan January", "Feb February", "Mar March", "Apr April", "May May", "Jun June", "Jul July",
        "Aug August", "Sep September", "Oct October", "Nov November", "Dec December",
      ])
  }

  /// ISO 8601, and the calendars in print for these years.
  @Test(arguments: [
    ("2004-12-31", "2004-W53 Fri"), ("2005-01-01", "2004-W53 Sat"), ("2005-01-03", "2005-W01 Mon"),
    ("2007-12-31", "2008-W01 Mon"), ("2008-12-28", "2008-W52 Sun"), ("2010-01-03", "2009-W53 Sun"),
    ("2020-12-31", "2020-W53 Thu"), ("2024-02-29", "2024-W09 Thu"), ("1969-12-31", "1970-W01 Wed"),
    ("1900-01-01", "1900-W01 Mon"), ("0001-01-01", "0001-W01 Mon"), ("9999-12-31", "9999-W52 Fri"),
  ])
  func `weeks belong to the year of their Thursday`(_ date: String, _ week: String) throws {
    for time in ["T00:00:00", "T23:59:59"] {
      #expect(try Self.folder("{GGGG}-W{WW} {ddd}", Self.values(date: date + time)) == week)
    }
  }

  @Test func `the quarters of the year`() throws {
    let quarters = try (1...12).map { month in
      try Self.folder("{Q}", Self.values(date: "2024-\(month)-01"))
    }
    #expect(quarters.joined() == "111222333444")
  }

  @Test(
    arguments: [
      (.month, "2003 02 1 - - - - - - - -"), (.day, "2003 02 1 09 Sun 2003 06 - - - -"),
      (.minute, "2003 02 1 09 Sun 2003 06 04 05 - -"),
      (.second, "2003 02 1 09 Sun 2003 06 04 05 06 -"),
      (.subsecond, "2003 02 1 09 Sun 2003 06 04 05 06 078"),
    ] as [(DatePrecision, String)])
  func `what a date is padded with is no value`(_ precision: DatePrecision, _ text: String) throws {
    var values = Self.values(precision: precision)
    values.date = try #require(values.date.with(nanosecond: 78_900_000))
    let template =
      "{yyyy} {MM} {Q} {dd|-} {ddd|-} {GGGG|-} {WW|-} {HH|-} {mm|-} {ss|-} {SSS|-}"
    #expect(try Self.folder(template, values) == text)
  }

  @Test func `names in another language`() throws {
    let french = DateNames(
      months: ["janvier", "février"], shortMonths: ["janv.", "fé/vr."], weekdays: [],
      shortWeekdays: ["lun."])
    let template = try LayoutTemplate("{MMM}-{MMMM} {ddd} {dddd|?}", dateNames: french)
    #expect(template.folder(for: Self.values()) == "fé-vr-février unknown ?")
    #expect(template.folder(for: Self.values(date: "2024-01-01")) == "janv-janvier lun ?")
  }

  @Test(
    arguments: [
      ("Apple", "iPhone 15", "Apple iPhone 15"), ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
      ("Canon", "Canon EOS 5D", "Canon EOS 5D"), ("SONY", "ILCE-7M3", "SONY ILCE-7M3"),
      ("samsung", "SAMSUNG-SM-G930A", "SAMSUNG-SM-G930A"), (nil, "X100", "X100"),
      ("Leica", nil, "Leica"), ("Leica", "", "Leica"), ("", "X100", "X100"),
      (nil, nil, "unknown"), ("", "", "unknown"),
    ] as [(String?, String?, String)])
  func `a camera is named once`(_ make: String?, _ model: String?, _ camera: String) throws {
    #expect(try Self.folder("{camera}", Self.values(make: make, model: model)) == camera)
  }

  @Test(arguments: [
    ("{camera|no camera}", "no camera"), ("{camera}", "unknown"), ("{make|-}", "-"),
    ("x {model|?} y", "x ? y"),
  ])
  func `what is missing has a fallback`(_ template: String, _ folder: String) throws {
    #expect(try Self.folder(template, Self.values(make: nil, model: nil)) == folder)
  }

  @Test func `a value that is there needs no fallback`() throws {
    #expect(try Self.folder("{source-folder|none}") == "Oslo")
    #expect(try Self.folder("{source-folder|none}", Self.values(folder: nil)) == "none")
  }

  // MARK: - Values from files are not trusted

  @Test(arguments: [
    ("../../etc", "-..-etc"), ("..", "unknown"), (".", "unknown"), ("", "unknown"),
    ("   ", "unknown"), ("/", "-"), ("/etc/passwd", "-etc-passwd"), ("a/b", "a-b"),
    ("a\u{0}b", "ab"), ("a\nb\tc\u{1B}[31m", "abc[31m"), ("\u{0}\u{1}", "unknown"),
    (" .hidden. ", "hidden"), ("trailing. . ", "trailing"), ("a\u{2028}b\u{85}c", "abc"),
    (".\u{301}x", "\u{301}x"), (".picsort", "picsort"), ("x/\u{301}y", "x-\u{301}y"),
    ("{MM}", "{MM}"), ("日本 カメラ", "日本 カメラ"),
  ])
  func `a value is made safe`(_ value: String, _ folder: String) throws {
    #expect(try Self.folder("{stem}", Self.values(stem: value)) == folder)
  }

  @Test(arguments: [
    "..", "../..", "/", "/..", "a/../b", "..\u{0}", ". .", ".\u{0}.", "\u{0}..", "\u{FF0E}/..",
    "..\u{301}/..", "./\u{301}..",
  ])
  func `no value leaves the output`(_ value: String) throws {
    for template in ["{stem}", "{stem}/{stem}", "a{stem}", "{stem}.", "{{{stem}", "{stem}{stem}"] {
      let parts = try Self.folder(template, Self.values(stem: value))
        .utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .map { Array($0) }
      #expect(parts.count == (template.utf8.contains(UInt8(ascii: "/")) ? 2 : 1))
      for part in parts {
        #expect(!part.isEmpty && part != Array(".".utf8) && part != Array("..".utf8))
        #expect(!part.contains(0))
      }
    }
  }

  @Test func `a part is cut to 255 bytes between two characters`() throws {
    let ascii = try Self.folder("{stem}", Self.values(stem: String(repeating: "a", count: 300)))
    #expect(ascii == String(repeating: "a", count: 255))
    let wide = try Self.folder("x{stem}/y", Self.values(stem: String(repeating: "é", count: 300)))
    #expect(wide == "x" + String(repeating: "é", count: 127) + "/y")
    let family = "👨‍👩‍👧‍👦"
    let emoji = try Self.folder("{stem}", Self.values(stem: String(repeating: family, count: 20)))
    #expect(emoji == String(repeating: family, count: 255 / family.utf8.count))
  }

  @Test func `a part that is one endless character becomes unknown`() throws {
    let endless = "e" + String(repeating: "\u{301}", count: 300)
    #expect(try Self.folder("{stem}", Self.values(stem: endless)) == "unknown")
  }

  @Test func `a cut leaves no blank at the end`() throws {
    let stem = String(repeating: "a", count: 254) + " tail"
    #expect(try Self.folder("{stem}", Self.values(stem: stem)).utf8.count == 254)
  }

  // MARK: - Templates that are refused

  static let refused: [(template: String, error: LayoutError)] = [
    ("", .empty),
    ("/", .absolute),
    ("/{yyyy}", .absolute),
    ("a//b", .emptyPart(offset: 2)),
    ("{yyyy}/", .emptyPart(offset: 7)),
    ("a/  /b", .emptyPart(offset: 2)),
    (" ", .emptyPart(offset: 0)),
    (".", .leadingDot(offset: 0)),
    ("..", .leadingDot(offset: 0)),
    ("../{yyyy}", .leadingDot(offset: 0)),
    ("{yyyy}/../..", .leadingDot(offset: 7)),
    (".picsort", .leadingDot(offset: 0)),
    (".{yyyy}", .leadingDot(offset: 0)),
    ("a\u{0}b", .controlCharacter(offset: 1)),
    ("a\nb", .controlCharacter(offset: 1)),
    ("a/\u{301}b", .controlCharacter(offset: 1)),
    ("{yyy}", .unknownToken(name: "yyy", offset: 0, nearest: .year)),
    ("{MM}/{YYYY}", .unknownToken(name: "YYYY", offset: 5, nearest: .year)),
    ("{camra}", .unknownToken(name: "camra", offset: 0, nearest: .camera)),
    ("{source_folder}", .unknownToken(name: "source_folder", offset: 0, nearest: .sourceFolder)),
    ("{MMMMM}", .unknownToken(name: "MMMMM", offset: 0, nearest: .monthName)),
    ("{sss}", .unknownToken(name: "sss", offset: 0, nearest: .millisecond)),
    ("{colour}", .unknownToken(name: "colour", offset: 0, nearest: nil)),
    ("{}", .unknownToken(name: "", offset: 0, nearest: nil)),
    ("{ MM}", .unknownToken(name: " MM", offset: 0, nearest: .month)),
    ("{MM", .unclosedBrace(offset: 0)),
    ("a{", .unclosedBrace(offset: 1)),
    ("MM}", .strayBrace(offset: 2)),
    ("{MM}}", .strayBrace(offset: 4)),
    ("{camera|}", .badFallback(offset: 8, length: 0)),
    ("{camera|..}", .badFallback(offset: 8, length: 2)),
    ("{camera|a/b}", .badFallback(offset: 8, length: 3)),
    ("{camera| x}", .badFallback(offset: 8, length: 2)),
    ("{camera|{make}", .badFallback(offset: 8, length: 5)),
  ]

  @Test(arguments: refused)
  func `a bad template is refused and the place is named`(
    _ template: String, _ expected: LayoutError
  ) {
    let error = #expect(throws: LayoutError.self) { try LayoutTemplate(template) }
    #expect(error == expected)
    #expect(error?.explanation.isEmpty == false)
  }

  @Test func `an error offers the nearest token and says what to point at`() throws {
    let error = #expect(throws: LayoutError.self) { try LayoutTemplate("{MM}/{YYYY}") }
    #expect(error?.explanation == "{YYYY} is not known; did you mean {yyyy}?")
    #expect(error?.place == 5..<11)
  }

  @Test func `no error points outside its template`() {
    for (template, error) in Self.refused {
      let place = error.place ?? 0..<0
      // At the end of a template a name can be missing.
      #expect(place.lowerBound <= template.count, "\(template)")
      #expect(place.isEmpty == (error == .empty), "\(template)")
    }
  }
}
