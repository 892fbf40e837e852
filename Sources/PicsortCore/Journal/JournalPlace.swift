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

  /// Begins a journal; the name must be free.
  ///
  /// If the machine dies after `create` and before the header is durable, the next run finds an
  /// empty file, which is an absent journal, or a torn first line, which is a damaged one: it
  /// begins afresh either way, and nothing has been moved yet.
  package func create() throws(SystemError) -> JournalWriter {
    JournalWriter(file: try folder.create(name))
  }

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
      let repaired = Path(bytes: name.bytes + Array(".new".utf8))
      try removeIfPresent(repaired)
      let new = try folder.create(repaired)
      var copied = 0
      while copied < position.length {
        let count = min(FileDescriptor.chunk, position.length - copied)
        let block = try old.read(at: copied, count: count)
        if block.isEmpty { break }
        try new.write(block)
        copied += block.count
      }
      try new.sync()
      try folder.replace(name, with: repaired)
      try folder.sync()
    }
    return JournalWriter(file: try folder.openForAppending(name), at: position)
  }

  /// Moves the journal to `history` under the first free name that begins with `stem`; answers
  /// that name. By copying where the journal is on another file system.
  @discardableResult
  package func retire(to history: Folder, as stem: String) throws(SystemError) -> Path {
    for number in 1... {
      let target = Self.numbered(stem, number)
      do throws(SystemError) {
        try folder.moveWithoutReplacing(name, to: history, as: target)
        try history.sync()
        try folder.sync()
        return target
      } catch {
        if error.isTaken { continue }
        guard error.isAcrossFileSystems else { throw error }
        let kept = try keepAside(try folder.open(name), in: history, as: stem)
        try folder.remove(name)
        return kept
      }
    }
    return Self.numbered(stem, 1)
  }

  @discardableResult
  private func keepAside(
    _ file: borrowing FileDescriptor, in history: Folder, as stem: String
  ) throws(SystemError) -> Path {
    var number = 1
    while try history.status(of: Self.numbered(stem, number)) != nil { number += 1 }
    let target = Self.numbered(stem, number)
    let copy = try history.create(target)
    _ = try file.copyBytes(to: copy) { _ in true }
    try copy.sync()
    try history.sync()
    return target
  }

  private func removeIfPresent(_ name: Path) throws(SystemError) {
    if try folder.status(of: name) != nil { try folder.remove(name) }
  }

  private static func numbered(_ stem: String, _ number: Int) -> Path {
    Path(number == 1 ? "\(stem).jsonl" : "\(stem)-\(number).jsonl")
  }
}
