/// What is wrong with a template. Offsets count characters from 0.
package enum LayoutError: Error, Hashable, Sendable {
  case empty
  /// It begins with `/`: folders are made inside the output only.
  case absolute
  /// Two `/` in a row, or one at the end, or a part of blanks.
  case emptyPart(offset: Int)
  /// A part that begins with a dot: hidden, or a way out of the output.
  case leadingDot(offset: Int)
  /// A control character.
  case controlCharacter(offset: Int)
  /// `{name}` is no token; `nearest` is the token most like it, if one is like it.
  case unknownToken(name: String, offset: Int, nearest: LayoutToken?)
  /// `{` without `}`.
  case unclosedBrace(offset: Int)
  /// `}` without `{`; a literal one is written `}}`.
  case strayBrace(offset: Int)
  /// The text after `|` is empty or cannot be in a name.
  case badFallback(offset: Int, length: Int)
  /// `/` in a file name.
  case separator(offset: Int)
  /// `{ext}` in a file name.
  case ownExtension(offset: Int)
}

extension LayoutError {
  /// The error and the way out of it, in words; `place` says where.
  package var explanation: String {
    switch self {
    case .empty: "the template is empty"
    case .absolute: "folders are made inside the output only, so no '/' stands at the beginning"
    case .emptyPart: "there is no name here"
    case .leadingDot: "a name that begins with a dot would be hidden"
    case .controlCharacter: "a control character cannot be in a name"
    case .unknownToken(let name, _, let nearest):
      "{\(name)} is not known" + (nearest.map { "; did you mean {\($0.rawValue)}?" } ?? "")
    case .unclosedBrace: "this '{' has no '}'; a literal brace is written '{{'"
    case .strayBrace: "this '}' has no '{'; a literal brace is written '}}'"
    case .badFallback(_, 0): "a fallback is missing after the '|'"
    case .badFallback: "this fallback cannot be in a name"
    case .separator: "a file name holds no '/'; folders are --layout's"
    case .ownExtension:
      "{ext} is not for names: every file keeps its extension, which comes after this"
    }
  }

  /// The characters that are at fault, to be pointed at; nil when there is nothing to point at.
  package var place: Range<Int>? {
    switch self {
    case .empty: nil
    case .absolute: 0..<1
    case .emptyPart(let offset), .leadingDot(let offset), .controlCharacter(let offset),
      .unclosedBrace(let offset), .strayBrace(let offset), .separator(let offset):
      offset..<offset + 1
    case .unknownToken(let name, let offset, _): offset..<offset + name.count + 2
    case .badFallback(let offset, let length): offset..<offset + max(1, length)
    case .ownExtension(let offset): offset..<offset + LayoutToken.ext.rawValue.count + 2
    }
  }
}
