import Platform
import Testing

@testable import PicsortCore

@Suite("Evidence of how an operation stopped")
struct StopInspectorTests {
  private let here = HostIdentity.current()

  /// The machine as a test gives it: files below `root`.
  private func system(_ space: Workspace) -> SystemEvidence {
    SystemEvidence(root: space.path.appending("root").description)
  }

  private func process(
    boot: String = "a", kills: Int? = 3, group: String? = nil, groupKills: Int? = nil,
    host: String? = nil
  ) -> HostIdentity {
    HostIdentity(
      host: host ?? here.host, bootID: boot, processID: 4711, processStart: 99,
      outOfMemoryKills: kills, controlGroup: group, groupOutOfMemoryKills: groupKills)
  }

  private func state(_ process: HostIdentity, _ more: [JournalRecord] = []) -> OperationState {
    var header = SampleRecords.header()
    header.host = process
    return ([.header(header)] + more).reduce(into: OperationState()) { $0.apply($1) }
  }

  private func boot(_ space: Workspace, _ id: String) throws {
    try space.write("root/proc/sys/kernel/random/boot_id", Array("\(id)\n".utf8))
  }

  @Test func `the boot id is compared`() throws {
    for (id, cause) in [("a", StopCause.killed), ("b", .powerFailure)] {
      let space = try Workspace()
      try boot(space, id)
      let result = StopInspector.inspect(
        state(process()), condition: .whole, output: space.folder, system: system(space), now: 2)
      #expect(result.cause == cause)
    }
  }

  @Test func `another machine has another name and another boot id`() throws {
    let space = try Workspace()
    try boot(space, "b")
    let elsewhere = state(process(host: "elsewhere"))
    #expect(
      StopInspector.inspect(
        elsewhere, condition: .whole, output: space.folder, system: system(space), now: 2
      ).cause == .otherMachine)
    // A name that was changed while the machine ran is no other machine.
    let renamed = state(process(boot: "b", host: "elsewhere"))
    #expect(
      StopInspector.inspect(
        renamed, condition: .whole, output: space.folder, system: system(space), now: 2
      ).cause == .killed)
  }

  @Test func `the machine's kills for memory are counted`() throws {
    let space = try Workspace()
    try boot(space, "a")
    try space.write("root/proc/vmstat", Array("nr_free_pages 5\noom_kill 4\nother 1\n".utf8))
    #expect(
      StopInspector.inspect(
        state(process()), condition: .whole, output: space.folder, system: system(space), now: 2
      ).cause == .outOfMemory)
    // The last count that was noted is the one that counts.
    var checkpoint = SampleRecords.checkpoint(SampleRecords.digest)
    checkpoint.memoryKills = MemoryKills(system: 4)
    let later = state(process(), [.checkpoint(checkpoint)])
    #expect(
      StopInspector.inspect(
        later, condition: .whole, output: space.folder, system: system(space), now: 2
      ).cause == .killed)
  }

  @Test func `the kills of the control group that it was in are counted`() throws {
    let space = try Workspace()
    try boot(space, "a")
    try space.write(
      "root/sys/fs/cgroup/user.slice/box/memory.events",
      Array("low 0\noom 1\noom_kill 1\noom_group_kill 0\n".utf8))
    let state = state(process(group: "/user.slice/box", groupKills: 0))
    let result = StopInspector.inspect(
      state, condition: .whole, output: space.folder, system: system(space), now: 2)
    #expect(result.cause == .outOfMemory)
    #expect(result.evidence.first?.contains("control group") == true)
  }

  @Test func `a control group's name leads nowhere else`() throws {
    let space = try Workspace()
    try space.write("root/etc/memory.events", Array("oom_kill 9\n".utf8))
    #expect(system(space).outOfMemoryKills(ofGroup: "/../../../etc") == nil)
    #expect(system(space).outOfMemoryKills(ofGroup: "etc") == nil)
  }

  @Test func `a kernel's record of a crash counts when it is newer than the last sign of life`()
    throws
  {
    for place in [
      "sys/fs/pstore/dmesg-efi-170", "var/lib/systemd/pstore/170/dmesg.txt",
      "var/crash/202611211200/vmcore",
    ] {
      let space = try Workspace()
      try boot(space, "b")
      try space.write("root/" + place, [1])
      let old = StopInspector.inspect(
        state(process()), condition: .whole, output: space.folder, system: system(space), now: 2)
      #expect(old.cause == .systemCrash, "\(place)")
      let late = state(process(), [.process(process(), time: Clock.wallSeconds() + 100)])
      let result = StopInspector.inspect(
        late, condition: .whole, output: space.folder, system: system(space), now: 2)
      #expect(result.cause == .powerFailure, "\(place)")
    }
  }

  @Test func `a crash of a program is no crash of the system`() throws {
    let space = try Workspace()
    try boot(space, "b")
    try space.write("root/var/crash/_usr_bin_other.1000.crash", [1])
    #expect(
      StopInspector.inspect(
        state(process()), condition: .whole, output: space.folder, system: system(space), now: 2
      ).cause == .powerFailure)
  }

  @Test func `a note of a fatal signal counts when it is of the last process`() throws {
    for (pid, cause) in [(4711, StopCause.applicationCrash), (4712, .killed)] {
      let space = try Workspace()
      try boot(space, "a")
      try space.write(
        ".picsort/crash",
        Array("signal 11 code 1 address 0xdead pid \(pid) start 99 time 1700000000\n".utf8))
      let result = StopInspector.inspect(
        state(process()), condition: .whole, output: space.folder, system: system(space), now: 2)
      #expect(result.cause == cause)
    }
  }

  @Test(arguments: [
    "", "\n", "signal 11", "signal x code 1 address 0x1 pid 1 start 1 time 1",
    "signal 11 code 1 address 1 pid 1 start 1 time 1",
    "signal 99999 code 1 address 0x1 pid 1 start 1 time 1", "\u{0}\u{1}\u{2}",
    "signal 11 code 1 address 0x1 pid 1 start 1 time 1 and more",
  ])
  func `a note that no handler wrote is none`(text: String) {
    #expect(CrashNote(Array(text.utf8)) == nil)
  }

  @Test func `an error in the registry counts for its own operation`() throws {
    let space = try Workspace()
    try boot(space, "a")
    let registry = Registry(path: space.path.appending("registry"))
    let header = SampleRecords.header()
    let entry = try #require(RegistryEntry(registry, header: header, stateFile: nil))
    entry.update(
      RunProgress(phase: .move), status: .paused,
      error: NotedError(number: 5, name: "EIO", path: Path("/library"), isOnNetwork: true))
    let read = try #require(registry.entry(of: header.operation))
    #expect(read.lastError?.name == "EIO" && read.lastError?.isOnNetwork == true)
    #expect(read.lastError?.path == Path("/library"))
    let result = StopInspector.inspect(
      state(process()), condition: .whole, output: space.folder, entry: read,
      system: system(space), now: 2)
    #expect(result.cause == .networkFailure)
    // An update without an error is a process that goes on.
    entry.update(RunProgress(phase: .move), status: nil)
    #expect(registry.entry(of: header.operation)?.lastError == nil)
  }

  @Test func `the last files noted as done are looked at, and no more than twenty`() throws {
    let space = try Workspace()
    try boot(space, "a")
    var records: [JournalRecord] = [.planning]
    for number in 0..<30 {
      let status = try written("12.2023/\(number).JPG", in: space)
      var file = SampleRecords.file(number, "\(number).JPG")
      file.identity = FileIdentity(status)
      records.append(.file(file))
      records.append(
        .move(PlannedMove(file: number, action: .move, target: Path("12.2023/\(number).JPG"))))
    }
    records.append(.planned(PlanSeal(found: 30, items: 30)))
    for number in 0..<30 { records.append(.done(file: number)) }
    let state = state(process(), records)
    try space.folder.folder(Path("12.2023")).remove(Path("29.JPG"))
    let evidence = StopInspector.evidence(
      state, condition: .whole, output: space.folder, holder: nil, entry: nil,
      system: system(space), now: 2)
    #expect(evidence.sample == Evidence.Sample(looked: 20, asNoted: 19))
    #expect(evidence.unsettled == 30)
  }

  private func written(_ name: String, in space: Workspace) throws -> FileStatus {
    try space.write(name, Array(name.utf8))
    let path = Path(name)
    let folder = try space.folder.descendant(path.parent)
    return try #require(try folder.status(of: path.lastComponent))
  }
}
