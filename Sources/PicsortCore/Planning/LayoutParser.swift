/// What is wrong with a folder template. Offsets count characters from 0.
package enum LayoutError: Error, Hashable, Sendable {
  case empty
  /// It begins with `/`: folders are made inside the output only.
  case absolute
  /// Two `/` in a row, or one at the end, or a folder of blanks.
  case emptyPart(offset: Int)
  /// A folder that begins with a dot: hidden, or a way out of the output.
  case leadingDot(offset: Int)
  /// A control character.
  case controlCharacter(offset: Int)
  /// `{name}` is no token; `nearest` is the token most like it, if one is like it.
  case unknownToken(name: String, offset: Int, nearest: LayoutToken?)
  /// `{` without `}`.
  case unclosedBrace(offset: Int)
  /// `}` without `{`; a literal one is written `}}`.
  case strayBrace(offset: Int)
  /// The text after `|` is empty or cannot be in a folder name.
  case badFallback(offset: Int)
}

extension LayoutError {
  /// The error and the way out of it, in words.
  package var explanation: String {
    switch self {
    case .empty:
      "the template is empty; the default is \(LayoutTemplate.defaultText)"
    case .absolute:
      "the template begins with '/'; folders are made inside the output only"
    case .emptyPart(let offset):
      "the folder at character \(offset + 1) has no name"
    case .leadingDot(let offset):
      "the folder at character \(offset + 1) begins with a dot"
    case .controlCharacter(let offset):
      "character \(offset + 1) is a control character"
    case .unknownToken(let name, let offset, let nearest):
      "{\(name)} at character \(offset + 1) is not known"
        + (nearest.map { "; did you mean {\($0.rawValue)}?" } ?? "")
    case .unclosedBrace(let offset):
      "'{' at character \(offset + 1) has no '}'; a literal brace is written '{{'"
    case .strayBrace(let offset):
      "'}' at character \(offset + 1) has no '{'; a literal brace is written '}}'"
    case .badFallback(let offset):
      "the fallback at character \(offset + 1) cannot be in a folder name"
    }
  }
}

/// Reads a folder template from left to right.
struct LayoutParser {
  private let characters: [Character]
  private var position = 0
  private var parts: [[LayoutTemplate.Piece]] = []
  private var pieces: [LayoutTemplate.Piece] = []
  private var literal = ""
  private var partStart = 0

  init(_ text: String) {
    characters = Array(text)
  }

  mutating func parse() throws(LayoutError) -> [[LayoutTemplate.Piece]] {
    guard let first = characters.first else { throw .empty }
    guard first != "/" else { throw .absolute }
    while position < characters.count {
      switch characters[position] {
      case "/":
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
    var fallback = LayoutTemplate.unknown
    if bar < end {
      fallback = String(inside[(bar + 1)...])
      guard !fallback.isEmpty, FolderName.sanitised(fallback) == fallback,
        !fallback.contains("{")
      else { throw .badFallback(offset: bar + 1) }
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
    parts.append(pieces)
    pieces = []
  }

  private static func isPrintable(_ character: Character) -> Bool {
    FolderName.sanitised("x\(character)x") == "x\(character)x"
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
