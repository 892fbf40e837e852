import Platform

/// Where in a journal the records of single files stand, which are nearly all of it; what they say
/// is read when somebody needs it.
struct FileLines: Sendable {
  /// What a line says of a file.
  enum Kind: UInt8 {
    case file
    case hash
    case compared
    case copied
    case move
    /// A move that removes a duplicate.
    case removal
    case stay
  }

  /// One line, in sixteen bytes: a library of a million files has two million.
  struct Line: Sendable {
    let offset: Int
    private let storedNumber: UInt32
    /// Its length, above its kind.
    private let shape: UInt32

    /// Nil for a number or a length that no line of ours has.
    init?(_ kind: Kind, of number: Int, at offset: Int, length: Int) {
      guard RecordDecoder.fileNumbers.contains(number), length <= JournalFormat.longestLine else {
        return nil
      }
      self.offset = offset
      storedNumber = UInt32(truncatingIfNeeded: number)
      shape = UInt32(truncatingIfNeeded: length) << 8 | UInt32(kind.rawValue)
    }

    /// The file's number.
    var number: Int { Int(storedNumber) }
    var kind: Kind { Kind(rawValue: UInt8(truncatingIfNeeded: shape)) ?? .file }
    /// Bytes, without the line feed.
    var length: Int { Int(shape >> 8) }
    /// Behind its last byte.
    var end: Int { offset + length }
  }

  /// What is known of files, in the journal's order.
  private(set) var facts: [Line] = []
  /// The plan, in its order; earlier ones are void.
  private(set) var plan: [Line] = []
  /// The files that are described.
  private var described = FileNumbers()
  /// How many these are.
  var fileCount: Int { described.count }
  /// Beyond the highest number of a described file.
  private(set) var nextNumber = 0

  mutating func append(_ line: Line) {
    switch line.kind {
    case .move, .removal, .stay: plan.append(line)
    case .file:
      described.insert(line.number)
      nextNumber = max(nextNumber, line.number + 1)
      facts.append(line)
    case .hash, .compared, .copied: facts.append(line)
    }
  }

  /// A new plan follows.
  mutating func beginPlan() { plan.removeAll() }

  /// The last line of `kind` for each number, as an index into `facts`; -1 where there is none.
  func places(of kind: Kind) -> [Int32] {
    var places = [Int32](repeating: -1, count: nextNumber)
    for (index, line) in facts.enumerated() where line.kind == kind && line.number < nextNumber {
      places[line.number] = Int32(truncatingIfNeeded: index)
    }
    return places
  }
}
