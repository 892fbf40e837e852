/// Makes text from files and templates harmless as one part of a path.
enum SafeName {
  /// Longest name that the common file systems take, in bytes.
  static let longest = 255

  /// A name for `title`: never empty, never longer than a name can be.
  static func of(_ title: String) -> String {
    closed(cut(sanitised(title), to: longest))
  }

  /// `text` without control characters, `/` as `-`, and no dots or blanks at its ends.
  static func sanitised(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate: continue
      default: kept.append(scalar == "/" ? "-" : scalar)
      }
    }
    return trimmed(kept[...], start: true)
  }

  /// As much of `text` as fits into `limit` bytes of UTF-8, ending between two characters.
  static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var length = 0
    var kept = ""
    for character in text {
      length += character.utf8.count
      guard length <= limit else { break }
      kept.append(character)
    }
    return kept
  }

  /// As much of `bytes` as fits into `limit` bytes, not ending within a character of UTF-8.
  static func cut(_ bytes: [UInt8], to limit: Int) -> [UInt8] {
    guard bytes.count > limit else { return bytes }
    var head = Array(bytes[..<max(0, limit)])
    while let last = head.last, last & 0xC0 == 0x80 { head.removeLast() }
    if let last = head.last, last & 0xC0 == 0xC0 { head.removeLast() }
    return head
  }

  /// `part` without dots and blanks at its end, which some file systems drop by themselves.
  static func closed(_ part: String) -> String {
    let kept = trimmed(part.unicodeScalars[...], start: false)
    return kept.isEmpty ? LayoutTemplate.unknown : kept
  }

  // By scalars, not characters: a dot under an accent is a dot to the file system.
  private static func trimmed(
    _ scalars: String.UnicodeScalarView.SubSequence, start: Bool
  ) -> String {
    let isEdge: (Unicode.Scalar) -> Bool = { $0 == "." || $0.properties.isWhitespace }
    var kept = scalars
    while let last = kept.last, isEdge(last) { kept.removeLast() }
    return String(start ? kept.drop(while: isEdge) : kept)
  }
}
