package import Platform

/// How a run begins: on the state that an earlier one left, or afresh. Decides; changes nothing.
package enum Beginning {
  /// Go on with the operation in the journal.
  case resume(OperationOutline, configuration: Configuration)
  /// A new operation.
  case fresh(Fresh)

  /// A new operation, and what it takes over.
  package struct Fresh {
    /// Facts of an earlier operation that need not be read again.
    package var known = OperationState()
    /// Begin of the name under which the journal that is there goes to history; nil: none is there.
    package var retireAs: String?
    /// An earlier run stopped half-way and its plan is not used: what it had finished but not noted
    /// is recognised by name and bytes.
    package var isRecovering = false
    /// Absolute source paths of the files that it may have been at, when its books say so; nil: any
    /// file may be one.
    package var unfinished: Set<Path>?
    /// What the user should know before it begins.
    package var notices: [Notice] = []
    package var configuration: Configuration
  }

  /// What is found in place of a journal, and read from it.
  package struct Found {
    package var condition: JournalCondition
    package var outline: OperationOutline
    /// `.picsort` was there before, so a missing journal is a lost one.
    package var isStateFolderOld: Bool

    package init(
      condition: JournalCondition, outline: OperationOutline, isStateFolderOld: Bool
    ) {
      self.condition = condition
      self.outline = outline
      self.isStateFolderOld = isStateFolderOld
    }

    /// Everything that is read from it, which `journal` names for messages.
    func whole(_ journal: Path) throws(RunError) -> OperationState {
      try Desk.reading(journal) { () throws(SystemError) in try outline.whole() }
    }
  }

  /// Goes on with what is unfinished, unless something was said or seen that forbids it.
  ///
  /// - Parameters:
  ///   - found: what stands in the journal's place.
  ///   - settings: what was asked for.
  ///   - sources: what was given, resolved; empty when only `--resume` or `--output` was.
  ///   - journal: where the journal is, for messages.
  /// - Returns: the operation to go on with, or what a new one takes over.
  /// - Throws: a refusal, when going on would need `--force`.
  package static func decide(
    _ found: Found, settings: RunSettings, sources: [Path], journal: Path
  ) throws(RunError) -> Beginning {
    var fresh = Fresh(configuration: settings.configuration)
    switch found.condition {
    case .newer(let version):
      guard settings.force else {
        throw .refused(
          "\(journal) was written by a newer picsort (format \(version)); this one reads up to "
            + "format \(JournalFormat.version)",
          nextStep: "use the newer picsort, or start over with --force (the file is kept)")
      }
      fresh.retireAs = "newer-format"
      fresh.isRecovering = true
      return .fresh(fresh)
    case .absent:
      fresh.isRecovering = found.isStateFolderOld
      // An empty file may stand there: a run that died before its first line.
      fresh.retireAs = "empty"
      return .fresh(fresh)
    case .damaged(let offset):
      return try damaged(found, at: offset, settings, sources, journal, fresh)
    case .whole, .torn:
      return try sound(found, settings, sources, journal, fresh)
    }
  }

  private static func damaged(
    _ found: Found, at offset: Int, _ settings: RunSettings, _ sources: [Path], _ journal: Path,
    _ fresh: Fresh
  ) throws(RunError) -> Beginning {
    var fresh = fresh
    fresh.retireAs = "damaged"
    fresh.isRecovering = true
    if let header = found.outline.course.header {
      try requireRun(header, settings, isDamaged: true)
      if !settings.force {
        try requireSameSources(header, sources)
        if sources.isEmpty || header.sources == sources {
          fresh.known = try found.whole(journal).factsOnly
        }
        fresh.configuration = effective(settings, header, sources)
      }
    }
    fresh.notices = [
      Notice(
        .warning,
        "the state file is damaged at byte \(offset); it is kept in .picsort/history, what can be "
          + "trusted of it is used, and the disk decides about the rest",
        path: journal)
    ]
    return .fresh(fresh)
  }

  private static func sound(
    _ found: Found, _ settings: RunSettings, _ sources: [Path], _ journal: Path, _ fresh: Fresh
  ) throws(RunError) -> Beginning {
    let outline = found.outline
    var fresh = fresh
    guard let header = outline.course.header else {
      fresh.retireAs = "empty"
      fresh.isRecovering = found.isStateFolderOld
      return .fresh(fresh)
    }
    fresh.retireAs = header.operation
    if settings.force {
      fresh.isRecovering = outline.course.isUnfinished
      fresh.unfinished = try found.whole(journal).unfinishedSources
      // Who names no source takes over what the run was told: a copy must not become a move.
      if sources.isEmpty { fresh.configuration = effective(settings, header, sources) }
      return .fresh(fresh)
    }
    // An undo's files are those of its plan: nothing was read from them.
    let isRun = header.kind == .organize
    guard outline.course.isUnfinished else {
      if isRun, header.sources == sources { fresh.known = try found.whole(journal).factsOnly }
      if sources.isEmpty { fresh.configuration = effective(settings, header, sources) }
      return .fresh(fresh)
    }
    try requireRun(header, settings)
    if !isRun { return .resume(outline, configuration: header.configuration) }
    try requireSameSources(header, sources)
    let configuration = effective(settings, header, sources)
    let differences = configuration.differences(from: header.configuration)
    guard !differences.isEmpty else { return .resume(outline, configuration: configuration) }
    let state = try found.whole(journal)
    fresh.isRecovering = true
    fresh.unfinished = state.unfinishedSources
    fresh.known = sources.isEmpty || header.sources == sources ? state.factsOnly : OperationState()
    fresh.configuration = configuration
    fresh.notices = [
      Notice(
        .warning,
        "parameters changed since the unfinished run (\(differences.joined(separator: "; "))): "
          + "what it moved stays moved, the rest is planned anew")
    ]
    return .fresh(fresh)
  }

  /// An unfinished undo is finished before anything is sorted into its output again.
  private static func requireRun(
    _ header: JournalHeader, _ settings: RunSettings, isDamaged: Bool = false
  ) throws(RunError) {
    switch header.kind {
    case .organize: return
    case .undo:
      guard !settings.force, isDamaged || settings.isWholeCommand else { return }
      throw .refused(
        "\(header.output) holds an undo that is not finished",
        nextStep: "finish it with 'picsort undo \(header.output)', or start over with --force")
    case .unknown(let kind):
      guard !settings.force else { return }
      throw .refused(
        "\(header.output) holds an unfinished operation of a kind that this picsort does not know "
          + "(\(kind))",
        nextStep: "finish it with the picsort that began it, or start over with --force")
    }
  }

  /// A whole command says everything; one that only asks to go on keeps what the run was told.
  private static func effective(
    _ settings: RunSettings, _ header: JournalHeader, _ sources: [Path]
  ) -> Configuration {
    if settings.isWholeCommand { return settings.configuration }
    var configuration = header.configuration.taking(settings.stated, from: settings.configuration)
    // A copy that was not to be read back and is a move from now on.
    if configuration.mode == .move, !settings.stated.contains(.readsBack) {
      configuration.readsBack = true
    }
    return configuration
  }

  private static func requireSameSources(
    _ header: JournalHeader, _ sources: [Path]
  ) throws(RunError) {
    guard !sources.isEmpty, Set(sources) != Set(header.sources) else { return }
    let old = header.sources.map(\.description).joined(separator: ", ")
    let new = sources.map(\.description).joined(separator: ", ")
    throw .refused(
      "\(header.output) holds an unfinished run of another source: it was \(old), now it is \(new)",
      nextStep: "finish that run with --resume --output \(header.output), name another output, or "
        + "start over with --force")
  }
}
