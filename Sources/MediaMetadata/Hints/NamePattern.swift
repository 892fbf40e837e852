/// A template for dates in names, as `IMG_yyyyMMdd_HHmmss`, matched on UTF-8 bytes.
///
/// `yyyy MM dd HH mm ss SSS` are digits of a date, `<…>` are the tokens of `special`, every other
/// character stands for itself (letters in either case). The text before the first token is a
/// prefix. A template meets a name where a run of digits starts, and the run that its last digits
/// end in must end there too, so that `IMG_201912345678` is no date.
///
/// A class, so that a name can be held against many of them without copying any.
final class NamePattern: Sendable {
  let text: String
  let zone: ClaimZone
  /// Lower-case bytes that must stand before the first token.
  let prefix: [UInt8]
  let precision: DatePrecision
  let start: Start
  private let elements: [Element]

  /// How a pattern starts: what can be seen of a name before the pattern is tried.
  struct Start: Sendable {
    /// How many digits stand together.
    let digits: Int
    /// The lower-case byte behind them; nil where there may be any, or none.
    let next: UInt8?
    /// Whether the first four are the year.
    let hasYear: Bool

    fileprivate init(_ elements: ArraySlice<Element>) {
      let run = elements.prefix { $0.digits != nil }
      digits = run.reduce(0) { $0 + ($1.digits ?? 0) }
      next = if case .literal(let byte) = elements[run.endIndex...].first { byte } else { nil }
      hasYear = run.first == .year
    }
  }

  enum Element: Equatable, Sendable {
    case literal(UInt8)
    case year
    case month
    case day
    case hour
    /// One or two digits, 1 to 12; `<am>` must follow.
    case hour12
    case minute
    case second
    case millisecond
    /// `AM` or `PM` after a blank or a no-break space, which macOS writes.
    case meridiem
    /// 13 digits: milliseconds since 1970.
    case epochMilliseconds
    /// `+0200`.
    case offset
    /// A serial number, one digit or more.
    case serial
    /// A serial number of four digits that continues the run.
    case serial4

    /// How many digits it is; nil when it is something else or may be more or fewer.
    var digits: Int? {
      switch self {
      case .year, .serial4: 4
      case .month, .day, .hour, .minute, .second: 2
      case .millisecond: 3
      case .epochMilliseconds: 13
      case .literal, .hour12, .meridiem, .offset, .serial: nil
      }
    }
  }

  private static let special: [(word: [UInt8], element: Element)] = words.map {
    (word: Array($0.word.utf8), element: $0.element)
  }

  private static let words: [(word: String, element: Element)] = [
    ("yyyy", .year), ("MM", .month), ("dd", .day), ("HH", .hour), ("mm", .minute),
    ("ss", .second), ("SSS", .millisecond), ("<h>", .hour12), ("<am>", .meridiem),
    ("<epoch-ms>", .epochMilliseconds), ("<offset>", .offset), ("<n>", .serial),
    ("<nnnn>", .serial4),
  ]

  init(_ text: String, _ zone: ClaimZone) {
    var elements: [Element] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      if let token = Self.special.first(where: { rest.starts(with: $0.word) }) {
        elements.append(token.element)
        rest = rest.dropFirst(token.word.count)
      } else {
        elements.append(.literal(ASCII.lowercase(first)))
        rest = rest.dropFirst()
      }
    }
    let prefix = elements.prefix { if case .literal = $0 { true } else { false } }
    self.text = text
    self.zone = zone
    self.prefix = prefix.compactMap { if case .literal(let byte) = $0 { byte } else { nil } }
    self.elements = Array(elements.dropFirst(prefix.count))
    self.precision = Self.precision(of: elements)
    self.start = Start(elements.dropFirst(prefix.count))
  }

  private static func precision(of elements: [Element]) -> DatePrecision {
    if elements.contains(.millisecond) || elements.contains(.epochMilliseconds) {
      return .subsecond
    }
    if elements.contains(.second) { return .second }
    if elements.contains(.minute) { return .minute }
    return elements.contains(.day) ? .day : .month
  }

  /// The date in `name` whose first digit is at `start` and whose year is one of `years`; nil when
  /// the pattern is not there.
  func match(_ name: ArraySlice<UInt8>, at start: Int, years: ClosedRange<Int>) -> NameMatch? {
    guard prefix.count <= start - name.startIndex else { return nil }
    for (index, byte) in prefix.enumerated()
    where ASCII.lowercase(name[start - prefix.count + index]) != byte { return nil }

    var cursor = NameCursor(name: name, position: start)
    var date = PartialDate()
    for element in elements {
      guard cursor.take(element, into: &date) else { return nil }
    }
    guard !cursor.isInDigits, let (dateTime, offset) = date.complete(), years ~= dateTime.year
    else { return nil }
    return NameMatch(
      dateTime: dateTime, zone: offset.map { .offset(seconds: $0) } ?? zone,
      range: start..<cursor.position)
  }
}

/// A date found in a name.
struct NameMatch {
  let dateTime: CivilDateTime
  let zone: ClaimZone
  /// Where its digits are, in bytes from the start of the name.
  let range: Range<Int>
}

/// The parts of a date as they are met.
private struct PartialDate {
  var year = 0
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0
  var epochMilliseconds: Int?
  var offset: Int?

  /// The date and its offset; nil when there is no such date or hour.
  func complete() -> (CivilDateTime, offset: Int?)? {
    if let epochMilliseconds {
      return CivilDateTime(
        secondsSince1970: epochMilliseconds / 1000,
        nanosecond: epochMilliseconds % 1000 * 1_000_000
      ).map { ($0, nil) }
    }
    return CivilDateTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      nanosecond: millisecond * 1_000_000
    ).map { ($0, offset) }
  }
}

/// A place in a name.
private struct NameCursor {
  let name: ArraySlice<UInt8>
  var position: Int

  /// True between two digits: a number goes on here.
  var isInDigits: Bool {
    position > name.startIndex && position < name.endIndex && ASCII.isDigit(name[position])
      && ASCII.isDigit(name[position - 1])
  }

  /// Reads one element; false when it is not here.
  mutating func take(_ element: NamePattern.Element, into date: inout PartialDate) -> Bool {
    switch element {
    case .literal(let byte):
      guard position < name.endIndex, ASCII.lowercase(name[position]) == byte else { return false }
      position += 1
      return true
    case .year: return digits(4, into: &date.year)
    case .month: return digits(2, into: &date.month)
    case .day: return digits(2, into: &date.day)
    case .hour: return digits(2, into: &date.hour)
    case .minute: return digits(2, into: &date.minute)
    case .second: return digits(2, into: &date.second)
    case .millisecond: return digits(3, into: &date.millisecond)
    case .hour12: return hour12(into: &date.hour)
    case .meridiem: return meridiem(into: &date.hour)
    case .epochMilliseconds:
      var milliseconds = 0
      guard digits(13, into: &milliseconds) else { return false }
      date.epochMilliseconds = milliseconds
      return true
    case .offset: return offset(into: &date.offset)
    case .serial: return serial()
    case .serial4:
      var ignored = 0
      return digits(4, into: &ignored)
    }
  }

  /// Exactly `count` digits (18 at most).
  private mutating func digits(_ count: Int, into value: inout Int) -> Bool {
    guard position + count <= name.endIndex else { return false }
    var number = 0
    for index in position..<position + count {
      guard ASCII.isDigit(name[index]) else { return false }
      number = number &* 10 &+ Int(name[index] &- 0x30)
    }
    value = number
    position += count
    return true
  }

  private mutating func serial() -> Bool {
    let start = position
    while position < name.endIndex, ASCII.isDigit(name[position]) { position += 1 }
    return position > start
  }

  private mutating func hour12(into hour: inout Int) -> Bool {
    guard digits(2, into: &hour) || digits(1, into: &hour) else { return false }
    return (1...12).contains(hour)
  }

  private mutating func meridiem(into hour: inout Int) -> Bool {
    // U+202F, the narrow no-break space of newer macOS releases, in UTF-8.
    if name[position...].starts(with: [0xE2, 0x80, 0xAF]) {
      position += 3
    } else if position < name.endIndex, name[position] == 0x20 {
      position += 1
    } else {
      return false
    }
    guard position + 2 <= name.endIndex, ASCII.lowercase(name[position + 1]) == 0x6D else {
      return false
    }
    switch ASCII.lowercase(name[position]) {
    case 0x61: hour = hour == 12 ? 0 : hour
    case 0x70: hour = hour == 12 ? 12 : hour + 12
    default: return false
    }
    position += 2
    return true
  }

  private mutating func offset(into offset: inout Int?) -> Bool {
    guard position < name.endIndex, name[position] == 0x2B || name[position] == 0x2D else {
      return false
    }
    let sign = name[position] == 0x2B ? 1 : -1
    var hours = 0
    var minutes = 0
    position += 1
    guard digits(2, into: &hours), digits(2, into: &minutes), hours <= 14, minutes <= 59
    else {
      return false
    }
    offset = sign * (hours * 3600 + minutes * 60)
    return true
  }
}

/// The few facts about bytes that names need.
enum ASCII {
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(lowercase(byte))
  }

  /// True for what is trimmed from a text: blanks and control characters.
  static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x7F }

  /// `byte` in lower case when it is a letter of ASCII.
  static func lowercase(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
