import MediaMetadata
import SampleMedia
import Testing

/// A spelling of a date and what it says: the wall clock, then zone and precision.
struct Spelling: CustomTestStringConvertible {
  var text: String
  var date: String
  var nanosecond = 0
  var zone = ClaimZone.local
  var precision = DatePrecision.second

  var testDescription: String { text }
}

@Suite struct DateTextTests {
  @Test(arguments: [
    Spelling(text: "2023:12:25 14:30:00", date: "2023-12-25T14:30:00"),
    Spelling(text: "2023-12-25 14:30:00", date: "2023-12-25T14:30:00"),
    Spelling(text: "2023/12/25 14:30:00", date: "2023-12-25T14:30:00"),
    Spelling(text: "2023.12.25 14:30:00", date: "2023-12-25T14:30:00"),
    Spelling(text: "2023\\12\\25 14:30:00", date: "2023-12-25T14:30:00"),
    Spelling(text: "2010: 5: 3  4: 5: 6", date: "2010-05-03T04:05:06"),
    Spelling(text: "2010:5:3 4:05:06", date: "2010-05-03T04:05:06"),
    Spelling(text: " 2023:12:25T14:30:00\n", date: "2023-12-25T14:30:00"),
    Spelling(text: "2023:12:25:14:30:00", date: "2023-12-25T14:30:00"),
    Spelling(text: "20231225143000", date: "2023-12-25T14:30:00"),
    Spelling(text: "20231225T143000", date: "2023-12-25T14:30:00"),
    Spelling(text: "20231225 14:30", date: "2023-12-25T14:30:00", precision: .minute),
    Spelling(text: "2023-12-25T14:30", date: "2023-12-25T14:30:00", precision: .minute),
    Spelling(text: "2023:12:25 14:30:60", date: "2023-12-25T14:30:59"),
    Spelling(text: "2023:12:25 14:30:00 some", date: "2023-12-25T14:30:00"),
  ])
  func `a date and time is read however it is separated`(_ spelling: Spelling) throws {
    try check(spelling)
  }

  @Test(arguments: [
    Spelling(text: "2023-12-25", date: "2023-12-25T00:00:00", precision: .day),
    Spelling(text: "20231225", date: "2023-12-25T00:00:00", precision: .day),
    Spelling(text: "2023:12:25   :  :  ", date: "2023-12-25T00:00:00", precision: .day),
    Spelling(text: "2023:12:25 14", date: "2023-12-25T00:00:00", precision: .day),
  ])
  func `a date without a time is its midnight`(_ spelling: Spelling) throws {
    try check(spelling)
  }

  @Test(arguments: [
    Spelling(
      text: "2023-12-25T14:30:00.25", date: "2023-12-25T14:30:00", nanosecond: 250_000_000,
      precision: .subsecond),
    Spelling(
      text: "2023:12:25 14:30:00,0001234567891", date: "2023-12-25T14:30:00",
      nanosecond: 123_456, precision: .subsecond),
    Spelling(
      text: "2023-12-25T14:30:00.5-08:00", date: "2023-12-25T14:30:00",
      nanosecond: 500_000_000, zone: .offset(seconds: -28_800), precision: .subsecond),
  ])
  func `a fraction is a part of the second`(_ spelling: Spelling) throws {
    try check(spelling)
  }

  @Test(arguments: [
    Spelling(text: "2023-12-25T14:30:00Z", date: "2023-12-25T14:30:00", zone: .utc),
    Spelling(
      text: "2023:12:25 14:30:00+02:00", date: "2023-12-25T14:30:00",
      zone: .offset(seconds: 7200)),
    Spelling(
      text: "2023-12-25T14:30:00+0545", date: "2023-12-25T14:30:00",
      zone: .offset(seconds: 20_700)),
    Spelling(
      text: "2023-12-25T14:30:00 +1:00", date: "2023-12-25T14:30:00",
      zone: .offset(seconds: 3600)),
    Spelling(
      text: "2023-12-25T14:30-05", date: "2023-12-25T14:30:00",
      zone: .offset(seconds: -18_000), precision: .minute),
    Spelling(
      text: "2023-12-25T14:30:00+00:00", date: "2023-12-25T14:30:00", zone: .offset(seconds: 0)),
    Spelling(text: "2023-12-25T14:30:00+25:00", date: "2023-12-25T14:30:00"),
  ])
  func `a zone after the time is taken and an impossible one is not`(
    _ spelling: Spelling
  ) throws {
    try check(spelling)
  }

  @Test(arguments: [
    "", "   ", "    :  :     :  :  ", "0000:00:00 00:00:00", "0000-00-00", "2023", "2023-12",
    "2023:12", "2023:13:01 00:00:00", "2023:02:29 00:00:00", "2023:12:25 24:00:00",
    "2023:12:25 12:60:00", "23:12:25 14:30:00", "Sat 20 Dec 2008 17:00:46", "-1", "1703514600",
    "\0\0\0\0", "2023 12 25",
  ])
  func `what is no date is none`(_ text: String) {
    #expect(DateText(text) == nil)
  }

  @Test func `a leap day is a date in leap years`() throws {
    try check(Spelling(text: "2024:02:29 00:00:01", date: "2024-02-29T00:00:01"))
  }

  @Test(arguments: [
    ("+02:00", ClaimZone.offset(seconds: 7200)), ("-5:00", .offset(seconds: -18_000)),
    (" +0530", .offset(seconds: 19_800)), ("+14:00", .offset(seconds: 50_400)), ("Z", .utc),
  ])
  func `an offset text says a zone`(_ text: String, _ zone: ClaimZone) {
    #expect(DateText.zone(text) == zone)
  }

  @Test(arguments: ["", "   :  ", "      ", "02:00", "+", "+ab:cd", "+15:00", "+02:75"])
  func `a blank or impossible offset text says none`(_ text: String) {
    #expect(DateText.zone(text) == nil)
  }

  @Test(arguments: [
    ("17", 170_000_000), ("023000", 23_000_000), ("5 ", 500_000_000), (" 04", 40_000_000),
    ("0", 0), ("123456789999999999999999", 123_456_789),
  ])
  func `sub-second digits are a decimal fraction`(_ text: String, _ nanoseconds: Int) {
    #expect(DateText.nanoseconds(fraction: text) == nanoseconds)
  }

  @Test(arguments: ["", "  ", "-1", "x"])
  func `blank sub-second digits say nothing`(_ text: String) {
    #expect(DateText.nanoseconds(fraction: text) == nil)
  }

  @Test func `the bytes of a field say what their text says, also where they are damaged`() {
    var numbers = SampleNumbers(seed: 19)
    let alphabet = Array("0123456789 :-/.TZ+,\t\u{E9}".utf8) + [0xFF, 0xC3]
    for _ in 0..<20_000 {
      var bytes = Array("2023:12:25 14:30:00".utf8)
      if Bool.random(using: &numbers) { bytes += Array(".5+02:00".utf8) }
      numbers.damage(&bytes, with: alphabet, most: 3)
      // Fields lie amid others.
      let field = Bytes([0x31] + bytes + [0x32]).suffix(from: 1).prefix(bytes.count)
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(DateText(field) == DateText(text), "\(text.debugDescription)")
      let tail = field.suffix(from: 10)
      let words = String(decoding: bytes.dropFirst(10), as: UTF8.self)
      #expect(DateText.zone(tail) == DateText.zone(words), "\(words.debugDescription)")
      #expect(DateText.nanoseconds(fraction: tail) == DateText.nanoseconds(fraction: words))
    }
  }

  private func check(_ spelling: Spelling) throws {
    let date = try #require(DateText(spelling.text))
    #expect(date.dateTime.iso8601 == spelling.date)
    #expect(date.dateTime.nanosecond == spelling.nanosecond)
    #expect(date.zone == spelling.zone)
    #expect(date.precision == spelling.precision)
    #expect(DateText(Bytes(Array(spelling.text.utf8))) == date)
  }
}
