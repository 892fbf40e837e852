/// Solves one folder as a whole: first every file's own sidecar, then the shared ones.
struct FolderSolver {
  /// One way to find a file's own sidecar.
  private struct Rule {
    let how: TakeoutMatch.How
    let find: @Sendable (SidecarIndex, TakeoutName) -> [Int]
  }

  /// In the order in which they are believed; all of them exactly, then again with case folded.
  private static let rules = [
    Rule(how: .ownName) { $0.named($1) },
    Rule(how: .title) { $0.titled($1) },
    Rule(how: .cutName) { $0.cut($1) },
    Rule(how: .nameWithoutExtension) { $0.withoutExtension($1) },
    Rule(how: .title) { $0.titledWithAnyCounter($1) },
  ]

  /// How often a name is taken for one made of another: `X~2-edited` is two.
  private static let deepest = 4

  private let names: [String]
  private let readings: [[TakeoutName]]
  private let exact: SidecarIndex
  private let folded: SidecarIndex
  private var owner: [Int?]
  private var matches: [TakeoutMatch]
  private var isShared: [Bool]
  private var byName: [String: Int] = [:]
  private var byFoldedName: [String: Int] = [:]

  /// A folder of media `names` and `sidecars`, each name once.
  init(names: [String], sidecars: [SidecarIndex.Entry]) {
    self.names = names
    readings = names.map(TakeoutName.readings)
    exact = SidecarIndex(sidecars, isFolded: false)
    folded = SidecarIndex(sidecars, isFolded: true)
    owner = [Int?](repeating: nil, count: sidecars.count)
    matches = [TakeoutMatch](repeating: TakeoutMatch(), count: names.count)
    isShared = [Bool](repeating: false, count: names.count)
    for (index, name) in names.enumerated() {
      byName[name] = index
      byFoldedName[name.lowercased()] = byFoldedName[name.lowercased()] ?? index
    }
  }

  /// The match of each name; indices are those of the names and sidecars given.
  mutating func solve() -> [TakeoutMatch] {
    var open = names.indices.map(precedence).sorted { $0 < $1 }.map(\.2)
    for index in [exact, folded] {
      for rule in Self.rules where !open.isEmpty {
        open.removeAll { claim($0, rule, index) }
      }
    }
    for file in open { share(file, depth: 0) }
    return matches
  }

  /// Where a sidecar's name fits several files: originals first, stills before their videos.
  private func precedence(_ file: Int) -> (Int, Int, Int) {
    let name = readings[file][0]
    let isVideo = TakeoutOriginals.isVideo(name)
    let isMade = readings[file].contains {
      EditedNames.withoutSuffix($0.base) != nil || EditedNames.withoutVersion($0.base) != nil
    }
    return (isMade ? 1 : 0, isVideo ? 1 : 0, file)
  }

  /// Gives `file` the first free sidecar that `rule` finds; false when there is none.
  private mutating func claim(_ file: Int, _ rule: Rule, _ index: SidecarIndex) -> Bool {
    guard let found = best(readings[file], rule, index, where: { owner[$0] == nil }) else {
      return false
    }
    owner[found] = file
    matches[file] = TakeoutMatch(sidecar: found, how: rule.how)
    return true
  }

  /// Of the sidecars that `rule` finds for the readings of one name: where both readings find one,
  /// the title decides, and without a title the number is a counter.
  private func best(
    _ readings: [TakeoutName], _ rule: Rule, _ index: SidecarIndex, where isFit: (Int) -> Bool
  ) -> Int? {
    let found = readings.compactMap { reading in
      rule.find(index, reading).first(where: isFit).map { (reading: reading, sidecar: $0) }
    }
    guard found.count > 1 else { return found.first?.sidecar }
    let agreeing = found.first { index.entries[$0.sidecar].titles.contains($0.reading.whole) }
    return (agreeing ?? found[found.count - 1]).sidecar
  }

  /// The sidecar of a file that is called `name`, whether or not that is there; taken ones too.
  private func sidecar(ofAbsent name: String) -> Int? {
    let readings = TakeoutName.readings(of: name)
    for index in [exact, folded] {
      for rule in Self.rules {
        if let found = best(readings, rule, index, where: { _ in true }) { return found }
      }
    }
    return nil
  }

  // MARK: Files without a sidecar of their own

  /// Gives `file`, which no rule gave a sidecar, its original and that one's sidecar.
  private mutating func share(_ file: Int, depth: Int) {
    guard !isShared[file], matches[file].sidecar == nil, depth < Self.deepest else { return }
    isShared[file] = true
    if let match = original(of: names[file], except: file, depth: depth) {
      matches[file] = match
    } else if let found = uncounted(readings[file]) {
      matches[file] = TakeoutMatch(
        sidecar: found, how: .forgottenDuplicate, original: owner[found])
    }
  }

  private func uncounted(_ readings: [TakeoutName]) -> Int? {
    for index in [exact, folded] {
      for reading in readings {
        if let found = index.uncounted(reading).first { return found }
      }
    }
    return nil
  }

  /// What a file called `name` was made of: a file of the folder, or a sidecar whose file is gone.
  private mutating func original(
    of name: String, except file: Int?, depth: Int
  ) -> TakeoutMatch? {
    guard depth < Self.deepest else { return nil }
    for candidate in TakeoutOriginals.candidates(for: name) {
      for other in candidate.names {
        if let found = byName[other] ?? byFoldedName[other.lowercased()], found != file {
          share(found, depth: depth + 1)
          return TakeoutMatch(
            sidecar: matches[found].sidecar, how: candidate.how, original: found)
        }
        if let found = sidecar(ofAbsent: other) {
          return TakeoutMatch(sidecar: found, how: candidate.how, original: owner[found])
        }
      }
      // `X~2-edited` where there is no `X~2`.
      guard candidate.how == .editedCopy || candidate.how == .numberedVersion,
        let next = candidate.names.first,
        var match = original(of: next, except: file, depth: depth + 1)
      else { continue }
      match.how = candidate.how
      return match
    }
    return nil
  }
}
