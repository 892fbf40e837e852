import Platform

/// Keeps the albums of an export in the output: as a list, or as folders of symbolic links.
///
/// Done last, when every file is at its place. If the machine dies in between, the albums are
/// missing or incomplete, and the next run over the same source makes them whole.
struct AlbumWriter {
  /// Folder of the links.
  static let folder = Path("Albums")
  static let listName = Path("albums.json")
  private static let newListName = Path("albums.json.new")

  let state: StateFolder
  let recorder: Recorder

  /// Writes the list, with what an earlier one says.
  func writeList(_ albums: [Album]) throws(SystemError) {
    var all = albums
    let before = try readList()
    if let old = before.flatMap(AlbumList.decode) { all = AlbumList.merged(old, with: albums) }
    let bytes = AlbumList.encode(all)
    guard bytes != before else { return }
    if try state.folder.status(of: Self.newListName) != nil {
      try state.folder.remove(Self.newListName)
    }
    let file = try state.folder.create(Self.newListName)
    try file.write(bytes)
    try file.sync()
    try state.folder.replace(Self.listName, with: Self.newListName)
    try state.folder.sync()
  }

  private func readList() throws(SystemError) -> [UInt8]? {
    guard let status = try state.folder.status(of: Self.listName) else { return nil }
    guard status.kind == .file, status.size <= AlbumList.longest else { return nil }
    return try state.folder.open(Self.listName).read(at: 0, count: status.size)
  }

  /// Makes the links that are missing. A name that is taken by anything but the same link is left
  /// alone, and the next free one is taken.
  func writeLinks(_ albums: [Album]) throws(SystemError) {
    var isNew = false
    for album in albums {
      let path = Self.folder.appending(Path(SafeName.of(album.title)))
      let folder = try state.output.makeDescendant(path) { path, _ in
        try? recorder.append(.made(folder: path))
        try? recorder.flush()
        isNew = true
      }
      var hasNewLinks = false
      for file in album.files {
        let up = Array("../../".utf8)
        if try link(file.lastComponent, to: Path(bytes: up + file.bytes), in: folder, path) {
          hasNewLinks = true
        }
      }
      if hasNewLinks { try folder.sync() }
    }
    guard isNew else { return }
    if let folder = try? state.output.folder(Self.folder) { try folder.sync() }
    try state.output.sync()
  }

  /// True when a link was made, false when it was there.
  private func link(
    _ name: Path, to target: Path, in folder: Folder, _ path: Path
  ) throws(SystemError) -> Bool {
    let stem = name.stemAndExtension.stem
    for number in 1..<10_000 {
      let name = number == 1 ? name : NameTable.suffixed(name, stem: stem, number: number)
      if try folder.targetOfSymbolicLink(name) == target { return false }
      if try folder.status(of: name) != nil { continue }
      do throws(SystemError) {
        // Noted first: a link that nobody noted could not be undone.
        try recorder.append(.linked(path: path.appending(name), target: target))
        try recorder.flush()
        try folder.makeSymbolicLink(name, to: target)
        return true
      } catch {
        // Somebody was faster.
        guard error.isTaken else { throw error }
      }
    }
    return false
  }
}
