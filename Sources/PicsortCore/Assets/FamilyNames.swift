import Platform

/// Names of files that belong together but are not spelled alike.
enum FamilyNames {
  /// What two names that are the same have in common: letters in one case, and text compared as
  /// Swift does, by canonical equivalence.
  static func key(_ bytes: some Collection<UInt8>) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)
    }
    return String(decoding: bytes, as: UTF8.self).lowercased()
  }

  /// False for the name of a file of which neither `originals(ofEdited:)` nor `PixelShot` knows
  /// anything, which is what most files have: a quick look, without cutting its stem out.
  static func mayTellOfAnother(_ path: Path, _ marks: NameMarks) -> Bool {
    marks.hasJoint || marks.dots > 1
      || path.bytes.has("IMG_E", at: path.lastComponentRange.lowerBound)
  }

  /// Keys under which the original of a file with this stem may be found: Apple's `IMG_E1234`, the
  /// suffixes of `EditedNames`, `~2`. The nearest first; empty for most names.
  static func originals(ofEdited stem: [UInt8]) -> [String] {
    guard stem.contains(where: { $0 == 0x2D || $0 == 0x7E }) || stem.starts(with: appleEdit) else {
      return []
    }
    let text = String(decoding: stem, as: UTF8.self)
    return [EditedNames.original(ofAppleEdited: text), EditedNames.original(ofEdited: text)]
      .compactMap { $0.map { key($0.utf8) } }
  }

  private static let appleEdit = Array("IMG_E".utf8)

  /// Keys of the stills that a video with this name may belong to: the same stem, iCloud's
  /// `IMG_1_HEVC.MOV`, Google's `X.MP` beside `X.MP.jpg`.
  static func stills(ofVideo name: Path) -> [String] {
    let stem = name.stemAndExtension.stem
    var keys = [key(stem)]
    if stem.suffix(hevc.count).elementsEqual(hevc) { keys.append(key(stem.dropLast(hevc.count))) }
    keys.append(key(name.bytes))
    return keys
  }

  private static let hevc = Array("_HEVC".utf8)

  /// Key of the asset that a sidecar's stem names: Apple writes the instructions of an edit as
  /// `IMG_E1234.AAE` or `IMG_O1234.AAE` beside `IMG_1234.HEIC`. Nil for other names.
  static func original(ofSidecar stem: [UInt8]) -> String? {
    guard stem.count > 5, stem.starts(with: Array("IMG_".utf8)),
      stem[4] == UInt8(ascii: "O") || stem[4] == UInt8(ascii: "E"),
      stem[5...].allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return key(stem[..<4] + stem[5...])
  }

  /// What a Pixel calls the files of one shot: `NAME.RAW-01.COVER.jpg`, `NAME.RAW-02.ORIGINAL.dng`.
  struct PixelShot {
    /// `NAME.RAW`, folded: what the files of the shot have in common.
    let key: String
    let isCover: Bool

    /// Nil for a stem of another form. A name that was cut short may end in `.ORIGIN`.
    init?(_ stem: [UInt8]) {
      guard stem.contains(UInt8(ascii: ".")) else { return nil }
      let parts = stem.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard parts.count >= 3, let last = parts.last, last.count >= 4 else { return nil }
      let isCover = Array("COVER".utf8).starts(with: last)
      guard isCover || Array("ORIGINAL".utf8).starts(with: last) else { return nil }
      var kinds = parts.dropLast()
      if kinds.last.map(Array.init) == Array("MP".utf8) { kinds.removeLast() }
      guard kinds.count >= 2, let kind = kinds.last, let dash = kind.lastIndex(of: 0x2D),
        kind[(dash + 1)...].count == 2,
        kind[(dash + 1)...].allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      let common = kinds.dropLast() + [kind[..<dash]]
      key = FamilyNames.key(Array(common.joined(separator: [UInt8(ascii: ".")])))
      self.isCover = isCover
    }
  }
}
