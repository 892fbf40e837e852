package import Platform

/// A file of the library, as it was when it was last looked at.
package struct LibraryFile: Sendable, Equatable {
  /// Path below the output.
  package let path: Path
  package let identity: FileIdentity
  /// SHA-256 of its bytes, when somebody had a reason to compute it.
  package var digest: Digest?

  package init(path: Path, identity: FileIdentity, digest: Digest? = nil) {
    self.path = path
    self.identity = identity
    self.digest = digest
  }
}

/// `OUT/.picsort/catalog.jsonl`: sizes, times and hashes of the files in the library, so that the
/// next run need not ask the disk for them. A cache: it may be deleted at any time, a line that
/// does not prove itself is passed over, and whatever it says is checked against the disk before
/// anything depends on it. Later lines replace earlier ones.
package struct Catalog {
  private var files: [Path: LibraryFile] = [:]
  private let place: Folder
  private var lines = 0

  /// Reads the catalog in the state folder; an unreadable one is an empty one.
  package init(in folder: Folder) {
    place = folder
    guard let file = try? folder.open(StateFolder.catalogName), let status = try? file.status(),
      status.kind == .file, let bytes = try? file.read(at: 0, count: status.size)
    else { return }
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      lines += 1
      guard let proven = JournalFormat.prove(Array(line)), let entry = Self.decode(proven.value)
      else { continue }
      files[entry.path] = entry
    }
  }

  /// What was last known of the file at `path`; whoever depends on it asks the disk.
  package subscript(path: Path) -> LibraryFile? { files[path] }

  /// Adds `news` (what was hashed). Written anew when most lines are stale.
  package mutating func add(_ news: [LibraryFile]) throws(SystemError) {
    guard !news.isEmpty else { return }
    for file in news { files[file.path] = file }
    lines += news.count
    if isStale(lines: lines, files: files.count) { try rewrite() } else { try append(news) }
  }

  /// Adds `news` (what arrived) as the last thing that is asked of this catalog, which therefore
  /// does not keep them: there may be a million.
  package consuming func close(adding news: some Sequence<LibraryFile>) throws(SystemError) {
    var (count, unknown) = (0, 0)
    for file in news {
      count += 1
      if files[file.path] == nil { unknown += 1 }
    }
    if isStale(lines: lines + count, files: files.count + unknown) {
      for file in news { files[file.path] = file }
      try rewrite()
    } else if count > 0 {
      try append(news)
    }
  }

  private func isStale(lines: Int, files: Int) -> Bool { lines > 2 * files + 1000 }

  private func append(_ news: some Sequence<LibraryFile>) throws(SystemError) {
    let file = try place.openForAppending(StateFolder.catalogName)
    // A torn last line of an earlier run ends here, and damages nothing but itself.
    try file.write([UInt8(ascii: "\n")])
    try Self.write(news, to: file)
  }

  private mutating func rewrite() throws(SystemError) {
    let temporary = Path("catalog.new")
    if try place.status(of: temporary) != nil { try place.remove(temporary) }
    let file = try place.create(temporary)
    try Self.write(files.values, to: file)
    try file.syncData()
    try place.replace(StateFolder.catalogName, with: temporary)
    lines = files.count
  }

  private static let bufferSize = 64 * 1024

  private static func write(
    _ entries: some Sequence<LibraryFile>, to file: borrowing FileDescriptor
  ) throws(SystemError) {
    let text = TextBuffer(capacity: bufferSize + 4096)
    for entry in entries {
      var line = JSONObjectWriter(in: text)
      encode(entry, &line)
      _ = line.closeLine(after: ChainedLine.beginning)
      guard text.count >= bufferSize else { continue }
      try text.write(to: file)
      text.removeAll()
    }
    try text.write(to: file)
  }

  private static func encode(_ file: LibraryFile, _ out: inout JSONObjectWriter) {
    out.field("path", path: file.path)
    out.field("size", file.identity.size)
    out.field("mtime_ns", file.identity.modified)
    if let digest = file.digest { out.field("sha256", digest) }
  }

  private static func decode(_ value: JSONValue) -> LibraryFile? {
    guard let path = value["path"]?.path, let size = value["size"]?.integer,
      let modified = value["mtime_ns"]?.integer
    else { return nil }
    return LibraryFile(
      path: Path(bytes: path),
      identity: FileIdentity(size: size, modified: modified, inode: 0),
      digest: value["sha256"]?.text.flatMap(Digest.init(hex:)))
  }
}
