package import Platform

/// What the files of an asset are to be called when `--name` gives it a new stem. Pure: the same
/// files and the same stem make the same names in every run.
package enum AssetNames {
  /// The wanted names, of which none is the other in upper or lower case.
  ///
  /// The primary file becomes the stem and its own extension. A companion keeps what its name has
  /// after the primary's stem (`IMG_1.HEIC.xmp`, `IMG_1-edited.jpg`); Apple's `IMG_E1` and `IMG_O1`
  /// beside `IMG_1` keep their letter; any other takes its extension alone where that name is free
  /// within the asset, else its own stem is added. An asset with a companion so long that no room
  /// is left for a stem keeps its names.
  ///
  /// - Parameters:
  ///   - own: the names the files have, the primary's first.
  ///   - stem: the primary's new stem, one part of a path.
  /// - Returns: one name for each of `own`, in its order, of at most 255 bytes with any suffix.
  package static func names(for own: [Path], stem: String) -> [Path] {
    guard let primary = own.first else { return [] }
    let tails = tails(of: own, primary: primary)
    let longest = tails.map(\.count).max() ?? 0
    let room = SafeName.longest - roomForSuffix - longest
    guard room >= shortestRoom else { return own }
    let stem = SafeName.closed(SafeName.cut(stem, to: room))
    return tails.map { Path(bytes: Array(stem.utf8) + $0) }
  }

  /// Bytes kept for a suffix, such as `-1234567`, so that it never shortens a stem.
  private static let roomForSuffix = 8
  /// Bytes of a stem that is worth having.
  private static let shortestRoom = 16
  /// Bytes that are kept of a companion's own stem.
  private static let longestOwnStem = 100

  /// What follows the new stem in each name.
  private static func tails(of own: [Path], primary: Path) -> [[UInt8]] {
    let stem = primary.stemAndExtension.stem
    let known = own.enumerated().map { index, name in
      index == 0
        ? dotted(primary.stemAndExtension.extension)
        : rest(of: name.bytes, after: stem) ?? appleRest(of: name.bytes, beside: stem)
    }
    var taken = Set(known.compactMap { $0.map(NameTable.key) })
    return zip(own, known).map { name, tail in
      if let tail { return tail }
      let (ownStem, suffix) = name.stemAndExtension
      let short = dotted(suffix)
      if taken.insert(NameTable.key(short)).inserted { return short }
      let long = [dash] + SafeName.cut(ownStem, to: longestOwnStem) + short
      taken.insert(NameTable.key(long))
      return long
    }
  }

  private static let dash = UInt8(ascii: "-")

  private static func dotted(_ suffix: [UInt8]) -> [UInt8] {
    suffix.isEmpty ? [] : [UInt8(ascii: ".")] + suffix
  }

  /// What `name` has behind `stem`, in whatever case that is written; `IMG_12` is not behind
  /// `IMG_1`.
  private static func rest(of name: [UInt8], after stem: [UInt8]) -> [UInt8]? {
    guard name.count > stem.count, isSame(name[..<stem.count], stem[...]),
      let next = name[stem.count...].first, !isDigit(next) || !isDigit(stem.last)
    else { return nil }
    return Array(name[stem.count...])
  }

  /// `-E` and what follows for `IMG_E0001.HEIC` beside `IMG_0001`: the photo as edited on the
  /// phone (E), or its original (O).
  private static func appleRest(of name: [UInt8], beside stem: [UInt8]) -> [UInt8]? {
    let mark = Array("IMG_".utf8)
    guard stem.count > mark.count, name.count > mark.count, isSame(stem[..<mark.count], mark[...]),
      isSame(name[..<mark.count], mark[...]),
      let letter = name[mark.count...].first, [0x45, 0x4F].contains(letter & 0xDF)
    else { return nil }
    let without = mark + name[(mark.count + 1)...]
    return rest(of: without, after: stem).map { [dash, letter] + $0 }
  }

  private static func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { (0x30...0x39).contains($0) } ?? false
  }

  private static func isSame(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    left.elementsEqual(right) { $0.asciiLowercased == $1.asciiLowercased }
  }
}
