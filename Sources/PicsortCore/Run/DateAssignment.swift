package import MediaMetadata
import Platform

/// Decides the dates of a run's assets: gathers the claims of a file, its sidecars, its name and
/// its folders, and knows the clock and the zone that `DateDecision` must be told.
package struct DateAssignment: Sendable {
  private let configuration: Configuration
  /// What is the same for all files: of the others' facts only a movie's matter.
  private let usual: DateContext

  package init(configuration: Configuration) {
    self.configuration = configuration
    var usual = DateContext(
      now: CivilDateTime(secondsSince1970: Clock.wallSeconds()) ?? Self.someDay,
      useModificationTime: configuration.usesModificationTime,
      utcOffset: { LocalZone.offset(atUTC: $0) })
    usual.isZoneNamed = configuration.timezone != nil
    usual.prefersExif = configuration.prefersExif
    self.usual = usual
  }

  /// Assets that one thread dates at a time.
  private static let part = 256
  /// Such parts that are dated before their dates are put together.
  private static let parts = 64

  /// Stands for now when the machine's clock is out of range.
  private static let someDay = CivilDateTime.unixEpoch

  // MARK: - Assets

  /// The date of each asset of `groups`; nil where nothing trustworthy says one.
  ///
  /// Twice over: videos in UTC that nothing explains are dated again by the photos of their camera.
  package func dates(of groups: AssetGroups, in files: [FileRecord]) -> [CaptureDate?] {
    let assets = groups.assets
    var dates: [CaptureDate?] = []
    dates.reserveCapacity(assets.count)
    // Part after part, so that there is never a second copy of them all.
    while dates.count < assets.count {
      let rest = assets[dates.count...].prefix(Self.parts * Self.part)
      let parts = Parallel.map(
        (rest.count + Self.part - 1) / Self.part, width: Parallel.readers
      ) { number in
        var scratch = Scratch()
        return rest.dropFirst(number * Self.part).prefix(Self.part).map {
          date(of: $0, groups, files, &scratch, neighbours: nil)
        }
      }
      for part in parts { dates += part }
    }
    let guessed = dates.indices.filter { dates[$0]?.rule.isGuess == true }
    guard !guessed.isEmpty else { return dates }
    let neighbours = neighbours(of: groups, in: files, dates: dates)
    var scratch = Scratch()
    for index in guessed {
      dates[index] = date(of: assets[index], groups, files, &scratch, neighbours: neighbours)
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

  /// What dating one file after the other leaves for the next.
  private struct Scratch {
    var hints = NameHints()
    /// The claims of the last file; only their memory is used again.
    var claims = ClaimList(keepsWords: false)
  }

  /// The primary's date; where that is missing or doubtful, the best one of a companion.
  private func date(
    of asset: Asset, _ groups: AssetGroups, _ files: [FileRecord], _ scratch: inout Scratch,
    neighbours: Neighbours?
  ) -> CaptureDate? {
    var best = date(
      ofFileAt: asset.primary, in: asset, groups, files, &scratch, neighbours: neighbours)
    for index in asset.companions {
      if let best, best.confidence > .low { break }
      let date = date(
        ofFileAt: index, in: asset, groups, files, &scratch, neighbours: neighbours)
      guard let date else { continue }
      best = date.confidence > .low ? date : best ?? date
    }
    return best
  }

  /// The date of one file of `asset`; nil for a sidecar, too.
  private func date(
    ofFileAt index: Int, in asset: Asset, _ groups: AssetGroups, _ files: [FileRecord],
    _ scratch: inout Scratch, neighbours: Neighbours?
  ) -> CaptureDate? {
    guard files[index].facts.role.isMedia else { return nil }
    scratch.claims.removeAll()
    addClaims(of: index, in: asset, groups, files, &scratch.hints, to: &scratch.claims) { _ in
      nil
    }
    let claims = scratch.claims.packed
    let isPlain =
      neighbours == nil && configuration.shifts.isEmpty
      && !claims.contains(where: \.isOfMovieHeader)
    return isPlain
      ? DateDecision.date(claims, context: usual)
      : chosen(of: claims, of: files[index].facts, neighbours: neighbours)
  }

  /// Everything that says a date of the file at `index`, with the words it was read from: its own
  /// fields, its asset's sidecars, the JSON that tells of it, its name and its folders. `facts` is
  /// asked for the facts of a file with their words, of those of `files` where there are no others.
  func claims(
    of index: Int, in asset: Asset, _ groups: AssetGroups, _ files: [FileRecord],
    facts: (Int) -> FileFacts?
  ) -> [DateClaim] {
    var hints = NameHints()
    var claims = ClaimList(keepsWords: true)
    addClaims(of: index, in: asset, groups, files, &hints, to: &claims, facts: facts)
    return claims.worded
  }

  private func addClaims(
    of index: Int, in asset: Asset, _ groups: AssetGroups, _ files: [FileRecord],
    _ hints: inout NameHints, to claims: inout ClaimList, facts: (Int) -> FileFacts?
  ) {
    func add(_ index: Int) {
      if claims.keepsWords {
        claims.append(facts(index)?.claims ?? files[index].facts.claims)
      } else {
        claims.append(files[index].facts.packedClaims)
      }
    }
    add(index)
    for companion in asset.companions
    where files[companion].facts.role == .sidecar && files[companion].facts.takeout == nil {
      add(companion)
    }
    if !groups.takeout.isEmpty, let json = groups.takeout[index] { add(json) }
    hints.addClaims(of: files[index].path, to: &claims)
    if configuration.usesModificationTime,
      let claim = modificationClaim(files[index].identity.modified)
    {
      claims.append(claim)
    }
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
    of claims: [PackedClaim], of facts: FileFacts, neighbours: Neighbours?
  ) -> CaptureDate? {
    let corrected = corrected(claims.map(\.claim), of: facts).map(PackedClaim.init)
    return DateDecision.date(corrected, context: context(of: facts, neighbours))
  }

  private func context(of facts: FileFacts, _ neighbours: Neighbours?) -> DateContext {
    var context = usual
    context.duration = facts.duration
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
    guard !configuration.shifts.isEmpty else { return claims }
    let shifts = configuration.shifts.filter {
      $0.applies(make: facts.make, model: facts.model)
    }
    guard !shifts.isEmpty else { return claims }
    return claims.map { claim in shifts.reduce(claim) { $1.applied(to: $0) } }
  }
}
