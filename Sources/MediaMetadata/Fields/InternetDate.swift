/// A date as mail and HTTP headers write it: `Sat, 20 Dec 2008 17:00:46 -0600` (RFC 1123, 5.2.14).
///
/// The day of the week, the comma, the seconds and the zone may be missing; a year of two digits
/// is one from 1971 to 2070.
package enum InternetDate {
  /// The date in `text` as a claim of `source`; nil when there is none.
  package static func claim(_ source: DateSource, _ text: String) -> DateClaim? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "\t" || $0.isNewline }
    guard let month = words.firstIndex(where: { self.month($0) != nil }),
      month >= 1, words.count > month + 2,
      let day = number(words[month - 1]), var year = number(words[month + 1])
    else { return nil }
    if year < 100 { year += year > 70 ? 1900 : 2000 }

    var scanner = TextScanner(words[month + 2])
    guard let monthNumber = self.month(words[month]), let time = DateText.time(&scanner),
      let dateTime = CivilDateTime(
        year: year, month: monthNumber, day: day,
        hour: time.hour, minute: time.minute, second: time.second, nanosecond: time.nanosecond)
    else { return nil }
    let zone = scanner.zone() ?? words.dropFirst(month + 3).first.flatMap(self.zone)
    return DateClaim(
      source: source, dateTime: dateTime, zone: zone ?? .local, precision: time.precision,
      raw: .text(text))
  }

  private static func number(_ word: Substring) -> Int? {
    var scanner = TextScanner(word)
    guard let number = scanner.number(digits: 1...4), scanner.next == nil else { return nil }
    return number
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// 1 to 12 for the English short name of a month, in any case.
  static func month(_ word: Substring) -> Int? {
    guard word.utf8.count == 3 else { return nil }
    return months.firstIndex(of: word.lowercased()).map { $0 + 1 }
  }

  /// Hours east of UTC of the zones that have names (RFC 822, 5.1).
  private static let zones: [String: Int] = [
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
  ]

  /// The zone that a word names; nil for a name that says nothing certain.
  private static func zone(_ word: Substring) -> ClaimZone? {
    let name = word.lowercased()
    if ["gmt", "ut", "utc", "z"].contains(name) { return .utc }
    if let hours = zones[name] { return .offset(seconds: hours * 3600) }
    return DateText.zone(word)
  }
}
