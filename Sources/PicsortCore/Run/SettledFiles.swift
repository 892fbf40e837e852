import Platform
import Synchronization

/// The files of a plan that earlier processes settled for good and that the rest of it does not
/// need. The report counts them and the catalog has them: both are closed at the end, so what the
/// journal says of them is read by another thread while files are moved.
package final class SettledFiles: Sendable {
  /// What a run tells of them.
  package struct Facts: Sendable {
    package var tally = MoveTally()
    /// Those that have a place in the output.
    package var files: [LibraryFile] = []
    /// One of all files of the operation describes an album of an export.
    package var haveAlbums = false
  }

  /// How many moves there are of them.
  package let count: Int
  /// What the plan's total leaves for them, in bytes.
  package let bytes: Int
  /// The whole operation, them included.
  let operation: OperationOutline
  private let numbers: FileNumbers
  private let lines: FileLines
  private let moves: [FileLines.Line]
  private let journal: JournalLines
  private let reading = Mutex<BackgroundWork<Facts?>?>(nil)

  /// - Parameters:
  ///   - moves: the lines of their moves, in the plan's order.
  ///   - lines: all lines about files.
  ///   - journal: where they stand.
  ///   - operation: the whole.
  ///   - bytes: of all of them, as far as is known.
  init(
    _ moves: [FileLines.Line], _ lines: FileLines, in journal: JournalLines,
    of operation: OperationOutline, bytes: Int
  ) {
    self.bytes = max(0, bytes)
    self.moves = moves
    self.lines = lines
    self.journal = journal
    self.operation = operation
    numbers = FileNumbers(moves.lazy.map(\.number))
    count = moves.count
  }

  /// True for the number of one of them.
  package func contains(_ number: Int) -> Bool { numbers.contains(number) }

  /// Begins to read, if nobody has.
  func prefetch() { _ = begun() }

  /// What is told of them; waits for it. Nil when the journal cannot be read any more.
  package var facts: Facts? { begun().wait().flatMap(\.self) }

  private func begun() -> BackgroundWork<Facts?> {
    reading.withLock { reading in
      if let reading { return reading }
      let work = BackgroundWork { [self] in try? read() }
      reading = work
      return work
    }
  }

  /// So many moves at a time are looked at together with their files.
  private static let share = 4096

  private func read() throws(SystemError) -> Facts? {
    var facts = Facts()
    facts.files.reserveCapacity(count)
    let places = [lines.places(of: .file), lines.places(of: .copied)]
    var rest = moves[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.share)
      rest = rest.dropFirst(part.count)
      var wanted = Array(part)
      for places in places {
        for move in part where places.indices.contains(move.number) {
          let place = Int(places[move.number])
          if place >= 0 { wanted.append(lines.facts[place]) }
        }
      }
      wanted.sort { $0.offset < $1.offset }
      guard case .records(let records) = try journal.records(of: wanted[...]) else { return nil }
      take(Array(records.joined()), &facts)
    }
    var others = lines.facts.filter { $0.kind == .file && !contains($0.number) }[...]
    while !others.isEmpty, !facts.haveAlbums {
      let part = others.prefix(Self.share)
      others = others.dropFirst(part.count)
      guard case .records(let records) = try journal.records(of: part) else { return nil }
      take(Array(records.joined()), &facts)
    }
    return facts
  }

  private func take(_ records: [JournalRecord], _ facts: inout Facts) {
    var files: [Int: FileRecord] = [:]
    var digests: [Int: Digest] = [:]
    for record in records {
      switch record {
      case .file(let file):
        files[file.number] = file
        if file.facts.takeout?.kind == .album { facts.haveAlbums = true }
      case .copied(let file, let digest): digests[file] = digest
      default: break
      }
    }
    let course = operation.course
    for case .move(let move) in records {
      guard let file = files[move.file],
        course.header?.sources.indices.contains(file.source) == true
      else { continue }
      let target = course.retargets[move.file] ?? move.target
      facts.tally.count(MoveItem(move: move, record: file, target: target))
      facts.tally.resumed += 1
      guard !target.isEmpty else { continue }
      facts.files.append(
        LibraryFile(path: target, identity: file.identity, digest: digests[move.file]))
    }
  }
}
