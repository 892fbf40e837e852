package import Platform

/// Everything before the first move: scan, read, date, group, match, plan. Changes nothing on the
/// disk but the journal; what it read is noted there as it goes, so that a later process repeats
/// nothing.
package struct Survey {
  let sources: [SourceRoot]
  /// Nil in a dry run into a folder that does not exist yet.
  let output: Folder?
  let configuration: Configuration
  let templates: Templates
  let recorder: Recorder
  /// What an earlier process or operation read already.
  let known: OperationState
  /// True when `known` is this operation's own journal, so that its records need not be repeated.
  let knownIsOwn: Bool
  /// An earlier run stopped half-way and its books are not used: a file of the source whose bytes
  /// stand at its planned name is one that it had not finished.
  let isRecovering: Bool
  /// Absolute paths of the files that it may have been at; nil: of any.
  let unfinished: Set<Path>?
  /// How the output's file system behaves; nil in a dry run, which may not try it out.
  let manners: VolumeManners?

  /// What a survey found out; the plan is nil when it was stopped before there was one.
  package struct Result {
    package var files = FileTable()
    package var plan: Plan?
    package var found = 0
    package var skipped: [String: Int] = [:]
    package var problems: [Problem] = []
    /// Files that could not be compared, with the system's sentence.
    package var unreadable: [Int: String] = [:]
    package var library: [LibraryFile] = []
    package var catalog: Catalog?
    /// A source is gone; says which, and what to do. Then there is no plan.
    package var gone: String?
  }

  package init(
    sources: [SourceRoot], output: Folder?, configuration: Configuration, templates: Templates,
    recorder: Recorder, known: OperationState, knownIsOwn: Bool, isRecovering: Bool = false,
    unfinished: Set<Path>? = nil, manners: VolumeManners? = nil
  ) {
    self.sources = sources
    self.output = output
    self.configuration = configuration
    self.templates = templates
    self.recorder = recorder
    self.known = known
    self.knownIsOwn = knownIsOwn
    self.isRecovering = isRecovering
    self.unfinished = unfinished
    self.manners = manners
  }

  /// Surveys once. Answers early, without a plan, when the run is asked to stop.
  package func perform() throws(SystemError) -> Result {
    var result = Result()
    recorder.tell(.phase(.scan))
    let outputStatus = try output?.status()
    var scan = Scanner.scan(
      sources, excluding: outputStatus, patience: recorder.patience,
      isStopping: { recorder.isStopping },
      onProgress: { found in
        recorder.progress.items = found
        recorder.tell(.progress(recorder.progress))
      })
    result.found = scan.found
    result.problems = scan.problems
    for (reason, count) in scan.skipped { result.skipped[reason.rawValue] = count }
    if isOver(afterProblems: !scan.problems.isEmpty, &result) { return result }
    noteArchives(scan.passedArchives)

    let found = scan.files
    scan.files = []
    result.files = FileTable(try read(consume found))
    let records = result.files.records
    let isDamaged = records.indices.contains { records[$0].facts.failure != nil }
    if isOver(afterProblems: isDamaged, &result) { return result }

    let groups = Grouping.group(records)
    count(records, orphans: groups.orphans, &result)
    let catalog = stateFolder.map { Catalog(in: $0) }
    result.catalog = catalog
    let setAside = assetsToSetAside(groups, records)
    let dates = DateAssignment(configuration: configuration).dates(of: groups, in: consume records)
    // The journal has them; from here on they are only weight.
    result.files.forgetClaims()
    Memory.giveBack()
    let twins = try match(result.files.records, groups.assets, setAside, catalog, &result)
    if recorder.isStopping { return result }

    result.plan = try plan(groups, dates, setAside, twins, result)
    result.plan?.seal.unseen = result.problems.count
    return result
  }

  /// Nothing is planned when somebody asked to stop, nor from what was read of a disk that is gone:
  /// its files would be left out for good.
  private func isOver(afterProblems hasProblems: Bool, _ result: inout Result) -> Bool {
    if hasProblems { result.gone = Volume.reasonGone(sources, called: MoveWords.sorting.from) }
    return recorder.isStopping || result.gone != nil
  }

  /// Unpacked parts of an export beside parts that nobody named are an export cut in two.
  private func noteArchives(_ count: Int) {
    guard count > 0 else { return }
    let (archives, them) = count == 1 ? ("archive", "it") : ("archives", "them")
    recorder.note(
      .info,
      "passed over \(count) \(archives) of Google Takeout; name \(them) with --source to sort "
        + "what is inside")
  }

  private var stateFolder: Folder? {
    output.flatMap { try? $0.folder(StateFolder.name) }
  }

  private func count(_ records: [FileRecord], orphans: [Int], _ result: inout Result) {
    let others = records.indices.count { records[$0].facts.role == .other }
    if others > 0 { result.skipped[SkipRules.Reason.notMedia.rawValue, default: 0] += others }
    if !orphans.isEmpty {
      result.skipped[SkipRules.Reason.orphanSidecar.rawValue, default: 0] += orphans.count
    }
  }
}

// MARK: - Reading

extension Survey {
  /// `found` with what their bytes say: of those that are known and unchanged what was known, of
  /// the others what is read now. Only the first ones when the run was asked to stop.
  private func read(_ found: consuming [FileRecord]) throws(SystemError) -> [FileRecord] {
    try recorder.begin(.read, totalItems: found.count)
    let remembered = rememberedFiles()
    var next = knownIsOwn ? known.nextNumber : 0
    var records = found
    var folders = FolderCache(sources)
    var pool = FileFacts.Pool.forJournal
    let patience = recorder.patience
    var start = 0
    // Batches are read one behind the other, and one more is always waiting for its turn: what was
    // read is noted meanwhile.
    let crew = Crew(width: readers) { FactReader(patience) }
    var reading: [(batch: FactBatch, job: CrewJob<FileFacts>)] = []
    defer { crew.finish() }
    while true {
      while reading.count < Self.batchesAhead, start < records.count, !recorder.isStopping {
        let batch = FactBatch(of: records, from: start, among: remembered, &folders, patience)
        start = batch.range.upperBound
        reading.append((batch, batch.beginReading(by: crew, recorder.stopRequest)))
      }
      guard let (batch, job) = reading.first else { break }
      reading.removeFirst()
      var end = batch.range.upperBound
      for (index, facts) in zip(batch.range, batch.facts(job.wait())) {
        guard let facts else {
          // A stop was asked for meanwhile: this file, and what is behind it, the next run reads.
          end = index
          break
        }
        let old = batch.known.isEmpty ? nil : batch.known[index]
        records[index].facts = facts
        pool.share(&records[index].facts)
        if knownIsOwn, let old {
          records[index].number = old.number
        } else {
          records[index].number = next
          next += 1
          try recorder.append(records[index])
          try reuseContent(of: old, as: records[index])
        }
      }
      recorder.progress.items += end - batch.range.lowerBound
      try recorder.tick()
      if recorder.isCheckpointDue { try recorder.checkpoint(.batch, isDurable: true) }
      if end < batch.range.upperBound {
        start = end
        break
      }
    }
    records.removeSubrange(start...)
    return records
  }

  /// Batches of files that are being read or wait to be: enough for those who read them until the
  /// one who notes what they read gets his turn on a busy core.
  private static let batchesAhead = 8

  /// Files that are read at the same time.
  var readers: Int {
    let isFar = sources.contains { $0.tree.folder?.isOnNetwork == true }
    return recorder.jobs ?? (isFar ? Parallel.farReaders : Parallel.readers)
  }

  private func rememberedFiles() -> [FileRecord.Place: FileRecord] {
    var files: [FileRecord.Place: FileRecord] = [:]
    for record in known.files.records {
      // Of two records of one path the later one is what was seen last.
      let key = record.place
      if let other = files[key], other.number > record.number { continue }
      files[key] = record
    }
    return files
  }

  /// Carries what another operation knew of a file's content into this journal.
  private func reuseContent(of old: FileRecord?, as record: FileRecord) throws(SystemError) {
    guard let old, let content = known.contents[old.number] else { return }
    try recorder.append(.hash(file: record.number, ends: content.ends, whole: content.whole))
  }
}

// MARK: - Planning

extension Survey {
  private func plan(
    _ groups: AssetGroups, _ dates: [CaptureDate?], _ setAside: [Int: PlannedStay.Reason],
    _ twins: [Int: [Twin?]], _ result: Result
  ) throws(SystemError) -> Plan {
    try recorder.begin(.plan, totalItems: groups.assets.count)
    let records = result.files.records
    let albums = Albums.titles(of: groups.assets, in: records, twins: twins)
    let unreadable = result.unreadable
    let assets = groups.assets.indices.lazy.map { index in
      let asset = groups.assets[index]
      let primary = records[asset.primary]
      let companions = asset.companions.map { records[$0] }
      let failure = ([primary] + companions).lazy
        .compactMap { $0.facts.failure ?? unreadable[$0.number] }.first
      return PlanAsset(
        primary: planFile(primary), companions: companions.map(planFile), date: dates[index],
        make: primary.facts.make, model: primary.facts.model, album: albums[index],
        failure: failure, twins: twins[index], setAside: setAside[index],
        isPossiblyUnfinished: unfinished?.contains(path(of: primary)) ?? true)
    }
    return Planner.plan(
      assets, found: result.found, skipped: result.skipped, configuration: configuration,
      templates: templates, isRecovering: isRecovering, manners: manners, existing: existingNames)
  }

  /// The assets that are not sorted, by their place, and why.
  private func assetsToSetAside(
    _ groups: AssetGroups, _ records: [FileRecord]
  ) -> [Int: PlannedStay.Reason] {
    guard !groups.takeout.isEmpty else { return [:] }
    var reasons: [Int: PlannedStay.Reason] = [:]
    for (place, asset) in groups.assets.enumerated() {
      reasons[place] = reasonToSetAside(asset, groups, records)
    }
    return reasons
  }

  /// Why an asset is not sorted: where Google Photos had it, as the JSON of one of its files says.
  private func reasonToSetAside(
    _ asset: Asset, _ groups: AssetGroups, _ records: [FileRecord]
  ) -> PlannedStay.Reason? {
    let notes = asset.files.compactMap { groups.takeout[$0].flatMap { records[$0].facts.takeout } }
    if configuration.trashed == .leave, notes.contains(where: \.isTrashed) { return .trashed }
    if configuration.archived == .leave, notes.contains(where: \.isArchived) { return .archived }
    return nil
  }

  private func path(of record: FileRecord) -> Path {
    sources[record.source].path.appending(record.path)
  }

  private func planFile(_ record: FileRecord) -> PlanFile {
    PlanFile(
      number: record.number, path: record.path, size: record.identity.size,
      role: record.facts.role, isReadOnly: sources[record.source].tree.isArchive)
  }

  private func existingNames(_ folder: Path) -> [Path] {
    guard let folder = try? output?.descendant(folder) else { return [] }
    return ((try? folder.entries()) ?? []).map(\.name)
  }
}
