import PicsortCore
import Platform
import Testing

struct `The books of a library` {
  private static let digest = SHA256.digest(of: [1])

  /// An operation over files `0`, `1`, … of `/photos`, or of another source.
  private func operation(
    source: Path = Path("/photos"), _ records: [JournalRecord], files: [String] = ["a", "b"],
    seals: Bool = true
  ) -> OperationState {
    var state = OperationState()
    state.apply(.header(SampleRecords.header(sources: [source])))
    for (number, path) in files.enumerated() {
      state.apply(.file(SampleRecords.file(number, path, size: 10 + number)))
    }
    state.apply(.planning)
    let moves = records.filter { record in
      if case .move = record { true } else { false }
    }
    for move in moves { state.apply(move) }
    if seals { state.apply(.planned(PlanSeal(items: moves.count))) }
    for record in records where !moves.contains(record) { state.apply(record) }
    return state
  }

  private func move(
    _ file: Int, to target: String, _ action: PlannedAction = .move
  ) -> JournalRecord {
    .move(PlannedMove(file: file, action: action, target: Path(target)))
  }

  private let durable = JournalRecord.checkpoint(SampleRecords.checkpoint(Self.digest))
  private let end = JournalRecord.end(status: .completed, signal: 0, reason: "")

  private func books(_ states: OperationState...) -> LibraryBooks {
    var books = LibraryBooks()
    for (index, state) in states.enumerated() { books.enter(state, journal: index) }
    return books
  }

  @Test func `hold what arrived, with what is known of it`() {
    let books = books(
      operation([
        move(0, to: "12.2023/a"), move(1, to: "12.2023/b", .copy),
        .copied(file: 1, digest: Self.digest),
        .hash(file: 0, ends: Self.digest, whole: nil), .done(file: 0), .done(file: 1), durable, end,
      ]))
    #expect(books.files.count == 2)
    let first = books.files[Path("12.2023/a")]
    #expect(first?.identity.size == 10 && first?.isCertain == true && first?.digest == nil)
    #expect(books.files[Path("12.2023/b")]?.digest == Self.digest)
  }

  @Test func `follow the name that a file got when its own was taken`() {
    let books = books(
      operation([
        move(0, to: "12.2023/a"), .retarget(file: 0, to: Path("12.2023/a-2")), .done(file: 0),
        durable, end,
      ]))
    #expect(books.files.keys.map(\.description) == ["12.2023/a-2"])
  }

  @Test func `hold quarantined duplicates, and no removed ones`() {
    let books = books(
      operation([
        move(0, to: "Duplicates/a", .quarantine), move(1, to: "", .delete), .done(file: 0),
        .done(file: 1), durable, end,
      ]))
    #expect(books.files.keys.map(\.description) == ["Duplicates/a"])
  }

  @Test func `take the later journal's word for a name`() {
    let first = operation([move(0, to: "x/a"), .done(file: 0), durable, end])
    let second = operation([move(1, to: "x/a"), .done(file: 1), durable, end])
    #expect(books(first, second).files[Path("x/a")]?.identity.size == 11)
    #expect(books(first, second).files[Path("x/a")]?.journal == 1)
    #expect(books(second, first).files[Path("x/a")]?.identity.size == 10)
  }

  @Test func `no longer expect a file where a later run took it away`() {
    let first = operation([move(0, to: "Undated/a"), .done(file: 0), durable, end])
    let second = operation(
      source: Path("/library/Undated"), [move(0, to: "12.2023/a"), .done(file: 0), durable, end])
    #expect(books(first, second).files.keys.map(\.description) == ["12.2023/a"])
    let copy = operation(
      source: Path("/library/Undated"),
      [move(0, to: "12.2023/a", .copy), .done(file: 0), durable, end])
    #expect(books(first, copy).files.count == 2)
  }

  @Test func `doubt what was planned and not noted for good`() {
    let state = operation([move(0, to: "x/a"), move(1, to: "x/b"), .done(file: 0)])
    #expect(books(state).files[Path("x/a")]?.isCertain == false)
    #expect(books(state).files[Path("x/b")]?.isCertain == false)
    let flushed = operation([move(0, to: "x/a"), .done(file: 0), durable])
    #expect(books(flushed).files[Path("x/a")]?.isCertain == true)
    let ended = operation([
      move(0, to: "x/a"), .done(file: 0), .end(status: .interrupted, signal: 2, reason: ""),
    ])
    #expect(books(ended).files[Path("x/a")]?.isCertain == true)
  }

  @Test func `never give a certain name to a doubtful move`() {
    let certain = operation([move(0, to: "x/a"), .done(file: 0), durable, end])
    let doubtful = operation([move(1, to: "x/a")])
    #expect(books(certain, doubtful).files[Path("x/a")]?.identity.size == 10)
    #expect(books(doubtful, certain).files[Path("x/a")]?.isCertain == true)
  }

  @Test func `pass over a move of a file that no record describes`() {
    #expect(books(operation([move(9, to: "x/a"), .done(file: 9), durable, end])).files.isEmpty)
    #expect(books(OperationState()).files.isEmpty)
  }

  // MARK: - Open moves

  @Test func `list the moves that the next run looks at again`() {
    let records = [
      move(0, to: "x/a"), move(1, to: "x/b"), .done(file: 0), durable,
      .retarget(file: 1, to: Path("x/b-2")),
    ]
    let moves = operation(records).openMoves
    #expect(moves.map(\.file) == [1])
    #expect(moves.first?.target == Path("x/b-2") && moves.first?.path == Path("b"))
    #expect(operation(records + [end]).openMoves.isEmpty)
    #expect(operation(records, seals: false).openMoves.isEmpty)
  }

  @Test func `list no removals as open`() {
    #expect(operation([move(0, to: "", .delete)]).openMoves.isEmpty)
  }
}
