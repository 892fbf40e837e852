package import Platform

/// Where the files of a run are, or will be, by their numbers.
package struct FilePlaces: Sendable {
  private var places: [Path?]

  /// No places yet, for files with numbers below `count`; others have none.
  package init(count: Int = 0) {
    places = Array(repeating: nil, count: count)
  }

  /// Nil for a file that is not there.
  package subscript(number: Int) -> Path? {
    get { places.indices.contains(number) ? places[number] : nil }
    set { if places.indices.contains(number) { places[number] = newValue } }
  }

  /// The numbers of those that are, in their order.
  package var numbers: some Sequence<Int> {
    places.indices.lazy.filter { places[$0] != nil }
  }
}
