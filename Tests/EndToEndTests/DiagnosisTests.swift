import Foundation
import SampleMedia
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What is said of a run that stopped, by the next one.
@Suite struct DiagnosisTests {
  /// The event of the next run, which must end well and lose nothing.
  private func diagnosis(
    _ box: Sandbox, since before: Inventory, _ environment: [String: String] = [:]
  ) throws -> [String: Any] {
    let next = try box.picsort("--resume -o @out --json", environment: environment)
    #expect(next.ending == .exit(0), "\(next)")
    expectSame(box.inventory("src", "out"), as: before)
    let events = try #require(next.events)
    #expect(events.first?["event"] as? String == "started")
    let told = try #require(events.first { $0["event"] as? String == "diagnosis" }, "\(next)")
    let parts = try #require(told["parts"] as? [[String: Any]])
    #expect(parts.count == 3)
    #expect(!(try #require(told["risk"] as? String)).isEmpty)
    #expect(
      try box.journal().records("process").last?["after"] as? String == told["cause"] as? String)
    #expect(Disk.entry(box.path("out/.picsort/crash")) == nil)
    return told
  }

  private func library() throws -> (Sandbox, Inventory) {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    return (box, box.inventory("src"))
  }

  private func finding(_ told: [String: Any]) -> String {
    (told["evidence"] as? [String])?.first ?? ""
  }

  // MARK: - Real ends

  @Test func `kill -9 is said to be most likely`() throws {
    let (box, before) = try library()
    try box.killHalfway()
    #expect(Disk.read(box.path("out/.picsort/crash"))?.isEmpty == true)

    let told = try diagnosis(box, since: before)

    #expect(told["cause"] as? String == "killed")
    #expect(finding(told).contains("most likely"))
    #expect(told["confidence"] as? Int == 100)
    #expect((told["done"] as? Int ?? 0) > 0)
    #expect(told["total"] as? Int == LongLibrary.count - 1)
  }

  @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS])
  func `a fatal signal is noted, and ends the process all the same`(_ signal: Int32) throws {
    let (box, before) = try library()
    let run = try box.startAndHalt()
    run.send(signal)
    #expect(run.waitUnread() == .signal(signal))
    let note = String(
      decoding: Disk.read(box.path("out/.picsort/crash")) ?? Data(), as: UTF8.self)
    #expect(note.hasPrefix("signal \(signal) code 0 address 0x0 pid "), "\(note)")
    #expect(Disk.entry(box.path("out/.picsort/crash"))?.permissions == 0o600)

    let told = try diagnosis(box, since: before)

    #expect(told["cause"] as? String == "application_crash")
    #expect(finding(told).contains("which a process sent"))
  }

  @Test(.enabled(if: Disk.entry("/usr/bin/prlimit") != nil, "there is no prlimit here"))
  func `a process that gets no memory crashes, and its fault is noted`() throws {
    let (box, before) = try library()
    let run = try box.startAndHalt()
    // Less than it has: whatever it asks for next it does not get.
    let limit = try ChildProcess(
      "/usr/bin/prlimit", ["--pid", "\(run.id)", "--as=1"].map { Array($0.utf8) },
      environment: [:], output: "/dev/null", error: "/dev/null")
    #expect(limit.wait() == .exit(0))
    let result = run.finish()
    // What it had was enough on some systems.
    guard case .signal = result.ending else { return }

    let told = try diagnosis(box, since: before)

    #expect(told["cause"] as? String == "application_crash")
    #expect(finding(told).contains("SIG"), "\(finding(told))")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a stop that somebody asked for needs its usual line only`(_ signal: Int32) throws {
    let (box, before) = try library()
    let run = try box.startAndHalt()
    run.send(signal)
    #expect(run.finish().ending == .signal(signal))

    let next = try box.picsort("--resume -o @out")

    #expect(next.ending == .exit(0))
    #expect(!next.error.contains("Last run"), "\(next)")
    #expect(next.error.contains("Going on with an earlier run"))
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `a person is told in a few lines, and with -v what was seen`() throws {
    let (box, _) = try library()
    try box.killHalfway()
    let image = [Image(of: box.path("src")), Image(of: box.path("out"))]
    let short = try box.picsort("--resume -o @out")
    let lines = short.error.split(separator: "\n").filter { $0.contains("Last run: killed") }
    #expect(lines.count == 1, "\(short)")
    #expect(!short.error.contains("seen:"))
    for part in image { try part.restore() }
    let long = try box.picsort("--resume -o @out -v")
    #expect(long.error.contains("seen: the boot id is the same"), "\(long)")
    #expect(long.error.contains("confidence: "))
  }

  // MARK: - Evidence that the test gives

  private func give(_ box: Sandbox, _ name: String, _ text: String) throws {
    try Disk.write(Array(text.utf8), to: box.path("root/" + name))
  }

  private func evidence(_ box: Sandbox) -> [String: String] {
    ["PICSORT_EVIDENCE_ROOT": box.path("root")]
  }

  private func kill(_ box: Sandbox) throws {
    try give(box, "proc/sys/kernel/random/boot_id", "first\n")
    try give(box, "proc/vmstat", "oom_kill 3\n")
    try give(box, "proc/self/cgroup", "0::/box\n")
    try give(box, "sys/fs/cgroup/box/memory.events", "oom_kill 0\n")
    let run = try box.startAndHalt(environment: evidence(box))
    run.send(SIGKILL)
    #expect(run.waitUnread() == .signal(SIGKILL))
  }

  @Test func `another boot id is a power failure, and one with a kernel's record a crash`() throws {
    for hasRecord in [false, true] {
      let (box, before) = try library()
      try kill(box)
      try give(box, "proc/sys/kernel/random/boot_id", "second\n")
      if hasRecord { try give(box, "sys/fs/pstore/dmesg-efi-1", "Oops\n") }

      let told = try diagnosis(box, since: before, evidence(box))

      #expect(told["cause"] as? String == (hasRecord ? "system_crash" : "power_failure"))
      #expect(finding(told).contains("most likely"))
    }
  }

  @Test func `a counter of kills for memory that rose is out of memory`() throws {
    for (name, text, word) in [
      ("proc/vmstat", "oom_kill 4\n", "probably"),
      ("sys/fs/cgroup/box/memory.events", "oom_kill 1\n", "control group"),
    ] {
      let (box, before) = try library()
      try kill(box)
      try give(box, name, text)

      let told = try diagnosis(box, since: before, evidence(box))

      #expect(told["cause"] as? String == "out_of_memory")
      #expect(finding(told).contains(word))
    }
  }

  @Test func `nothing that changed is a kill`() throws {
    let (box, before) = try library()
    try kill(box)
    let told = try diagnosis(box, since: before, evidence(box))
    #expect(told["cause"] as? String == "killed")
    let checkpoints = try box.journal().records("checkpoint")
    #expect(checkpoints.contains { $0["oom_kill_group"] as? Int == 0 })
    #expect(
      checkpoints.filter { $0["kind"] as? String == "item" }.allSatisfy { $0["oom_kill"] == nil })
  }
}

/// Disks that fail under a run, and what the next one says of them.
@Suite(
  .enabled(
    if: Disk.entry("/usr/bin/strace") != nil, "there is no strace here, which makes calls fail"))
struct FailingDiskTests {
  private func library() throws -> (Sandbox, Inventory) {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    return (box, box.inventory("src"))
  }

  /// Runs picsort with system calls that fail or kill, as strace's -e inject has them.
  private func picsort(_ box: Sandbox, _ line: String, _ injections: String...) throws -> RunResult
  {
    try box.picsort(
      line, below: "/usr/bin/strace",
      ["-f", "-qq", "-o", "/dev/null"] + injections.flatMap { ["-e", "inject=" + $0] })
  }

  @Test(arguments: [
    ("ENOSPC", "disk_full"), ("EIO", "storage_failure"), ("ESTALE", "network_failure"),
  ])
  func `an error of the journal's disk is noted where it can be`(name: String, cause: String) throws
  {
    let (box, before) = try library()
    // The first flushes are those of the beginning and the plan.
    let failed = try picsort(box, "-s @src -o @out", "fdatasync:error=\(name):when=4+")
    #expect(failed.ending == .exit(1), "\(failed)")
    expectSame(box.inventory("src", "out"), as: before)

    let next = try box.picsort("--resume -o @out --json")

    let events = try #require(next.events)
    let told = try #require(events.first { $0["event"] as? String == "diagnosis" }, "\(failed)")
    #expect(told["cause"] as? String == cause)
    #expect((told["evidence"] as? [String])?.first?.contains(name) == true)
    #expect(next.ending == .exit(0), "\(next)")
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test(arguments: [
    "renameat:error=EIO:when=1", "renameat:error=ENOSPC:when=1", "fsync:error=EIO:when=1+",
    "renameat:signal=KILL:when=1",
  ])
  func `a recovery that fails leaves the state as it was`(_ injection: String) throws {
    for (way, isTorn) in [("--recover fresh", false), ("--recover batch", true)] {
      let (box, before) = try library()
      try box.killHalfway()
      let path = box.path("out/" + Sandbox.statePath)
      if isTorn {
        try Disk.write((Disk.read(path) ?? Data()) + Data("{\"type\":\"do".utf8), to: path)
      }
      let state = try #require(Disk.read(path))

      let failed = try picsort(box, "-s @src -o @out \(way)", injection)

      #expect(failed.ending != .exit(0), "\(way) \(injection): \(failed)")
      #expect(Disk.read(path) == state, "\(way) \(injection)")
      expectSame(box.inventory("src", "out"), as: before)
      let next = try box.picsort("--resume -o @out")
      #expect(next.ending == .exit(0), "\(way) \(injection): \(next)")
      expectSame(box.inventory("src", "out"), as: before)
      #expect(box.files("src").count == 1)
    }
  }
}
