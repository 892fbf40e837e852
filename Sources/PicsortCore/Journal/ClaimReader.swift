import MediaMetadata

/// Reads the date of a claim, as `ClaimText` writes it, from left to right.
struct ClaimReader {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// All of the range as a claim of `source`; nil when it is none.
  mutating func claim(of source: DateSource) -> DateClaim? {
    guard let year = digits(4), let month = number(after: "-") else { return nil }
    var precision = DatePrecision.month
    var (day, hour, minute, second, nanosecond) = (1, 0, 0, 0, 0)
    // An offset west of UTC begins with a sign and two digits too, and a colon follows them.
    if byte(at: 3) != UInt8(ascii: ":"), let value = number(after: "-") {
      (day, precision) = (value, .day)
    }
    let time = position
    if precision == .day, let hours = number(after: "T") {
      if let minutes = number(after: ":") {
        (hour, minute, precision) = (hours, minutes, .minute)
      } else {
        position = time
      }
    }
    if precision == .minute, let value = number(after: ":") {
      (second, precision) = (value, .second)
    }
    if precision == .second, byte(at: 0) == UInt8(ascii: ".") {
      guard let value = fraction() else { return nil }
      (nanosecond, precision) = (value, .subsecond)
    }
    guard let zone = zone(), position == end,
      let date = CivilDateTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        nanosecond: nanosecond)
    else { return nil }
    return DateClaim(source: source, dateTime: date, zone: zone, precision: precision)
  }

  /// What is left: nothing, `Z`, or an offset; nil when it begins like none of them.
  private mutating func zone() -> ClaimZone? {
    switch byte(at: 0) {
    case nil: return .local
    case UInt8(ascii: "Z"):
      position += 1
      return .utc
    case let sign?:
      let isWest = sign == UInt8(ascii: "-")
      guard let hours = number(after: isWest ? "-" : "+"), let minutes = number(after: ":") else {
        return nil
      }
      let seconds = hours * 3600 + minutes * 60
      return .offset(seconds: isWest ? -seconds : seconds)
    }
  }

  /// A point and at most nine digits, in nanoseconds.
  private mutating func fraction() -> Int? {
    position += 1
    var (value, count) = (0, 0)
    while count < 9, let byte = byte(at: 0), (0x30...0x39).contains(byte) {
      value = value * 10 + Int(byte) - 0x30
      position += 1
      count += 1
    }
    guard count > 0 else { return nil }
    for _ in count..<9 { value *= 10 }
    return value
  }

  /// Passes `separator` and two digits; nothing when they are not there.
  private mutating func number(after separator: Unicode.Scalar) -> Int? {
    guard byte(at: 0) == UInt8(ascii: separator) else { return nil }
    position += 1
    if let value = digits(2) { return value }
    position -= 1
    return nil
  }

  /// Passes `width` digits; nothing when they are not there.
  private mutating func digits(_ width: Int) -> Int? {
    var value = 0
    for offset in 0..<width {
      guard let byte = byte(at: offset), (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte) - 0x30
    }
    position += width
    return value
  }

  private func byte(at offset: Int) -> UInt8? {
    position + offset < end ? bytes[position + offset] : nil
  }
}
