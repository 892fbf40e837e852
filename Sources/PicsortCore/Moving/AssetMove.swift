import Platform

// An asset's files stand or fall as one: a photo does not go without its sidecar, nor a raw file
// without its twin. If the machine dies
// - between two files of an asset: none of them is noted as done, so the next run looks at each
//   and goes on.
// - while files are brought back: each is at one of its two names, and the next run moves it again.

/// An item and what became of it.
typealias SettledItem = (item: MoveItem, settlement: Settlement)

extension Mover {
  /// Moves the files of one asset and notes what became of them. When one of them cannot be moved,
  /// those that were moved before it go back, and all of them are reported.
  mutating func settleAsset(_ members: Range<Int>) throws(StopReason) {
    if members.count == 1 {
      // Nothing goes back for the only file, and it may take any free number.
      try settleAlone(members)
    } else {
      try settleTogether(members)
    }
  }

  private mutating func settleAlone(_ members: Range<Int>) throws(StopReason) {
    namesInUse = 0
    isRenumbered = false
    while true {
      var item = items[members.lowerBound]
      let settlement = try settlePatiently(&item)
      guard case .nameTaken = settlement else { return try note(settlement, item) }
      try renumber(members, without: [])
    }
  }

  private mutating func settleTogether(_ members: Range<Int>) throws(StopReason) {
    var settled: [SettledItem] = []
    do throws(StopReason) {
      try settle(members, &settled)
    } catch {
      for (item, settlement) in settled { try note(settlement, item) }
      throw error
    }
    guard let culprit = settled.last, case .failed = culprit.settlement,
      culprit.item.move.action != .delete
    else {
      for (item, settlement) in settled { try note(settlement, item) }
      return
    }
    let handled = Set(settled.map(\.item.move.file))
    let rest = items[members].filter { !handled.contains($0.move.file) }
    let consequence = Self.consequence(of: culprit.item)
    for (item, settlement) in settled.dropLast() {
      try note(takeBack(item, settlement) ? consequence : settlement, item, isConsequence: true)
    }
    try note(culprit.settlement, culprit.item)
    for item in rest {
      dropCopyOfEarlierProcess(of: item)
      try note(consequence, item, isConsequence: true)
    }
  }

  /// Settles one member after the other, until one fails.
  private mutating func settle(
    _ members: Range<Int>, _ settled: inout [SettledItem]
  ) throws(StopReason) {
    namesInUse = 0
    isRenumbered = false
    var index = members.lowerBound
    while index < members.upperBound {
      var item = items[index]
      index += 1
      if settled.contains(where: { $0.item.move.file == item.move.file }) { continue }
      let settlement = try settlePatiently(&item)
      if case .nameTaken = settlement {
        // Those that cannot come back keep their names.
        settled = settled.filter { !takeBack($0.item, $0.settlement) }
        try renumber(members, without: Set(settled.map(\.item.move.file)))
        index = members.lowerBound
        continue
      }
      settled.append((item, settlement))
      // A stop waits for the rest of an asset, but not for the copy of a large one.
      switch settlement {
      case .failed where !item.isRemoval: return
      case .open where recorder.isStopping: return
      case .done, .open: namesInUse += 1
      case .failed, .vanished, .nameTaken: break
      }
    }
  }

  /// What becomes of the other files of an asset of which one failed.
  static func consequence(of culprit: MoveItem) -> Settlement {
    .failed(
      reason: "it belongs together with \(culprit.name), which could not be moved, so it stayed",
      nextStep: "mend what is said of \(culprit.name), then run again")
  }

  /// Removes what an earlier process copied of a file that stays: its original stands.
  private mutating func dropCopyOfEarlierProcess(of item: MoveItem) {
    guard isResumed, item.move.action != .delete,
      let parent = (try? sourceFolders.parent(of: item.record.path, in: item.record.source))
        .flatMap(\.self),
      let status = (try? parent.status(of: item.name)).flatMap(\.self), status.kind == .file
    else { return }
    try? temporary(of: item).remove(temporaryName(of: item))
    clearPlaceholder(of: item)
  }

  /// Undoes what was done for an item a moment ago; false when that cannot be.
  private mutating func takeBack(_ item: MoveItem, _ settlement: Settlement) -> Bool {
    switch settlement {
    case .failed, .vanished, .nameTaken: return false
    case .open:
      return batch.drop(
        item.move.file, temporary: temporaryName(of: item), in: temporary(of: item))
    case .done: break
    }
    // A copy out of an archive has no place to go back to: it stays, as an extra of what is kept.
    guard mode == .move, let folder = targets.existing(item.target.parent),
      let parent = (try? sourceFolders.parent(of: item.record.path, in: item.record.source))
        .flatMap(\.self)
    else { return false }
    do throws(SystemError) {
      try folder.moveWithoutReplacing(
        item.target.lastComponent, to: parent, as: item.name, by: taking(for: item))
      touched.insert(parent)
      touched.insert(folder)
      return true
    } catch {
      return false
    }
  }
}
