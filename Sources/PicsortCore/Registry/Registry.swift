package import Platform
import Synchronization

/// The index of operations at `$XDG_DATA_HOME/PicSort/checkpoints/ID.json`, by which a run is found
/// again from anywhere. Never the truth: that is the journal in the output. Nothing here stops a
/// run; a registry that cannot be written is a shorter memory.
package struct Registry: Sendable {
  /// Where the entries are.
  package let path: Path
  private let memory = RegistryMemory()

  package init(path: Path) {
    self.path = path
  }

  /// The registry of this user; nil when the environment names no place for it.
  package static func ofUser() -> Registry? {
    if let data = Environment.value("XDG_DATA_HOME"), data.hasPrefix("/") {
      return Registry(path: Path(data).appending("PicSort/checkpoints"))
    }
    guard let home = Environment.value("HOME"), home.hasPrefix("/") else { return nil }
    return Registry(path: Path(home).appending(dataFolder).appending("PicSort/checkpoints"))
  }

  private static let dataFolder = Environment.userDataFolder

  /// All entries that can be read, the newest checkpoint first.
  package func entries() -> [Entry] { look().entries }

  /// The entries, and the names of the files beside them that are none.
  package func look() -> (entries: [Entry], unreadable: [Path]) {
    guard let folder = try? Folder(at: path), let names = try? folder.entries() else {
      return ([], [])
    }
    var entries: [Entry] = []
    var unreadable: [Path] = []
    for name in names.map(\.name) where name.bytes.suffix(5).elementsEqual(".json".utf8) {
      if let entry = memory.entry(name, in: folder) {
        entries.append(entry)
      } else {
        unreadable.append(name)
      }
    }
    entries.sort { ($0.lastCheckpoint, $0.operation) > ($1.lastCheckpoint, $1.operation) }
    return (entries, unreadable.sorted())
  }

  /// Largest entry that is read, in bytes.
  private static let largest = 1 << 20

  /// The entry of `operation`; nil when there is none that can be read.
  package func entry(of operation: String) -> Entry? {
    guard let folder = try? Folder(at: path) else { return nil }
    return Self.read(Self.name(of: operation), in: folder)
  }

  fileprivate static func read(_ name: Path, in folder: Folder) -> Entry? {
    guard let file = try? folder.open(name), let bytes = try? file.read(at: 0, count: largest)
    else { return nil }
    return RegistryText.decode(bytes)
  }
}

/// Entries as they were read, so that a command reads each only once. A file that was replaced
/// since is another one, and is read again.
private final class RegistryMemory: Sendable {
  private let known = Mutex<[Path: (file: FileIdentity, entry: Registry.Entry)]>([:])

  func entry(_ name: Path, in folder: Folder) -> Registry.Entry? {
    guard let status = try? folder.status(of: name) else { return nil }
    let file = FileIdentity(status)
    if let seen = known.withLock({ $0[name] }), seen.file == file { return seen.entry }
    guard let entry = Registry.read(name, in: folder) else { return nil }
    known.withLock { $0[name] = (file, entry) }
    return entry
  }
}

extension Registry {
  /// The registry's folder, made (0700) when it is missing; nil when that cannot be done.
  func makeFolder() -> Folder? {
    guard var folder = try? Folder(at: Path("/")) else { return nil }
    for part in path.components {
      // Links in the way to the home folder are the user's own.
      _ = try? folder.makeFolder(part, mode: 0o700)
      guard let next = try? folder.folderFollowingLinks(part) else { return nil }
      folder = next
    }
    return folder
  }

  /// Replaces an entry in one step; false when that cannot be done. Only the newest word counts,
  /// and only its owner reads it (0600).
  @discardableResult
  func enter(_ entry: Entry) -> Bool {
    guard let folder = makeFolder() else { return false }
    return Self.write(entry, in: folder, as: "\(HostIdentity.current().processID).new")
  }

  /// Forgets an operation.
  func remove(_ operation: String) throws(SystemError) {
    let folder = try Folder(at: path)
    let name = Self.name(of: operation)
    if try folder.status(of: name) != nil { try folder.remove(name) }
  }

  fileprivate static func name(of operation: String) -> Path { Path("\(operation).json") }

  /// `suffix` keeps two processes that write one entry apart.
  fileprivate static func write(_ entry: Entry, in folder: Folder, as suffix: String) -> Bool {
    let temporary = Path(".\(entry.operation).\(suffix)")
    _ = try? folder.remove(temporary)
    guard let file = try? folder.create(temporary) else { return false }
    do throws(SystemError) {
      try file.write(RegistryText.encode(entry))
      try folder.replace(name(of: entry.operation), with: temporary)
      return true
    } catch {
      _ = try? folder.remove(temporary)
      return false
    }
  }

  /// Most entries; when there are more, completed ones go, the oldest first.
  private static let mostEntries = 1000

  /// Keeps the number of entries bounded, whoever never tidies up. Unfinished operations stay.
  fileprivate func trim(_ folder: Folder) {
    guard let names = try? folder.entries(), names.count > Self.mostEntries else { return }
    let known = entries()
    let surplus = known.count - Self.mostEntries * 9 / 10
    let old = known.reversed().filter { !$0.isUnfinished }.prefix(max(0, surplus))
    for entry in old { _ = try? folder.remove(Self.name(of: entry.operation)) }
  }
}

/// The registry entry of one operation, kept up to date while it runs.
package final class RegistryEntry {
  private let folder: Folder
  private let header: JournalHeader
  private let stateFile: Path?
  private let host = HostIdentity.current()
  private let priority: Int

  /// Makes the registry's folder (0700) when it is missing; nil when that cannot be done.
  /// Without a `priority` it keeps the one that it has.
  package init?(
    _ registry: Registry, header: JournalHeader, stateFile: Path?, priority: Int? = nil
  ) {
    guard let folder = registry.makeFolder() else { return nil }
    registry.trim(folder)
    self.priority = priority ?? registry.entry(of: header.operation)?.priority ?? 0
    self.folder = folder
    self.header = header
    self.stateFile = stateFile
  }

  /// Replaces the entry in one step. `status` nil: it runs. `error`: what ended it.
  package func update(_ progress: RunProgress, status: RunStatus?, error: NotedError? = nil) {
    var entry = Registry.Entry(header, output: header.output, stateFile: stateFile)
    entry.status = status
    entry.lastCheckpoint = Clock.wallSeconds()
    entry.progress = progress
    entry.process = host
    entry.lastError = error
    entry.priority = priority
    _ = Registry.write(entry, in: folder, as: "new")
  }
}
