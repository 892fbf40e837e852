package import Platform

extension Registry {
  /// One operation as the registry remembers it.
  package struct Entry: Sendable, Equatable {
    package var operation: String
    /// The journal's word.
    package var kind: String
    package var sources: [Path]
    package var output: Path
    package var stateFile: Path?
    /// How it ended; nil while it runs, and after a death without a word.
    package var status: RunStatus?
    /// Seconds since 1970-01-01 UTC.
    package var started: Int
    /// Seconds since 1970-01-01 UTC.
    package var lastCheckpoint: Int
    /// Nil in an entry that does not say.
    package var progress: RunProgress?
    /// The last process that worked on it; nil in an entry of an earlier picsort.
    package var process: HostIdentity?
    package var configuration: Configuration?
    /// The error that ended it, noted here because its journal may be where the error was.
    package var lastError: NotedError?
    /// Who goes on with all takes the highest first.
    package var priority = 0

    /// True when it is not noted as completed.
    package var isUnfinished: Bool { status != .completed }

    /// The entry of the operation that a journal is of, in the library as it is found now.
    package init(_ header: JournalHeader, output: Path, stateFile: Path?) {
      operation = header.operation
      kind = header.kind.name
      sources = header.sources
      self.output = output
      self.stateFile = stateFile
      started = header.started
      lastCheckpoint = header.started
      configuration = header.configuration
    }

    fileprivate init(
      operation: String, kind: String, sources: [Path], output: Path, lastCheckpoint: Int
    ) {
      self.operation = operation
      self.kind = kind
      self.sources = sources
      self.output = output
      self.lastCheckpoint = lastCheckpoint
      started = lastCheckpoint
    }
  }
}

/// An entry of the registry as the text of its file.
enum RegistryText {
  static func encode(_ entry: Registry.Entry) -> [UInt8] {
    let progress = entry.progress ?? RunProgress(phase: .scan)
    var data = JSONObjectWriter()
    data.field("bytes", progress.bytes)
    if let total = progress.totalBytes { data.field("total_bytes", total) }
    if let process = entry.process {
      data.field("host", process.host)
      data.field("boot_id", process.bootID)
      data.field("pid", process.processID)
      data.field("pid_start", process.processStart)
    }
    data.close()
    var configuration = JSONObjectWriter()
    configuration.field(
      "sources", entry.sources.map { String(decoding: PathText.encode($0.bytes), as: UTF8.self) })
    configuration.field("output", path: entry.output.bytes)
    if let stateFile = entry.stateFile { configuration.field("state_file", path: stateFile.bytes) }
    if let choices = entry.configuration { RecordEncoder.encode(choices, &configuration) }
    configuration.close()
    var out = JSONObjectWriter()
    out.field("operation_id", entry.operation)
    out.field("kind", entry.kind)
    out.field("status", entry.status?.rawValue ?? "running")
    out.field("start_time", UTCText.text(entry.started))
    out.field("last_checkpoint", UTCText.text(entry.lastCheckpoint))
    out.field("current_phase", progress.phase.rawValue)
    out.field("total_items", progress.totalItems ?? 0)
    out.field("completed_items", progress.items)
    out.field("failed_items", progress.failures)
    if let error = entry.lastError {
      var object = JSONObjectWriter()
      RecordEncoder.encode(error, &object)
      object.close()
      out.field("last_error", json: object.bytes)
    }
    if entry.priority != 0 { out.field("priority", entry.priority) }
    out.field("progress_data", json: data.bytes)
    out.field("configuration", json: configuration.bytes)
    out.close()
    return out.bytes + [UInt8(ascii: "\n")]
  }

  /// Nil for what is no entry. Nothing in it is trusted: a name that would be no name of ours, or a
  /// path that is not absolute, makes it none.
  static func decode(_ bytes: [UInt8]) -> Registry.Entry? {
    guard let value = try? JSONValue(bytes), let operation = value["operation_id"]?.text,
      RecordDecoder.isOperationName(operation),
      let time = value["last_checkpoint"]?.text.flatMap(UTCText.seconds),
      let configuration = value["configuration"],
      let sources = configuration["sources"]?.array?.compactMap(\.path),
      let output = configuration["output"]?.path.map(Path.init(bytes:)), output.isAbsolute
    else { return nil }
    var entry = Registry.Entry(
      operation: operation, kind: value["kind"]?.text ?? OperationKind.organize.name,
      sources: sources.map(Path.init(bytes:)), output: output, lastCheckpoint: time)
    entry.stateFile = configuration["state_file"]?.path.map(Path.init(bytes:))
    entry.status = value["status"]?.text.flatMap(RunStatus.init)
    entry.started = value["start_time"]?.text.flatMap(UTCText.seconds) ?? time
    entry.process = value["progress_data"].flatMap(process)
    entry.configuration = RecordDecoder.configuration(configuration)
    entry.progress = progress(value)
    entry.priority = min(max(value["priority"]?.integer ?? 0, -100), 100)
    entry.lastError = value["last_error"].flatMap(RecordDecoder.error)
    return entry
  }

  private static func process(_ value: JSONValue) -> HostIdentity? {
    guard let host = value["host"]?.text, let boot = value["boot_id"]?.text,
      let number = value["pid"]?.integer, let start = value["pid_start"]?.integer
    else { return nil }
    return HostIdentity(
      host: host, bootID: boot, processID: number, processStart: start, outOfMemoryKills: nil)
  }

  private static func progress(_ value: JSONValue) -> RunProgress? {
    guard let phase = value["current_phase"]?.text.flatMap(Phase.init) else { return nil }
    func count(_ value: JSONValue?) -> Int {
      value?.integer.flatMap { (0...RecordDecoder.mostCounted).contains($0) ? $0 : nil } ?? 0
    }
    let total = count(value["total_items"])
    let data = value["progress_data"]
    return RunProgress(
      phase: phase, items: count(value["completed_items"]), totalItems: total == 0 ? nil : total,
      bytes: count(data?["bytes"]), totalBytes: data?["total_bytes"].map { count($0) },
      failures: count(value["failed_items"]))
  }
}
