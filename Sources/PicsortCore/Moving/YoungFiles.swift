import Platform

// A file that was written a moment ago may be in the middle of being written: its date may come
// from half of it, and a write in the same tick of its file system's clock would go unseen. So it
// waits until everything else is done, and goes when it has been quiet for a while. Nothing was
// done to it before, so if the machine dies meanwhile it is planned and no more.

extension Mover {
  /// Nanoseconds that a file must have been quiet: what FAT's clock counts in, and more than the
  /// pauses of a program that copies.
  static let quietTime = 2_000_000_000
  /// The same for a file that is only renamed, which loses nothing of it, and that the system knows
  /// nobody to have open for writing: programs that open it anew for every write are left.
  static let shortQuietTime = 500_000_000

  /// True when one of the files was written a moment ago. A time further ahead than that is another
  /// clock's or wrong, and says nothing.
  func isYoung(_ members: Range<Int>) -> Bool {
    let now = recorder.patience.timekeeper.wallNanoseconds()
    return members.contains { index in
      let record = items.record(at: index)
      return Self.isYoung(record.identity.modified, now: now)
        && !sources[record.source].tree.isArchive
    }
  }

  /// True when a file's time is within `quietTime` of now, before or after.
  ///
  /// - Parameters:
  ///   - modified: nanoseconds since 1970-01-01 UTC.
  ///   - now: the same.
  /// - Returns: false for a time that no clock of now can have written.
  package static func isYoung(_ modified: Int, now: Int) -> Bool {
    let (age, overflow) = now.subtractingReportingOverflow(modified)
    return !overflow && age.magnitude < quietTime
  }

  /// Moves the assets that were put aside because they were young, when they no longer are. It
  /// waits for all of them together, and twice at most.
  mutating func takeYoung(_ assets: [Range<Int>]) throws(StopReason) {
    guard !assets.isEmpty else { return }
    // A time a little ahead does not make it longer.
    let end = recorder.patience.timekeeper.wallNanoseconds() &+ Self.quietTime
    if mode == .move { try waitUntilQuiet(assets, for: Self.shortQuietTime, until: end) }
    var rest: [Range<Int>] = []
    for asset in assets {
      if recorder.isStopping { throw .requested }
      if isYoung(asset), !isProvenUnwritten(asset) {
        rest.append(asset)
      } else {
        try takeAsset(asset)
      }
    }
    try waitUntilQuiet(rest, for: Self.quietTime, until: end)
    for asset in rest {
      if recorder.isStopping { throw .requested }
      try takeAsset(asset)
    }
  }

  private mutating func waitUntilQuiet(
    _ assets: [Range<Int>], for time: Int, until end: Int
  ) throws(StopReason) {
    let now = recorder.patience.timekeeper.wallNanoseconds()
    var wait = 0
    for item in assets.joined().map({ items[$0] }) {
      let age = now &- item.record.identity.modified
      if age.magnitude < Self.quietTime { wait = max(wait, min(time - age, time)) }
    }
    // A clock that is set meanwhile makes it no longer either.
    wait = min(wait, Self.quietTime, end &- now)
    guard wait > 0 else { return }
    // Nothing that is done waits for it.
    try settleBatch()
    try syncTouched()
    guard recorder.patience.wait(UInt64(wait)) else { throw .requested }
  }

  /// True when the files will be renamed and no process has one of them open for writing.
  private mutating func isProvenUnwritten(_ members: Range<Int>) -> Bool {
    guard mode == .move, let device = try? output.folder.status().device else { return false }
    for item in items[members] {
      guard item.move.action == .move || item.move.action == .quarantine,
        let parent = (try? sourceFolders.parent(of: item.record.path, in: item.record.source))
          .flatMap(\.self),
        let status = (try? parent.status(of: item.name)).flatMap(\.self), status.kind == .file,
        status.device == device, !isForeign(device, to: item),
        (try? Self.isProvenUnwritten(item.name, in: parent)) == true
      else { return false }
    }
    return true
  }

  private static func isProvenUnwritten(
    _ name: Path, in folder: Folder
  ) throws(SystemError) -> Bool {
    try folder.open(name).isProvenUnwritten
  }

  /// Somebody wrote to the file between the plan and now.
  func changedSincePlan(_ status: FileStatus) -> Settlement {
    guard Self.isYoung(status.modified, now: recorder.patience.timekeeper.wallNanoseconds()) else {
      return changedSincePlan
    }
    return .failed(
      reason: "it is still being written, so it was left alone",
      nextStep: "when that has ended, \(output.words.again)")
  }
}
