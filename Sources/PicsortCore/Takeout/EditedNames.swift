/// Names that say "I am an edited copy", in the languages in which programs write them.
///
/// Works on stems: names without their extension. Texts are compared by canonical equivalence, so
/// composed and decomposed accents are the same.
package enum EditedNames {
  /// What Google Photos adds to the stem of an edited copy, by the language of the account.
  static let suffixes: [String] = [
    "-edited",  // English
    "-bearbeitet",  // German
    "-modifié",  // French
    "-ha editado", "-editado", "-editada",  // Spanish, Portuguese
    "-modificato", "-modificata",  // Italian
    "-editat",  // Catalan
    "-bewerkt",  // Dutch
    "-edytowane",  // Polish
    "-編集済み",  // Japanese
    "-编辑", "-已修改",  // Chinese, simplified
    "-已編輯",  // Chinese, traditional
    "-편집됨",  // Korean
    "-измененный", "-отредактировано",  // Russian
    "-відредаговано",  // Ukrainian
    "-muokattu",  // Finnish
    "-düzenlendi",  // Turkish
    "-redigeret",  // Danish
    "-upravené",  // Slovak
    // What Google Photos makes of a photo; these are never translated.
    "-effects", "-smile", "-mix", "-collage", "-animation", "-motion",
  ]

  private static let known = Set(suffixes)

  /// Every beginning of a suffix that has at least one letter, the whole ones left out.
  private static let beginnings: Set<String> = {
    var beginnings: Set<String> = []
    for suffix in suffixes {
      for length in 2..<max(2, suffix.count) { beginnings.insert(String(suffix.prefix(length))) }
    }
    return beginnings.subtracting(known)
  }()

  /// The stem of the original when `stem` ends in a suffix of the table or in `~2`, `~3`, …;
  /// a counter stays where it was: `a-edited(1)` gives `a(1)`.
  ///
  /// That the original exists is for the caller to see; `-mix` may also be a person's own word.
  package static func original(ofEdited stem: String) -> String? {
    let (bare, counter) = TakeoutName.splitCounter(stem)
    guard let original = withoutSuffix(bare) ?? withoutVersion(bare) else { return nil }
    return counter == 0 ? original : "\(original)(\(counter))"
  }

  /// The stem of the original of an edit made on an iPhone: `IMG_1234` for `IMG_E1234`.
  package static func original(ofAppleEdited stem: String) -> String? {
    let mark = "IMG_E"
    let digits = stem.utf8.dropFirst(mark.utf8.count)
    guard stem.hasPrefix(mark), digits.count >= 4,
      digits.prefix(4).allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return "IMG_" + String(stem.dropFirst(mark.count))
  }

  /// `stem` without a suffix of the table; nil when it has none, or nothing before it.
  static func withoutSuffix(_ stem: String) -> String? {
    cut(stem) { known.contains($0) }
  }

  /// `stem` without the beginning of a suffix that the limit of a name's length cut short.
  static func withoutCutSuffix(_ stem: String) -> String? {
    cut(stem) { beginnings.contains($0) }
  }

  /// `NAME` for `NAME~2`, as editors on phones write it.
  static func withoutVersion(_ stem: String) -> String? {
    guard let mark = stem.utf8.lastIndex(of: UInt8(ascii: "~")), mark > stem.startIndex else {
      return nil
    }
    let digits = stem.utf8[stem.utf8.index(after: mark)...]
    guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return String(stem[..<mark])
  }

  /// Each suffix has one hyphen, its first character.
  private static func cut(_ stem: String, where isSuffix: (String) -> Bool) -> String? {
    guard let hyphen = stem.utf8.lastIndex(of: UInt8(ascii: "-")), hyphen > stem.startIndex,
      isSuffix(String(stem[hyphen...]))
    else { return nil }
    return String(stem[..<hyphen])
  }
}
