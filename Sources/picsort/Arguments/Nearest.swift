/// Finds what somebody may have meant.
enum Nearest {
  /// The candidates that `word` abbreviates or nearly spells, best first, at most three.
  static func matches(_ word: String, among candidates: [String]) -> [String] {
    guard !word.isEmpty else { return [] }
    let abbreviated = candidates.filter { $0.hasPrefix(word) }
    if !abbreviated.isEmpty { return Array(abbreviated.sorted().prefix(3)) }
    let limit = max(1, min(3, word.count / 3))
    let measured = candidates.map { (distance: distance(word, $0), candidate: $0) }
    guard let best = measured.map(\.distance).min(), best <= limit else { return [] }
    return Array(measured.filter { $0.distance == best }.map(\.candidate).sorted().prefix(3))
  }

  /// Edits that turn one word into the other: insertions, deletions, replacements and swaps of
  /// neighbours (optimal string alignment).
  static func distance(_ left: String, _ right: String) -> Int {
    // Nobody means a long word by it, and the cost stays bounded on hostile arguments.
    let left = Array(left.unicodeScalars.prefix(64))
    let right = Array(right.unicodeScalars.prefix(64))
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, scalar) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(
          last[column + 1] + 1, current[column] + 1, last[column] + (scalar == other ? 0 : 1))
        if row > 0, column > 0, scalar == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
