// What other modules can name has a comment.

extension HouseRule {
  /// Types, functions and properties with a body of several lines need one. Exempt are initialisers
  /// (the type says what it is, the labels say the rest), properties of one line, such as stored
  /// ones and the members of an option set (a name and a type can be enough; review judges),
  /// operators, overloads of a function that has one in the same file, cases, extensions, and the
  /// names listed in `Exceptions`.
  static let documentation = HouseRule(
    name: "what is package has a doc comment",
    applies: { $0.isBelow("Sources") && $0.path.hasSuffix(".swift") },
    offences: { file in
      var documented: Set<String> = []
      return file.packageDeclarations.compactMap { declaration in
        if file.hasComment(above: declaration.line) {
          documented.insert(declaration.name)
          return nil
        }
        guard !documented.contains(declaration.name), !declaration.isExempt(in: file) else {
          return nil
        }
        return Offence(
          line: declaration.line,
          advice: "say in one /// sentence what \(declaration.name) is for that its name does not")
      }
    },
    broken: [
      SourceFile(path: "Sources/A.swift", text: "package struct A {}"),
      SourceFile(path: "Sources/A.swift", text: "// a\npackage final class A {}"),
      SourceFile(path: "Sources/A.swift", text: "  @discardableResult\n  package func a() {}"),
      SourceFile(path: "Sources/A.swift", text: "  package static var a: Int {\n    1\n  }"),
      SourceFile(path: "Sources/A.swift", text: "  package var a: Int {\n    1\n  }"),
    ],
    kept: [
      SourceFile(path: "Sources/A.swift", text: "/// It.\n@frozen\npackage struct A {}"),
      SourceFile(path: "Sources/A.swift", text: "  package init() {}\n  package let a: Int"),
      SourceFile(path: "Sources/A.swift", text: "  package var a: Int { 1 }"),
      SourceFile(
        path: "Sources/A.swift",
        text: "  /// It.\n  package func a() {}\n"
          + "  package func a(_ b: Int) {}"),
      SourceFile(path: "Sources/A.swift", text: "  package static func == (a: A, b: A) -> Bool {}"),
    ])
}

/// A declaration that says `package`, `public` or `open`.
private struct PackageDeclaration {
  let line: Int
  let kind: String
  let name: String

  func isExempt(in file: SourceFile) -> Bool {
    if name.first.map({ !$0.isLetter && $0 != "_" && $0 != "`" }) ?? true { return true }
    if Exceptions.selfEvidentNames.contains(name) { return true }
    if Exceptions.documentedElsewhere.contains("\(file.path): \(name)") { return true }
    guard kind == "let" || kind == "var" else { return false }
    let text = file.code[line - 1].trimmingSuffix(while: \.isWhitespace)
    return !text.hasSuffix("{")
  }
}

extension SourceFile {
  fileprivate var packageDeclarations: [PackageDeclaration] {
    matches(of: packageDeclaration).map { line, match in
      PackageDeclaration(
        line: line, kind: String(match.output.1), name: String(match.output.2))
    }
  }

  /// True when a `///` line ends above line number `line`, attributes between them aside.
  fileprivate func hasComment(above line: Int) -> Bool {
    for text in lines[..<(line - 1)].reversed() {
      let trimmed = text.drop(while: \.isWhitespace)
      if trimmed.hasPrefix("@") || trimmed.hasPrefix("#if") { continue }
      return trimmed.hasPrefix("///")
    }
    return false
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    guard let last = lastIndex(where: { !isDropped($0) }) else { return "" }
    return self[...last]
  }
}

private var packageDeclaration: Regex<(Substring, Substring, Substring)> {
  #/
    ^ \s* (?: @\w+ (?: \( [^)]* \) )? \s+ )* (?: package|public|open ) \s+
    (?: (?: static|final|mutating|consuming|borrowing|nonisolated|indirect|override|lazy|weak
        |private\(set\)|fileprivate\(set\) ) \s+ )*
    ( struct|enum|class|actor|protocol|typealias|func|var|let|subscript ) \b \s* ( [^\s:(<{=]* )
  /#
}
