import Platform

/// From a record to the fields of its line. `RecordDecoder` is its mirror: change both.
enum RecordEncoder {
  static func encode(_ record: JournalRecord, _ out: inout JSONObjectWriter) {
    switch record {
    case .header(let header): encode(header, &out)
    case .process(let host, let time, let after):
      out.begin(type: "process")
      encode(host, &out)
      if let after { out.field("after", after.rawValue) }
      out.field("time", UTCText.text(time))
    case .volume(let note): encode(note, &out)
    case .file(let file): encode(file, &out)
    case .hash(let file, let ends, let whole):
      out.begin(type: "hash")
      out.field("file", file)
      if let ends { out.field("ends", ends) }
      if let whole { out.field("sha256", whole) }
    case .compared(let file, let other, let isSame):
      out.begin(type: "compared")
      out.field("file", file)
      out.field("with", other)
      out.field("same", isSame)
    case .planning: out.begin(type: "planning")
    case .move(let move): encode(move, &out)
    case .stay(let stay): encode(stay, &out)
    case .planned(let seal): encode(seal, &out)
    case .retarget(let file, let target):
      out.begin(type: "retarget")
      out.field("file", file)
      out.field("to", path: target)
    case .made(let folder, let source):
      out.begin(type: "made")
      out.field("folder", path: folder)
      if let source { out.field("source", source) }
    case .linked(let path, let target):
      out.begin(type: "linked")
      out.field("path", path: path)
      out.field("target", path: target)
    case .step(let step): encode(step, &out)
    case .copied(let file, let digest):
      out.begin(type: "copied")
      out.field("file", file)
      out.field("sha256", digest)
    case .done(let file): encode(done: file, &out)
    case .doubt(let file):
      out.begin(type: "doubt")
      out.field("file", file)
    case .failed(let file, let reason):
      out.begin(type: "failed")
      out.field("file", file)
      out.field("reason", reason)
    case .checkpoint(let checkpoint): encode(checkpoint, &out)
    case .end(let status, let signal, let reason, let error):
      out.begin(type: "end")
      out.field("status", status.rawValue)
      out.field("signal", signal)
      out.field("reason", reason)
      if let error { encode(error, &out) }
    }
  }

  static func encode(_ error: NotedError, _ out: inout JSONObjectWriter) {
    out.field("errno", error.number)
    out.field("errno_name", error.name)
    if let path = error.path { out.field("errno_path", path: path) }
    if error.isOnNetwork { out.field("errno_on_network", true) }
  }

  private static func encode(_ header: JournalHeader, _ out: inout JSONObjectWriter) {
    out.begin(type: "header")
    out.field("format_version", header.formatVersion)
    out.field("oldest_reader", header.oldestReader)
    out.field("operation", header.operation)
    out.field("kind", header.kind.name)
    if let undoing = header.kind.undoing {
      out.field("undoes", undoing.operation)
      out.field("goal", undoing.goal.rawValue)
    }
    out.field("program", header.program)
    out.field("sources", header.sources.map { pathText($0) })
    out.field("output", path: header.output)
    encode(header.configuration, &out)
    encode(header.host, &out)
    if let after = header.after { out.field("after", after.rawValue) }
    out.field("started", UTCText.text(header.started))
  }

  static func encode(_ configuration: Configuration, _ out: inout JSONObjectWriter) {
    out.field("mode", configuration.mode.rawValue)
    out.field("layout", configuration.layout)
    out.field("duplicates", configuration.duplicates.rawValue)
    out.field("undated", configuration.undated.rawValue)
    out.field("use_mtime", configuration.usesModificationTime)
    out.field("timezone", configuration.timezone ?? "")
    // What came later is written only where it was asked for: older readers know the rest.
    let usual = Configuration()
    if !configuration.readsBack { out.field("verify", false) }
    if let names = configuration.names { out.field("name", names) }
    if let locale = configuration.locale { out.field("locale", locale) }
    if !configuration.shifts.isEmpty {
      out.field("shift", configuration.shifts.map(\.text))
    }
    if configuration.prefersExif { out.field("prefer_exif", true) }
    if configuration.albums != usual.albums { out.field("albums", configuration.albums.rawValue) }
    if configuration.trashed != usual.trashed {
      out.field("trashed", configuration.trashed.rawValue)
    }
    if configuration.archived != usual.archived {
      out.field("archived", configuration.archived.rawValue)
    }
  }

  private static func encode(_ host: HostIdentity, _ out: inout JSONObjectWriter) {
    out.field("host", host.host)
    out.field("boot_id", host.bootID)
    out.field("pid", host.processID)
    out.field("pid_start", host.processStart)
    if let group = host.controlGroup { out.field("cgroup", path: Array(group.utf8)) }
    encode(MemoryKills(host), &out)
  }

  private static func encode(_ kills: MemoryKills, _ out: inout JSONObjectWriter) {
    if let system = kills.system { out.field("oom_kill", system) }
    if let group = kills.group { out.field("oom_kill_group", group) }
  }

  private static func encode(_ note: VolumeNote, _ out: inout JSONObjectWriter) {
    let manners = note.manners
    out.begin(type: "volume")
    if let folder = note.folder { out.field("folder", path: folder) }
    if let source = note.source { out.field("source", source) }
    out.field("file_system", manners.fileSystem)
    out.field("taking", manners.taking.rawValue)
    out.field("hard_links", manners.hasHardLinks)
    out.field("symbolic_links", manners.hasSymbolicLinks)
    out.field("attributes", manners.hasAttributes)
    out.field("locks", manners.hasLocks)
    out.field("folds_case", manners.foldsCase)
    out.field("folds_form", manners.foldsForm)
    out.field("time_step_ns", manners.timeStep)
    out.field("longest_name", manners.longestName)
    if !manners.forbidden.isEmpty { out.field("forbidden", path: manners.forbidden) }
    if manners.wantsUnicode { out.field("wants_unicode", true) }
    if manners.refusesLooseEnds { out.field("refuses_loose_ends", true) }
  }

  static func encode(_ file: FileRecord, _ out: inout JSONObjectWriter) {
    let facts = file.facts
    out.begin(type: "file")
    out.field("file", file.number)
    if file.source != 0 { out.field("source", file.source) }
    out.field("path", path: file.path)
    out.field("size", file.identity.size)
    out.field("mtime_ns", file.identity.modified)
    out.field("inode", Int(bitPattern: UInt(file.identity.inode)))
    append(facts.role, &out)
    if let format = facts.format { out.field("format", format) }
    let claims = facts.packedClaims
    if !claims.isEmpty { out.field("dates", list: { ClaimText.append(claims, to: $0) }) }
    let camera = facts.words
    if camera.isEmpty { encode(cameraOf: facts.details, &out) } else { out.append(members: camera) }
    if let identifier = facts.contentIdentifier { out.field("content_id", identifier) }
    if let duration = facts.duration, duration.isFinite, abs(duration) < 1e12 {
      out.field("duration_ms", Int((duration * 1000).rounded()))
    }
    if let note = facts.takeout {
      out.field("takeout", note.kind.rawValue)
      if let title = note.title { out.field("title", title) }
      if note.isTrashed { out.field("is_trashed", true) }
      if note.isArchived { out.field("is_archived", true) }
    }
    if let head = facts.head { out.field("head", Int(head)) }
    if let failure = facts.failure { out.field("failure", failure) }
  }

  private static func encode(cameraOf details: FileDetails, _ out: inout JSONObjectWriter) {
    if let make = details.make { out.field("make", make) }
    if let model = details.model { out.field("model", model) }
  }

  /// What a line says of the camera: the same for all files of one, and written once for them all.
  fileprivate static func camera(of details: FileDetails) -> [UInt8] {
    var out = JSONObjectWriter()
    encode(cameraOf: details, &out)
    return Array(out.bytes.dropFirst())
  }

  @inline(__always)
  static func encode(done file: Int, _ out: inout JSONObjectWriter) {
    out.begin(type: "done")
    out.field("file", file)
  }

  static func encode(_ move: PlannedMove, _ out: inout JSONObjectWriter) {
    out.begin(type: "move")
    out.field("file", move.file)
    append(move.action, &out)
    if !move.target.isEmpty { out.field("to", path: move.target) }
    if let photo = move.companionOf { out.field("with", photo) }
    if let twin = move.twin { encode(twin, &out) }
    if let name = move.name { out.field("name", path: name) }
    if let modified = move.modified { out.field("to_mtime_ns", modified) }
  }

  // The two words that every file has: as constants, for which nobody counts bytes.

  @inline(__always)
  private static func append(_ role: FileRole, _ out: inout JSONObjectWriter) {
    switch role {
    case .photo: out.field("role", word: "photo")
    case .raw: out.field("role", word: "raw")
    case .video: out.field("role", word: "video")
    case .sidecar: out.field("role", word: "sidecar")
    case .other: out.field("role", word: "other")
    }
  }

  @inline(__always)
  private static func append(_ action: PlannedAction, _ out: inout JSONObjectWriter) {
    switch action {
    case .move: out.field("action", word: "move")
    case .copy: out.field("action", word: "copy")
    case .quarantine, .delete, .leave: out.field("action", action.rawValue)
    }
  }

  private static func encode(_ step: UndoStep, _ out: inout JSONObjectWriter) {
    out.begin(type: "step")
    switch step {
    case .removeFolder(let folder, let source), .makeFolder(let folder, let source):
      if case .makeFolder = step {
        out.field("do", "make-folder")
      } else {
        out.field("do", "remove-folder")
      }
      out.field("folder", path: folder)
      if let source { out.field("source", source) }
    case .removeLink(let path, let target), .makeLink(let path, let target):
      if case .makeLink = step {
        out.field("do", "make-link")
      } else {
        out.field("do", "remove-link")
      }
      out.field("path", path: path)
      out.field("target", path: target)
    }
  }

  private static func encode(_ twin: Twin, _ out: inout JSONObjectWriter) {
    switch twin {
    case .file(let number): out.field("twin", number)
    case .library(let path): out.field("twin_path", path: path)
    }
  }

  private static func encode(_ stay: PlannedStay, _ out: inout JSONObjectWriter) {
    out.begin(type: "stay")
    out.field("file", stay.file)
    switch stay.reason {
    case .duplicate(let twin):
      out.field("why", "duplicate")
      encode(twin, &out)
    case .undated: out.field("why", "undated")
    case .companionStays: out.field("why", "companion")
    case .noteOfDuplicate: out.field("why", "note-of-duplicate")
    case .trashed: out.field("why", "trashed")
    case .archived: out.field("why", "archived")
    case .unreadable(let cause):
      out.field("why", "unreadable")
      out.field("cause", cause)
    case .refused(let cause, let nextStep):
      out.field("why", "refused")
      out.field("cause", cause)
      out.field("next_step", nextStep)
    }
  }

  private static func encode(_ seal: PlanSeal, _ out: inout JSONObjectWriter) {
    out.begin(type: "planned")
    out.field("found", seal.found)
    out.field("items", seal.items)
    out.field("bytes", seal.bytes)
    out.field("low_confidence", seal.lowConfidenceDates)
    out.field("undated", seal.undated)
    if seal.corrected > 0 { out.field("corrected", seal.corrected) }
    if seal.unseen > 0 { out.field("unseen", seal.unseen) }
    var skipped = JSONObjectWriter()
    for (reason, count) in seal.skippedByReason.sorted(by: { $0.key < $1.key }) {
      skipped.field(named: reason, count)
    }
    skipped.close()
    out.field("skipped", json: skipped.bytes)
  }

  private static func encode(_ checkpoint: Checkpoint, _ out: inout JSONObjectWriter) {
    let progress = checkpoint.progress
    out.begin(type: "checkpoint")
    out.field("kind", checkpoint.kind.rawValue)
    out.field("phase", progress.phase.rawValue)
    out.field("items", progress.items)
    if let total = progress.totalItems { out.field("total_items", total) }
    out.field("bytes", progress.bytes)
    if let total = progress.totalBytes { out.field("total_bytes", total) }
    out.field("failures", progress.failures)
    out.field("durable", checkpoint.isDurable)
    out.field("time", instant: checkpoint.time)
    out.field("rate", checkpoint.rate)
    out.field("memory", checkpoint.memory)
    if let kills = checkpoint.memoryKills { encode(kills, &out) }
    out.field("sha256", checkpoint.sealed)
  }

  private static func pathText(_ path: Path) -> String {
    String(decoding: PathText.encode(path.bytes), as: UTF8.self)
  }
}

extension FileFacts.Pool {
  /// Details with what their lines have in common.
  package static var forJournal: FileFacts.Pool { FileFacts.Pool(words: RecordEncoder.camera) }
}
