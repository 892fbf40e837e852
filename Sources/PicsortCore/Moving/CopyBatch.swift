import Platform

/// Copies that are staged in `tmp/` and wait to be made durable together: safety is bought in
/// batches, never per file. Those of a batch that were staged first are flushed, and read back
/// where that is wanted, while the others are copied.
struct CopyBatch {
  /// One staged copy.
  struct Staged {
    var item: MoveItem
    let origin: Origin
    /// Where it is, and the hash of the bytes that were read, if it is to be read back.
    let copy: CopyCheck.Copy
    /// It shares the blocks of its original: there are no bytes to be flushed.
    var isShared = false
    var failure: Settlement?
    /// It failed only because another file of its asset did.
    var isConsequence = false

    /// Bytes on their way to the drive.
    var bytes: Int { isShared ? 0 : item.record.identity.size }
  }

  private static let fewestFiles = 32
  private static let mostFiles = 512
  private static let mostBytes = 256 << 20
  /// Folders of the sources, and of the target, that stay open meanwhile.
  private static let mostSources = 100
  private static let mostTargets = 200
  private static let fewestToCheck = 64
  private static let fewestBytesToCheck = 32 << 20

  var staged: [Staged] = []
  private var bytes = 0
  private var sources: Set<ObjectIdentifier> = []
  private var targets: Set<Path> = []
  /// Files of the batches before this one.
  private var earlier = 0
  /// Of the first `checked` copies, in their order.
  private var checks: [CopyCheck] = []
  private var checked = 0
  private var bytesChecked = 0
  /// Those behind them that are to be read back.
  private var unread = 0

  var isEmpty: Bool { staged.isEmpty }

  /// A batch has as many files as all before it together, within bounds: the first ones show soon
  /// whether the target takes files at all.
  var isFull: Bool {
    staged.count >= min(max(earlier, Self.fewestFiles), Self.mostFiles) || bytes >= Self.mostBytes
      || sources.count >= Self.mostSources || targets.count >= Self.mostTargets
  }

  mutating func append(_ entry: Staged) {
    staged.append(entry)
    bytes &+= entry.bytes
    if entry.copy.digest != nil { unread += 1 }
    if case .file(let parent, _) = entry.origin { sources.insert(ObjectIdentifier(parent)) }
    targets.insert(entry.item.target.parent)
  }

  /// Takes a staged copy out of the batch and removes it; false when it is not in the batch.
  mutating func drop(_ file: Int, temporary name: Path, in folder: Folder) -> Bool {
    guard let index = staged[checked...].firstIndex(where: { $0.item.move.file == file }) else {
      return false
    }
    let entry = staged.remove(at: index)
    bytes &-= entry.bytes
    if entry.copy.digest != nil { unread -= 1 }
    try? folder.remove(name)
    return true
  }

  /// Begins to flush and read back what was staged since the last time, when that is worth a flush:
  /// for the reading or for the bytes. Only between two assets, because what is being read must
  /// stay in the batch.
  mutating func checkAhead() {
    let isWorthIt =
      unread >= Self.fewestToCheck || bytes - bytesChecked >= Self.fewestBytesToCheck
    if isWorthIt { check() }
  }

  private mutating func check() {
    checks.append(CopyCheck(staged[checked...].map(\.copy)))
    checked = staged.count
    bytesChecked = bytes
    unread = 0
  }

  /// What flushing and reading back showed of each staged copy, in their order.
  mutating func findings() -> [CopyCheck.Finding] {
    if checked < staged.count { check() }
    return checks.flatMap { $0.findings() }
  }

  /// The staged copies; the batch is empty afterwards.
  mutating func take() -> [Staged] {
    defer {
      let files = earlier + staged.count
      self = CopyBatch()
      earlier = files
    }
    return staged
  }
}

extension Mover {
  /// Makes the staged copies durable, checks them, gives them their names, and for a move removes
  /// the sources.
  mutating func settleBatch() throws(StopReason) {
    guard !batch.isEmpty else { return }
    let findings = batch.findings()
    var staged = batch.take()
    for index in staged.indices {
      let entry = staged[index]
      var finding = findings.indices.contains(index) ? findings[index] : nil
      staged[index].failure = try patiently(entry.item) { mover throws(StopReason) in
        defer { finding = nil }
        return try mover.verify(entry, finding)
      }
    }
    failTogether(&staged)
    try vouch(for: staged)

    var published = TouchedFolders()
    for index in staged.indices where staged[index].failure == nil {
      var entry = staged[index]
      staged[index].failure = try patiently(entry.item) { mover throws(StopReason) in
        try mover.publish(&entry, &published)
      }
      staged[index].item = entry.item
    }
    for index in failTogether(&staged) { withdraw(staged[index].item) }
    for entry in staged { published.insert(temporary(of: entry.item)) }
    // A month's folder that was just made is as new a name as the files in it.
    published.take(&touched)
    try guarded { () throws(SystemError) in try published.sync() }

    for entry in staged {
      if let failure = entry.failure {
        try? temporary(of: entry.item).remove(temporaryName(of: entry.item))
        try note(failure, entry.item, isConsequence: entry.isConsequence)
      } else {
        if let digest = entry.copy.digest { digests[entry.item.move.file] = digest }
        let settlement = try patiently(entry.item) { mover throws(StopReason) in
          try mover.removeSource(entry)
        }
        try note(settlement ?? .done, entry.item)
      }
    }
    // Without sources that were removed there is nothing more to flush before it.
    let isFlushed = touched.isEmpty
    try syncTouched()
    if isFlushed {
      try guarded { () throws(SystemError) in
        try recorder.checkpoint(.batch, isDurable: true)
      }
    }
  }

  /// Notes the copies that were read back, durably, before they get their names. Of the others
  /// nothing is known that the plan does not say.
  private func vouch(for staged: [CopyBatch.Staged]) throws(StopReason) {
    var isNoted = false
    for entry in staged where entry.failure == nil {
      guard let digest = entry.copy.digest else { continue }
      try journal(.copied(file: entry.item.move.file, digest: digest))
      isNoted = true
    }
    if isNoted { try guarded { () throws(SystemError) in try recorder.sync() } }
  }

  /// Fails the other files of an asset of which one failed; answers the indices of those.
  @discardableResult
  private func failTogether(_ staged: inout [CopyBatch.Staged]) -> [Int] {
    var culprits: [Int: MoveItem] = [:]
    for entry in staged where entry.failure != nil && !entry.isConsequence {
      culprits[entry.item.asset] = culprits[entry.item.asset] ?? entry.item
    }
    var failed: [Int] = []
    for index in staged.indices where staged[index].failure == nil {
      guard let culprit = culprits[staged[index].item.asset] else { continue }
      staged[index].failure = Self.consequence(of: culprit)
      staged[index].isConsequence = true
      failed.append(index)
    }
    return failed
  }

  /// Takes back the name of a copy whose source still stands; the caller removes the copy.
  private mutating func withdraw(_ item: MoveItem) {
    guard let folder = targets.existing(item.target.parent) else { return }
    try? folder.moveWithoutReplacing(
      item.target.lastComponent, to: temporary(of: item), as: temporaryName(of: item),
      by: taking(for: item))
    touched.insert(folder)
  }

  /// What is wrong with a staged copy: as was found already, or flushed and read back now. Nil when
  /// it is what was read, as far as that was asked.
  private func verify(
    _ entry: CopyBatch.Staged, _ known: CopyCheck.Finding?
  ) throws(StopReason) -> Settlement? {
    switch known ?? CopyCheck.finding(of: entry.copy, false) {
    case .same: return nil
    case .different:
      return .failed(
        reason: "the copy read back differs from the original, so it was dropped",
        nextStep: "check the output's disk, its cable and the memory, then run again")
    case .failed(let error):
      let what = readsBack ? "flushed and read back" : "flushed"
      return try failure(error, entry.item, "its copy could not be \(what)")
    }
  }

  private mutating func publish(
    _ entry: inout CopyBatch.Staged, _ published: inout TouchedFolders
  ) throws(StopReason) -> Settlement? {
    let folder: Folder
    entry.item.target = currentTarget(of: entry.item)
    do throws(SystemError) {
      folder = try targetFolder(entry.item.target.parent)
    } catch {
      return try failure(error, entry.item, "its folder in \(output.words.to) could not be made")
    }
    if let refusal = try publish(&entry.item, in: folder) {
      if refusal.isTaken { return occupied() }
      return try failure(refusal, entry.item, "its copy could not be given its name")
    }
    published.insert(folder)
    return nil
  }

  /// Gives the copy in `tmp/` its planned name, or where it may the next free one. Answers the
  /// error that prevented it.
  mutating func publish(
    _ item: inout MoveItem, in folder: Folder
  ) throws(StopReason) -> SystemError? {
    let temporary = temporaryName(of: item)
    let place = self.temporary(of: item)
    while true {
      do throws(SystemError) {
        try place.moveWithoutReplacing(
          temporary, to: folder, as: item.target.lastComponent, by: taking(for: item))
        touched.insert(folder)
        return nil
      } catch {
        if arrivedAfterAll(item, in: folder) {
          touched.insert(folder)
          return nil
        }
        guard error.isTaken, output.mayRename else { return error }
      }
      try retarget(&item)
    }
  }

  /// The last look: only a source that is still the file that was copied is removed.
  private mutating func removeSource(_ entry: CopyBatch.Staged) throws(StopReason) -> Settlement {
    guard mode == .move, case .file(let parent, let status) = entry.origin else { return .done }
    do throws(SystemError) {
      guard let now = try parent.status(of: entry.item.name) else { return .done }
      guard now.hasSameContent(as: status) else {
        return .failed(
          reason: "it was changed after it was copied, so the original was kept as well",
          nextStep: output.words.again)
      }
      try parent.remove(entry.item.name)
      touched.insert(parent)
      return .done
    } catch {
      // It is the source that cannot be written, and the copies are where they belong.
      if error.isReadOnly {
        return .failed(
          reason: "it was copied, but the original could not be removed: \(error.message)",
          nextStep: "use --copy for a source that is read-only")
      }
      return try failure(error, entry.item, "it was copied, but the original could not be removed")
    }
  }
}
