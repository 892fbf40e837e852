import Platform

// MARK: - One item

extension Mover {
  /// Settles an item, again and from the beginning when the system's refusal may pass. What the
  /// try before did is found by a look at both ends, as after a crash.
  mutating func settlePatiently(_ item: inout MoveItem) throws(StopReason) -> Settlement {
    let settlement = try patiently(item) { mover throws(StopReason) in
      try mover.settle(&item)
    }
    return settlement ?? .open
  }

  /// Runs `step` for `item` until it is not refused, or is for good.
  mutating func patiently(
    _ item: MoveItem, _ step: (inout Mover) throws(StopReason) -> Settlement?
  ) throws(StopReason) -> Settlement? {
    defer { isSecondLook = false }
    var tries = 0
    while true {
      let settlement = try step(&self)
      switch settlement {
      case .failed(_, _, let error?):
        if recorder.patience.allowsRetry(after: error, tries: tries) {
          tries += 1
          isSecondLook = true
          try letGoOfFolders()
          continue
        }
        try requireVolumes(of: item)
      case .vanished: try requireVolumes(of: item)
      case .failed, .done, .open, .nameTaken, nil: break
      }
      return settlement
    }
  }

  /// Closes the folders that are kept open: there may be too many open files, and what is tried
  /// again is looked up anew.
  private mutating func letGoOfFolders() throws(StopReason) {
    try syncTouched()
    targets = TargetFolders(output: output.folder)
    sourceFolders = FolderCache(sources)
  }

  /// Decides by the disk what is to be done with an item, and does it. The item learns the name it
  /// got when its own was taken.
  mutating func settle(_ item: inout MoveItem) throws(StopReason) -> Settlement {
    if item.move.action == .delete { return try removeDuplicate(item) }
    if case .archive(let archive) = sources[item.record.source].tree {
      return try settleMember(&item, of: archive)
    }
    let folder: Folder?
    let found: FileStatus?
    do throws(SystemError) {
      folder = try sourceFolders.parent(of: item.record.path, in: item.record.source)
      found = try folder?.status(of: item.name)
    } catch {
      return try failure(error, item, "looking at it failed")
    }
    guard let parent = folder, let status = found else { return try settleWithoutSource(&item) }
    guard status.kind == .file, FileIdentity(status).agrees(with: item.record.identity) else {
      // What an earlier process copied of a file that was edited since is nobody's any more. Where
      // something else took the file's place, that copy may be the last.
      if isResumed, status.kind == .file {
        try? temporary(of: item).remove(temporaryName(of: item))
        clearPlaceholder(of: item)
      }
      return status.kind == .file ? changedSincePlan(status) : changedSincePlan
    }
    return try transfer(&item, from: parent, status)
  }

  /// Tries the rename first: in a first attempt nothing stands at the planned name, and it is the
  /// rename itself that says so when that has changed.
  private mutating func transfer(
    _ item: inout MoveItem, from parent: Folder, _ status: FileStatus
  ) throws(StopReason) -> Settlement {
    let folder: Folder
    do throws(SystemError) {
      folder = try targetFolder(item.target.parent)
    } catch {
      return try failure(error, item, "its folder in \(output.words.to) could not be made")
    }
    if mayBeOurs || mode == .copy || isForeign(status.device, to: item) {
      if let settlement = try settleOccupied(&item, from: .file(parent, status), in: folder) {
        return settlement
      }
      if mode == .copy || isForeign(status.device, to: item) {
        return try stage(item, from: .file(parent, status))
      }
    }
    // Somebody may take name after name before our eyes; not for ever.
    for _ in 0..<Self.mostAttempts {
      do throws(SystemError) {
        try parent.moveWithoutReplacing(
          item.name, to: folder, as: item.target.lastComponent, by: taking(for: item))
        touched.insert(parent)
        touched.insert(folder)
        return .done
      } catch {
        if error.isAcrossFileSystems {
          noteForeign(status.device, to: item)
          return try transfer(&item, from: parent, status)
        }
        if error.isTaken {
          if let settlement = try settleOccupied(&item, from: .file(parent, status), in: folder) {
            return settlement
          }
          continue
        }
        if arrivedAfterAll(item, status, from: parent, in: folder) {
          touched.insert(parent)
          touched.insert(folder)
          return .done
        }
        if error.isUnsupported, (try? learnTaking(for: item, in: folder)) == true { continue }
        return try failure(error, item, "it could not be moved")
      }
    }
    return .failed(
      reason: "its name in \(output.words.to) is taken every time", nextStep: output.words.again)
  }

  private static let mostAttempts = 100

  /// A network file system may do a thing and lose the reply: look at both ends.
  private func arrivedAfterAll(
    _ item: MoveItem, _ status: FileStatus, from parent: Folder, in folder: Folder
  ) -> Bool {
    do throws(SystemError) {
      guard try parent.status(of: item.name) == nil else { return false }
      return try folder.status(of: item.target.lastComponent)?.isSameFile(as: status) ?? false
    } catch {
      return false
    }
  }

  /// The same for a copy that was to get its name by a link: it is under both names. One that is in
  /// `tmp/` no more is not believed to be the one at its place: the next run compares the bytes.
  func arrivedAfterAll(_ item: MoveItem, in folder: Folder) -> Bool {
    do throws(SystemError) {
      let name = temporaryName(of: item)
      guard let staged = try output.temporary.status(of: name),
        let there = try folder.status(of: item.target.lastComponent), staged.isSameFile(as: there)
      else { return false }
      try output.temporary.remove(name)
      return true
    } catch {
      return false
    }
  }

  /// Deals with what stands at the planned name. Nil: the way is free now, under `item.target`.
  mutating func settleOccupied(
    _ item: inout MoveItem, from origin: Origin, in folder: Folder
  ) throws(StopReason) -> Settlement? {
    let name = item.target.lastComponent
    let step: Reconciliation.Step
    do throws(SystemError) {
      step = Reconciliation.step(
        source: .same,
        destination: try destination(of: item, in: folder, source: origin.status),
        temporary: .absent, isResumed: mayBeOurs)
    } catch {
      return try failure(error, item, "its place in \(output.words.to) could not be looked at")
    }
    switch step {
    case .removeOldName:
      guard case .file(let parent, let status) = origin else { return nil }
      do throws(SystemError) {
        // One link: not two names but one, reached by two ways (a bind mount). It is in its place.
        if mode == .move && status.links > 1 { try parent.remove(item.name) }
        touched.insert(parent)
        touched.insert(folder)
        return .done
      } catch {
        return try failure(error, item, "its old name could not be removed")
      }
    case .compareAndFinish:
      if let settlement = try finishIfIdentical(item, from: origin, in: folder, name) {
        return settlement
      }
      return try takeNextName(&item)
    case .transferUnderNextName: return try takeNextName(&item)
    case .clearPlaceholder:
      clearPlaceholder(of: item)
      return nil
    case .transfer, .noteDone, .publishTemporary, .reportVanished, .reportChanged: return nil
    }
  }

  /// Where no other name may be taken, a file whose place is not free stays.
  func occupied() -> Settlement {
    .failed(
      reason: "something else stands at its place in \(output.words.to), so it was left alone",
      nextStep: "move that away, then \(output.words.again)")
  }

  private func destination(
    of item: MoveItem, in folder: Folder, source: FileStatus?
  ) throws(SystemError) -> Reconciliation.Destination {
    guard let there = try folder.status(of: item.target.lastComponent) else { return .absent }
    if let source, there.isSameFile(as: source) { return .sourceItself }
    guard there.kind == .file else { return .other }
    let identity = item.arrival
    // An archive may not know the time of its files; then the copy has that of its making.
    if identity.modified == 0, sources[item.record.source].tree.isArchive {
      if there.size == identity.size { return .alike }
    }
    if FileIdentity(there).agreesAsCopy(with: identity) { return .alike }
    return isPlaceholder(there) ? .placeholder : .other
  }

  /// True for an empty file that an earlier process may have made to take a name: only where names
  /// are taken so, and not when it is older than the operation.
  private func isPlaceholder(_ status: FileStatus) -> Bool {
    guard let placeholdersSince else { return false }
    return status.kind == .file && status.size == 0 && status.modified >= placeholdersSince
  }

  /// Removes the empty file by which an earlier process had taken the name of an item, if that is
  /// what stands there.
  mutating func clearPlaceholder(of item: MoveItem) {
    guard placeholdersSince != nil, let folder = targets.existing(item.target.parent),
      let there = (try? folder.status(of: item.target.lastComponent)).flatMap(\.self),
      isPlaceholder(there)
    else { return }
    try? folder.remove(item.target.lastComponent)
    touched.insert(folder)
  }

  /// Finishes what an earlier process began: the same bytes stand at the planned name. They are
  /// compared, every one, and made durable before the source goes. Nil when they differ.
  private mutating func finishIfIdentical(
    _ item: MoveItem, from origin: Origin, in folder: Folder, _ name: Path
  ) throws(StopReason) -> Settlement? {
    let (parent, status): (Folder, FileStatus)
    switch origin {
    case .file(let folder, let seen): (parent, status) = (folder, seen)
    case .member(let member, let archive):
      return try finishIfIdentical(item, member, of: archive, in: folder, name)
    }
    do throws(SystemError) {
      let stop = recorder.stopRequest
      let source = try parent.open(item.name)
      let target = try folder.open(name)
      guard let isSame = try source.hasSameBytes(as: target, proceed: { _ in !stop.isStopping })
      else { return .open }
      guard isSame else { return nil }
      try target.sync()
      try folder.sync()
      if mode == .move {
        guard try parent.status(of: item.name)?.hasSameContent(as: status) == true else {
          return changedSincePlan
        }
        try parent.remove(item.name)
        touched.insert(parent)
      }
      touched.insert(folder)
      return .done
    } catch {
      return try failure(error, item, "comparing it with the copy in \(output.words.to) failed")
    }
  }

  /// The source is not there: it arrived already, a whole copy waits in `tmp/`, or it vanished.
  mutating func settleWithoutSource(
    _ item: inout MoveItem
  ) throws(StopReason) -> Settlement {
    let step: Reconciliation.Step
    do throws(SystemError) {
      let temporary = try temporary(of: item).status(of: temporaryName(of: item))
      step = Reconciliation.step(
        source: .absent,
        destination: try targets.existing(item.target.parent).map { folder throws(SystemError) in
          try destination(of: item, in: folder, source: nil)
        } ?? .absent,
        temporary: temporary.map { $0.size == item.record.identity.size ? .full : .partial }
          ?? .absent,
        isResumed: mayBeOurs)
    } catch {
      return try failure(error, item, "looking for it failed")
    }
    switch step {
    case .noteDone:
      if let doubt = try recheck(item) { return doubt }
      // It arrived, but nobody knows whether its folder was flushed since.
      if let folder = targets.existing(item.target.parent) { touched.insert(folder) }
      if let parent = try? sourceFolders.parent(of: item.record.path, in: item.record.source) {
        touched.insert(parent)
      }
      return .done
    case .publishTemporary:
      clearPlaceholder(of: item)
      return try publishRescued(&item)
    case .transfer, .transferUnderNextName, .compareAndFinish, .removeOldName, .clearPlaceholder,
      .reportVanished, .reportChanged:
      return .vanished
    }
  }

  /// Gives a whole copy whose source is gone its name: the last full copy is never dropped.
  private mutating func publishRescued(_ item: inout MoveItem) throws(StopReason) -> Settlement {
    let what = "the copy that was under way could not be kept"
    let folder: Folder
    do throws(SystemError) {
      let copy = try temporary(of: item).open(temporaryName(of: item))
      if let noted = copied[item.move.file] {
        guard case .whole(_, noted) = try copy.hash() else { return .vanished }
      }
      try copy.sync()
      folder = try targetFolder(item.target.parent)
    } catch {
      return try failure(error, item, what)
    }
    if let refusal = try publish(&item, in: folder) { return try failure(refusal, item, what) }
    recorder.note(
      .warning, "its source is gone; the whole copy that was under way was kept",
      path: item.target)
    return .done
  }

  /// The folder at `path` below the output, made when it is missing and noted when it was made.
  mutating func targetFolder(_ path: Path) throws(SystemError) -> Folder {
    var made: [(Path, Folder)] = []
    let folder = try targets.folder(path) { made.append(($0, $1)) }
    for (path, parent) in made {
      touched.insert(parent)
      try recorder.append(.made(folder: path, source: output.source))
    }
    // A folder that nobody noted could not be undone.
    if !made.isEmpty { try recorder.flush() }
    return folder
  }
}

extension Mover {
  /// Somebody wrote to the file between the plan and now.
  var changedSincePlan: Settlement {
    .failed(
      reason: "it was changed since it was planned, so it was left alone",
      nextStep: output.words.again)
  }
}
