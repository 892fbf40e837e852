import Platform

// Files of an asset are known by their common stem. When a name of theirs is taken between the plan
// and their turn, all of them get the same number. The new names are durable before the first of
// them is used: a machine that dies afterwards finds each file under its old name or its new one.

extension Mover {
  /// Another name for an item whose planned one is taken: nil when `item` has it. Where others of
  /// its asset have their names already, it is for the asset to begin again, once.
  mutating func takeNextName(_ item: inout MoveItem) throws(StopReason) -> Settlement? {
    guard output.mayRename else { return occupied() }
    if namesInUse > 0, !isRenumbered { return .nameTaken }
    try retarget(&item)
    return nil
  }

  /// The next free name for an item whose planned one is taken, noted durably before it is used;
  /// those that follow in its asset get the same number.
  mutating func retarget(_ item: inout MoveItem) throws(StopReason) {
    let file = item.move.file
    let isFirst = items[item.members].first?.move.file == file
    let members = item.members.filter { isFirst || items[$0].move.file == file }
    try renumber(members, beside: item.members)
    item.target = currentTarget(of: item)
  }

  /// Gives the files of an asset that are not in `settled` a common number.
  mutating func renumber(_ members: Range<Int>, without settled: Set<Int>) throws(StopReason) {
    isRenumbered = true
    namesInUse = settled.count
    try renumber(members.filter { !settled.contains(items[$0].move.file) }, beside: members)
  }

  /// Where an item is to go now: its asset may have got another number since it was staged.
  func currentTarget(of item: MoveItem) -> Path {
    items[item.members].first { $0.move.file == item.move.file }?.target ?? item.target
  }

  private mutating func renumber(_ indices: [Int], beside all: Range<Int>) throws(StopReason) {
    let names = items[all].map(\.wantedName)
    var number = 2
    var targets: [Path] = []
    repeat {
      // From the wanted name and not from the planned one, which may have a number already:
      // recovery knows its own names by that.
      targets = indices.map { index in
        let item = items[index]
        let stem = (item.photoName ?? item.wantedName).stemAndExtension.stem
        return item.target.parent.appending(
          NameTable.suffixed(item.wantedName, stem: stem, number: number, beside: names))
      }
      number += 1
    } while Set(targets).count < targets.count || targets.contains { isTaken($0) }
    for (index, target) in zip(indices, targets) {
      items.retarget(index, to: target)
      reservedNames?.insert(target)
      try journal(.retarget(file: items[index].move.file, to: target))
    }
    try guarded { () throws(SystemError) in try recorder.sync() }
  }

  private var plannedNames: Set<Path> {
    items.targets.union((elsewhere?.facts?.files ?? []).lazy.map(\.path))
  }

  private mutating func isTaken(_ target: Path) -> Bool {
    let reserved = reservedNames ?? plannedNames
    reservedNames = reserved
    if reserved.contains(target) { return true }
    guard let folder = targets.existing(target.parent) else { return false }
    return (try? folder.status(of: target.lastComponent)) != nil
  }
}
