import MediaMetadata
import Platform

extension Mover {
  /// Removes a duplicate from the source, after every byte was compared with its twin, which stands
  /// in the output, flushed.
  mutating func removeDuplicate(_ item: MoveItem) throws(StopReason) -> Settlement {
    let twin: Path
    switch item.move.twin {
    case .library(let path): twin = path
    case .file(let number):
      guard let path = arrived[number] else {
        return .failed(
          reason: "its twin did not reach \(output.words.to), so it was kept",
          nextStep: output.words.again)
      }
      twin = path
    case nil: return .failed(reason: "the plan names no twin", nextStep: output.words.again)
    }
    do throws(SystemError) {
      guard let parent = try sourceFolders.parent(of: item.record.path, in: item.record.source),
        let status = try parent.status(of: item.name)
      else {
        return mayBeOurs ? .done : .vanished
      }
      guard status.kind == .file, FileIdentity(status).agrees(with: item.record.identity) else {
        return changedSincePlan
      }
      let duplicate = try parent.open(item.name)
      let settlement =
        if let archive = output.archive {
          try difference(of: duplicate, from: twin, in: archive)
        } else {
          try difference(of: duplicate, status, from: twin)
        }
      if let settlement { return settlement }
      guard try parent.status(of: item.name)?.hasSameContent(as: status) == true else {
        return changedSincePlan
      }
      try parent.remove(item.name)
      touched.insert(parent)
      return .done
    } catch {
      return try failure(error, item, "it could not be removed")
    }
  }

  /// Why a file is not to be removed for its twin; nil when both have the same bytes and those of
  /// the twin are flushed.
  private mutating func difference(
    of duplicate: borrowing FileDescriptor, _ status: FileStatus, from twin: Path
  ) throws(SystemError) -> Settlement? {
    guard let folder = targets.existing(twin.parent) else {
      return .failed(
        reason: "its twin is no longer in \(output.words.to), so it was kept",
        nextStep: output.words.again)
    }
    let original = try folder.open(twin.lastComponent)
    guard try !original.status().isSameFile(as: status) else {
      return .failed(
        reason: "it and its twin are one file under two names, so it was kept",
        nextStep: "remove the name you do not want by hand")
    }
    let stop = recorder.stopRequest
    guard let isSame = try duplicate.hasSameBytes(as: original, proceed: { _ in !stop.isStopping })
    else { return .open }
    guard isSame else { return differing(from: twin) }
    try original.sync()
    try folder.sync()
    return nil
  }

  /// The same for a copy out of an archive, whose file must still be in it, whole.
  private func difference(
    of copy: borrowing FileDescriptor, from twin: Path, in archive: Archive
  ) throws(SystemError) -> Settlement? {
    guard let member = archive.member(at: twin) else {
      return .failed(
        reason: "its original is no longer in the archive, so the copy was kept",
        nextStep: output.words.again)
    }
    let stop = recorder.stopRequest
    let isSame: Bool?
    do throws(FormatError) {
      isSame = try archive.hasSameBytes(copy, as: member, proceed: { !stop.isStopping })
    } catch {
      return try failure(error)
    }
    guard let isSame else { return .open }
    guard isSame, try archive.isUnchanged() else { return differing(from: twin) }
    return nil
  }

  private func differing(from twin: Path) -> Settlement {
    .failed(
      reason: "it differs from \(twin) after all, so it was kept", nextStep: output.words.again)
  }
}
