import MediaMetadata
import PicsortCore
import Platform

/// One record of each case and of each shape that a case has.
enum SampleRecords {
  static let digest = SHA256.digest(of: [1, 2, 3])
  static let otherDigest = SHA256.digest(of: [4])
  static let host = HostIdentity(
    host: "a \"host\"", bootID: "5c1e", processID: 4711, processStart: 99, outOfMemoryKills: 3)

  static func header(
    operation: String = "0123456789abcdef", sources: [Path] = [Path("/photos")],
    configuration: Configuration = Configuration()
  ) -> JournalHeader {
    JournalHeader(
      operation: operation, sources: sources, output: Path("/library"),
      configuration: configuration, host: host, started: 1_700_000_000)
  }

  static func file(_ number: Int, _ path: String, size: Int = 10) -> FileRecord {
    FileRecord(
      number: number, source: 0, path: Path(path),
      identity: FileIdentity(size: size, modified: 1_700_000_000_123_456_789, inode: 42),
      facts: FileFacts(role: .photo))
  }

  static func checkpoint(_ sealed: Digest, isDurable: Bool = true) -> Checkpoint {
    Checkpoint(
      kind: .item, progress: RunProgress(phase: .move, items: 3, totalItems: 9, bytes: 30),
      isDurable: isDurable, time: 1_700_000_100, rate: 7, memory: 1 << 20, sealed: sealed)
  }

  static let all: [JournalRecord] = headers + volumes + files + plan + outcomes + checkpoints

  private static let headers: [JournalRecord] = [
    .header(header()),
    .header(
      header(
        operation: "z", sources: [Path("/a"), Path(bytes: [0x2F, 0xFF, 0x25])],
        configuration: Configuration(
          mode: .copy, layout: "{yyyy}/{MM \"x\"}", duplicates: .delete, undated: .leave,
          usesModificationTime: true, timezone: "Europe/Berlin"))),
    .header(header(configuration: everyChoice)),
    .header(undo(.sources)),
    .header(undo(.output)),
    .process(host, time: 0),
    .process(
      HostIdentity(
        host: "", bootID: "", processID: 1, processStart: 0, outOfMemoryKills: nil), time: -1),
    .process(
      HostIdentity(
        host: "h", bootID: "b", processID: 1, processStart: 0, outOfMemoryKills: 1,
        controlGroup: "/user.slice/a b", groupOutOfMemoryKills: 2), time: 1, after: .outOfMemory),
    .header(begunOver),
  ]

  private static let volumes: [JournalRecord] = {
    var manners = VolumeManners(fileSystem: "fuse")
    manners.taking = .placeholder
    manners.hasHardLinks = false
    manners.hasSymbolicLinks = false
    manners.hasAttributes = false
    manners.hasLocks = false
    manners.foldsCase = true
    manners.foldsForm = true
    manners.timeStep = 2_000_000_000
    manners.longestName = 143
    manners.forbidden = Array("\"*:<>?|\\".utf8) + [0x01]
    manners.wantsUnicode = true
    manners.refusesLooseEnds = true
    return [
      .volume(VolumeNote(VolumeManners(fileSystem: "ext4"))), .volume(VolumeNote(manners)),
      .volume(VolumeNote(manners, folder: Path("12.2023"))),
      .volume(VolumeNote(manners, folder: Path("Familie"), source: 3)),
    ]
  }()

  private static func undo(_ goal: Undoing.Goal) -> JournalHeader {
    var header = header()
    header.kind = .undo(Undoing(operation: "fedcba9876543210", goal: goal))
    return header
  }

  private static let begunOver: JournalHeader = {
    var header = SampleRecords.header()
    header.after = .applicationCrash
    return header
  }()

  private static let everyChoice: Configuration = {
    var configuration = Configuration()
    configuration.names = "{HH}{mm}"
    configuration.locale = "de_DE"
    configuration.shifts = [
      ClockShift(camera: "Sample S1=2", seconds: -5_400), ClockShift(camera: "*", seconds: 7),
    ]
    configuration.readsBack = false
    configuration.prefersExif = true
    configuration.albums = .none
    configuration.trashed = .sort
    configuration.archived = .leave
    return configuration
  }()

  private static let files: [JournalRecord] = [
    .file(file(0, "IMG_1.JPG")),
    .file(
      FileRecord(
        number: 7_000, source: 7, path: Path(bytes: Array("tief/er/".utf8) + [0xC3, 0x28, 0x0A]),
        identity: FileIdentity(size: 0, modified: Int.min, inode: UInt64.max),
        facts: FileFacts(
          role: .video, format: "quicktime",
          claims: [
            .at("2023-12-25T14:30:00", .quickTimeCreationDate, .offset(seconds: -18_000)),
            .at("2023-12-01", .folderName, .local, .month),
          ],
          make: "Café", model: "X\n1", contentIdentifier: "A-B", duration: 0.57,
          head: .max, failure: "Input/output error"))),
    .file(
      FileRecord(
        number: 7_001, source: 0, path: Path("a.jpg.json"),
        identity: FileIdentity(size: 900, modified: 0, inode: 1),
        facts: FileFacts(
          role: .sidecar, claims: [.at("2023-12-25T14:30:00", .sidecarTakeout, .utc)],
          takeout: TakeoutNote(
            kind: .sidecar, title: "a \"b\".jpg", isTrashed: true, isArchived: true)))),
    .file(
      FileRecord(
        number: 7_002, source: 0, path: Path("metadata.json"),
        identity: FileIdentity(size: 9, modified: 0, inode: 1),
        facts: FileFacts(role: .sidecar, takeout: TakeoutNote(kind: .album, title: nil)))),
    .hash(file: 0, ends: digest, whole: nil),
    .hash(file: 0, ends: nil, whole: otherDigest),
    .hash(file: 0, ends: digest, whole: otherDigest),
    .hash(file: 0, ends: nil, whole: nil),
    .compared(file: 0, with: 7_000, isSame: true),
    .compared(file: 7_001, with: 7_002, isSame: false),
  ]

  private static let plan: [JournalRecord] = [
    .planning,
    .move(PlannedMove(file: 0, action: .move, target: Path("12.2023/IMG_1.JPG"))),
    .move(
      PlannedMove(
        file: 1, action: .copy, target: Path(bytes: [0x61, 0x2F, 0x80]), companionOf: 0)),
    .move(
      PlannedMove(
        file: 2, action: .quarantine, target: Path("Duplicates/a"), twin: .library(Path("a/b")))),
    .move(
      PlannedMove(
        file: 3, action: .delete, target: Path(bytes: []), companionOf: 2, twin: .file(0))),
    .move(
      PlannedMove(
        file: 4, action: .move, target: Path("a/1430-2.JPG"), name: Path("1430.JPG"))),
    .move(PlannedMove(file: 5, action: .copy, target: Path("b.jpg"), modified: -1)),
    .step(.removeFolder(Path("12.2023"), source: nil)),
    .step(.removeFolder(Path("DCIM/100"), source: 1)),
    .step(.makeFolder(Path("Undated"), source: nil)),
    .step(.removeLink(Path("Albums/Oslo/a.jpg"), target: Path("../../12.2023/a.jpg"))),
    .step(.makeLink(Path("Albums/Oslo/a.jpg"), target: Path("../../12.2023/a.jpg"))),
    .stay(PlannedStay(file: 4, reason: .refused(cause: "it was changed", nextStep: "look"))),
    .stay(PlannedStay(file: 4, reason: .duplicate(.file(1)))),
    .stay(PlannedStay(file: 4, reason: .duplicate(.library(Path("x"))))),
    .stay(PlannedStay(file: 5, reason: .undated)),
    .stay(PlannedStay(file: 6, reason: .companionStays)),
    .stay(PlannedStay(file: 8, reason: .noteOfDuplicate)),
    .stay(PlannedStay(file: 9, reason: .trashed)),
    .stay(PlannedStay(file: 10, reason: .archived)),
    .stay(PlannedStay(file: 7, reason: .unreadable("Permission denied"))),
    .planned(PlanSeal()),
    .planned(
      PlanSeal(
        found: 12, items: 3, bytes: 1 << 45, skippedByReason: ["hidden": 1, "trash": 2],
        lowConfidenceDates: 1, undated: 2, corrected: 3, unseen: 4)),
  ]

  private static let outcomes: [JournalRecord] = [
    .retarget(file: 0, to: Path("12.2023/IMG_1-2.JPG")),
    .made(folder: Path("12.2023")),
    .made(folder: Path("DCIM/100"), source: 2),
    .linked(path: Path("Albums/Oslo/a.jpg"), target: Path("../../12.2023/a.jpg")),
    .copied(file: 1, digest: digest),
    .done(file: 0),
    .doubt(file: 0),
    .failed(file: 2, reason: "it is \"gone\"\u{1B}[2J"),
    .end(status: .completed, signal: 0, reason: ""),
    .end(status: .interrupted, signal: 15, reason: "stopped by a signal"),
    .end(status: .paused, signal: 0, reason: "No space left on device"),
    .end(status: .failed, signal: 0, reason: "x"),
    .end(
      status: .paused, signal: 0, reason: "x",
      error: NotedError(number: 28, name: "ENOSPC", path: Path(bytes: [0x2F, 0xFF]))),
    .end(
      status: .failed, signal: 0, reason: "x",
      error: NotedError(number: 5, name: "EIO", isOnNetwork: true)),
  ]

  private static let checkpoints: [JournalRecord] = CheckpointKind.allCases.flatMap { kind in
    Phase.allCases.map { phase in
      .checkpoint(
        Checkpoint(
          kind: kind,
          progress: RunProgress(
            phase: phase, items: 1, totalItems: phase == .scan ? nil : 2, bytes: 3,
            totalBytes: phase == .move ? 4 : nil, failures: 5),
          isDurable: kind == .batch, time: 1, rate: 2, memory: 3, sealed: digest,
          memoryKills: kind == .batch ? MemoryKills(system: 4, group: 5) : nil))
    }
  }
}
