/// A date and a time of day as a wall clock shows them, without a zone.
///
/// Proleptic Gregorian calendar. Always a real date: the failable initialiser refuses 31 February.
///
/// Twelve bytes: a run keeps several of these for every file of a library.
package struct CivilDateTime: Hashable, Sendable {
  private let storedNanosecond: UInt32
  private let storedYear: Int16
  private let storedMonth: UInt8
  private let storedDay: UInt8
  private let storedHour: UInt8
  private let storedMinute: UInt8
  private let storedSecond: UInt8

  /// 1 to 9999.
  package var year: Int { Int(storedYear) }
  /// 1 to 12.
  package var month: Int { Int(storedMonth) }
  /// 1 to 31.
  package var day: Int { Int(storedDay) }
  /// 0 to 23.
  package var hour: Int { Int(storedHour) }
  /// 0 to 59.
  package var minute: Int { Int(storedMinute) }
  /// 0 to 59; a leap second is read as 59.
  package var second: Int { Int(storedSecond) }
  /// 0 to 999,999,999.
  package var nanosecond: Int { Int(storedNanosecond) }

  /// The given wall clock; nil when there is no such date or time.
  package init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    nanosecond: Int = 0
  ) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.days(in: month, of: year),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      (0...999_999_999).contains(nanosecond)
    else { return nil }
    storedYear = Int16(truncatingIfNeeded: year)
    storedMonth = UInt8(truncatingIfNeeded: month)
    storedDay = UInt8(truncatingIfNeeded: day)
    storedHour = UInt8(truncatingIfNeeded: hour)
    storedMinute = UInt8(truncatingIfNeeded: minute)
    storedSecond = UInt8(truncatingIfNeeded: min(second, 59))
    storedNanosecond = UInt32(truncatingIfNeeded: nanosecond)
  }

  /// The wall clock `seconds` after 1970-01-01T00:00:00 on the same clock; nil outside the years
  /// 1 to 9999.
  package init?(secondsSince1970 seconds: Int, nanosecond: Int = 0) {
    guard seconds >= -62_135_596_800, seconds <= 253_402_300_799 else { return nil }
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    // Days to civil date: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    self.init(
      year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
      day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1,
      hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60, nanosecond: nanosecond)
  }

  /// Seconds from 1970-01-01T00:00:00 on the same clock.
  package var secondsSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return days * 86_400 + hour * 3600 + minute * 60 + second
  }

  /// The same clock `seconds` later; nil outside the years 1 to 9999.
  package func adding(seconds: Int) -> CivilDateTime? {
    let (sum, overflow) = secondsSince1970.addingReportingOverflow(seconds)
    return overflow ? nil : CivilDateTime(secondsSince1970: sum, nanosecond: nanosecond)
  }

  /// The same second with another fraction; nil when that is not 0 to 999,999,999.
  package func with(nanosecond: Int) -> CivilDateTime? {
    CivilDateTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      nanosecond: nanosecond)
  }

  /// True when `other` is the same date and time to the second: what two texts of `iso8601Words`
  /// would tell, for who compares millions of them.
  package func isSameClock(as other: CivilDateTime) -> Bool { clockBits == other.clockBits }

  /// Another number for each second.
  private var clockBits: UInt64 {
    UInt64(UInt16(bitPattern: storedYear)) | UInt64(storedMonth) << 16 | UInt64(storedDay) << 24
      | UInt64(storedHour) << 32 | UInt64(storedMinute) << 40 | UInt64(storedSecond) << 48
  }

  /// True at 00:00:00 to the second.
  package var isMidnight: Bool { hour == 0 && minute == 0 && second == 0 }

  /// `2023-12-25T14:30:00`, always to the second and never with a fraction.
  package var iso8601: String {
    let words = iso8601Words
    var text: [UInt8] = []
    for (word, length) in [(words.0, 8), (words.1, 8), (words.2, 3)] {
      for index in 0..<length { text.append(UInt8(truncatingIfNeeded: word >> (8 * index))) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The same as numbers of eight, eight and three bytes, the first byte lowest: for who writes
  /// millions of them.
  package var iso8601Words: (UInt64, UInt64, UInt64) {
    // Sixteen bits each: the two halves of the year, month, day; hour, minute, second.
    let year = UInt64(truncatingIfNeeded: storedYear)
    let hundreds = year / 100
    let date = Self.digits(
      hundreds | (year &- hundreds &* 100) << 16 | UInt64(storedMonth) << 32
        | UInt64(storedDay) << 48)
    let time = Self.digits(
      UInt64(storedHour) | UInt64(storedMinute) << 16 | UInt64(storedSecond) << 32)
    // `-` between and behind the year and the month, `T` behind the day, `:` before what follows.
    let first = date & 0xFFFF_FFFF | 0x2D << 32 | (date >> 32 & 0xFFFF) << 40 | 0x2D << 56
    let second = date >> 48 | 0x54 << 16 | (time & 0xFFFF) << 24 | 0x3A << 40
    return (first, second | (time >> 16) << 48, 0x3A | (time >> 32 & 0xFFFF) << 8)
  }

  /// The two digits of each of four numbers below 100, which have sixteen bits each.
  private static func digits(_ numbers: UInt64) -> UInt64 {
    let tens = (numbers &* 103) >> 10 & 0x000F_000F_000F_000F
    return 0x3030_3030_3030_3030 | tens | (numbers &- tens &* 10) << 8
  }

  /// Number of days in `month` (1 to 12) of `year`.
  package static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDateTime: Comparable {
  package static func < (left: CivilDateTime, right: CivilDateTime) -> Bool {
    let (a, b) = (left.secondsSince1970, right.secondsSince1970)
    return a == b ? left.nanosecond < right.nanosecond : a < b
  }
}

extension CivilDateTime {
  /// 1970-01-01T00:00:00.
  package static let unixEpoch = CivilDateTime(newYearOf: 1970)

  /// New Year's midnight of `year`, clamped to 1 ... 9999.
  private init(newYearOf year: Int) {
    storedYear = Int16(truncatingIfNeeded: min(max(year, 1), 9999))
    storedMonth = 1
    storedDay = 1
    storedHour = 0
    storedMinute = 0
    storedSecond = 0
    storedNanosecond = 0
  }
}
