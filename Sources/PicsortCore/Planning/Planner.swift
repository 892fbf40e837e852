import MediaMetadata
package import Platform

/// From finished facts to a plan. Pure but for `NameTable`'s question about existing names.
package struct Planner {
  /// Folder for duplicates under `--duplicates quarantine`.
  package static let duplicatesFolder = Path("Duplicates")
  /// Folder for files without a trustworthy date.
  package static let undatedFolder = Path("Undated")

  private let configuration: Configuration
  private let templates: Templates
  private let isRecovering: Bool
  private let manners: VolumeManners?
  private var names: NameTable
  /// Every month has one folder, and there are few of them.
  private let isByMonth: Bool
  private var monthFolders: [Int: Path] = [:]
  /// Files of the output that an unfinished move of this plan ends at.
  private var claimed: Set<Path> = []
  /// Where such moves end, by the number of the asset's primary file.
  private var unfinished: [Int: [Path]] = [:]
  /// Targets given away before their turn, by the number of the asset's primary file.
  private var reserved: [Int: [Path]] = [:]
  private var plan = Plan()
  private var removals: [PlannedMove] = []

  private init(
    configuration: Configuration, templates: Templates, isRecovering: Bool,
    manners: VolumeManners?, existing: @escaping (Path) -> [Path]
  ) {
    self.configuration = configuration
    self.templates = templates
    self.isRecovering = isRecovering
    self.manners = manners
    isByMonth = templates.layout.isByMonth
    names = NameTable(knowsStems: templates.name != nil, existing: existing)
  }

  /// The plan for `assets`, in their order.
  ///
  /// - Parameters:
  ///   - assets: the facts, each asset's files with it; best made when they are asked for.
  ///   - found: files that the scan met, for the seal.
  ///   - skipped: those of them that it passed over, by reason.
  ///   - configuration: what decides where files go.
  ///   - templates: those of `configuration`, parsed.
  ///   - isRecovering: a duplicate whose twin stands at its own planned name is a move that an
  ///     earlier run did not finish.
  ///   - manners: what names the output's file system takes; nil when nobody asked it.
  ///   - existing: the names in a folder below the output.
  /// - Returns: the plan, its seal filled.
  package static func plan(
    _ assets: some RandomAccessCollection<PlanAsset>, found: Int, skipped: [String: Int],
    configuration: Configuration, templates: Templates, isRecovering: Bool = false,
    manners: VolumeManners? = nil,
    existing: @escaping (Path) -> [Path]
  ) -> Plan {
    var planner = Planner(
      configuration: configuration, templates: templates, isRecovering: isRecovering,
      manners: manners, existing: existing)
    planner.claim(assets)
    planner.nameByCapture(assets)
    for asset in assets { planner.take(asset) }
    if !planner.removals.isEmpty {
      planner.takeRemovals(
        Dictionary(assets.map { ($0.primary.number, $0.date != nil) }) { first, _ in first })
    }
    planner.plan.seal.found = found
    planner.plan.seal.skippedByReason = skipped
    planner.plan.seal.items = planner.plan.moves.count
    return planner.plan
  }

  /// A duplicate is only removed when its twin has arrived, so one whose twin stays in the source
  /// stays as well.
  private mutating func takeRemovals(_ isDated: [Int: Bool]) {
    let going = Set(plan.moves.map(\.file))
    for removal in removals {
      guard case .file(let number) = removal.twin, !going.contains(number) else {
        plan.moves.append(removal)
        continue
      }
      let isUndated = isDated[removal.companionOf ?? removal.file] == false
      let reason: PlannedStay.Reason = removal.companionOf == nil ? .undated : .companionStays
      plan.stays.append(
        PlannedStay(file: removal.file, reason: isUndated ? reason : .duplicate(.file(number))))
    }
  }

  private mutating func take(_ asset: PlanAsset) {
    if let failure = asset.failure {
      stay(asset, .unreadable(failure))
    } else if let reason = asset.setAside {
      stay(asset, reason)
    } else if let targets = unfinished[asset.primary.number] {
      transfer(asset, wantedNames(of: asset), to: targets)
    } else if let twins = asset.twins {
      takeDuplicate(asset, twins)
    } else if let date = asset.date {
      if date.confidence == .low { plan.seal.lowConfidenceDates += 1 }
      if date.notes.contains(.correctedInGooglePhotos) { plan.seal.corrected += 1 }
      go(asset, to: folder(of: asset, date))
    } else {
      plan.seal.undated += 1
      switch configuration.undated {
      case .folder: go(asset, to: Self.undatedFolder)
      case .leave: stay(asset, .undated)
      }
    }
  }

  /// Says which assets an earlier run had begun to move. Of two that answer to the same files of
  /// the output the one with more companions there: that all of them stand beside it is the better
  /// proof.
  private mutating func claim(_ assets: some RandomAccessCollection<PlanAsset>) {
    guard isRecovering else { return }
    for asset in assets.sorted(by: { $0.files.count > $1.files.count }) {
      unfinished[asset.primary.number] = unfinishedTargets(of: asset)
    }
  }

  /// Where every file of the asset stands already under a name that picsort gives it in its own
  /// folder, put there by a run whose books are not used; nil when one does not.
  ///
  /// Each file of the output answers for one source only: identical twins in the source stay two.
  private mutating func unfinishedTargets(of asset: PlanAsset) -> [Path]? {
    guard asset.isPossiblyUnfinished, asset.failure == nil, let twins = asset.twins else {
      return nil
    }
    var folder = Self.undatedFolder
    if let date = asset.date { folder = self.folder(of: asset, date) }
    let wanted = wantedNames(of: asset)
    let stem = wanted.first?.stemAndExtension.stem ?? []
    var targets: [Path] = []
    for (name, twin) in zip(wanted, twins) {
      guard case .library(let path) = twin, path.parent == folder,
        NameTable.isName(path.lastComponent, of: name, stem: stem, beside: wanted),
        !claimed.contains(path)
      else { return nil }
      targets.append(path)
    }
    claimed.formUnion(targets)
    return targets
  }

  private mutating func takeDuplicate(_ asset: PlanAsset, _ twins: [Twin?]) {
    let policy = configuration.duplicates
    var going: [(file: PlanFile, twin: Twin)] = []
    for (file, twin) in zip(asset.files, twins) {
      // A note without a twin goes where its photo goes; away for good goes only what has the same
      // bytes elsewhere.
      let followed =
        policy == .quarantine && !asset.primary.isReadOnly ? twins.first.flatMap(\.self) : nil
      if policy != .leave, !file.isReadOnly, let reason = twin ?? followed {
        going.append((file, reason))
      } else {
        stay(file, twin.map { .duplicate($0) } ?? .noteOfDuplicate)
      }
    }
    switch policy {
    case .leave: break
    case .quarantine:
      let reserved = names.reserve(
        going.map(\.file.path.lastComponent), in: Self.duplicatesFolder)
      for ((file, twin), name) in zip(going, reserved) {
        let target = Self.duplicatesFolder.appending(name)
        if let refusal = manners?.refusal(of: target) {
          stay(file, .refused(cause: refusal.cause, nextStep: refusal.nextStep))
          continue
        }
        add(
          PlannedMove(
            file: file.number, action: .quarantine, target: target,
            companionOf: asset.owner(of: file), twin: twin),
          bytes: file.size)
      }
    case .delete:
      for (file, twin) in going {
        removals.append(
          PlannedMove(
            file: file.number, action: .delete, target: Path(bytes: []),
            companionOf: asset.owner(of: file), twin: twin))
      }
    }
  }

  private mutating func go(_ asset: PlanAsset, to folder: Path) {
    let names = wantedNames(of: asset)
    transfer(
      asset, names, to: reserved[asset.primary.number] ?? reserve(asset, names, in: folder))
  }

  /// Plans the files of an asset, which want these `names`, to `targets`; the primary's first.
  private mutating func transfer(_ asset: PlanAsset, _ names: [Path], to targets: [Path]) {
    if let refusals = asset.refusals(by: manners, of: targets) {
      plan.stays += refusals
      return
    }
    for (file, (name, target)) in zip(asset.files, zip(names, targets)) {
      add(
        PlannedMove(
          file: file.number, action: action(for: file), target: target,
          companionOf: asset.owner(of: file),
          name: templates.name == nil || name == file.path.lastComponent ? nil : name),
        bytes: file.size)
    }
  }

  private func action(for file: PlanFile) -> PlannedAction {
    configuration.mode == .move && !file.isReadOnly ? .move : .copy
  }

  /// Stems that a template makes are each asset's own: a sidecar beside two pictures of one stem
  /// would be anybody's.
  private mutating func reserve(
    _ asset: PlanAsset, _ wanted: [Path], in folder: Path
  ) -> [Path] {
    let isNamed = templates.name != nil && asset.date != nil
    return names.reserve(wanted, in: folder, hasOwnStem: isNamed).map { folder.appending($0) }
  }

  /// Gives names away in the order of capture where a template makes them, because then pictures
  /// of one second want the same one.
  private mutating func nameByCapture(_ assets: some RandomAccessCollection<PlanAsset>) {
    guard templates.name != nil else { return }
    let dated = assets.compactMap { asset -> (date: CaptureDate, asset: PlanAsset)? in
      guard let date = asset.date, asset.failure == nil, asset.setAside == nil, asset.twins == nil
      else { return nil }
      return (date, asset)
    }
    let inOrder = dated.sorted {
      CaptureOrder.precedes(($0.date, $0.asset.primary), ($1.date, $1.asset.primary))
    }
    for (date, asset) in inOrder {
      reserved[asset.primary.number] = reserve(
        asset, wantedNames(of: asset), in: folder(of: asset, date))
    }
  }

  /// What the files of an asset are to be called: their own names, unless a template makes new ones
  /// of a date.
  private func wantedNames(of asset: PlanAsset) -> [Path] {
    let own = asset.files.map(\.path.lastComponent)
    guard let template = templates.name, let date = asset.date else { return own }
    return AssetNames.names(for: own, stem: template.stem(for: values(of: asset, date)))
  }

  private mutating func add(_ move: PlannedMove, bytes: Int) {
    plan.moves.append(move)
    plan.seal.bytes &+= bytes
  }

  private mutating func stay(_ asset: PlanAsset, _ reason: PlannedStay.Reason) {
    stay(asset.primary, reason)
    for file in asset.companions { stay(file, .companionStays) }
  }

  private mutating func stay(_ file: PlanFile, _ reason: PlannedStay.Reason) {
    plan.stays.append(PlannedStay(file: file.number, reason: reason))
  }

  private mutating func folder(of asset: PlanAsset, _ date: CaptureDate) -> Path {
    guard isByMonth else { return Path(templates.layout.folder(for: values(of: asset, date))) }
    let month = date.local.year * 12 + date.local.month
    if let folder = monthFolders[month] { return folder }
    let folder = Path(templates.layout.folder(for: values(of: asset, date)))
    monthFolders[month] = folder
    return folder
  }

  private func values(of asset: PlanAsset, _ date: CaptureDate) -> LayoutValues {
    let name = asset.primary.path.lastComponent.stemAndExtension
    let parent = asset.primary.path.parent
    let kind: MediaKind =
      switch asset.primary.role {
      case .raw: .raw
      case .video: .video
      case .photo, .sidecar, .other: .photo
      }
    return LayoutValues(
      date: date.local, precision: date.precision, make: asset.make, model: asset.model,
      stem: String(decoding: name.stem, as: UTF8.self),
      fileExtension: String(decoding: name.extension, as: UTF8.self), kind: kind,
      sourceFolder: parent.isEmpty ? nil : parent.lastComponent.description, album: asset.album)
  }
}
