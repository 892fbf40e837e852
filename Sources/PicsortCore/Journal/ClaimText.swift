package import MediaMetadata

/// One claim as one word of the journal: `exif:DateTimeOriginal=2023-12-25T14:30:00.12+01:00`.
///
/// The date is cut where its precision ends; `Z` or an offset follows when the zone is known.
package enum ClaimText {
  /// The word for `claim`; what the claim was read from is left out.
  package static func encode(_ claim: DateClaim) -> String {
    var word: [UInt8] = []
    append(claim, to: &word)
    return String(decoding: word, as: UTF8.self)
  }

  /// Appends the word for `claim` to `text`.
  static func append(_ claim: DateClaim, to text: inout [UInt8]) {
    text.append(contentsOf: claim.source.rawValue.utf8)
    text.append(UInt8(ascii: "="))
    append(claim.dateTime, claim.precision, to: &text)
    switch claim.zone {
    case .local: break
    case .utc: text.append(UInt8(ascii: "Z"))
    case .offset(let seconds): text.append(contentsOf: offset(seconds).utf8)
    }
  }

  /// The claim that `word` stands for; nil when `encode` does not write such a word.
  package static func decode(_ word: String) -> DateClaim? {
    guard let cut = word.firstIndex(of: "="),
      let source = DateSource(rawValue: String(word[..<cut]))
    else { return nil }
    return decode(Array(word[word.index(after: cut)...].utf8), source: source)
  }

  /// The date to its precision, without a zone.
  package static func text(_ date: CivilDateTime, _ precision: DatePrecision) -> String {
    var text: [UInt8] = []
    append(date, precision, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func append(
    _ date: CivilDateTime, _ precision: DatePrecision, to text: inout [UInt8]
  ) {
    let start = text.count
    date.appendISO8601(to: &text)
    switch precision {
    case .month: text.removeSubrange((start + 7)...)
    case .day: text.removeSubrange((start + 10)...)
    case .minute: text.removeSubrange((start + 16)...)
    case .second: break
    case .subsecond:
      text.append(UInt8(ascii: "."))
      // Nine digits, without zeros at the end but the first.
      var (rest, place) = (date.nanosecond, 100_000_000)
      repeat {
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / place))
        (rest, place) = (rest % place, place / 10)
      } while rest > 0
    }
  }

  /// `+01:00` for 3600 seconds east.
  package static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }

  private static func decode(_ text: [UInt8], source: DateSource) -> DateClaim? {
    var rest = text[...]
    guard let year = number(&rest, 4, after: nil),
      let month = number(&rest, 2, after: UInt8(ascii: "-"))
    else { return nil }
    var precision = DatePrecision.month
    var (day, hour, minute, second, nanosecond) = (1, 0, 0, 0, 0)
    // An offset west of UTC begins with a sign and two digits too, and a colon follows them.
    if rest.dropFirst(3).first != UInt8(ascii: ":"),
      let value = number(&rest, 2, after: UInt8(ascii: "-"))
    {
      (day, precision) = (value, .day)
    }
    var tail = rest
    if precision == .day, let value = number(&tail, 2, after: UInt8(ascii: "T")),
      let minutes = number(&tail, 2, after: UInt8(ascii: ":"))
    {
      (hour, minute, precision, rest) = (value, minutes, .minute, tail)
    }
    if precision == .minute, let value = number(&rest, 2, after: UInt8(ascii: ":")) {
      (second, precision) = (value, .second)
    }
    if precision == .second, rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }.prefix(9)
      guard !digits.isEmpty else { return nil }
      for index in 0..<9 {
        let digit = index < digits.count ? Int(digits[digits.startIndex + index]) - 0x30 : 0
        nanosecond = nanosecond * 10 + digit
      }
      rest = rest.dropFirst(1 + digits.count)
      precision = .subsecond
    }
    guard let zone = decodeZone(&rest), rest.isEmpty,
      let date = CivilDateTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second,
        nanosecond: nanosecond)
    else { return nil }
    return DateClaim(source: source, dateTime: date, zone: zone, precision: precision)
  }

  private static func decodeZone(_ rest: inout ArraySlice<UInt8>) -> ClaimZone? {
    guard let sign = rest.first else { return .local }
    if sign == UInt8(ascii: "Z") {
      rest = rest.dropFirst()
      return .utc
    }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let hours = number(&rest, 2, after: sign),
      let minutes = number(&rest, 2, after: UInt8(ascii: ":"))
    else { return nil }
    let seconds = hours * 3600 + minutes * 60
    return .offset(seconds: sign == UInt8(ascii: "-") ? -seconds : seconds)
  }

  /// Takes `separator` and `width` digits from the front; takes nothing when they are not there.
  private static func number(
    _ rest: inout ArraySlice<UInt8>, _ width: Int, after separator: UInt8?
  ) -> Int? {
    var tail = rest
    if let separator {
      guard tail.first == separator else { return nil }
      tail = tail.dropFirst()
    }
    guard tail.count >= width else { return nil }
    var value = 0
    for byte in tail.prefix(width) {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte) - 0x30
    }
    rest = tail.dropFirst(width)
    return value
  }
}
