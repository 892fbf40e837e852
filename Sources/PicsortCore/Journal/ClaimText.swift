package import MediaMetadata
import Platform

/// One claim as one word of the journal: `exif:DateTimeOriginal=2023-12-25T14:30:00.12+01:00`.
///
/// The date is cut where its precision ends; `Z` or an offset follows when the zone is known.
package enum ClaimText {
  /// The word for `claim`; what the claim was read from is left out.
  package static func encode(_ claim: DateClaim) -> String {
    var word = TextBuffer(capacity: 64)
    append(PackedClaim(claim), to: &word)
    return String(decoding: word.bytes, as: UTF8.self)
  }

  /// Appends the word for `claim` to `text`.
  static func append(_ claim: PackedClaim, to text: inout TextBuffer) {
    text.append(claim.source.rawValue)
    text.append("=" as Unicode.Scalar)
    append(claim.dateTime, claim.precision, to: &text)
    switch claim.zone {
    case .local: break
    case .utc: text.append("Z" as Unicode.Scalar)
    case .offset(let seconds): text.append(offset(seconds))
    }
  }

  /// The claim that `word` stands for; nil when `encode` does not write such a word.
  package static func decode(_ word: String) -> DateClaim? {
    let bytes = Array(word.utf8)
    return decode(bytes, bytes.indices)
  }

  /// The same for the word in `range` of `bytes`.
  static func decode(_ bytes: [UInt8], _ range: Range<Int>) -> DateClaim? {
    guard let cut = bytes[range].firstIndex(of: UInt8(ascii: "=")),
      let source = source(range.lowerBound..<cut, of: bytes)
    else { return nil }
    var date = ClaimReader(bytes, cut + 1..<range.upperBound)
    return date.claim(of: source)
  }

  private static func source(_ name: Range<Int>, of bytes: [UInt8]) -> DateSource? {
    guard sources.indices.contains(name.count) else { return nil }
    return sources[name.count].first { bytes.has($0.name, in: name) }?.source
  }

  /// The sources and their names, by the length of the name.
  private static let sources: [[(name: [UInt8], source: DateSource)]] = {
    let all = DateSource.allCases.map { (name: Array($0.rawValue.utf8), source: $0) }
    let longest = all.map(\.name.count).max() ?? 0
    return (0...longest).map { length in all.filter { $0.name.count == length } }
  }()

  /// The date to its precision, without a zone.
  package static func text(_ date: CivilDateTime, _ precision: DatePrecision) -> String {
    var text = TextBuffer(capacity: 32)
    append(date, precision, to: &text)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  private static func append(
    _ date: CivilDateTime, _ precision: DatePrecision, to text: inout TextBuffer
  ) {
    text.append(decimal: UInt(truncatingIfNeeded: date.year), digits: 4)
    text.append("-", twoDigits: date.month)
    switch precision {
    case .month: return
    case .day: text.append("-", twoDigits: date.day)
    case .minute, .second, .subsecond:
      text.append("-", twoDigits: date.day)
      text.append("T", twoDigits: date.hour)
      text.append(":", twoDigits: date.minute)
    }
    switch precision {
    case .month, .day, .minute: return
    case .second: text.append(":", twoDigits: date.second)
    case .subsecond:
      text.append(":", twoDigits: date.second)
      // Nine digits, without zeros at the end but the first.
      var (fraction, digits) = (date.nanosecond, 9)
      while digits > 1, fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
      text.append("." as Unicode.Scalar)
      text.append(decimal: UInt(truncatingIfNeeded: fraction), digits: digits)
    }
  }

  /// `+01:00` for 3600 seconds east.
  package static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }
}
