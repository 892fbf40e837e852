/// The date in an `IDIT` chunk, in the spellings that cameras have for it.
///
/// - `Mon Mar 10 15:04:43 2003`, as C's `asctime` writes it, in any case, with a line end or not
///   ("AVI RIFF File Reference" shows this one)
/// - `2009/10/27 12:14:34`, `2001/ 1/27  1:42PM`, `2005/11/28/ 09:19`, `2002-12-16  15:35:01`
enum RIFFDate {
  /// The date in `text` as a claim of `source`; nil when there is none.
  static func claim(_ source: DateSource, _ text: String) -> DateClaim? {
    guard let date = asctime(text) ?? numeric(text) else { return DateText.claim(source, text) }
    let (time, precision) = (date.time, date.time?.precision ?? .day)
    guard
      let dateTime = CivilDateTime(
        year: date.year, month: date.month, day: date.day, hour: time?.hour ?? 0,
        minute: time?.minute ?? 0, second: time?.second ?? 0, nanosecond: time?.nanosecond ?? 0)
    else { return nil }
    return DateClaim(
      source: source, dateTime: dateTime, zone: .local, precision: precision, raw: .text(text))
  }

  /// Numbers that are not yet checked.
  private struct Parts {
    var year: Int
    var month: Int
    var day: Int
    var time: DateText.TimeOfDay?
  }

  private static func asctime(_ text: String) -> Parts? {
    let words = text.split { $0 == " " || $0 == "\t" || $0 == "," || $0.isNewline }
    guard let place = words.firstIndex(where: { InternetDate.month($0) != nil }),
      let month = InternetDate.month(words[place]), words.count > place + 2,
      let day = number(words[place + 1], digits: 1...2)
    else { return nil }
    // The time and the year, in either order; a zone's name may stand between them.
    let rest = words[(place + 2)...]
    guard let year = rest.lazy.compactMap({ number($0, digits: 4...4) }).first else { return nil }
    let time = rest.first { $0.contains(":") }.flatMap { word in
      var scanner = TextScanner(word)
      return DateText.time(&scanner)
    }
    return Parts(year: year, month: month, day: day, time: time)
  }

  private static func numeric(_ text: String) -> Parts? {
    var scanner = TextScanner(text)
    scanner.skipBlanks()
    guard let year = scanner.number(digits: 4...4), scanner.skip(oneOf: "/-:."),
      let month = scanner.paddedNumber(), scanner.skip(oneOf: "/-:."),
      let day = scanner.paddedNumber()
    else { return nil }
    _ = scanner.skip(oneOf: "/Tt")
    scanner.skipBlanks()
    var time = DateText.time(&scanner)
    scanner.skipBlanks()
    if let hour = time?.hour, (1...12).contains(hour) {
      if scanner.skip(oneOf: "Pp") { time?.hour = hour % 12 + 12 }
      if scanner.skip(oneOf: "Aa") { time?.hour = hour % 12 }
    }
    return Parts(year: year, month: month, day: day, time: time)
  }

  /// The number that a whole word spells.
  private static func number(_ word: Substring, digits: ClosedRange<Int>) -> Int? {
    var scanner = TextScanner(word)
    guard let number = scanner.number(digits: digits), scanner.next == nil else { return nil }
    return number
  }
}
