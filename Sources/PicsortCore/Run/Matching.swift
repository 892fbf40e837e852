import Platform

// MARK: - Matching duplicates

extension Survey {
  /// For each asset that is a duplicate, the twins of its files. Adds the library to `result`.
  func match(
    _ records: [FileRecord], _ assets: [Asset], _ catalog: Catalog?, _ result: inout Result
  ) throws(SystemError) -> [Int: [Twin]] {
    try recorder.begin(.match)
    if let output {
      let scan = LibraryScan.files(
        in: output, catalog: catalog, excluding: sources.compactMap { try? $0.folder.status() },
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
    for (index, file) in result.library.enumerated() {
      candidates.append(.init(reference: .library(index), size: file.identity.size))
    }
    for asset in assets {
      for index in [asset.primary] + asset.companions {
        let record = records[index]
        candidates.append(
          .init(reference: .file(record.number), size: record.identity.size))
      }
    }
    let reader = ContentReader(
      sources: sources, output: output, library: result.library, records: result.files,
      known: knownIsOwn ? known.contents : [:], recorder: recorder)
    let groups = DuplicateFinder.groups(
      candidates, readEnds: { reader.digests(of: $0, whole: false) },
      readWhole: { reader.digests(of: $0, whole: true) })
    if let failure = reader.failure { throw failure }
    result.unreadable = reader.unreadable
    result.problems += reader.problems
    result.catalog = catalog
    try remember(reader.learned, in: &result)
    return TwinFinder.twins(
      of: assets.map { asset in
        TwinFinder.Member(
          files: ([asset.primary] + asset.companions).map { records[$0].number },
          nameLength: records[asset.primary].path.lastComponent.bytes.count)
      },
      groups: groups, libraryTwin: { .library(result.library[$0].path) })
  }

  /// Keeps hashes of library files for the next run.
  private func remember(_ learned: [LibraryFile], in result: inout Result) throws(SystemError) {
    guard !learned.isEmpty, var catalog = result.catalog, !recorder.isDryRun else { return }
    try catalog.add(learned)
    result.catalog = catalog
  }
}
