/// What a date text says, in any of the spellings that Exif, XMP and IPTC fields have.
///
/// Read are `YYYY:MM:DD HH:MM:SS` (Exif 3.0, 4.6.5) and ISO 8601 (XMP part 1, 8.2.1.1), also with
/// `-`, `/`, `.` or `\` in the date, with digits padded by blanks, compact without separators,
/// without seconds, with a fraction, with `Z` or an offset. A date alone is midnight of that day.
package struct DateText: Hashable, Sendable {
  package let dateTime: CivilDateTime
  /// `.local` when the text says nothing of a zone.
  package let zone: ClaimZone
  package let precision: DatePrecision

  /// The date in `text`; nil when the text is blank, zero, cut before the day, or no real date.
  package init?(_ text: some StringProtocol) {
    self.init(TextScanner(text))
  }

  /// The date in the text that `bytes` are, up to their first NUL; nil as for a text.
  package init?(_ bytes: Bytes) {
    if let dateTime = Self.plainDateTime(bytes) {
      self.init(dateTime, .local, .second)
    } else {
      self.init(TextScanner(bytes))
    }
  }

  /// What nearly all cameras write, `YYYY:MM:DD HH:MM:SS` and no more, read at one go.
  private static func plainDateTime(_ bytes: Bytes) -> CivilDateTime? {
    let colon = UInt8(ascii: ":")
    guard bytes[19] ?? 0 == 0, bytes[4] == colon, bytes[7] == colon,
      bytes[10] == UInt8(ascii: " "), bytes[13] == colon, bytes[16] == colon,
      let year = bytes.digits(4, at: 0), let month = bytes.digits(2, at: 5),
      let day = bytes.digits(2, at: 8), let hour = bytes.digits(2, at: 11),
      let minute = bytes.digits(2, at: 14), let second = bytes.digits(2, at: 17)
    else { return nil }
    return CivilDateTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  private init(_ dateTime: CivilDateTime, _ zone: ClaimZone, _ precision: DatePrecision) {
    self.dateTime = dateTime
    self.zone = zone
    self.precision = precision
  }

  private init?(_ scanner: consuming TextScanner) {
    guard let date = Self.date(&scanner) else { return nil }
    let time = Self.timeOfDay(&scanner)
    scanner.skipBlanks()
    let zone = time == nil ? .local : scanner.zone() ?? .local
    guard
      let dateTime = CivilDateTime(
        year: date.year, month: date.month, day: date.day,
        hour: time?.hour ?? 0, minute: time?.minute ?? 0, second: time?.second ?? 0,
        nanosecond: time?.nanosecond ?? 0)
    else { return nil }
    self.init(dateTime, zone, time?.precision ?? .day)
  }

  /// A time of day as numbers that are not yet checked.
  package struct TimeOfDay: Hashable, Sendable {
    package var hour: Int
    package var minute: Int
    package var second = 0
    package var nanosecond = 0
    package var precision = DatePrecision.minute
  }

  /// Year, month and day, numbers that are not yet checked.
  private static func date(_ scanner: inout TextScanner) -> (year: Int, month: Int, day: Int)? {
    scanner.skipBlanks()
    let isCompact = scanner.digitsAhead >= 8
    guard let year = scanner.number(digits: 4...4) else { return nil }
    if isCompact {
      guard let month = scanner.number(digits: 2...2), let day = scanner.number(digits: 2...2)
      else { return nil }
      return (year, month, day)
    }
    guard scanner.skip(oneOf: ":-/.\\"), let month = scanner.paddedNumber(),
      scanner.skip(oneOf: ":-/.\\"), let day = scanner.paddedNumber()
    else { return nil }
    return (year, month, day)
  }

  /// The time after a date; nil when there is none, or not even its minutes.
  private static func timeOfDay(_ scanner: inout TextScanner) -> TimeOfDay? {
    scanner.skipBlanks()
    _ = scanner.skip(oneOf: "Tt:")
    scanner.skipBlanks()
    return time(&scanner)
  }

  /// `HH:MM`, `HH:MM:SS`, `HHMM` or `HHMMSS`, with a fraction of the second or without.
  package static func time(_ scanner: inout TextScanner) -> TimeOfDay? {
    var time: TimeOfDay
    let second: Int?
    if scanner.digitsAhead >= 4 {
      guard let hour = scanner.number(digits: 2...2), let minute = scanner.number(digits: 2...2)
      else { return nil }
      time = TimeOfDay(hour: hour, minute: minute)
      second = scanner.number(digits: 2...2)
    } else {
      guard let hour = scanner.paddedNumber(), scanner.skip(oneOf: ":"),
        let minute = scanner.paddedNumber()
      else { return nil }
      time = TimeOfDay(hour: hour, minute: minute)
      second = scanner.skip(oneOf: ":") ? scanner.paddedNumber() : nil
    }
    guard let second else { return time }
    time.second = second
    time.precision = .second
    if scanner.skip(oneOf: ".,"), let nanosecond = scanner.fraction() {
      time.nanosecond = nanosecond
      time.precision = .subsecond
    }
    return time
  }

  /// What an Exif OffsetTime text (`+02:00`) says; nil when it is blank or not an offset.
  package static func zone(_ text: some StringProtocol) -> ClaimZone? {
    zone(TextScanner(text))
  }

  /// The same of the text that `bytes` are.
  package static func zone(_ bytes: Bytes) -> ClaimZone? {
    zone(TextScanner(bytes))
  }

  private static func zone(_ scanner: consuming TextScanner) -> ClaimZone? {
    scanner.skipBlanks()
    return scanner.zone()
  }

  /// What an Exif SubSecTime text says, in nanoseconds: `17` is 0.17 s. Nil when it is blank.
  package static func nanoseconds(fraction text: some StringProtocol) -> Int? {
    nanoseconds(fraction: TextScanner(text))
  }

  /// The same of the text that `bytes` are.
  package static func nanoseconds(fraction bytes: Bytes) -> Int? {
    nanoseconds(fraction: TextScanner(bytes))
  }

  private static func nanoseconds(fraction scanner: consuming TextScanner) -> Int? {
    scanner.skipBlanks()
    return scanner.fraction()
  }
}

extension DateText {
  /// The date in `text` as a claim of `source`; nil when there is none.
  package static func claim(_ source: DateSource, _ text: String) -> DateClaim? {
    guard let date = DateText(text) else { return nil }
    return DateClaim(
      source: source, dateTime: date.dateTime, zone: date.zone, precision: date.precision,
      raw: .text(text))
  }
}
