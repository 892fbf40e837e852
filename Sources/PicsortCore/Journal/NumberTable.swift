/// Something for each number of a file, or for many of them.
///
/// Numbers are given one after the other, so an element is found by two array look-ups; what a
/// library of a million files needs is its elements and four bytes each.
struct NumberTable<Element: Sendable>: Sendable {
  /// In the order in which they were added.
  private(set) var stored: [Element] = []
  /// Position in `stored` by number; -1 where there is none.
  private var positions: [Int32] = []

  /// How many numbers may be missing beyond as many as there are elements, which is what a damaged
  /// journal may lack; one that leaps further is not ours.
  private static var mostMissing: Int { 1 << 16 }

  /// One more than the highest number.
  var end: Int { positions.count }

  /// Where the element of `number` is in `stored`; nil when there is none.
  func position(of number: Int) -> Int? {
    guard positions.indices.contains(number), positions[number] >= 0 else { return nil }
    return Int(positions[number])
  }

  subscript(number: Int) -> Element? { position(of: number).map { stored[$0] } }

  /// Adds an element, in place of an earlier one of its number; false where no number can be.
  @discardableResult
  mutating func insert(_ element: Element, for number: Int) -> Bool {
    if let position = position(of: number) {
      stored[position] = element
      return true
    }
    guard number >= 0, number < 2 * stored.count + Self.mostMissing else { return false }
    if number >= positions.count {
      positions += repeatElement(-1, count: number + 1 - positions.count)
    }
    positions[number] = Int32(truncatingIfNeeded: stored.count)
    stored.append(element)
    return true
  }
}
