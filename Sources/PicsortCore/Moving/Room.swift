import Platform

extension Mover {
  /// Why what is to be copied does not fit on the disk that it goes to; nil when it does, or when
  /// nobody knows.
  var shortage: String? {
    guard let device = try? output.folder.status().device,
      let free = try? output.folder.freeSpace().bytes
    else { return nil }
    let foreign = sources.map { (try? $0.tree.folder?.status().device) != device }
    guard mode == .copy || foreign.contains(true) else { return nil }
    // Clones need no room; where they turn out to be impossible, the run pauses when there is none.
    let shared = zip(sources, foreign).map { source, isForeign in
      !readsBack && !isForeign && source.tree.folder?.copyWay(to: output.temporary) == .clone
    }
    var needed = 0
    for item in items where mode == .copy || foreign[item.record.source] {
      guard item.move.action != .delete, !shared[item.record.source] else { continue }
      needed &+= item.record.identity.size
    }
    guard needed > 0, UInt64(needed) > free else { return nil }
    return "the disk of \(output.path) has \(free) bytes free and \(needed) are needed; "
      + "make room, then go on"
  }
}
