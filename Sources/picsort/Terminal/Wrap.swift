/// Breaks running text into lines.
enum Wrap {
  /// Lines of at most `width` columns; a word longer than that keeps its line to itself.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if line.isEmpty {
        line = String(word)
      } else if Cells.width(line) + 1 + Cells.width(String(word)) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// The paragraphs of `text`, which blank lines separate. Line by line: splitting at a text of two
  /// characters would link the regular expression library, a megabyte, for this.
  static func paragraphs(of text: String) -> [String] {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
  }

  /// Paragraphs, which blank lines separate in `text`, each wrapped and indented.
  static func paragraphs(_ text: String, indent: Int, width: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var result: [String] = []
    for paragraph in paragraphs(of: text) {
      if !result.isEmpty { result.append("") }
      result += lines(paragraph, width: max(16, width - indent)).map { margin + $0 }
    }
    return result
  }

  /// Two columns: `left`, then `right` wrapped beside it, or below it where there is no room.
  static func row(_ left: String, _ right: String, column: Int, width: Int) -> [String] {
    if width - column < 30 {
      return [left] + paragraphs(right, indent: 8, width: width)
    }
    var rows = paragraphs(right, indent: column, width: width)
    guard Cells.width(left) + 2 <= column, let first = rows.first else { return [left] + rows }
    rows[0] = Cells.padded(left, to: column) + first.dropFirst(column)
    return rows
  }
}
