import MediaMetadata
import Platform

// MARK: - Files in archives

// An archive is only read. If the machine dies while a file is copied out of it, what section 3 of
// docs/safety.md says of `--copy` holds: a partial copy in tmp/, or the same bytes at both ends.

extension Mover {
  /// Decides by the disk what is to be done with a file in `archive`, and does it.
  mutating func settleMember(
    _ item: inout MoveItem, of archive: Archive
  ) throws(StopReason) -> Settlement {
    guard let member = archive.member(at: item.record.path) else {
      return try settleWithoutSource(&item)
    }
    // What an earlier process copied of another archive stays in tmp/: it may be the last of it.
    guard member.identity == item.record.identity else { return changedSincePlan }
    let folder: Folder
    do throws(SystemError) {
      folder = try targetFolder(item.target.parent)
    } catch {
      return try failure(error, item, "its folder in \(output.words.to) could not be made")
    }
    let origin = Origin.member(member, archive)
    if let settlement = try settleOccupied(&item, from: origin, in: folder) { return settlement }
    return try stage(item, from: origin)
  }

  /// `.done` when the copy is staged; `.open` when the run was asked to stop.
  mutating func copy(
    _ item: MoveItem, _ member: Archive.Member, of archive: Archive,
    to temporary: borrowing FileDescriptor
  ) throws(SystemError) -> Settlement {
    let size = member.entry.size
    var shown = recorder.progress
    let before = shown.bytes
    // What is unpacked is compared with its CRC-32 in any case.
    var hasher = readsBack ? SHA256() : nil
    var done = 0
    var refusal: SystemError?
    do throws(FormatError) {
      var bytes = try archive.bytes(of: member)
      while true {
        shown.bytes = before + done
        recorder.tell(.progress(shown))
        if recorder.isStopping, size - done > Self.mostBytesAfterStop { return .open }
        let part = try bytes.next()
        if part.isEmpty { break }
        hasher?.update(part)
        do throws(SystemError) {
          try temporary.write(part)
        } catch {
          refusal = error
          break
        }
        done += part.count
      }
    } catch {
      return try failure(error)
    }
    // Of the disk that is written to.
    if let refusal { throw refusal }
    guard try archive.isUnchanged() else { return changedSincePlan }
    let time = member.identity.modified
    if time != 0 { tally.loss.formUnion(temporary.setTime(time)) }
    addToBatch(item, from: .member(member, archive), digest: hasher?.finish())
    return .done
  }

  /// Finishes what an earlier process began: the same bytes stand at the planned name, flushed now.
  /// Nil when they differ.
  mutating func finishIfIdentical(
    _ item: MoveItem, _ member: Archive.Member, of archive: Archive, in folder: Folder,
    _ name: Path
  ) throws(StopReason) -> Settlement? {
    let what = "comparing it with the copy in \(output.words.to) failed"
    do throws(SystemError) {
      let target = try folder.open(name)
      let stop = recorder.stopRequest
      let isSame: Bool?
      do throws(FormatError) {
        isSame = try archive.hasSameBytes(target, as: member, proceed: { !stop.isStopping })
      } catch {
        return try failure(error)
      }
      guard let isSame else { return .open }
      guard isSame else { return nil }
      try target.sync()
      try folder.sync()
      touched.insert(folder)
      return .done
    } catch {
      return try failure(error, item, what)
    }
  }

  /// What is wrong with a file in an archive, or the error of the system.
  func failure(_ error: FormatError) throws(SystemError) -> Settlement {
    if case .unreadable(_, let code) = error { throw SystemError(call: "pread", code: code) }
    return .failed(
      reason: "it could not be read out of the archive: \(error.sentence)",
      nextStep: Advice.checkArchive)
  }
}

extension Archive {
  /// True when `copy` holds the bytes of `member` and nothing more; nil when `proceed` said no.
  func hasSameBytes(
    _ copy: borrowing FileDescriptor, as member: Member, proceed: () -> Bool
  ) throws(FormatError) -> Bool? {
    var bytes = try bytes(of: member)
    var offset = 0
    while true {
      guard proceed() else { return nil }
      let part = try bytes.next()
      let other = try Self.read(copy, at: offset, max(part.count, 1))
      if part.isEmpty { return other.isEmpty }
      guard part == other else { return false }
      offset += part.count
    }
  }

  /// True when `copy` is the beginning of `member`, or all of it.
  func hasPrefix(
    _ copy: borrowing FileDescriptor, of member: Member
  ) throws(FormatError) -> Bool {
    var bytes = try bytes(of: member)
    var offset = 0
    while true {
      let part = try bytes.next()
      let other = try Self.read(copy, at: offset, max(part.count, 1))
      if other.isEmpty { return true }
      guard part.starts(with: other) else { return false }
      offset += other.count
    }
  }

  private static func read(
    _ file: borrowing FileDescriptor, at offset: Int, _ count: Int
  ) throws(FormatError) -> [UInt8] {
    do throws(SystemError) {
      return try file.read(at: offset, count: count)
    } catch {
      throw .unreadable(offset: offset, code: error.code)
    }
  }
}
