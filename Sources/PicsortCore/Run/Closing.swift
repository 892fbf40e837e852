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
  func fill(
    _ report: inout RunReport, _ plan: Plan, _ mover: Mover, _ settled: SettledFiles?
  ) {
    var tally = mover.tally
    if let settled {
      if let facts = settled.facts {
        tally.add(settled: facts.tally)
      } else {
        recorder.note(
          .warning,
          "the state file could not be read again, so \(settled.count) files of earlier processes "
            + "are not counted")
      }
    }
    report.seconds = recorder.seconds
    report.skippedByReason = plan.seal.skippedByReason
    report.lowConfidenceDates = plan.seal.lowConfidenceDates
    report.undated = plan.seal.undated
    report.correctedDates = plan.seal.corrected
    report.problems += tally.problems
    report.folders = tally.folders
    report.resumedItems = tally.resumed
    report.tally.found = plan.seal.found
    report.tally.skipped = plan.seal.skippedByReason.values.reduce(0, +)
    report.tally.moved = tally.moved
    report.tally.copied = tally.copied
    report.tally.duplicates += tally.duplicates
    report.departed = tally.moved + tally.duplicates
    report.tally.failed += tally.problems.count
    report.tally.bytes = tally.bytes
    report.retried = recorder.patience.retries
    report.tally.left += mover.untouched
    if !mover.readsBack, tally.copied > 0 { report.comparingArguments = comparingArguments }
    if !tally.loss.isEmpty {
      recorder.note(
        .warning, "some copies could not keep \(tally.loss.words) of their originals")
    }
  }

  /// A dry run reads both ends and leaves what has the same bytes as a duplicate: what it would
  /// copy is missing in the output, or another than its original.
  private var comparingArguments: [[UInt8]] {
    let words = header.sources.flatMap { [Path("-s"), $0] } + [Path("-o"), header.output]
    return ([Path("-n"), Path("--copy")] + words).map(\.bytes)
  }

  /// Closes the books: catalog, leftovers, the end record, all flushed.
  func finish(
    _ plan: Plan, _ mover: Mover, _ files: FileTable, _ earlier: OperationState,
    _ settled: SettledFiles?, _ catalog: Catalog?, _ report: inout RunReport
  ) throws(SystemError) {
    guard report.status == .completed else { return try recorder.stop(report) }
    try recorder.begin(.finish)
    keepAlbums(plan, mover, files, settled, &report)
    remember(mover, files, earlier, settled, catalog)
    TemporaryFiles.sweepSettled(
      in: desk.state.temporary, operation: header.operation,
      hasArrived: mover.hasArrived)
    try recorder.finish(isWorthAnotherTry: mover.isWorthAnotherTry)
  }

  /// Keeps the albums of an export as `--albums` says. The photos are where they belong, so an
  /// error here is one of the albums only.
  private func keepAlbums(
    _ plan: Plan, _ mover: Mover, _ files: FileTable, _ settled: SettledFiles?,
    _ report: inout RunReport
  ) {
    guard configuration.albums != .none else { return }
    let albums: [Album]
    if let settled {
      guard settled.facts?.haveAlbums == true, let all = try? settled.operation.whole() else {
        return
      }
      var places = FilePlaces(count: all.nextNumber)
      for move in all.moves {
        places[move.file] =
          settled.contains(move.file)
          ? all.retargets[move.file] ?? move.target : mover.arrived[move.file]
      }
      albums = Self.albums(all.moves, all.stays, all.files, places)
    } else {
      albums = Self.albums(plan.moves, plan.stays, files, mover.arrived)
    }
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

  private static func albums(
    _ moves: [PlannedMove], _ stays: [PlannedStay], _ files: FileTable, _ places: FilePlaces
  ) -> [Album] {
    var twins: [Int: Twin] = [:]
    for move in moves { twins[move.file] = move.twin }
    for stay in stays {
      if case .duplicate(let twin) = stay.reason { twins[stay.file] = twin }
    }
    return Albums.albums(in: files.records, places: places, twins: twins)
  }

  /// Tells the catalog what arrived. A cache: an error here is no error of the run.
  private func remember(
    _ mover: Mover, _ files: FileTable, _ earlier: OperationState, _ settled: SettledFiles?,
    _ known: Catalog?
  ) {
    let catalog = known ?? Catalog(in: desk.state.folder)
    let old = settled?.facts?.files ?? []
    let news = (0..<old.count + files.nextNumber).lazy.compactMap { index -> LibraryFile? in
      if index < old.count { return old[index] }
      let number = index - old.count
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
