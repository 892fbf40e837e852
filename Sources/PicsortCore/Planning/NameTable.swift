package import Platform

/// The names that are taken in each target folder: those on the disk and those the plan gave away.
///
/// Two names are the same when they differ only in case or in Unicode form, and so are two folders,
/// whatever the target's file system thinks: a library must survive being copied to a disk that
/// thinks otherwise, and a folder of the target may be on one.
package struct NameTable {
  private struct FolderNames {
    /// Hashes of the names' keys, a tenth of what the keys take. Two that meet, in a folder of a
    /// million once in ten million runs, give a name a number that it did not need.
    var taken: Set<Int> = []
    /// By the hash of the stem's key.
    var nextSuffix: [Int: Int] = [:]
  }

  private var folders: [FolderNames] = []
  /// Places in `folders` by what folders that are the same have in common, and by every path that
  /// was asked for.
  private var placeByKey: [String: Int] = [:]
  private var places: [Path: Int] = [:]
  private let existing: (Path) -> [Path]
  private let knowsStems: Bool

  /// - Parameters:
  ///   - knowsStems: stems are asked for too, not whole names only.
  ///   - existing: the names in a folder below the output, asked for once; empty when there is no
  ///     such folder.
  package init(knowsStems: Bool = false, existing: @escaping (Path) -> [Path]) {
    self.knowsStems = knowsStems
    self.existing = existing
  }

  /// Takes names for the files of one asset in `folder`: the wanted ones where all are free, else
  /// all with the same suffix: `IMG_0001-2.JPG` beside `IMG_0001-2.xmp`. Of two files of the asset
  /// whose names are the same (`a.xmp` and `a.XMP`) the later gets a suffix of its own.
  ///
  /// - Parameters:
  ///   - names: the names the files are wanted under, the primary's first.
  ///   - folder: the target folder, below the output.
  ///   - hasOwnStem: no file of another asset may have the primary's stem, whatever its extension.
  /// - Returns: the names to use, in the order of `names`.
  package mutating func reserve(
    _ names: [Path], in folder: Path, hasOwnStem: Bool = false
  ) -> [Path] {
    let place = load(folder)
    // One file whose name is free is what nearly all assets are.
    if names.count == 1, let name = names.first, !knowsStems {
      if folders[place].taken.insert(Self.hash(name.bytes)).inserted { return names }
      return reserveTogether(names, in: place)
    }
    var seen: Set<String> = []
    let isOwn = names.map { seen.insert(Self.key($0.bytes)).inserted }
    let together = zip(names, isOwn).filter(\.1).map(\.0)
    var reserved = reserveTogether(together, in: place, hasOwnStem: hasOwnStem)[...]
    return zip(names, isOwn).map { name, isOwn in
      if isOwn, let first = reserved.popFirst() { return first }
      return reserveTogether([name], in: place, suffixed: true).first ?? name
    }
  }

  /// Takes names with one suffix for all; when `suffixed`, not even free ones as they are.
  private mutating func reserveTogether(
    _ names: [Path], in folder: Int, suffixed: Bool = false, hasOwnStem: Bool = false
  ) -> [Path] {
    let stem = names.first.map { $0.stemAndExtension.stem } ?? []
    let stemKey = Self.hash(stem)
    var number = 1
    var candidate = names
    while suffixed && number == 1 || !isFree(candidate, in: folder, hasOwnStem: hasOwnStem) {
      number = max(number + 1, folders[folder].nextSuffix[stemKey] ?? 2)
      folders[folder].nextSuffix[stemKey] = number + 1
      candidate = names.map { Self.suffixed($0, stem: stem, number: number, beside: names) }
    }
    folders[folder].taken.formUnion(candidate.flatMap(keys))
    return candidate
  }

  /// The place of a folder whose names are known now.
  private mutating func load(_ folder: Path) -> Int {
    if let place = places[folder] { return place }
    let key = Self.key(folder.bytes)
    let place = placeByKey[key] ?? folders.count
    if place == folders.count {
      placeByKey[key] = place
      folders.append(FolderNames())
    }
    places[folder] = place
    folders[place].taken.formUnion(existing(folder).flatMap(keys))
    return place
  }

  private func isFree(_ names: [Path], in folder: Int, hasOwnStem: Bool) -> Bool {
    let taken = folders[folder].taken
    if hasOwnStem, let primary = names.first, taken.contains(Self.stemKey(primary)) { return false }
    let keys = names.map { Self.hash($0.bytes) }
    return Set(keys).count == keys.count && !keys.contains(where: taken.contains)
  }

  /// What is taken when `name` is.
  private func keys(_ name: Path) -> [Int] {
    [Self.hash(name.bytes)] + (knowsStems ? [Self.stemKey(name)] : [])
  }

  /// A key that no name has.
  private static func stemKey(_ name: Path) -> Int {
    hash(ofKey: "/" + key(name.stemAndExtension.stem))
  }

  /// `IMG_0001-2.JPG`. The suffix goes behind the asset's stem, so that `IMG_0001.HEIC.xmp` becomes
  /// `IMG_0001-2.HEIC.xmp`; a name that would be too long for a file system loses the end of its
  /// stem, and so do the names `beside` it.
  package static func suffixed(
    _ name: Path, stem: [UInt8], number: Int, beside names: [Path] = []
  ) -> Path {
    let suffix = Array("-\(number)".utf8)
    let rest = Array(name.bytes[cut(name, stem)...])
    let longestRest = names.map { $0.bytes.count - cut($0, stem) }.max() ?? rest.count
    let room = SafeName.longest - suffix.count - longestRest
    // What is longer behind its stem than a name may be keeps only what fits.
    guard room > 0 else {
      return Path(bytes: SafeName.cut(name.bytes, to: SafeName.longest - suffix.count) + suffix)
    }
    return Path(
      bytes: SafeName.cut(Array(name.bytes[..<cut(name, stem)]), to: room) + suffix + rest)
  }

  /// Where the suffix goes in: behind the asset's stem, else behind the name's own.
  private static func cut(_ name: Path, _ stem: [UInt8]) -> Int {
    name.bytes.starts(with: stem) ? stem.count : name.stemAndExtension.stem.count
  }

  /// True when `candidate` is `name` or what `suffixed` makes of it with some number, be it alone
  /// or `beside` the other names of its asset.
  package static func isName(
    _ candidate: Path, of name: Path, stem: [UInt8], beside names: [Path] = []
  ) -> Bool {
    if candidate == name { return true }
    // A suffix that has no room before the rest of the name stands at its end.
    return [name.bytes.count - cut(name, stem), 0].contains { length in
      let head = candidate.bytes.dropLast(length)
      let digits = head.reversed().prefix { (0x30...0x39).contains($0) }
      guard let number = Int(String(decoding: digits.reversed(), as: UTF8.self)), number > 1
      else {
        return false
      }
      return candidate == suffixed(name, stem: stem, number: number)
        || candidate == suffixed(name, stem: stem, number: number, beside: names)
    }
  }

  /// A hash of the key of `name`, without making the key of a name in ASCII. Whoever makes two
  /// names meet by intent wins a number in one of them.
  private static func hash(_ name: [UInt8]) -> Int {
    let marks = NameMarks(name)
    return marks.isASCII ? Int(truncatingIfNeeded: marks.hash) : hash(ofKey: key(name))
  }

  /// The same of a key: texts that Swift takes for equal have one hash, and one that is equal to
  /// ASCII has that of its bytes.
  private static func hash(ofKey key: String) -> Int {
    let ascii = key.unicodeScalars.map { equalToASCII[$0] ?? $0 }
    guard ascii.allSatisfy(\.isASCII) else { return key.hashValue }
    return hash(ascii.map { UInt8(truncatingIfNeeded: $0.value) })
  }

  /// Characters beyond ASCII that are canonically equivalent to one in it (UnicodeData.txt); the
  /// Kelvin sign is a `k` already.
  private static let equalToASCII: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{37E}": ";", "\u{1FEF}": "`",
  ]

  /// What two names that are the same have in common: Swift compares and hashes text by canonical
  /// equivalence; upper and then lower case folds what lower case alone does not (ß and SS).
  static func key(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return String(decoding: bytes.map(\.asciiLowercased), as: UTF8.self)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return String(decoding: PathText.encode(bytes), as: UTF8.self)
    }
    return text.uppercased().lowercased()
  }
}
