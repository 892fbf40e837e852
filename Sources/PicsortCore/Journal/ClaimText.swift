package import MediaMetadata
import Platform

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
}
