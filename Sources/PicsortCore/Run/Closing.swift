import Platform

// MARK: - The end of a run

extension Work {
  /// Tells what the plan leaves where it is, and counts it.
  func tellStays(_ plan: Plan, _ files: FileTable, _ report: inout RunReport) {
    guard !plan.stays.isEmpty else { return }
    let targets = plan.targets(of: files)
    recorder.tellStays(plan, files, &report) { stay, record in
      let source = sources[record.source]
      return (
        source.path.appending(record.path), stay.outcome(targets: targets, in: source.tree)
      )
    }
  }

  /// Puts the numbers of a plan and of the mover into the report.
  func fill(_ report: inout RunReport, _ plan: Plan, _ mover: Mover) {
    report.seconds = recorder.seconds
    report.skippedByReason = plan.seal.skippedByReason
    report.lowConfidenceDates = plan.seal.lowConfidenceDates
    report.undated = plan.seal.undated
    report.correctedDates = plan.seal.corrected
    report.problems += mover.tally.problems
    report.folders = mover.tally.folders
    report.resumedItems = mover.tally.resumed
    report.tally.found = plan.seal.found
    report.tally.skipped = plan.seal.skippedByReason.values.reduce(0, +)
    report.tally.moved = mover.tally.moved
    report.tally.copied = mover.tally.copied
    report.tally.duplicates += mover.tally.duplicates
    report.departed = mover.tally.moved + mover.tally.duplicates
    report.tally.failed += mover.tally.problems.count
    report.tally.bytes = mover.tally.bytes
    report.retried = recorder.patience.retries
    report.tally.left += mover.untouched
    if !mover.tally.loss.isEmpty {
      recorder.note(
        .warning, "some copies could not keep \(mover.tally.loss.words) of their originals")
    }
  }

  /// Closes the books: catalog, leftovers, the end record, all flushed.
  func finish(
    _ plan: Plan, _ mover: Mover, _ files: FileTable, _ earlier: OperationState,
    _ catalog: Catalog?, _ report: inout RunReport
  ) throws(SystemError) {
    guard report.status == .completed else { return try recorder.stop(report) }
    try recorder.begin(.finish)
    keepAlbums(plan, mover, files, &report)
    remember(mover, files, earlier, catalog)
    TemporaryFiles.sweepSettled(
      in: desk.state.temporary, operation: header.operation, arrived: mover.arrived)
    try recorder.finish(isWorthAnotherTry: mover.isWorthAnotherTry)
  }

  /// Keeps the albums of an export as `--albums` says. The photos are where they belong, so an
  /// error here is one of the albums only.
  private func keepAlbums(
    _ plan: Plan, _ mover: Mover, _ files: FileTable, _ report: inout RunReport
  ) {
    guard configuration.albums != .none else { return }
    var twins: [Int: Twin] = [:]
    for move in plan.moves { twins[move.file] = move.twin }
    for stay in plan.stays {
      if case .duplicate(let twin) = stay.reason { twins[stay.file] = twin }
    }
    let albums = Albums.albums(in: files.records, places: mover.arrived, twins: twins)
    guard !albums.isEmpty else { return }
    let writer = AlbumWriter(state: desk.state, recorder: recorder)
    do throws(SystemError) {
      try writer.writeList(albums)
      let kept = desk.manners.hasSymbolicLinks ? configuration.albums : .list
      if kept == .links { try writer.writeLinks(albums) }
      report.albums = (albums.count, kept)
    } catch {
      report.problems.append(
        Problem(
          path: header.output.appending(AlbumWriter.folder),
          reason: "the albums of the export could not be kept: \(error.message)",
          nextStep: Advice.after(error)))
    }
  }

  /// Tells the catalog what arrived. A cache: an error here is no error of the run.
  private func remember(
    _ mover: Mover, _ files: FileTable, _ earlier: OperationState, _ known: Catalog?
  ) {
    let catalog = known ?? Catalog(in: desk.state.folder)
    let news = mover.arrived.numbers.lazy.compactMap { number -> LibraryFile? in
      guard let record = files[number], let path = mover.arrived[number], !path.isEmpty else {
        return nil
      }
      return LibraryFile(
        path: path, identity: record.identity,
        digest: mover.digests[number] ?? earlier.copied[number])
    }
    try? catalog.close(adding: news)
  }
}

extension Tally {
  /// Counts a file that is settled by the plan alone.
  mutating func count(_ outcome: Outcome) {
    switch outcome {
    case .moved: moved += 1
    case .copied: copied += 1
    case .duplicate: duplicates += 1
    case .skipped: skipped += 1
    case .failed: failed += 1
    case .left: left += 1
    }
  }
}

extension MetadataLoss {
  /// For a sentence.
  var words: String {
    var words: [String] = []
    if contains(.owner) { words.append("the owner") }
    if contains(.mode) { words.append("the permissions") }
    if contains(.attributes) { words.append("the extended attributes") }
    if contains(.times) { words.append("the times") }
    return words.joined(separator: " and ")
  }
}
