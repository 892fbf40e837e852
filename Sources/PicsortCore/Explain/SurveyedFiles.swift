import Platform

/// Files as a run would see them together: read, grouped and dated. Nothing is changed.
struct SurveyedFiles {
  let records: [FileRecord]
  let groups: AssetGroups
  private let assignment: DateAssignment
  private let dates: [CaptureDate?]
  private let neighbours: Neighbours
  /// The asset of each file that is in one.
  private let assetOf: [Int: Int]

  init(_ records: [FileRecord], _ assignment: DateAssignment) {
    self.records = records
    self.assignment = assignment
    groups = Grouping.group(records)
    dates = assignment.dates(of: groups, in: records)
    neighbours = assignment.neighbours(of: groups, in: records, dates: dates)
    var assetOf: [Int: Int] = [:]
    for (number, asset) in groups.assets.enumerated() {
      for file in asset.files { assetOf[file] = number }
    }
    self.assetOf = assetOf
  }

  /// Reads `found`, which lie below `source`; nil when it was stopped.
  static func read(
    _ found: [FileRecord], in source: SourceRoot, _ assignment: DateAssignment,
    isStopping: () -> Bool
  ) -> SurveyedFiles? {
    var folders = FolderCache([source])
    var records = found
    var start = 0
    let crew = Crew(width: Parallel.readers) { FactReader() }
    defer { crew.finish() }
    while start < records.count {
      guard !isStopping() else { return nil }
      let batch = FactBatch(of: records, from: start, &folders)
      let facts = batch.facts(batch.beginReading(by: crew).wait())
      for (index, facts) in zip(batch.range, facts) {
        if let facts { records[index].facts = facts }
      }
      start = batch.range.upperBound
    }
    return SurveyedFiles(records, assignment)
  }

  /// What is said of the file at `index`; `read` reads a file once more, with the words of its
  /// claims.
  func explanation(
    of index: Int, shownAs shown: (Path) -> Path, read: (FileRecord) -> FileFacts?
  ) -> Explanation {
    let record = records[index]
    let facts = read(record) ?? record.facts
    guard let number = assetOf[index] else {
      return Explanation(
        path: shown(record.path), facts: facts,
        verdict: DateVerdict(chosen: nil, candidates: []))
    }
    let asset = groups.assets[number]
    let owner = asset.primary == index ? nil : shown(records[asset.primary].path)
    guard record.facts.role.isMedia else {
      return Explanation(
        path: shown(record.path), facts: facts,
        verdict: DateVerdict(chosen: nil, candidates: []), owner: owner)
    }
    let claims = assignment.claims(of: index, in: asset, groups, records) { other in
      other == index ? facts : read(records[other])
    }
    return Explanation(
      path: shown(record.path), facts: facts,
      verdict: assignment.verdict(
        on: claims, of: facts, neighbours: neighbours, readsEveryCandidate: true),
      sortedBy: dates[number],
      companions: owner == nil ? asset.companions.map { shown(records[$0].path) } : [],
      owner: owner)
  }
}
