/// Dates that people and programs write into folder names: `2022-11-09 Oslo`, `2022/11`.
package enum FolderNameDates {
  private static let days: [NamePattern] = [
    NamePattern("yyyyMMddTHHmmss", .local), NamePattern("yyyyMMddTHHmm", .local),
    NamePattern("yyyyMMdd_HHmmss", .local), NamePattern("yyyyMMdd", .local),
    NamePattern("yyyy-MM-dd", .local), NamePattern("yyyy_MM_dd", .local),
    NamePattern("yyyy.MM.dd", .local),
  ]
  private static let months: [NamePattern] = [
    NamePattern("yyyy-MM", .local), NamePattern("yyyy_MM", .local), NamePattern("yyyy.MM", .local),
  ]
  /// Over several folders, and picsort's own `11.2022`; these must be the whole of it.
  private static let wholeDay = NamePattern("yyyy/MM/dd", .local)
  private static let wholeMonths: [NamePattern] = [
    NamePattern("yyyy/MM", .local), NamePattern("MM.yyyy", .local),
  ]

  /// The dates in the names of `folders`, which lead from the source to the file, the outermost
  /// first.
  ///
  /// The claims of the innermost folder come first. A full date gives precision `.day`, a month
  /// `.month`; times of day are left out, a folder does not have one.
  package static func claims(folders: [String]) -> [DateClaim] {
    folders.indices.reversed().compactMap { claim(folders[...$0]) }
  }

  /// The date that the last of `folders` completes.
  private static func claim(_ folders: ArraySlice<String>) -> DateClaim? {
    guard let last = folders.last else { return nil }
    let name = Array(last.utf8)[...]
    if let match = firstMatch(of: days, in: name) { return claim(match, .day, last) }
    let three = folders.suffix(3).joined(separator: "/")
    if let match = whole(wholeDay, three) { return claim(match, .day, three) }
    if let match = firstMatch(of: months, in: name) { return claim(match, .month, last) }
    let two = folders.suffix(2).joined(separator: "/")
    for text in [two, last] {
      for pattern in wholeMonths {
        if let match = whole(pattern, text) { return claim(match, .month, text) }
      }
    }
    return nil
  }

  private static func claim(
    _ match: NameMatch, _ precision: DatePrecision, _ text: String
  ) -> DateClaim? {
    let date = match.dateTime
    return CivilDateTime(year: date.year, month: date.month, day: date.day).map {
      DateClaim(
        source: .folderName, dateTime: $0, zone: .local, precision: precision, raw: .text(text))
    }
  }

  private static func firstMatch(
    of patterns: [NamePattern], in name: ArraySlice<UInt8>
  ) -> NameMatch? {
    for run in NameScan.digitRuns(in: name) {
      for pattern in patterns where pattern.start.digits == run.count {
        guard let match = pattern.match(name, at: run.lowerBound, years: FileNameDates.years),
          !NameScan.isIdentifier(name, around: match.range)
        else { continue }
        return match
      }
    }
    return nil
  }

  private static func whole(_ pattern: NamePattern, _ text: String) -> NameMatch? {
    let name = Array(text.utf8)[...]
    guard let match = pattern.match(name, at: 0, years: FileNameDates.years),
      match.range == name.indices
    else { return nil }
    return match
  }
}
