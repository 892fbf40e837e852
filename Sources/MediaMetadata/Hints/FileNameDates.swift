/// Dates that cameras, phones and programs write into file names.
///
/// The patterns are those of GPTH, immich-go, PhotoPrism, phockup and their issue threads;
/// docs/dates.md has the list for people. Names like `04.07.2019_12.00.00` or `07-04-19_1200` are
/// left out on purpose: which number is the day, which the month and which the year is a guess.
package enum FileNameDates {
  /// The years that a name can mean (immich-go's window); outside it a number is an id.
  package static let years = 1980...2099

  /// A way to write a date into a name.
  package struct Row: Sendable {
    let pattern: NamePattern
    /// Who writes such names.
    package let origin: String

    init(_ template: String, _ zone: ClaimZone = .local, _ origin: String) {
      self.pattern = NamePattern(template, zone)
      self.origin = origin
    }

    /// The pattern as the table has it.
    package var template: String { pattern.text }
    package var zone: ClaimZone { pattern.zone }
    package var precision: DatePrecision { pattern.precision }
  }

  /// The one table, the more particular before the more general.
  package static let table: [Row] = [
    // Clocks in UTC.
    Row("PXL_yyyyMMdd_HHmmssSSS", .utc, "Google Pixel"),
    Row("PXL_yyyyMMdd_HHmmss", .utc, "Google Pixel"),
    Row("_BURST<epoch-ms>", .utc, "burst of a Nothing phone"),
    // Date and time, nothing between the parts.
    Row("Bebop2_yyyyMMddHHmmss<offset>", .local, "Parrot Bebop drone"),
    Row("yyyyMMddHHmmssSSS", .local, "burst of Nexus, Huawei, Xperia (BURST, PORTRAIT, XTR)"),
    Row("yyyyMMddHHmmss<nnnn>", .local, "Sony, dash cameras"),
    Row("yyyyMMddHHmmss", .local, "dash cameras, AR_EFFECT_, IMG of Oppo"),
    // Date and time, one mark between them.
    Row("yyyyMMdd_HHmmssSSS", .local, "Android: IMG_, VID_, MVIMG_, PANO_"),
    Row("yyyyMMdd_HHmmss", .local, "Android, Samsung, Huawei: IMG_, VID_, MVIMG_, PANO_"),
    Row("yyyyMMdd-HHmmss", .local, "Android: Screenshot_"),
    Row("yyyyMMdd_HH_mm_ss", .local, "Windows Camera, Lumia: WIN_, WP_"),
    Row("yyyyMMddTHHmmss", .local, "ISO 8601, basic form"),
    // Parts of the date apart.
    Row("yyyy-MM-dd-HH-mm-ss-SSS", .local, "Xiaomi: Screenshot_; Signal"),
    Row("yyyy-MM-dd-HH-mm-ss", .local, "Xiaomi: Screenshot_; Signal"),
    Row("yyyy-MM-dd-HHmmss", .local, "Signal: signal-"),
    Row("yyyy-MM-dd_HH-mm-ss_SSS", .local, "Amazon Photos"),
    Row("yyyy-MM-dd_HH-mm-ss", .local, "Amazon Photos"),
    Row("yyyy-MM-dd HH-mm-ss", .local, "GNOME: Screenshot from"),
    Row("yyyy-MM-dd HH:mm:ss", .local, "older GNOME: Screenshot from"),
    Row("yyyy-MM-dd HHmmss", .local, "Windows: Screenshot"),
    Row("yyyy-MM-ddTHH-mm-ss", .local, "ISO 8601, made fit for names"),
    Row("yyyy-MM-ddTHH:mm:ss", .local, "ISO 8601"),
    Row("yyyy-MM-dd_HH.mm.ss", .local, "Dropbox and others"),
    Row("yyyy-MM-dd HH.mm.ss", .local, "Dropbox camera upload"),
    Row("yyyy-MM-dd at <h>.mm.ss<am>", .local, "WhatsApp and macOS, 12-hour clock"),
    Row("yyyy-MM-dd at HH.mm.ss", .local, "WhatsApp Image, WhatsApp Video; macOS Screenshot"),
    Row("yyyy_MM_dd_HH_mm_ss", .local, "dash cameras, Sony"),
    // The day alone.
    Row("IMG-yyyyMMdd-WA<n>", .local, "WhatsApp on a phone, the day it was received"),
    Row("VID-yyyyMMdd-WA<n>", .local, "WhatsApp on a phone, the day it was received"),
    Row("yyyy-MM-dd", .local, "Snapchat export; people"),
    Row("yyyy_MM_dd", .local, "people"),
    Row("yyyy.MM.dd", .local, "people"),
    Row("yyyyMMdd", .local, "people"),
  ]

  /// The date in `fileName`, with or without its extension: one claim, or none.
  ///
  /// The first date with a time of day is taken, else the first day.
  package static func claims(fileName: String) -> [DateClaim] {
    [claim(in: Array(fileName.utf8)[...], raw: .text(fileName))].compactMap(\.self)
  }

  /// The same of the bytes of a name, without its words unless they are passed in.
  package static func claim(
    in name: ArraySlice<UInt8>, raw: RawValue = .notKept
  ) -> DateClaim? {
    guard let (row, match) = bestMatch(in: name) else { return nil }
    return DateClaim(
      source: .fileName, dateTime: match.dateTime, zone: match.zone,
      precision: table[row].precision, raw: raw)
  }

  /// Index of the row of `table` that reads `fileName`; nil when none does.
  package static func row(for fileName: String) -> Int? {
    bestMatch(in: Array(fileName.utf8)[...])?.row
  }

  private static func bestMatch(
    in name: ArraySlice<UInt8>
  ) -> (row: Int, match: NameMatch)? {
    var day: (row: Int, match: NameMatch)?
    for run in NameScan.digitRuns(in: name) {
      guard let found = firstMatch(in: name, at: run) else { continue }
      if table[found.row].precision > .day { return found }
      day = day ?? found
    }
    return day
  }

  /// How the rows of `table` start, by the number of digits that stand together there: a name has a
  /// run or two of digits, and most rows can meet none of them.
  private static let starts: [[(row: Int, start: NamePattern.Start)]] = {
    let all = table.enumerated().map { (row: $0, start: $1.pattern.start) }
    let longest = all.map(\.start.digits).max() ?? 0
    return (0...longest).map { count in all.filter { $0.start.digits == count } }
  }()

  private static func firstMatch(
    in name: ArraySlice<UInt8>, at run: Range<Int>
  ) -> (row: Int, match: NameMatch)? {
    let starts = Self.starts
    guard run.count < starts.count else { return nil }
    let next = run.upperBound < name.endIndex ? ASCII.lowercase(name[run.upperBound]) : nil
    let year = name[run].prefix(4).reduce(0) { $0 * 10 + Int($1 &- 0x30) }
    for (row, start) in starts[run.count] where (start.next ?? next) == next {
      guard !start.hasYear || years ~= year,
        let match = table[row].pattern.match(name, at: run.lowerBound, years: years)
      else {
        continue
      }
      // Looked at last: hardly any name comes so far.
      return NameScan.isIdentifier(name, around: match.range) ? nil : (row, match)
    }
    return nil
  }
}

/// Finds the places in a name where a date can be.
enum NameScan {
  /// Longest word of hex digits with letters among them that may still hold a date.
  private static let longestHexWord = 15
  /// Lengths of the words of a UUID (RFC 9562, section 4).
  private static let uuidWords = [8, 4, 4, 4, 12]

  /// All runs of at least four digits.
  static func digitRuns(in name: ArraySlice<UInt8>) -> DigitRuns { DigitRuns(name) }

  /// Finds one run after the other.
  struct DigitRuns: Sequence, IteratorProtocol {
    private let name: ArraySlice<UInt8>
    private var position: Int

    fileprivate init(_ name: ArraySlice<UInt8>) {
      self.name = name
      position = name.startIndex
    }

    mutating func next() -> Range<Int>? {
      while position < name.endIndex {
        let start = position
        while position < name.endIndex, ASCII.isDigit(name[position]) { position += 1 }
        defer { position += 1 }
        if position - start >= 4 { return start..<position }
      }
      return nil
    }
  }

  /// True when the bytes of `range` belong to a UUID or to a hash.
  static func isIdentifier(_ name: ArraySlice<UInt8>, around range: Range<Int>) -> Bool {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start > name.startIndex, isWord(name[start - 1]) { start -= 1 }
    while end < name.endIndex, isWord(name[end]) { end += 1 }
    guard end - start > longestHexWord else { return false }
    let words = name[start..<end].split(separator: 0x2D, omittingEmptySubsequences: false)
    for word in words where word.count > longestHexWord && isOverlapping(word, range) {
      let hasLetter = word.contains { !ASCII.isDigit($0) }
      if hasLetter && word.allSatisfy(ASCII.isHexDigit) { return true }
    }
    guard words.count >= uuidWords.count else { return false }
    return (0...words.count - uuidWords.count).contains { first in
      let five = words[first..<first + uuidWords.count]
      return zip(five, uuidWords).allSatisfy { $0.count == $1 && $0.allSatisfy(ASCII.isHexDigit) }
        && five.contains { isOverlapping($0, range) }
    }
  }

  private static func isOverlapping(_ word: ArraySlice<UInt8>, _ range: Range<Int>) -> Bool {
    word.startIndex < range.upperBound && range.lowerBound < word.endIndex
  }

  /// True for the bytes that UUIDs and hashes consist of.
  private static func isWord(_ byte: UInt8) -> Bool {
    ASCII.isHexDigit(byte) || byte == 0x2D
  }
}
