package import MediaMetadata
import Platform

/// Decides the dates of a run's assets: gathers the claims of a file, its sidecars, its name and
/// its folders, and knows the clock and the zone that `DateDecision` must be told.
package struct DateAssignment: Sendable {
  private let now: CivilDateTime
  private let configuration: Configuration

  package init(configuration: Configuration) {
    now = CivilDateTime(secondsSince1970: Clock.wallSeconds()) ?? Self.someDay
    self.configuration = configuration
  }

  /// Stands for now when the machine's clock is out of range.
  /// Assets that one thread dates at a time.
  private static let part = 256

  private static let someDay = CivilDateTime.unixEpoch

  // MARK: - Assets

  /// The date of each asset of `groups`; nil where nothing trustworthy says one.
  ///
  /// Twice over: videos in UTC that nothing explains are dated again by the photos of their camera.
  package func dates(of groups: AssetGroups, in files: [FileRecord]) -> [CaptureDate?] {
    let assets = groups.assets
    let parts = Parallel.map(
      (assets.count + Self.part - 1) / Self.part, width: Parallel.readers
    ) { number in
      var hints = FolderHints()
      let start = number * Self.part
      return assets[start..<min(start + Self.part, assets.count)].map {
        date(of: $0, groups, files, &hints, neighbours: nil)
      }
    }
    var dates = Array(parts.joined())
    let guessed = dates.indices.filter { dates[$0]?.rule.isGuess == true }
    guard !guessed.isEmpty else { return dates }
    let neighbours = neighbours(of: groups, in: files, dates: dates)
    var hints = FolderHints()
    for index in guessed {
      dates[index] = date(of: assets[index], groups, files, &hints, neighbours: neighbours)
    }
    return dates
  }

  /// Where each camera was, by the photos whose offset is known.
  package func neighbours(
    of groups: AssetGroups, in files: [FileRecord], dates: [CaptureDate?]
  ) -> Neighbours {
    Neighbours(
      zip(groups.assets, dates).lazy.compactMap { asset, date in
        let facts = files[asset.primary].facts
        guard let date, let camera = Neighbours.camera(make: facts.make, model: facts.model) else {
          return nil
        }
        return (camera, date)
      })
  }

  /// The primary's date; where that is missing or doubtful, the best one of a companion.
  private func date(
    of asset: Asset, _ groups: AssetGroups, _ files: [FileRecord], _ hints: inout FolderHints,
    neighbours: Neighbours?
  ) -> CaptureDate? {
    var best: CaptureDate?
    for index in asset.files where files[index].facts.role.isMedia {
      let claims = claims(of: index, in: asset, groups, files, &hints) { _ in nil }
      let date = chosen(of: claims, of: files[index].facts, neighbours: neighbours)
      guard let date else { continue }
      if date.confidence > .low { return date }
      best = best ?? date
    }
    return best
  }

  /// Everything that says a date of the file at `index`: its own fields, its asset's sidecars, the
  /// JSON that tells of it, its name and its folders. `facts` is asked for the facts of a file, of
  /// those of `files` where there are no others.
  func claims(
    of index: Int, in asset: Asset, _ groups: AssetGroups, _ files: [FileRecord],
    _ hints: inout FolderHints, facts: (Int) -> FileFacts?
  ) -> [DateClaim] {
    let file = files[index]
    var claims = (facts(index) ?? file.facts).claims
    for companion in asset.companions {
      let own = files[companion].facts
      guard own.role == .sidecar, own.takeout == nil else { continue }
      claims += (facts(companion) ?? own).claims
    }
    if let json = groups.takeout[index] { claims += (facts(json) ?? files[json].facts).claims }
    claims += FileNameDates.claims(fileName: file.path.lastComponent.description)
    claims += hints.claims(of: file.path.parent)
    if configuration.usesModificationTime, let claim = modificationClaim(file.identity.modified) {
      claims.append(claim)
    }
    return claims
  }

  /// A file's time is an instant; on the wall of the machine's zone it is a date.
  private func modificationClaim(_ nanoseconds: Int) -> DateClaim? {
    CivilDateTime(secondsSince1970: nanoseconds / 1_000_000_000).map {
      DateClaim(source: .modificationTime, dateTime: $0, zone: .utc)
    }
  }

  // MARK: - The decision

  /// The decision on `claims`, with every candidate; the camera's clock is corrected first.
  ///
  /// - Parameters:
  ///   - claims: everything that says a date of the file.
  ///   - facts: those of the file.
  ///   - neighbours: where the cameras were, when that is known.
  ///   - readsEveryCandidate: true for `explain`.
  /// - Returns: the date, and what became of every claim.
  package func verdict(
    on claims: [DateClaim], of facts: FileFacts, neighbours: Neighbours?,
    readsEveryCandidate: Bool = false
  ) -> DateVerdict {
    var context = context(of: facts, neighbours)
    context.readsEveryCandidate = readsEveryCandidate
    return DateDecision.decide(corrected(claims, of: facts), context: context)
  }

  /// The date alone.
  private func chosen(
    of claims: [DateClaim], of facts: FileFacts, neighbours: Neighbours?
  ) -> CaptureDate? {
    DateDecision.date(corrected(claims, of: facts), context: context(of: facts, neighbours))
  }

  private func context(of facts: FileFacts, _ neighbours: Neighbours?) -> DateContext {
    var context = DateContext(
      now: now, duration: facts.duration,
      useModificationTime: configuration.usesModificationTime,
      utcOffset: { LocalZone.offset(atUTC: $0) })
    context.isZoneNamed = configuration.timezone != nil
    context.prefersExif = configuration.prefersExif
    context.make = facts.make
    context.model = facts.model
    if let neighbours,
      let camera = Neighbours.camera(make: facts.make, model: facts.model)
    {
      context.neighbourOffset = { neighbours.offset(of: camera, at: $0) }
    }
    return context
  }

  private func corrected(_ claims: [DateClaim], of facts: FileFacts) -> [DateClaim] {
    let shifts = configuration.shifts.filter {
      $0.applies(make: facts.make, model: facts.model)
    }
    guard !shifts.isEmpty else { return claims }
    return claims.map { claim in shifts.reduce(claim) { $1.applied(to: $0) } }
  }
}

/// What the folders of a file say of its date: files come folder by folder, so the last answer is
/// most often the next one, too.
struct FolderHints {
  private var last: (folder: Path, claims: [DateClaim])?

  /// The dates in the names of the folders of `folder`, a path below a source.
  mutating func claims(of folder: Path) -> [DateClaim] {
    if let last, last.folder == folder { return last.claims }
    let claims = FolderNameDates.claims(folders: folder.components.map(\.description))
    last = (folder, claims)
    return claims
  }
}
