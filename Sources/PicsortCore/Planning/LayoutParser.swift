/// Reads a template from left to right.
struct LayoutParser {
  /// What the template makes.
  enum Form {
    /// Folders, with `/` between them.
    case folders
    /// One name, to which an extension is added.
    case fileName
  }

  private let form: Form
  private let characters: [Character]
  private var position = 0
  private var parts: [LayoutPart] = []
  private var pieces: [LayoutPart.Piece] = []
  private var literal = ""
  private var partStart = 0

  init(_ text: String, form: Form) {
    characters = Array(text)
    self.form = form
  }

  mutating func parse() throws(LayoutError) -> [LayoutPart] {
    guard let first = characters.first else { throw .empty }
    guard first != "/" || form == .fileName else { throw .absolute }
    while position < characters.count {
      switch characters[position] {
      case "/":
        guard form == .folders else { throw .separator(offset: position) }
        try endPart()
        position += 1
        partStart = position
      case "{" where next == "{", "}" where next == "}":
        literal.append(characters[position])
        position += 2
      case "{":
        try readToken()
      case "}":
        throw .strayBrace(offset: position)
      case let character:
        guard Self.isPrintable(character) else { throw .controlCharacter(offset: position) }
        literal.append(character)
        position += 1
      }
    }
    try endPart()
    return parts
  }

  private var next: Character? {
    position + 1 < characters.count ? characters[position + 1] : nil
  }

  private mutating func readToken() throws(LayoutError) {
    let start = position
    guard let end = characters[start...].firstIndex(of: "}") else {
      throw .unclosedBrace(offset: start)
    }
    let inside = characters[(start + 1)..<end]
    let bar = inside.firstIndex(of: "|") ?? end
    let name = String(inside[..<bar])
    guard let token = LayoutToken(rawValue: name) else {
      throw .unknownToken(name: name, offset: start, nearest: Self.nearest(to: name))
    }
    guard token != .ext || form == .folders else { throw .ownExtension(offset: start) }
    var fallback = LayoutTemplate.unknown
    if bar < end {
      fallback = String(inside[(bar + 1)...])
      guard !fallback.isEmpty, SafeName.sanitised(fallback) == fallback,
        !fallback.contains("{")
      else { throw .badFallback(offset: bar + 1, length: end - bar - 1) }
    }
    endLiteral()
    pieces.append(.token(token, fallback: fallback))
    position = end + 1
  }

  private mutating func endLiteral() {
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    literal = ""
  }

  private mutating func endPart() throws(LayoutError) {
    if pieces.isEmpty {
      guard !literal.allSatisfy(\.isWhitespace) else { throw .emptyPart(offset: partStart) }
    }
    endLiteral()
    if case .literal(let text) = pieces.first, text.unicodeScalars.first == "." {
      throw .leadingDot(offset: partStart)
    }
    parts.append(LayoutPart(pieces: pieces))
    pieces = []
  }

  private static func isPrintable(_ character: Character) -> Bool {
    SafeName.sanitised("x\(character)x") == "x\(character)x"
  }

  /// The token most like `name`, when it is at most two changes away.
  static func nearest(to name: String) -> LayoutToken? {
    let wanted = name.lowercased()
    if let sameWord = LayoutToken.allCases.first(where: { $0.rawValue.lowercased() == wanted }) {
      return sameWord
    }
    let ranked = LayoutToken.allCases.map { ($0, distance(wanted, $0.rawValue.lowercased())) }
    guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= 2, best.1 < wanted.count else {
      return nil
    }
    return best.0
  }

  /// Levenshtein's distance: insertions, deletions and replacements from `left` to `right`.
  private static func distance(_ left: String, _ right: String) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (character == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}
