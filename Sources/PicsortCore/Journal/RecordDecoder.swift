import Platform

/// From the fields of a line to a record. Nothing is trusted: a missing or misshapen field gives
/// nil, a path that leads anywhere but downwards gives nil. `RecordEncoder` is its mirror, and
/// `FrequentRecords` a short cut.
package enum RecordDecoder {
  /// The record that the fields of a line are; nil for none that this program knows.
  package static func decode(_ value: JSONValue) -> JournalRecord? {
    switch value["type"]?.text {
    case "header": return header(value).map { .header($0) }
    case "process":
      guard let host = host(value), let time = time(value["time"]) else { return nil }
      return .process(host, time: time, after: value["after"]?.text.flatMap(StopCause.init))
    case "volume": return volume(value).map { .volume($0) }
    case "file": return file(value).map { .file($0) }
    case "hash":
      guard let number = number(value["file"]) else { return nil }
      return .hash(
        file: number, ends: digest(value["ends"]), whole: digest(value["sha256"]))
    case "compared":
      guard let file = number(value["file"]), let other = number(value["with"]),
        let isSame = value["same"]?.bool
      else { return nil }
      return .compared(file: file, with: other, isSame: isSame)
    case "planning": return .planning
    case "move": return move(value).map { .move($0) }
    case "stay": return stay(value).map { .stay($0) }
    case "planned": return seal(value).map { .planned($0) }
    case "retarget":
      guard let file = number(value["file"]), let target = below(value["to"]) else { return nil }
      return .retarget(file: file, to: target)
    case "linked":
      guard let path = below(value["path"]), let target = linkTarget(value["target"]) else {
        return nil
      }
      return .linked(path: path, target: target)
    case "made":
      return below(value["folder"]).map { .made(folder: $0, source: number(value["source"])) }
    case "step": return step(value).map { .step($0) }
    case "copied":
      guard let file = number(value["file"]), let digest = digest(value["sha256"]) else {
        return nil
      }
      return .copied(file: file, digest: digest)
    case "done": return number(value["file"]).map { .done(file: $0) }
    case "doubt": return number(value["file"]).map { .doubt(file: $0) }
    case "failed":
      guard let file = number(value["file"]), let reason = value["reason"]?.text else {
        return nil
      }
      return .failed(file: file, reason: reason)
    case "checkpoint": return checkpoint(value).map { .checkpoint($0) }
    case "end":
      guard let status = value["status"]?.text.flatMap(RunStatus.init),
        let signal = value["signal"]?.integer
      else { return nil }
      return .end(
        status: status, signal: signal, reason: value["reason"]?.text ?? "", error: error(value))
    default: return nil
    }
  }

  static func configuration(_ value: JSONValue) -> Configuration? {
    guard let mode = value["mode"]?.text.flatMap(TransferMode.init),
      let layout = value["layout"]?.text,
      let duplicates = value["duplicates"]?.text.flatMap(DuplicatePolicy.init),
      let undated = value["undated"]?.text.flatMap(UndatedPolicy.init),
      let usesModificationTime = value["use_mtime"]?.bool,
      let timezone = value["timezone"]?.text
    else { return nil }
    var configuration = Configuration(
      mode: mode, layout: layout, duplicates: duplicates, undated: undated,
      usesModificationTime: usesModificationTime, timezone: timezone.isEmpty ? nil : timezone)
    configuration.readsBack = value["verify"]?.bool ?? true
    configuration.names = value["name"]?.text
    configuration.locale = value["locale"]?.text
    configuration.prefersExif = value["prefer_exif"]?.bool ?? false
    let shifts = value["shift"]?.array ?? []
    configuration.shifts = shifts.compactMap { $0.text.flatMap { ClockShift($0) } }
    guard configuration.shifts.count == shifts.count,
      let albums = choice(value["albums"], usual: configuration.albums),
      let trashed = choice(value["trashed"], usual: configuration.trashed),
      let archived = choice(value["archived"], usual: configuration.archived)
    else { return nil }
    configuration.albums = albums
    configuration.trashed = trashed
    configuration.archived = archived
    return configuration
  }

  /// A choice that is written only where it is not the usual one; nil for a word that is none.
  private static func choice<Choice: RawRepresentable<String>>(
    _ value: JSONValue?, usual: Choice
  ) -> Choice? {
    guard let value else { return usual }
    return value.text.flatMap(Choice.init)
  }

  private static func header(_ value: JSONValue) -> JournalHeader? {
    guard let version = value["format_version"]?.integer,
      let oldest = value["oldest_reader"]?.integer,
      let operation = value["operation"]?.text, isOperationName(operation),
      let kind = kind(value), let program = value["program"]?.text,
      let sources = value["sources"]?.array, let output = value["output"]?.path,
      let configuration = configuration(value), let host = host(value),
      let started = time(value["started"])
    else { return nil }
    let paths = sources.compactMap(\.path).map(Path.init(bytes:))
    guard paths.count == sources.count, !paths.isEmpty, paths.allSatisfy(\.isAbsolute),
      Path(bytes: output).isAbsolute
    else { return nil }
    var header = JournalHeader(
      operation: operation, sources: paths, output: Path(bytes: output),
      configuration: configuration, host: host, started: started)
    header.formatVersion = version
    header.oldestReader = oldest
    header.kind = kind
    header.program = program
    header.after = value["after"]?.text.flatMap(StopCause.init)
    return header
  }

  private static func kind(_ value: JSONValue) -> OperationKind? {
    switch value["kind"]?.text {
    case "organize": return .organize
    case "undo":
      guard let operation = value["undoes"]?.text, isOperationName(operation),
        let goal = value["goal"]?.text.flatMap(Undoing.Goal.init)
      else { return nil }
      return .undo(Undoing(operation: operation, goal: goal))
    case .some(let name): return .unknown(name)
    case nil: return nil
    }
  }

  private static func step(_ value: JSONValue) -> UndoStep? {
    let source = number(value["source"])
    switch value["do"]?.text {
    case "remove-folder": return below(value["folder"]).map { .removeFolder($0, source: source) }
    case "make-folder": return below(value["folder"]).map { .makeFolder($0, source: source) }
    case "remove-link", "make-link":
      guard let path = below(value["path"]), let target = linkTarget(value["target"]) else {
        return nil
      }
      return value["do"]?.text == "make-link"
        ? .makeLink(path, target: target) : .removeLink(path, target: target)
    default: return nil
    }
  }

  /// What a symbolic link of ours holds: upwards, and then down to a file of the output.
  private static func linkTarget(_ value: JSONValue?) -> Path? {
    guard let bytes = value?.path, !bytes.isEmpty, !bytes.contains(0), bytes.first != 0x2F,
      bytes.count < 4096
    else { return nil }
    return Path(bytes: bytes)
  }

  /// Operation names become file names, so they are letters and digits only.
  static func isOperationName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  private static func host(_ value: JSONValue) -> HostIdentity? {
    guard let host = value["host"]?.text, let boot = value["boot_id"]?.text,
      let pid = value["pid"]?.integer, let start = value["pid_start"]?.integer
    else { return nil }
    return HostIdentity(
      host: host, bootID: boot, processID: pid, processStart: start,
      outOfMemoryKills: value["oom_kill"]?.integer,
      controlGroup: value["cgroup"]?.path.map { String(decoding: $0, as: UTF8.self) },
      groupOutOfMemoryKills: value["oom_kill_group"]?.integer)
  }

  /// The error that ended a run; nil when none is noted.
  static func error(_ value: JSONValue) -> NotedError? {
    guard let number = value["errno"]?.integer, let name = value["errno_name"]?.text else {
      return nil
    }
    return NotedError(
      number: number, name: name, path: value["errno_path"]?.path.map(Path.init(bytes:)),
      isOnNetwork: value["errno_on_network"]?.bool ?? false)
  }

  private static func volume(_ value: JSONValue) -> VolumeNote? {
    guard let fileSystem = value["file_system"]?.text,
      let taking = value["taking"]?.text.flatMap(NameTaking.init),
      let hardLinks = value["hard_links"]?.bool, let symbolicLinks = value["symbolic_links"]?.bool,
      let attributes = value["attributes"]?.bool, let locks = value["locks"]?.bool,
      let foldsCase = value["folds_case"]?.bool, let foldsForm = value["folds_form"]?.bool,
      let timeStep = number(value["time_step_ns"]), let longest = number(value["longest_name"])
    else { return nil }
    var manners = VolumeManners(fileSystem: fileSystem)
    manners.taking = taking
    manners.hasHardLinks = hardLinks
    manners.hasSymbolicLinks = symbolicLinks
    manners.hasAttributes = attributes
    manners.hasLocks = locks
    manners.foldsCase = foldsCase
    manners.foldsForm = foldsForm
    manners.timeStep = timeStep
    manners.longestName = longest
    manners.forbidden = value["forbidden"]?.path ?? []
    manners.wantsUnicode = value["wants_unicode"]?.bool ?? false
    manners.refusesLooseEnds = value["refuses_loose_ends"]?.bool ?? false
    let folder = below(value["folder"])
    if value["folder"] != nil, folder == nil { return nil }
    return VolumeNote(manners, folder: folder, source: number(value["source"]))
  }

  private static func file(_ value: JSONValue) -> FileRecord? {
    guard let size = number(value["size"]), let number = number(value["file"]),
      let path = below(value["path"]),
      let modified = value["mtime_ns"]?.integer, let inode = value["inode"]?.integer,
      let role = value["role"]?.text.flatMap(FileRole.init)
    else { return nil }
    let source = value["source"]?.integer ?? 0
    guard sources.contains(source), fileNumbers.contains(number) else { return nil }
    var facts = FileFacts(role: role)
    var details = FileDetails()
    details.format = value["format"]?.text
    for word in value["dates"]?.array ?? [] {
      guard let claim = word.text.flatMap(ClaimText.decode) else { return nil }
      facts.claims.append(claim)
    }
    details.make = value["make"]?.text
    details.model = value["model"]?.text
    details.contentIdentifier = value["content_id"]?.text
    details.duration = value["duration_ms"]?.integer.map { Double($0) / 1000 }
    if let word = value["takeout"]?.text {
      guard let kind = TakeoutNote.Kind(rawValue: word) else { return nil }
      details.takeout = TakeoutNote(
        kind: kind, title: value["title"]?.text, isTrashed: value["is_trashed"]?.bool ?? false,
        isArchived: value["is_archived"]?.bool ?? false)
    }
    details.failure = value["failure"]?.text
    facts.details = details
    facts.head = value["head"]?.integer.flatMap(UInt32.init(exactly:))
    return FileRecord(
      number: number, source: source, path: path,
      identity: FileIdentity(
        size: size, modified: modified, inode: UInt64(UInt(bitPattern: inode))),
      facts: facts)
  }

  private static func move(_ value: JSONValue) -> PlannedMove? {
    guard let file = number(value["file"]),
      let action = value["action"]?.text.flatMap(PlannedAction.init), action != .leave
    else { return nil }
    let target = below(value["to"])
    guard (target == nil) == (action == .delete) else { return nil }
    let photo = number(value["with"])
    guard fileNumbers.contains(file), fileNumbers.contains(photo ?? 0) else { return nil }
    let name = below(value["name"])
    if value["name"] != nil, name?.components.count != 1 { return nil }
    return PlannedMove(
      file: file, action: action, target: target ?? Path(bytes: []),
      companionOf: photo, twin: twin(value), name: name,
      modified: value["to_mtime_ns"]?.integer)
  }

  private static func twin(_ value: JSONValue) -> Twin? {
    if let file = number(value["twin"]) { return .file(file) }
    return below(value["twin_path"]).map { .library($0) }
  }

  private static func stay(_ value: JSONValue) -> PlannedStay? {
    guard let file = number(value["file"]) else { return nil }
    switch value["why"]?.text {
    case "duplicate":
      return twin(value).map { PlannedStay(file: file, reason: .duplicate($0)) }
    case "unreadable":
      return PlannedStay(file: file, reason: .unreadable(value["cause"]?.text ?? ""))
    case "refused":
      return PlannedStay(
        file: file,
        reason: .refused(
          cause: value["cause"]?.text ?? "", nextStep: value["next_step"]?.text ?? ""))
    case .some(let why): return plainReason(why).map { PlannedStay(file: file, reason: $0) }
    case nil: return nil
    }
  }

  /// The reason that `why` is, of those that say no more.
  static func plainReason(_ why: String) -> PlannedStay.Reason? {
    switch why {
    case "undated": .undated
    case "companion": .companionStays
    case "note-of-duplicate": .noteOfDuplicate
    case "trashed": .trashed
    case "archived": .archived
    default: nil
    }
  }

  private static func seal(_ value: JSONValue) -> PlanSeal? {
    guard let found = number(value["found"]), let items = number(value["items"]),
      let bytes = number(value["bytes"]), let low = number(value["low_confidence"]),
      let undated = number(value["undated"]), case .object(let fields)? = value["skipped"]
    else { return nil }
    let skipped = fields.compactMapValues { number($0) }
    guard skipped.count == fields.count else { return nil }
    return PlanSeal(
      found: found, items: items, bytes: bytes, skippedByReason: skipped, lowConfidenceDates: low,
      undated: undated, corrected: number(value["corrected"]) ?? 0,
      unseen: number(value["unseen"]) ?? 0)
  }

  private static func checkpoint(_ value: JSONValue) -> Checkpoint? {
    guard let kind = value["kind"]?.text.flatMap(CheckpointKind.init),
      let phase = value["phase"]?.text.flatMap(Phase.init),
      let items = number(value["items"]), let bytes = number(value["bytes"]),
      let failures = number(value["failures"]), let isDurable = value["durable"]?.bool,
      let time = time(value["time"]), let sealed = digest(value["sha256"])
    else { return nil }
    let progress = RunProgress(
      phase: phase, items: items, totalItems: number(value["total_items"]), bytes: bytes,
      totalBytes: number(value["total_bytes"]), failures: failures)
    let kills = MemoryKills(
      system: value["oom_kill"]?.integer, group: value["oom_kill_group"]?.integer)
    return Checkpoint(
      kind: kind, progress: progress, isDurable: isDurable, time: time,
      rate: value["rate"]?.integer ?? 0, memory: value["memory"]?.integer ?? 0, sealed: sealed,
      memoryKills: kills == MemoryKills() ? nil : kills)
  }

  private static func number(_ value: JSONValue?) -> Int? { value?.integer.flatMap(counted) }

  /// A count of files or bytes. One beyond all disks is nobody's, and would overflow what it is
  /// added to.
  static func counted(_ number: Int) -> Int? {
    (0...mostCounted).contains(number) ? number : nil
  }

  /// A pebibyte, in bytes.
  static let mostCounted = 1 << 50

  /// Indices that a source may have.
  static let sources = 0..<65_536

  /// What a record keeps of a file's number.
  static let fileNumbers = 0..<(1 << 31)

  private static func digest(_ value: JSONValue?) -> Digest? {
    value?.text.flatMap(Digest.init(hex:))
  }

  private static func time(_ value: JSONValue?) -> Int? {
    value?.text.flatMap(UTCText.seconds)
  }

  private static func below(_ value: JSONValue?) -> Path? {
    value?.path.flatMap(JournalPath.below)
  }
}
