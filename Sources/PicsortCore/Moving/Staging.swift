import Platform

extension Mover {
  /// Name of an item's partial copy: the operation's first digits, so that another operation's
  /// copy is never taken for it, its number, and its own name for people who look into `tmp/`.
  func temporaryName(of item: MoveItem) -> Path {
    TemporaryFiles.name(operation: operation, file: item.move.file, original: item.name)
  }

  /// Bytes that a requested stop still copies; a longer copy is abandoned and done again later.
  static let mostBytesAfterStop = 64 << 20

  // If the machine dies
  // - while staging: a partial file in tmp/, the source untouched. The next run drops it.
  // - after the read-back and the note: the same, and the note says that it was whole.
  // - after publishing: both names hold the same bytes. The next run compares and finishes.
  // - after the unlink: only the output holds it, flushed before.

  /// Copies a file into `tmp/`, or into the staging folder of its target's mount, with its
  /// metadata; hashing on the way when the copy will be read back.
  mutating func stage(_ item: MoveItem, from origin: Origin) throws(StopReason) -> Settlement {
    let isFirstOfAsset = items[item.members].first?.move.file == item.move.file
    if isFirstOfAsset { batch.checkAhead() }
    let name = temporaryName(of: item)
    let place: Folder
    let temporary: FileDescriptor
    do throws(SystemError) {
      place = try openStaging(for: item)
      temporary = try create(name, in: place, mode: origin.mode)
    } catch {
      if error.isTransient || error.isNameRefused {
        return try failure(error, item, "its copy could not be begun")
      }
      throw .system(error, path: path(of: item))
    }
    let settlement: Settlement
    do throws(SystemError) {
      switch origin {
      case .file(let parent, let status):
        settlement = try copy(item, from: parent, status, to: temporary, in: place)
      case .member(let member, let archive):
        settlement = try copy(item, member, of: archive, to: temporary)
      }
      // A network file system may tell only now what it could not write.
      if case .done = settlement { try temporary.close() }
    } catch {
      // The disk that is written to, or the file that is read: only the former ends the run.
      if !batch.drop(item.move.file, temporary: name, in: place) { try? place.remove(name) }
      return try failure(error, item, "it could not be copied")
    }
    if case .done = settlement { return .open }
    try? place.remove(name)
    return settlement
  }

  /// Creates a partial copy; one that an earlier process left goes.
  private func create(
    _ name: Path, in place: Folder, mode: UInt32
  ) throws(SystemError) -> FileDescriptor {
    do throws(SystemError) {
      return try place.create(name, mode: mode)
    } catch {
      guard error.isTaken else { throw error }
      try place.remove(name)
      return try place.create(name, mode: mode)
    }
  }

  /// Adds a copy that was made of `origin` to the batch.
  ///
  /// - Parameters:
  ///   - item: what was copied.
  ///   - origin: where its bytes are from.
  ///   - digest: of the bytes that were read; nil when the copy is not to be read back.
  ///   - isShared: the copy shares the blocks of its original.
  mutating func addToBatch(
    _ item: MoveItem, from origin: Origin, digest: Digest?, isShared: Bool = false
  ) {
    let copy = CopyCheck.Copy(
      folder: temporary(of: item), name: temporaryName(of: item), digest: digest)
    batch.append(
      CopyBatch.Staged(item: item, origin: origin, copy: copy, isShared: isShared))
  }

  /// `.done` when the copy is staged; `.open` when the run was asked to stop.
  private mutating func copy(
    _ item: MoveItem, from parent: Folder, _ status: FileStatus,
    to temporary: borrowing FileDescriptor, in place: Folder
  ) throws(SystemError) -> Settlement {
    let source = try parent.open(item.name)
    guard try source.status().hasSameContent(as: status) else { return changedSincePlan }
    let stop = recorder.stopRequest
    var shown = recorder.progress
    let before = shown.bytes
    let recorder = recorder
    func proceed(_ done: Int) -> Bool {
      shown.bytes = before + done
      recorder.tell(.progress(shown))
      return !(stop.isStopping && status.size - done > Self.mostBytesAfterStop)
    }
    let length: Int
    var seen: Digest?
    var isShared = false
    if readsBack {
      let pass = try source.copyBytes(to: temporary, proceed: proceed)
      guard case .whole(let bytes, let digest) = pass else { return .open }
      (length, seen) = (bytes, digest)
    } else {
      let route = CopyRoutes.Route(device: status.device, place: place)
      let wanted = copyRoutes.way(of: route, from: parent, to: place)
      let copy = try source.copyUnseen(to: temporary, by: wanted, proceed: proceed)
      guard case .whole(let bytes, let way) = copy else { return .open }
      copyRoutes.note(way, of: route)
      (length, isShared) = (bytes, way == .clone)
    }
    guard length == status.size, try source.status().hasSameContent(as: status) else {
      return changedSincePlan
    }
    tally.loss.formUnion(temporary.adoptMetadata(of: source, status: status))
    if let modified = item.move.modified { tally.loss.formUnion(temporary.setTime(modified)) }
    addToBatch(item, from: .file(parent, status), digest: seen, isShared: isShared)
    return .done
  }
}

/// In which way copies that nobody sees go from where to where: asked once, and corrected by what
/// the first copy shows, so that no call that fails is made for every file.
struct CopyRoutes {
  struct Route: Hashable {
    /// Device of the source.
    let device: UInt64
    /// Folder in which copies are made, which stays open as long as these routes are used.
    let place: ObjectIdentifier

    init(device: UInt64, place: Folder) {
      self.device = device
      self.place = ObjectIdentifier(place)
    }
  }

  private var ways: [Route: CopyWay] = [:]

  mutating func way(of route: Route, from source: Folder, to place: Folder) -> CopyWay {
    if let known = ways[route] { return known }
    let way = source.copyWay(to: place)
    ways[route] = way
    return way
  }

  mutating func note(_ way: CopyWay, of route: Route) { ways[route] = way }
}
