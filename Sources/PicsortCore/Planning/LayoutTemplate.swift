/// A folder template, `--layout`: `{MM}.{yyyy}`, `{yyyy}/{MMMM}/{camera|other}`.
///
/// Tokens stand between braces, a fallback for a value that is missing after a `|`; `/` separates
/// folders; `{{` and `}}` are braces. What it makes is always a relative path of at least one
/// part, and no part is empty, longer than 255 bytes or begins with a dot, so it can leave neither
/// the output nor the eye, nor reach picsort's own `.picsort`.
package struct LayoutTemplate: Hashable, Sendable {
  /// The template that `--layout` replaces.
  package static let defaultText = "{MM}.{yyyy}"
  /// Longest folder name that the common file systems take, in bytes.
  package static let longestPart = 255
  /// Stands for a value that is missing and has no fallback of its own.
  package static let unknown = "unknown"

  /// The template as it was written.
  package let text: String
  private let parts: [[Piece]]

  enum Piece: Hashable, Sendable {
    case literal(String)
    case token(LayoutToken, fallback: String)
  }

  /// Reads a template, or says what is wrong with it and where.
  package init(_ text: String) throws(LayoutError) {
    var parser = LayoutParser(text)
    self.parts = try parser.parse()
    self.text = text
  }

  /// True when `token` is in the template.
  package func uses(_ token: LayoutToken) -> Bool {
    parts.joined().contains { piece in
      if case .token(token, _) = piece { true } else { false }
    }
  }

  /// The folder for a file, relative to the output, with `/` between its parts.
  package func folder(for values: LayoutValues) -> String {
    parts.map { part in
      let filled = part.reduce(into: "") { $0 += Self.text(of: $1, in: values) }
      return FolderName.closed(FolderName.cut(filled, to: Self.longestPart))
    }
    .joined(separator: "/")
  }

  private static func text(of piece: Piece, in values: LayoutValues) -> String {
    switch piece {
    case .literal(let text): return text
    case .token(let token, let fallback):
      let value = FolderName.sanitised(token.value(in: values) ?? "")
      return value.isEmpty ? fallback : value
    }
  }
}

/// Makes text from files harmless as a part of a folder name.
enum FolderName {
  /// A folder's name for `title`.
  static func of(_ title: String) -> String {
    closed(cut(sanitised(title), to: LayoutTemplate.longestPart))
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
