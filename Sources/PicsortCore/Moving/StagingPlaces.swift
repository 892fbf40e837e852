import Platform

/// Folders of the target that are another mount, to which no rename leads out of `tmp/`: each gets
/// a hidden folder of its own for copies under way.
///
/// Noted as made before it is made, so that the next process looks there as well as in `tmp/`, and
/// an undo takes it away if nobody else did. If the machine dies in between, an empty folder that
/// nobody counts is left.
struct StagingPlaces {
  /// Hidden, so that no scan of a source or of a library enters it.
  static let name = Path(".picsort-tmp")

  struct Place {
    /// The folder that files arrive in, and the hidden one in it.
    let target: Folder
    let folder: Folder
    let manners: VolumeManners
  }

  /// By the path of the folder that files arrive in.
  private(set) var places: [Path: Place] = [:]
  /// Folders that `tmp/` serves.
  private var usual: Set<Path> = []

  subscript(path: Path) -> Place? {
    places.isEmpty ? nil : places[path]
  }

  mutating func noteUsual(_ path: Path) { usual.insert(path) }
  func isUsual(_ path: Path) -> Bool { usual.contains(path) }

  mutating func insert(_ place: Place, for path: Path) { places[path] = place }

  /// Removes the folders that are empty.
  mutating func clear() {
    for place in places.values { try? place.target.removeFolder(Self.name) }
    places.removeAll()
    usual.removeAll()
  }
}

/// A way that a rename cannot go.
struct ForeignWay: Hashable {
  /// Device of the source.
  let device: UInt64
  /// Folder of the target.
  let folder: Path
}

extension Mover {
  /// Where the copy of an item is made, or was made by an earlier process.
  func temporary(of item: MoveItem) -> Folder {
    staging[item.target.parent]?.folder ?? output.temporary
  }

  /// How the names of an item's folder are taken.
  func taking(for item: MoveItem) -> NameTaking {
    (staging[item.target.parent]?.manners ?? output.manners).taking
  }

  /// True when a rename cannot bring a file of this device to the item's place.
  func isForeign(_ device: UInt64, to item: MoveItem) -> Bool {
    !foreignWays.isEmpty
      && foreignWays.contains(ForeignWay(device: device, folder: item.target.parent))
  }

  mutating func noteForeign(_ device: UInt64, to item: MoveItem) {
    foreignWays.insert(ForeignWay(device: device, folder: item.target.parent))
  }

  /// The folder that the copy of `item` is to be made in: `tmp/`, or where the item's folder is on
  /// another mount one in that.
  mutating func openStaging(for item: MoveItem) throws(SystemError) -> Folder {
    let path = item.target.parent
    if let place = staging[path] { return place.folder }
    if staging.isUsual(path) { return output.temporary }
    let target = try targetFolder(path)
    if output.temporary.isRenamable(to: target) {
      staging.noteUsual(path)
      return output.temporary
    }
    return try makeStaging(in: target, path)
  }

  /// Asks the mount that an item's folder is on how names are taken there; true when that is not
  /// what was thought.
  mutating func learnTaking(for item: MoveItem, in target: Folder) throws(SystemError) -> Bool {
    let path = item.target.parent
    guard staging[path] == nil, try target.status().device != output.folder.status().device else {
      return false
    }
    let before = taking(for: item)
    _ = try makeStaging(in: target, path)
    return taking(for: item) != before
  }

  private mutating func makeStaging(
    in target: Folder, _ path: Path
  ) throws(SystemError) -> Folder {
    let own = path.appending(StagingPlaces.name)
    try recorder.append(.made(folder: own, source: output.source))
    try recorder.sync()
    try target.makeFolder(StagingPlaces.name, mode: 0o700)
    let folder = try target.folder(StagingPlaces.name)
    let manners = try folder.probeManners()
    try recorder.append(.volume(VolumeNote(manners, folder: path, source: output.source)))
    try recorder.sync()
    staging.insert(
      StagingPlaces.Place(target: target, folder: folder, manners: manners), for: path)
    return folder
  }

  /// Opens again what earlier processes of this operation made for copies.
  mutating func reopenStaging() {
    for path in earlierStaging {
      guard let target = targets.existing(path), let folder = try? target.folder(StagingPlaces.name)
      else { continue }
      folder.sweepProbes()
      guard let manners = try? folder.probeManners() else { continue }
      staging.insert(
        StagingPlaces.Place(target: target, folder: folder, manners: manners), for: path)
    }
  }

  /// Removes what is left in these folders of files that arrived by another way, and the folders
  /// that are empty then.
  mutating func clearStaging() {
    for place in staging.places.values {
      TemporaryFiles.sweepSettled(
        in: place.folder, operation: operation, hasArrived: hasArrived)
    }
    staging.clear()
  }
}
