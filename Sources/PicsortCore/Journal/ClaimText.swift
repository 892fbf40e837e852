package import MediaMetadata
import Platform

/// One claim as one word of the journal: `exif:DateTimeOriginal=2023-12-25T14:30:00.12+01:00`.
///
/// The date is cut where its precision ends; `Z` or an offset follows when the zone is known.
package enum ClaimText {
  /// The word for `claim`; what the claim was read from is left out.
  package static func encode(_ claim: DateClaim) -> String {
    let date = TextBuffer(capacity: 64)
    appendDate(of: PackedClaim(claim), to: date)
    return claim.source.rawValue + "=" + String(decoding: date.bytes, as: UTF8.self)
  }

  /// Appends the words for `claims` to `text`, each in quotes, with commas between them.
  static func append(_ claims: [PackedClaim], to text: TextBuffer) {
    let beginnings = beginnings
    var words = (UInt64(0), UInt64(0), UInt64(0))
    for index in claims.indices {
      let claim = claims[index]
      let word = claim.source.rank
      text.append(index == 0 ? word : word + beginnings.count / 2, of: beginnings)
      // Most cameras write one moment several times.
      if index == 0 || !claim.dateTime.isSameClock(as: claims[index - 1].dateTime) {
        words = claim.dateTime.iso8601Words
      }
      if claim.isSecondOfLocalClock {
        text.append((words.0, words.1, words.2 | UInt64(UInt8(ascii: "\"")) << 24), length: 20)
      } else {
        appendDate(of: claim, to: text)
        text.append("\"" as StaticString)
      }
    }
  }

  @inline(never)
  private static func appendDate(of claim: PackedClaim, to text: TextBuffer) {
    append(claim.dateTime, claim.precision, to: text)
    switch claim.zone {
    case .local: break
    case .utc: text.append("Z" as StaticString)
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
    let text = TextBuffer(capacity: 32)
    append(date, precision, to: text)
    return String(decoding: text.bytes, as: UTF8.self)
  }

  /// What the words of the sources begin with, by their rank: of the first in a list, and behind
  /// those of the others.
  private static let beginnings = ShortWords(
    ["", ","].flatMap { comma in DateSource.allCases.map { comma + "\"\($0.rawValue)=" } })

  private static func append(
    _ date: CivilDateTime, _ precision: DatePrecision, to text: TextBuffer
  ) {
    let length =
      switch precision {
      case .month: 7
      case .day: 10
      case .minute: 16
      case .second, .subsecond: 19
      }
    text.append(date.iso8601Words, length: length)
    guard case .subsecond = precision else { return }
    // Nine digits, without zeros at the end but the first.
    var (fraction, digits) = (date.nanosecond, 9)
    while digits > 1, fraction % 10 == 0 { (fraction, digits) = (fraction / 10, digits - 1) }
    text.append("." as StaticString)
    text.append(decimal: UInt(truncatingIfNeeded: fraction), digits: digits)
  }

  /// `+01:00` for 3600 seconds east.
  package static func offset(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return (seconds < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }
}
