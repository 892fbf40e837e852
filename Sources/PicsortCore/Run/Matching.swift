import Platform

// MARK: - Matching duplicates

extension Survey {
  /// For each asset that is a duplicate, the twins of its files. Adds the library to `result`.
  func match(
    _ records: [FileRecord], _ assets: [Asset], _ setAside: [Int: PlannedStay.Reason],
    _ catalog: Catalog?, _ result: inout Result
  ) throws(SystemError) -> [Int: [Twin?]] {
    try recorder.begin(.match)
    if let output {
      let scan = LibraryScan.files(
        in: output, catalog: catalog,
        excluding: sources.compactMap { try? $0.tree.folder?.status() },
        isStopping: { recorder.isStopping })
      result.library = scan.files
      for (folder, cause) in scan.unreadable {
        result.problems.append(
          Problem(
            path: folder.isEmpty ? Path("the output folder") : folder,
            reason: "this folder of the output could not be read, so duplicates of what is in it "
              + "were not found: \(cause)",
            nextStep: Advice.checkAndRunAgain))
      }
    }
    var candidates: [DuplicateFinder.Candidate] = []
    candidates.reserveCapacity(result.library.count + records.count)
    for (index, file) in result.library.enumerated() {
      candidates.append(.init(reference: .library(index), size: file.identity.size))
    }
    // What is set aside stays where it is: a photo must not be left out as its duplicate.
    for (place, asset) in assets.enumerated() where setAside[place] == nil {
      for index in asset.files {
        let record = records[index]
        candidates.append(
          .init(
            reference: .file(record.number), size: record.identity.size, head: record.facts.head))
      }
    }
    let reader = ContentReader(
      sources: sources, output: output, library: result.library, records: result.files,
      known: knownIsOwn ? EarlierContents(known) : EarlierContents(known, of: records),
      wantsDigests: configuration.duplicates == .delete, width: readers, recorder: recorder)
    let groups = DuplicateFinder.groups(consume candidates, source: reader)
    if let failure = reader.failure { throw failure }
    result.unreadable = reader.unreadable
    result.problems += reader.problems
    result.catalog = catalog
    try remember(reader.learned, in: &result)
    return twins(of: assets, records, groups, result.library)
  }

  private func twins(
    of assets: [Asset], _ records: [FileRecord], _ groups: [[ContentReference]],
    _ library: [LibraryFile]
  ) -> [Int: [Twin?]] {
    var grouped: FileNumbers = []
    for case .file(let file) in groups.joined() { grouped.insert(file) }
    // Most assets have no file that is anywhere else.
    let concerned = assets.indices.filter { index in
      assets[index].files.contains { grouped.contains(records[$0].number) }
    }
    let members = concerned.map { index in
      let asset = assets[index]
      return TwinFinder.Member(
        files: asset.files.map { records[$0].number },
        nameLength: records[asset.primary].path.lastComponent.bytes.count,
        notes: Set(
          asset.companions.filter { records[$0].facts.takeout != nil }.map { records[$0].number }))
    }
    let twins = TwinFinder.twins(of: members, groups: groups) { .library(library[$0].path) }
    return Dictionary(twins.map { (concerned[$0], $1) }) { first, _ in first }
  }

  /// Keeps hashes of library files for the next run.
  private func remember(_ learned: [LibraryFile], in result: inout Result) throws(SystemError) {
    guard !learned.isEmpty, var catalog = result.catalog, !recorder.isDryRun else { return }
    try catalog.add(learned)
    result.catalog = catalog
  }
}
