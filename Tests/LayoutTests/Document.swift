import Foundation

/// A document of this package, as its tests see it.
struct Document {
  let path: String
  let text: String

  init(_ path: String) throws {
    self.path = path
    text = try String(contentsOf: SourceFile.root.appending(path: path), encoding: .utf8)
  }

  /// The documents that people write; the generated ones have a check of their own.
  static let written = [
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/dates.md",
    "docs/layout.md", "docs/operations.md", "docs/safety.md", "docs/state-format.md",
  ]

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// What stands under the heading that begins with `start`, up to the next one as high.
  func section(_ start: String) -> String {
    let level = start.prefix { $0 == "#" } + " "
    let body = lines.drop { !$0.hasPrefix(start) }.dropFirst()
    return body.prefix { !$0.hasPrefix(level) }.joined(separator: "\n")
  }

  /// The texts of the headings that begin with `marks` and a space.
  func headings(_ marks: String) -> [String] {
    lines.filter { $0.hasPrefix(marks + " ") }
      .map { $0.dropFirst(marks.count + 1).trimmingCharacters(in: .whitespaces) }
  }

  /// The lines of the blocks that are fenced as `language`.
  func fenced(_ language: String) -> [Substring] {
    var isInside = false
    return lines.filter { line in
      if line.hasPrefix("```") {
        isInside = line == "```" + language
        return false
      }
      return isInside
    }
  }
}

extension String {
  /// What the first group of `pattern` matched, each time.
  func all(_ pattern: Regex<(Substring, Substring)>) -> [String] {
    matches(of: pattern).map { String($0.output.1) }
  }

  /// The names of the cases of the enum `name` as they are written outside: their raw values.
  func cases(ofEnum name: String) -> [String] {
    let body = split(separator: "enum " + name + ":", maxSplits: 1).last ?? ""
    return body.prefix { $0 != "}" }.split(separator: "\n")
      .map { $0.drop(while: \.isWhitespace) }
      .filter { $0.hasPrefix("case ") }
      .map { String($0.dropFirst(5).prefix { $0.isLetter }) }
  }
}
