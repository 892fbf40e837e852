// How long a file, a function and a line may be.

extension HouseRule {
  static let budgets: [HouseRule] = [
    HouseRule(
      name: "a file has at most \(Exceptions.fileLines) lines",
      applies: { _ in true },
      offences: { file in
        let budget = Exceptions.longerFiles[file.path] ?? Exceptions.fileLines
        let count = file.lineCount
        guard count > budget else { return [] }
        return [
          Offence(line: budget + 1, advice: "\(count) lines: cut it where its subject changes")
        ]
      },
      broken: [lines(Exceptions.fileLines + 1)],
      kept: [lines(Exceptions.fileLines)]),

    HouseRule(
      name: "a function has at most \(Exceptions.functionLines) lines",
      applies: { $0.path.hasSuffix(".swift") },
      offences: { file in
        file.functions.compactMap { function in
          let key = "\(file.path): \(function.name)"
          let budget = Exceptions.longerFunctions[key] ?? Exceptions.functionLines
          guard function.length > budget else { return nil }
          return Offence(
            line: function.line,
            advice: "\(function.name) has \(function.length) lines: give a step of it a name")
        }
      },
      broken: [function(lines: Exceptions.functionLines + 1)],
      kept: [function(lines: Exceptions.functionLines)]),

    HouseRule(
      name: "a line has at most \(Exceptions.lineWidth) characters",
      applies: { _ in true },
      offences: { file in
        file.lines.indices.filter { file.lines[$0].isWider(than: Exceptions.lineWidth) }.map {
          Offence(line: $0 + 1, advice: "\(file.lines[$0].count) characters: break the line")
        }
      },
      broken: [SourceFile(path: "A.swift", text: String(repeating: "ä", count: 101))],
      kept: [SourceFile(path: "A.swift", text: String(repeating: "ä", count: 100))]),
  ]

  private static func lines(_ count: Int) -> SourceFile {
    SourceFile(path: "A.swift", text: String(repeating: "\n", count: count))
  }

  private static func function(lines: Int) -> SourceFile {
    let body = String(repeating: "  if a { b() }\n", count: lines - 2)
    return SourceFile(path: "A.swift", text: "struct A {\nfunc f(\n) {\n\(body.dropFirst(15))}\n}")
  }
}

extension Substring {
  /// Bytes are counted first, because that is quick and they are never fewer than characters.
  fileprivate func isWider(than limit: Int) -> Bool { utf8.count > limit && count > limit }
}

/// A function, initialiser or subscript that has a body.
struct FunctionSpan {
  let name: String
  let line: Int
  let length: Int
}

extension SourceFile {
  /// Lines, a last one without its line end included.
  fileprivate var lineCount: Int { lines.last == "" ? lines.count - 1 : lines.count }

  /// Every function, found by counting braces.
  var functions: [FunctionSpan] {
    let found = matches(of: declaration)
    let starts = Set(found.map { $0.line - 1 })
    return found.compactMap { line, match in
      let index = line - 1
      let rest = code[index][match.range.lowerBound...]
      guard let end = endOfBody(from: index, rest: rest, declarations: starts) else { return nil }
      // The blanked code keeps every byte's place, so the name is at the same index of the line.
      let name = lines[index][match.range.lowerBound...].prefix { $0 != "(" && $0 != "{" }
        .drop(while: \.isWhitespace)
      return FunctionSpan(name: String(name), line: line, length: end - index + 1)
    }
  }

  /// Index of the line that closes the first brace from `rest` on; nil when the declaration has no
  /// body, as in a protocol.
  private func endOfBody(
    from index: Int, rest: Substring, declarations: Set<Int>
  ) -> Int? {
    var braces = 0
    var parentheses = 0
    for line in index..<code.count {
      let text = line == index ? rest : code[line]
      if line > index, braces == 0, parentheses == 0, declarations.contains(line) { return nil }
      for character in text.utf8 {
        switch character {
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: ")"): parentheses -= 1
        case UInt8(ascii: "{") where parentheses == 0 || braces > 0: braces += 1
        case UInt8(ascii: "}") where parentheses == 0 || braces > 0:
          braces -= 1
          if braces < 0 { return nil }
          if braces == 0 { return line }
        default: break
        }
      }
    }
    return nil
  }
}

private var declaration: Regex<Substring> {
  /(?:^|[^.\w])(?:func [^\s(<]|init[?]?[(<]|subscript[(<]|deinit\b)/
}
