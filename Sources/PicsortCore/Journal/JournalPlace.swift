package import Platform

/// The folder and the name of an operation's journal: `OUT/.picsort/state.jsonl`, or what
/// `--state-file` says.
package struct JournalPlace: Sendable {
  package let folder: Folder
  package let name: Path
  /// For people.
  package let path: Path

  package init(folder: Folder, name: Path, path: Path) {
    self.folder = folder
    self.name = name
    self.path = path
  }

  /// Begins a journal with `header`, in the place of the one that is there, which is kept in
  /// `history` under the first free name that begins with `stem`.
  ///
  /// The new one is made beside the old one, the old one gets its second name, and then the new
  /// one takes its place in one step. Dying or failing before that step leaves the old journal as
  /// it was; there is no moment without one.
  package func begin(
    _ header: JournalHeader, keepingOldAs stem: String, in history: Folder
  ) throws(SystemError) -> JournalWriter {
    try removeIfPresent(newName)
    let writer = JournalWriter(file: try folder.create(newName))
    try writer.append(.header(header))
    try writer.sync()
    if try folder.status(of: name) != nil { try keepOld(in: history, as: stem) }
    try folder.replace(name, with: newName)
    try folder.sync()
    // By its own name: some FUSE file systems write to the old one what comes through a descriptor
    // that was open before a rename (fusefat).
    return JournalWriter(file: try folder.openForAppending(name), at: writer.position)
  }

  private var newName: Path { Path(bytes: name.bytes + Array(".new".utf8)) }

  /// Opens the journal to be read; nil when there is none.
  package func open() throws(SystemError) -> FileDescriptor? {
    try folder.status(of: name) == nil ? nil : folder.open(name)
  }

  /// Goes on with a journal that was read to `position`.
  ///
  /// A torn tail is not cut off in place: the whole file is kept in `history` first, then the
  /// proven lines take its place in one step. Dying before that step leaves the old file, which the
  /// next run treats the same way; dying after it leaves a whole journal.
  package func resume(
    at position: JournalPosition, isTorn: Bool, history: Folder, operation: String
  ) throws(SystemError) -> JournalWriter {
    if isTorn {
      let old = try folder.open(name)
      try keepAside(old, in: history, as: "\(operation)-torn")
      try removeIfPresent(newName)
      let new = try folder.create(newName)
      var copied = 0
      while copied < position.length {
        let count = min(FileDescriptor.chunk, position.length - copied)
        let block = try old.read(at: copied, count: count)
        if block.isEmpty { break }
        try new.write(block)
        copied += block.count
      }
      try new.sync()
      try folder.replace(name, with: newName)
      try folder.sync()
    }
    return JournalWriter(file: try folder.openForAppending(name), at: position)
  }

  /// Gives the journal a second name in `history`; a copy where there can be no such name.
  private func keepOld(in history: Folder, as stem: String) throws(SystemError) {
    for number in 1... {
      do throws(SystemError) {
        try folder.addName(to: name, in: history, as: Self.numbered(stem, number))
        return try history.sync()
      } catch {
        if error.isTaken { continue }
        guard error.isAcrossFileSystems || error.isUnsupported else { throw error }
        return try keepAside(try folder.open(name), in: history, as: stem)
      }
    }
  }

  private func keepAside(
    _ file: borrowing FileDescriptor, in history: Folder, as stem: String
  ) throws(SystemError) {
    var number = 1
    while try history.status(of: Self.numbered(stem, number)) != nil { number += 1 }
    let target = Self.numbered(stem, number)
    let copy = try history.create(target)
    _ = try file.copyBytes(to: copy) { _ in true }
    try copy.sync()
    try history.sync()
  }

  private func removeIfPresent(_ name: Path) throws(SystemError) {
    if try folder.status(of: name) != nil { try folder.remove(name) }
  }

  private static func numbered(_ stem: String, _ number: Int) -> Path {
    Path(number == 1 ? "\(stem).jsonl" : "\(stem)-\(number).jsonl")
  }
}
