package import Platform

/// The index of operations at `$XDG_DATA_HOME/PicSort/checkpoints/ID.json`, by which a run is found
/// again from anywhere. Never the truth: that is the journal in the output. Nothing here stops a
/// run; a registry that cannot be written is a shorter memory.
package struct Registry: Sendable {
  /// Where the entries are.
  package let path: Path

  /// One operation as the registry remembers it.
  package struct Entry: Sendable {
    package let operation: String
    package let sources: [Path]
    package let output: Path
    package let stateFile: Path?
    package let status: RunStatus?
    /// What it does with files; nil in an entry of an earlier picsort.
    package let mode: TransferMode?
    /// The last process that worked on it; nil in an entry of an earlier picsort.
    package let process: HostIdentity?
    /// Seconds since 1970-01-01 UTC.
    package let lastCheckpoint: Int

    /// True when it is not noted as completed.
    package var isUnfinished: Bool { status != .completed }
  }

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
  package func entries() -> [Entry] {
    guard let folder = try? Folder(at: path), let names = try? folder.entries() else { return [] }
    return
      names
      .filter { $0.name.bytes.suffix(5).elementsEqual(".json".utf8) }
      .compactMap { Self.read($0.name, in: folder) }
      .sorted { ($0.lastCheckpoint, $0.operation) > ($1.lastCheckpoint, $1.operation) }
  }

  private static func process(_ value: JSONValue) -> HostIdentity? {
    guard let host = value["host"]?.text, let boot = value["boot_id"]?.text,
      let number = value["pid"]?.integer, let start = value["pid_start"]?.integer
    else { return nil }
    return HostIdentity(
      host: host, bootID: boot, processID: number, processStart: start, outOfMemoryKills: nil)
  }

  private static func read(_ name: Path, in folder: Folder) -> Entry? {
    guard let file = try? folder.open(name), let bytes = try? file.read(at: 0, count: 1 << 20),
      let value = try? JSONValue(bytes), let operation = value["operation_id"]?.text,
      let time = value["last_checkpoint"]?.text.flatMap(UTCText.seconds),
      let configuration = value["configuration"],
      let sources = configuration["sources"]?.array?.compactMap(\.path),
      let output = configuration["output"]?.path
    else { return nil }
    return Entry(
      operation: operation, sources: sources.map(Path.init(bytes:)), output: Path(bytes: output),
      stateFile: configuration["state_file"]?.path.map(Path.init(bytes:)),
      status: value["status"]?.text.flatMap(RunStatus.init),
      mode: configuration["mode"]?.text.flatMap(TransferMode.init),
      process: value["progress_data"].flatMap(process), lastCheckpoint: time)
  }
}

/// The registry entry of one operation, kept up to date while it runs.
package final class RegistryEntry {
  private let folder: Folder
  private let header: JournalHeader
  private let stateFile: Path?
  private let name: Path
  private let host = HostIdentity.current()

  /// Makes the registry's folder (0700) when it is missing; nil when that cannot be done.
  package init?(_ registry: Registry, header: JournalHeader, stateFile: Path?) {
    let components = registry.path.components
    guard var folder = try? Folder(at: Path("/")) else { return nil }
    for part in components {
      // Links in the way to the home folder are the user's own.
      _ = try? folder.makeFolder(part, mode: 0o700)
      guard let next = try? folder.folderFollowingLinks(part) else { return nil }
      folder = next
    }
    self.folder = folder
    self.header = header
    self.stateFile = stateFile
    name = Path("\(header.operation).json")
  }

  /// Replaces the entry in one step. `status` nil: it runs.
  package func update(_ progress: RunProgress, status: RunStatus?) {
    let temporary = Path(".\(header.operation).new")
    _ = try? folder.remove(temporary)
    guard let file = try? folder.create(temporary) else { return }
    do throws(SystemError) {
      try file.write(text(progress, status))
      try folder.replace(name, with: temporary)
    } catch {
      _ = try? folder.remove(temporary)
    }
  }

  private func text(_ progress: RunProgress, _ status: RunStatus?) -> [UInt8] {
    var data = JSONObjectWriter()
    data.field("bytes", progress.bytes)
    if let total = progress.totalBytes { data.field("total_bytes", total) }
    data.field("host", host.host)
    data.field("boot_id", host.bootID)
    data.field("pid", host.processID)
    data.field("pid_start", host.processStart)
    data.close()
    var configuration = JSONObjectWriter()
    configuration.field(
      "sources", header.sources.map { String(decoding: PathText.encode($0.bytes), as: UTF8.self) })
    configuration.field("output", path: header.output.bytes)
    if let stateFile { configuration.field("state_file", path: stateFile.bytes) }
    RecordEncoder.encode(header.configuration, &configuration)
    configuration.close()
    var out = JSONObjectWriter()
    out.field("operation_id", header.operation)
    out.field("kind", header.kind.name)
    out.field("status", status?.rawValue ?? "running")
    out.field("start_time", UTCText.text(header.started))
    out.field("last_checkpoint", UTCText.text(Clock.wallSeconds()))
    out.field("current_phase", progress.phase.rawValue)
    out.field("total_items", progress.totalItems ?? 0)
    out.field("completed_items", progress.items)
    out.field("failed_items", progress.failures)
    out.field("progress_data", json: data.bytes)
    out.field("configuration", json: configuration.bytes)
    out.close()
    return out.bytes + [UInt8(ascii: "\n")]
  }
}
