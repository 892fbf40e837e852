import Platform

/// The files of a plan that are to be moved, in its order.
///
/// An item is made when it is asked for: what the plan and the records say is kept once, and a
/// library of a million files has a million items.
struct MoveItems: RandomAccessCollection {
  /// One item: its place in the plan, and that of its record in the table.
  private struct Entry {
    let place: Int32
    let record: Int32
  }

  private let plan: [PlannedMove]
  private let files: FileTable
  private var entries: [Entry] = []
  /// Targets that are not the plan's, by the number of the file.
  private var retargets: [Int: Path]

  var startIndex: Int { 0 }
  var endIndex: Int { entries.count }

  /// The moves of `plan` whose records `files` has and `isKept` wants.
  ///
  /// - Parameters:
  ///   - plan: the moves; the files of an asset follow each other.
  ///   - files: the records of their files.
  ///   - retargets: where some of them go instead, by number.
  ///   - isKept: asked for each of them, in their order.
  init(
    _ plan: [PlannedMove], _ files: FileTable, retargets: [Int: Path],
    isKept: (MoveItem) -> Bool
  ) {
    self.plan = plan
    self.files = files
    self.retargets = retargets
    entries.reserveCapacity(plan.count)
    for (place, move) in plan.enumerated() {
      guard let record = files.position(of: move.file) else { continue }
      let entry = Entry(
        place: Int32(truncatingIfNeeded: place), record: Int32(truncatingIfNeeded: record))
      if isKept(item(entry)) { entries.append(entry) }
    }
  }

  subscript(position: Int) -> MoveItem {
    let entry = entries[position]
    var item = item(entry)
    item.members = members(at: position)
    if let photo = item.move.companionOf { item.photoName = wantedName(of: photo, before: entry) }
    return item
  }

  /// The items of the asset that the one at `position` belongs to.
  func members(at position: Int) -> Range<Int> {
    let move = move(position)
    func isMember(_ other: Int) -> Bool {
      let candidate = self.move(other)
      return candidate.asset == move.asset && candidate.isRemoval == move.isRemoval
    }
    var (start, end) = (position, position + 1)
    while start > 0, isMember(start - 1) { start -= 1 }
    while end < entries.count, isMember(end) { end += 1 }
    return start..<end
  }

  /// Where the removals begin, which come last.
  var firstRemoval: Int { indices.first { move($0).isRemoval } ?? endIndex }

  /// Every place that the plan gives to a file.
  var targets: Set<Path> { Set(plan.map { retargets[$0.file] ?? $0.target }) }

  /// Sends the item at `position` elsewhere.
  mutating func retarget(_ position: Int, to target: Path) {
    retargets[move(position).file] = target
  }

  /// What is known of the file of the item at `position`.
  func record(at position: Int) -> FileRecord { files.records[Int(entries[position].record)] }

  private func move(_ position: Int) -> PlannedMove { plan[Int(entries[position].place)] }

  private func item(_ entry: Entry) -> MoveItem {
    let move = plan[Int(entry.place)]
    return MoveItem(
      move: move, record: files.records[Int(entry.record)],
      target: retargets.isEmpty ? move.target : retargets[move.file] ?? move.target)
  }

  /// The name that the photo of a companion was wanted under; it is the last one before it.
  private func wantedName(of photo: Int, before companion: Entry) -> Path? {
    let earlier = plan[..<Int(companion.place)]
    guard let move = earlier.last(where: { $0.companionOf == nil }), move.file == photo else {
      return nil
    }
    return move.name ?? files[photo]?.path.lastComponent
  }
}

extension PlannedMove {
  /// Number of the primary file of its asset.
  var asset: Int { companionOf ?? file }

  /// True for a duplicate that is removed.
  var isRemoval: Bool { action == .delete }
}
