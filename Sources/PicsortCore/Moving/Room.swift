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
    var needed = 0
    for item in items where mode == .copy || foreign[item.record.source] {
      if item.move.action != .delete { needed &+= item.record.identity.size }
    }
    guard needed > 0, UInt64(needed) > free else { return nil }
    return "the disk of \(output.path) has \(free) bytes free and \(needed) are needed; "
      + "make room, then go on"
  }
}
