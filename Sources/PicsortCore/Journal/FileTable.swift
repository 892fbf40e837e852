/// The file records of an operation by their numbers.
///
/// Numbers are given one after the other, so a record is found by two array look-ups; what a
/// library of a million files needs is its records and four bytes each.
package struct FileTable: Sendable {
  private var stored: [FileRecord] = []
  /// Position in `stored` by number; -1 where there is none.
  private var positions: [Int32] = []

  /// How many numbers may be missing beyond as many as there are records, which is what a damaged
  /// journal may lack; one that leaps further is not ours.
  private static let mostMissing = 1 << 16

  package init() {}

  /// No records yet; there may be any with a number below `count`.
  init(numbersBelow count: Int) {
    positions = Array(repeating: -1, count: count)
  }

  /// The given records, kept as they are.
  package init(_ records: [FileRecord]) {
    stored = records
    positions.reserveCapacity(records.count)
    // By their places: a record that is taken out would hold on to all that it has meanwhile.
    for position in records.indices { place(records[position].number, at: position) }
  }

  /// All records, in the order in which they were added.
  package var records: [FileRecord] { stored }

  /// Number of records.
  package var count: Int { stored.count }
  package var isEmpty: Bool { stored.isEmpty }

  /// The number that the next new file gets.
  package var nextNumber: Int { positions.count }

  package subscript(number: Int) -> FileRecord? {
    position(of: number).map { stored[$0] }
  }

  /// Index into `records` of the one with this number.
  func position(of number: Int) -> Int? {
    guard positions.indices.contains(number), positions[number] >= 0 else { return nil }
    return Int(positions[number])
  }

  /// Lets go of the dates found in the files, which are needed no more once the assets have theirs.
  mutating func forgetClaims() {
    for index in stored.indices { stored[index].facts.claims = [] }
  }

  /// Adds a record, in place of an earlier one of its number.
  package mutating func insert(_ record: FileRecord) {
    if let position = position(of: record.number) {
      stored[position] = record
    } else if place(record.number, at: stored.count) {
      stored.append(record)
    }
  }

  @discardableResult
  private mutating func place(_ number: Int, at position: Int) -> Bool {
    guard number >= 0, number < max(positions.count, 2 * stored.count + Self.mostMissing) else {
      return false
    }
    while positions.count <= number { positions.append(-1) }
    positions[number] = Int32(truncatingIfNeeded: position)
    return true
  }
}
