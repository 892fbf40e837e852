import MediaMetadata
package import Platform

/// From finished facts to a plan. Pure but for `NameTable`'s question about existing names.
package struct Planner {
  /// Folder for duplicates under `--duplicates quarantine`.
  package static let duplicatesFolder = Path("Duplicates")
  /// Folder for files without a trustworthy date.
  package static let undatedFolder = Path("Undated")

  private let configuration: Configuration
  private let layout: LayoutTemplate
  private let isRecovering: Bool
  private var names: NameTable
  /// Files of the output that an unfinished move of this plan ends at.
  private var claimed: Set<Path> = []
  /// Where such moves end, by the number of the asset's primary file.
  private var unfinished: [Int: [Path]] = [:]
  private var plan = Plan()
  private var removals: [PlannedMove] = []

  private init(
    configuration: Configuration, layout: LayoutTemplate, isRecovering: Bool,
    existing: @escaping (Path) -> [Path]
  ) {
    self.configuration = configuration
    self.layout = layout
    self.isRecovering = isRecovering
    names = NameTable(existing: existing)
  }

  /// The plan for `assets`, in their order.
  ///
  /// - Parameters:
  ///   - assets: the facts, each asset's files with it.
  ///   - found: files that the scan met, for the seal.
  ///   - skipped: those of them that it passed over, by reason.
  ///   - configuration: what decides where files go.
  ///   - layout: the template of `configuration`, parsed.
  ///   - isRecovering: a duplicate whose twin stands at its own planned name is a move that an
  ///     earlier run did not finish.
  ///   - existing: the names in a folder below the output.
  /// - Returns: the plan, its seal filled.
  package static func plan(
    _ assets: [PlanAsset], found: Int, skipped: [String: Int], configuration: Configuration,
    layout: LayoutTemplate, isRecovering: Bool = false, existing: @escaping (Path) -> [Path]
  ) -> Plan {
    var planner = Planner(
      configuration: configuration, layout: layout, isRecovering: isRecovering, existing: existing)
    planner.claim(assets)
    for asset in assets { planner.take(asset) }
    // A duplicate is only removed when its twin has arrived.
    planner.plan.moves += planner.removals
    planner.plan.seal.found = found
    planner.plan.seal.skippedByReason = skipped
    planner.plan.seal.items = planner.plan.moves.count
    return planner.plan
  }

  private mutating func take(_ asset: PlanAsset) {
    if let failure = asset.failure {
      stay(asset, .unreadable(failure))
    } else if let reason = asset.setAside {
      stay(asset, reason)
    } else if let targets = unfinished[asset.primary.number] {
      for (index, file) in asset.files.enumerated() {
        add(
          PlannedMove(
            file: file.number, action: configuration.mode == .move ? .move : .copy,
            target: targets[index],
            companionOf: index == 0 ? nil : asset.primary.number),
          bytes: file.size)
      }
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
  private mutating func claim(_ assets: [PlanAsset]) {
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
    let folder = asset.date.map { self.folder(of: asset, $0) } ?? Self.undatedFolder
    let stem = asset.primary.path.lastComponent.stemAndExtension.stem
    var targets: [Path] = []
    for (file, twin) in zip(asset.files, twins) {
      guard case .library(let path) = twin, path.parent == folder,
        NameTable.isName(path.lastComponent, of: file.path.lastComponent, stem: stem),
        !claimed.contains(path)
      else { return nil }
      targets.append(path)
    }
    claimed.formUnion(targets)
    return targets
  }

  private mutating func takeDuplicate(_ asset: PlanAsset, _ twins: [Twin?]) {
    let files = asset.files
    switch configuration.duplicates {
    case .leave:
      for (file, twin) in zip(files, twins) {
        stay(file, twin.map { .duplicate($0) } ?? .noteOfDuplicate)
      }
    case .quarantine:
      let reserved = names.reserve(files.map(\.path.lastComponent), in: Self.duplicatesFolder)
      for (index, file) in files.enumerated() {
        add(
          PlannedMove(
            file: file.number, action: .quarantine,
            target: Self.duplicatesFolder.appending(reserved[index]),
            companionOf: index == 0 ? nil : asset.primary.number,
            twin: twins[index] ?? twins.first.flatMap(\.self)),
          bytes: file.size)
      }
    case .delete:
      for (index, file) in files.enumerated() {
        // Only what has the same bytes elsewhere may go.
        guard let twin = twins[index] else {
          stay(file, .noteOfDuplicate)
          continue
        }
        removals.append(
          PlannedMove(
            file: file.number, action: .delete, target: Path(bytes: []),
            companionOf: index == 0 ? nil : asset.primary.number, twin: twin))
      }
    }
  }

  private mutating func go(_ asset: PlanAsset, to folder: Path) {
    let files = asset.files
    let reserved = names.reserve(files.map(\.path.lastComponent), in: folder)
    let action: PlannedAction = configuration.mode == .move ? .move : .copy
    for (index, file) in files.enumerated() {
      add(
        PlannedMove(
          file: file.number, action: action, target: folder.appending(reserved[index]),
          companionOf: index == 0 ? nil : asset.primary.number),
        bytes: file.size)
    }
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

  private func folder(of asset: PlanAsset, _ date: CaptureDate) -> Path {
    let name = asset.primary.path.lastComponent.stemAndExtension
    let parent = asset.primary.path.parent
    let kind: MediaKind =
      switch asset.primary.role {
      case .raw: .raw
      case .video: .video
      case .photo, .sidecar, .other: .photo
      }
    return Path(
      layout.folder(
        for: LayoutValues(
          date: date.local, make: asset.make, model: asset.model,
          stem: String(decoding: name.stem, as: UTF8.self),
          fileExtension: String(decoding: name.extension, as: UTF8.self), kind: kind,
          sourceFolder: parent.isEmpty ? nil : parent.lastComponent.description)))
  }
}
