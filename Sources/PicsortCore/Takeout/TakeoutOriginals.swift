/// The names that the original of a file may have, by the file's own name.
enum TakeoutOriginals {
  /// Names of one kind of original, the likeliest first.
  struct Candidate {
    let how: TakeoutMatch.How
    let names: [String]
  }

  private typealias Rule = (
    how: TakeoutMatch.How, names: @Sendable (TakeoutName) -> [String]
  )

  /// In the order in which they are tried, each for both readings of the name.
  private static let rules: [Rule] = [
    (.editedCopy, { edited($0, EditedNames.withoutSuffix($0.base), counter: $0.counter) }),
    (.editedCopy, { edited($0, cutSuffix($0), counter: $0.counter) }),
    (.numberedVersion, { edited($0, EditedNames.withoutVersion($0.base), counter: $0.counter) }),
    (.livePhoto, liveStills),
    (.motionPart, motionStills),
    // A counted edit whose original was never counted.
    (.editedCopy, { $0.counter == 0 ? [] : edited($0, EditedNames.withoutSuffix($0.base)) }),
  ]

  /// What a file called `name` may have been made of, the likeliest first.
  static func candidates(for name: String) -> [Candidate] {
    let readings = TakeoutName.readings(of: name)
    return rules.flatMap { rule in
      readings.compactMap { reading in
        let names = rule.names(reading)
        return names.isEmpty ? nil : Candidate(how: rule.how, names: names)
      }
    }
  }

  /// True for names that the videos of live and motion photos have.
  static func isVideo(_ name: TakeoutName) -> Bool {
    let suffix = name.suffix.lowercased()
    return videos.contains(suffix) || isMotion(suffix)
  }

  private static let stills = [".heic", ".heif", ".jpg", ".jpeg"]
  private static let videos = [".mp4", ".mov", ".m4v"]
  /// What else an edited copy may have been made of: Google writes JPEG and MP4.
  private static let editable = [
    ".jpg": [".heic", ".heif", ".jpeg", ".png", ".webp", ".dng"],
    ".jpeg": [".heic", ".heif", ".jpg", ".png", ".webp", ".dng"],
    ".mp4": [".mov", ".m4v"],
    ".gif": [".mp4", ".mov", ".jpg"],
  ]

  private static func edited(
    _ name: TakeoutName, _ base: String?, counter: Int = 0
  ) -> [String] {
    guard let base else { return [] }
    let original = TakeoutName(base: base, suffix: name.suffix, counter: counter)
    let others = editable[name.suffix.lowercased()] ?? []
    return ([name.suffix] + others).map { original.sibling(base: base, suffix: $0) }
  }

  private static func cutSuffix(_ name: TakeoutName) -> String? {
    TakeoutLimit.isCut(media: name.whole) ? EditedNames.withoutCutSuffix(name.base) : nil
  }

  private static func liveStills(_ name: TakeoutName) -> [String] {
    guard videos.contains(name.suffix.lowercased()) else { return [] }
    return stills.map { name.sibling(base: name.base, suffix: $0) }
  }

  /// `X.MP` belongs to `X.MP.jpg` or `X.jpg`, `MVIMG_1` to `MVIMG_1.jpg`.
  private static func motionStills(_ name: TakeoutName) -> [String] {
    if name.suffix.isEmpty {
      guard name.base.hasPrefix("MVIMG_") else { return [] }
      return stills.map { name.sibling(base: name.base, suffix: $0) }
    }
    guard isMotion(name.suffix.lowercased()) else { return [] }
    return [name.whole, name.base].flatMap { base in
      stills.map { name.sibling(base: base, suffix: $0) }
    }
  }

  /// `.mp`, `.mv`, also as `.mp~2`.
  private static func isMotion(_ suffix: String) -> Bool {
    [".mp", ".mv"].contains(EditedNames.withoutVersion(suffix) ?? suffix)
  }
}
