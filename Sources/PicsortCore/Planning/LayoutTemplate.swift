/// A folder template, `--layout`: `{MM}.{yyyy}`, `{yyyy}/{MMMM}/{camera|other}`.
///
/// Tokens stand between braces, a fallback for a value that is missing after a `|`; `/` separates
/// folders; `{{` and `}}` are braces. What it makes is always a relative path of at least one
/// part, and no part is empty, longer than 255 bytes or begins with a dot, so it can leave neither
/// the output nor the eye, nor reach picsort's own `.picsort`.
package struct LayoutTemplate: Hashable, Sendable {
  /// The template that `--layout` replaces.
  package static let defaultText = "{MM}.{yyyy}"
  /// Stands for a value that is missing and has no fallback of its own.
  package static let unknown = "unknown"

  /// The template as it was written.
  package let text: String
  private let parts: [LayoutPart]
  private let dateNames: DateNames

  /// Reads a template, or says what is wrong with it and where.
  package init(_ text: String, dateNames: DateNames = .english) throws(LayoutError) {
    var parser = LayoutParser(text, form: .folders)
    self.parts = try parser.parse()
    self.text = text
    self.dateNames = dateNames
  }

  /// True when `token` is in the template.
  package func uses(_ token: LayoutToken) -> Bool {
    parts.contains { $0.uses(token) }
  }

  /// True when a month has one folder, whatever else is known of a photo.
  var isByMonth: Bool {
    !LayoutToken.allCases.contains { !$0.isOfMonth && uses($0) }
  }

  /// The folder for a file, relative to the output, with `/` between its parts.
  package func folder(for values: LayoutValues) -> String {
    parts.map { $0.filled(values, dateNames, limit: SafeName.longest) }.joined(separator: "/")
  }
}

/// A file-name template, `--name`: `{yyyy}{MM}{dd}_{HH}{mm}{ss}`.
///
/// Written like a folder template of one part. It makes the stem of a name; the extension is the
/// file's own, because programs go by it.
package struct NameTemplate: Hashable, Sendable {
  /// The template as it was written.
  package let text: String
  private let part: LayoutPart
  private let dateNames: DateNames

  /// Reads a template, or says what is wrong with it and where.
  package init(_ text: String, dateNames: DateNames = .english) throws(LayoutError) {
    var parser = LayoutParser(text, form: .fileName)
    guard let part = try parser.parse().first else { throw .empty }
    self.part = part
    self.text = text
    self.dateNames = dateNames
  }

  /// The stem for a file: one part of a path, never empty, of at most 255 bytes.
  package func stem(for values: LayoutValues) -> String {
    part.filled(values, dateNames, limit: SafeName.longest)
  }
}

/// The templates of a run.
package struct Templates: Hashable, Sendable {
  package let layout: LayoutTemplate
  /// Nil: files keep their names.
  package let name: NameTemplate?

  package init(layout: LayoutTemplate, name: NameTemplate? = nil) {
    self.layout = layout
    self.name = name
  }
}

/// What stands between two slashes of a template.
struct LayoutPart: Hashable, Sendable {
  enum Piece: Hashable, Sendable {
    case literal(String)
    case token(LayoutToken, fallback: String)
  }

  let pieces: [Piece]

  func uses(_ token: LayoutToken) -> Bool {
    pieces.contains { piece in
      if case .token(token, _) = piece { true } else { false }
    }
  }

  /// One plain component of a path, of at most `limit` bytes.
  func filled(_ values: LayoutValues, _ names: DateNames, limit: Int) -> String {
    let text = pieces.reduce(into: "") { $0 += Self.text(of: $1, values, names) }
    return SafeName.closed(SafeName.cut(text, to: limit))
  }

  private static func text(
    of piece: Piece, _ values: LayoutValues, _ names: DateNames
  ) -> String {
    switch piece {
    case .literal(let text): return text
    case .token(let token, let fallback):
      let value = SafeName.sanitised(token.value(in: values, names) ?? "")
      return value.isEmpty ? fallback : value
    }
  }
}
