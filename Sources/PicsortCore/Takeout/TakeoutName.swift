/// One reading of a media file's name in an export: base, extension, and the counter that tells
/// items of one name apart.
///
/// `IMG(1).jpg` has two readings: `IMG.jpg`, the first repetition, and a photo whose own name is
/// `IMG(1).jpg`.
struct TakeoutName: Hashable {
  let base: String
  /// With its dot; empty when there is none.
  let suffix: String
  /// 0 for none.
  let counter: Int

  /// The name as it would be without the counter.
  var whole: String { base + suffix }

  /// True when this reading takes `(n)` for a part of the base.
  var endsInNumber: Bool { TakeoutName.splitCounter(base).counter > 0 }

  /// The name with another base and extension and the same counter.
  func sibling(base: String, suffix: String) -> String {
    counter == 0 ? base + suffix : "\(base)(\(counter))\(suffix)"
  }

  /// The readings of `name`, the one that takes it as it stands first.
  static func readings(of name: String) -> [TakeoutName] {
    let (base, suffix) = splitExtension(name)
    let plain = TakeoutName(base: base, suffix: suffix, counter: 0)
    let (bare, counter) = splitCounter(base)
    return counter == 0
      ? [plain] : [plain, TakeoutName(base: bare, suffix: suffix, counter: counter)]
  }

  /// The name up to its last dot, and the rest with the dot; a first or last dot begins nothing.
  static func splitExtension(_ name: String) -> (base: String, suffix: String) {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
      name.utf8.index(after: dot) < name.endIndex
    else { return (name, "") }
    return (String(name[..<dot]), String(name[dot...]))
  }

  /// The text without `(n)` at its end, and n; 0 where there is no such counter.
  static func splitCounter(_ text: String) -> (bare: String, counter: Int) {
    guard text.utf8.last == UInt8(ascii: ")"),
      let open = text.utf8.lastIndex(of: UInt8(ascii: "(")), open > text.startIndex
    else { return (text, 0) }
    let digits = text.utf8[text.utf8.index(after: open)...].dropLast()
    guard (1...9).contains(digits.count), digits.first != UInt8(ascii: "0"),
      digits.allSatisfy({ (0x30...0x39).contains($0) }), let counter = Int(Substring(digits))
    else { return (text, 0) }
    return (String(text[..<open]), counter)
  }
}

/// The lengths at which Google cuts names, in UTF-16 units, counters and `.json` not counted.
enum TakeoutLimit {
  /// Longest media name, extension included; the extension is never cut.
  static let media = 51
  /// Longest name of a sidecar before `.json`.
  static let sidecar = 46

  /// True for the name of a sidecar that may have lost its end: 45 units where a surrogate pair
  /// would have been split.
  static func isCut(sidecar stem: String) -> Bool {
    stem.utf16.count >= sidecar - 1 && composedUnits(stem) <= sidecar
  }

  /// True for a media name whose base may have lost its end. A surrogate pair at the edge is kept
  /// whole there.
  static func isCut(media name: String) -> Bool {
    name.utf16.count >= media - 1 && composedUnits(name) <= media + 1
  }

  /// What may be left of `name` in the name of its sidecar: nothing when all of it fits.
  static func sidecarCuts(of name: String) -> [String] {
    guard name.utf16.count > sidecar else { return [] }
    var cuts = [cut(name, to: sidecar), cut(name, to: sidecar - 1)]
    if composedUnits(name) < name.utf16.count {
      cuts += [cut(name, to: sidecar, composed: true), cut(name, to: sidecar - 1, composed: true)]
    }
    return cuts
  }

  /// The media names that `title`, cleaned, may have become: whole, and cut to the limit.
  static func mediaNames(of title: String) -> [String] {
    guard title.utf16.count > media else { return [title] }
    let (base, suffix) = TakeoutName.splitExtension(title)
    return [title, cut(base, to: media - suffix.utf16.count, keepingPair: true) + suffix]
  }

  /// What may be left of `title`, cleaned and without an extension, before the extension that the
  /// media file was given: extensions have three or four letters.
  static func mediaBases(of title: String) -> [String] {
    guard title.utf16.count > media - 5 else { return [title] }
    return [title] + [4, 5].map { cut(title, to: media - $0, keepingPair: true) }
  }

  /// The first `units` UTF-16 units of `text`. A surrogate pair at the edge is left out, or kept
  /// whole. `composed` counts as if accents were part of their letters: some programs unpack
  /// archives to decomposed names.
  static func cut(
    _ text: String, to units: Int, keepingPair: Bool = false, composed: Bool = false
  ) -> String {
    var left = units
    var end = text.unicodeScalars.startIndex
    for (index, scalar) in zip(text.unicodeScalars.indices, text.unicodeScalars) {
      let width = composed && isPartOfLetter(scalar) ? 0 : UTF16.width(scalar)
      if width > left, !(keepingPair && left == 1) { break }
      left -= min(width, left)
      end = text.unicodeScalars.index(after: index)
      if left == 0, !composed { break }
    }
    return String(text[..<end])
  }

  private static func composedUnits(_ text: String) -> Int {
    guard text.utf16.count < text.utf8.count else { return text.utf16.count }
    return text.unicodeScalars.reduce(0) {
      $0 + (isPartOfLetter($1) ? 0 : UTF16.width($1))
    }
  }

  /// Combining marks, and the Hangul letters that follow the first of a syllable.
  private static func isPartOfLetter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x300
      && ((0x1160...0x11FF).contains(scalar.value)
        || scalar.properties.canonicalCombiningClass != .notReordered)
  }
}

/// Titles of sidecars as they appear in file names.
enum TakeoutTitle {
  /// What `title` became in a file name, and what it would have become without HTML's entities.
  static func cleaned(_ title: String) -> [String] {
    let plain = title.utf8.contains(UInt8(ascii: "&")) ? withoutEntities(title) : title
    return plain == title ? [clean(title)] : [clean(title), clean(plain)]
  }

  private static let replaced = Set("\\/:*?\"<>|&%'".unicodeScalars)

  private static func clean(_ title: String) -> String {
    var cleaned = String.UnicodeScalarView()
    for scalar in title.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      cleaned.append(isControl || replaced.contains(scalar) ? "_" : scalar)
    }
    return String(cleaned)
  }

  private static let entities: [(name: String, character: Character)] = [
    ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&lt;", "<"),
    ("&gt;", ">"), ("&amp;", "&"),
  ]

  private static func withoutEntities(_ title: String) -> String {
    var text = ""
    var rest = title[...]
    while let first = rest.first {
      if first == "&", let entity = entities.first(where: { rest.hasPrefix($0.name) }) {
        text.append(entity.character)
        rest = rest.dropFirst(entity.name.count)
      } else {
        text.append(first)
        rest = rest.dropFirst()
      }
    }
    return text
  }
}
