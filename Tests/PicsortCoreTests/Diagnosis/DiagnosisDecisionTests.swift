import Platform
import Testing

@testable import PicsortCore

@Suite("From evidence to a cause")
struct DiagnosisDecisionTests {
  /// A run that was killed a moment ago, and whatever else was seen.
  private func cause(_ change: (inout Evidence) -> Void = { _ in }) -> StopCause {
    diagnosis(change).cause
  }

  private func diagnosis(_ change: (inout Evidence) -> Void = { _ in }) -> Diagnosis {
    var seen = Evidence(now: 1_000)
    seen.lastCheckpoint = 997
    seen.lastSeen = 997
    seen.seals = 4
    seen.settled = 10
    seen.sample = Evidence.Sample(looked: 10, asNoted: 10)
    seen.systemKills = Evidence.Count(noted: 3, now: 3)
    change(&seen)
    return DiagnosisDecision.diagnose(seen)
  }

  private let crash = CrashNote(
    signal: 11, code: 1, address: 0x10, processID: 7, processStart: 8, time: 998)

  private func error(_ name: String, isOnNetwork: Bool = false) -> NotedError {
    NotedError(number: 28, name: name, path: Path("/library"), isOnNetwork: isOnNetwork)
  }

  // MARK: - One piece of evidence each

  @Test func `nothing but a free lock and no end is most likely a kill`() throws {
    let result = diagnosis()
    #expect(result.cause == .killed)
    let finding = try #require(result.evidence.first)
    #expect(finding.contains("most likely") && finding.contains("no end was written"))
    #expect(result.confidence == 100)
    #expect(result.risk.contains("at most the file in hand"))
  }

  @Test func `what is noted at the end is believed`() {
    #expect(cause { $0.ending = EndNote(status: .completed) } == .completed)
    #expect(cause { $0.ending = EndNote(status: .interrupted, signal: 15) } == .signal)
    #expect(cause { $0.ending = EndNote(status: .paused) } == .paused)
    #expect(cause { $0.ending = EndNote(status: .paused, reason: "paused by a person") } == .paused)
    #expect(
      cause { $0.ending = EndNote(status: .paused, reason: "20 files in a row failed") } == .failed)
    #expect(cause { $0.ending = EndNote(status: .failed, reason: "x") } == .failed)
  }

  @Test(arguments: [
    ("ENOSPC", false, StopCause.diskFull), ("EDQUOT", true, .diskFull),
    ("EIO", false, .storageFailure), ("ENODEV", false, .storageFailure),
    ("EROFS", false, .storageFailure), ("EIO", true, .networkFailure),
    ("ESTALE", false, .networkFailure), ("ETIMEDOUT", true, .networkFailure),
  ])
  func `a noted errno names the failure`(name: String, isOnNetwork: Bool, cause: StopCause) {
    let error = error(name, isOnNetwork: isOnNetwork)
    let atEnd = diagnosis {
      $0.ending = EndNote(status: .paused, reason: "it says so", error: error)
    }
    #expect(atEnd.cause == cause)
    #expect(atEnd.evidence.first?.contains("\(name) at /library") == true)
    let elsewhere = diagnosis { $0.hint = error }
    #expect(elsewhere.cause == cause)
    #expect(elsewhere.evidence.first?.contains("registry") == true)
  }

  @Test func `an errno that tells of no failure of a disk is a run that gave up`() {
    let error = error("EACCES")
    #expect(cause { $0.ending = EndNote(status: .failed, error: error) } == .failed)
    #expect(cause { $0.hint = error } == .killed)
  }

  @Test func `a held lock means that it runs`() {
    #expect(cause { $0.holder = "host desk, pid 7" } == .running)
  }

  @Test func `a noted fatal signal is a crash, with its address`() throws {
    let result = diagnosis { $0.crash = crash }
    #expect(result.cause == .applicationCrash)
    let finding = try #require(result.evidence.first)
    #expect(finding.contains("SIGSEGV") && finding.contains("0x10"))
    #expect(!finding.contains("probably") && !finding.contains("likely"))
  }

  @Test func `a fatal signal that was sent is told apart from a fault`() throws {
    let sent = CrashNote(
      signal: 6, code: 0, address: 0, processID: 7, processStart: 8, time: 998)
    let finding = try #require(diagnosis { $0.crash = sent }.evidence.first)
    #expect(finding.contains("SIGABRT") && finding.contains("sent") && !finding.contains("0x"))
  }

  @Test func `another boot id is a power failure, with a kernel's record a system crash`() {
    let power = diagnosis { $0.machine = .restarted }
    #expect(power.cause == .powerFailure)
    #expect(power.evidence.first?.contains("most likely") == true)
    #expect(power.evidence.first?.contains("no record of a kernel crash was found") == true)
    #expect(power.risk.contains("--recover batch"))
    let blind = diagnosis {
      $0.machine = .restarted
      $0.couldReadKernelCrashes = false
    }
    #expect(blind.cause == .powerFailure)
    #expect(blind.evidence.first?.contains("could not be read") == true)
    let crashed = diagnosis {
      $0.machine = .restarted
      $0.kernelCrash = "/sys/fs/pstore/dmesg-efi-1"
    }
    #expect(crashed.cause == .systemCrash)
    #expect(crashed.evidence.first?.contains("/sys/fs/pstore/dmesg-efi-1") == true)
  }

  @Test func `a counter of kills for memory that rose is out of memory`() {
    let system = diagnosis { $0.systemKills = Evidence.Count(noted: 3, now: 5) }
    #expect(system.cause == .outOfMemory)
    #expect(system.evidence.first?.contains("probably") == true)
    #expect(system.evidence.first?.contains("2 times") == true)
    let group = diagnosis { $0.groupKills = Evidence.Count(noted: 0, now: 1) }
    #expect(group.cause == .outOfMemory)
    #expect(group.evidence.first?.contains("most likely") == true)
    #expect(group.evidence.first?.contains("control group") == true)
  }

  @Test func `a counter that fell or is missing says nothing`() {
    #expect(cause { $0.systemKills = Evidence.Count(noted: 3, now: 0) } == .killed)
    #expect(cause { $0.systemKills = Evidence.Count(noted: nil, now: 9) } == .killed)
    #expect(cause { $0.systemKills = Evidence.Count(noted: 3, now: nil) } == .killed)
  }

  @Test func `a disk of another machine is not judged by this one`() throws {
    let result = diagnosis { $0.machine = .other("laptop") }
    #expect(result.cause == .otherMachine)
    let finding = try #require(result.evidence.first)
    #expect(finding.contains("laptop") && finding.contains("not known"))
  }

  @Test func `a cut line and no room is probably a full disk`() {
    #expect(
      cause {
        $0.condition = .torn(validBytes: 10)
        $0.freeBytes = 100
      } == .diskFull)
    #expect(
      cause {
        $0.condition = .torn(validBytes: 10)
        $0.freeBytes = 1 << 30
      } == .killed)
    #expect(cause { $0.freeBytes = 100 } == .killed)
  }

  @Test func `an output that cannot be reached is probably its disk`() {
    let result = diagnosis {
      $0.isOutputReachable = false
      $0.condition = .absent
    }
    #expect(result.cause == .storageFailure)
    #expect(result.evidence.first?.contains("probably") == true)
    #expect(result.confidence <= 20)
  }

  // MARK: - Mixed

  @Test func `what was noted comes before what is inferred`() {
    #expect(
      cause {
        $0.crash = crash
        $0.machine = .restarted
        $0.systemKills = Evidence.Count(noted: 1, now: 2)
      } == .applicationCrash)
    #expect(
      cause {
        $0.crash = crash
        $0.machine = .other("laptop")
      } == .applicationCrash)
    #expect(
      cause {
        $0.hint = error("EIO")
        $0.machine = .restarted
      } == .storageFailure)
    #expect(
      cause {
        $0.ending = EndNote(status: .interrupted, signal: 2)
        $0.machine = .restarted
        $0.hint = error("ENOSPC")
      } == .signal)
  }

  @Test func `after a restart the counters of the earlier start mean nothing`() {
    #expect(
      cause {
        $0.machine = .restarted
        $0.systemKills = Evidence.Count(noted: 0, now: 9)
        $0.groupKills = Evidence.Count(noted: 0, now: 9)
      } == .powerFailure)
    #expect(
      cause {
        $0.machine = .unknown
        $0.systemKills = Evidence.Count(noted: 0, now: 9)
      } == .killed)
  }

  @Test func `an unknown start is named as not known`() {
    let result = diagnosis { $0.machine = .unknown }
    #expect(result.evidence.first?.contains("is not known") == true)
  }

  @Test func `the control group counts before the whole machine`() {
    let result = diagnosis {
      $0.systemKills = Evidence.Count(noted: 0, now: 1)
      $0.groupKills = Evidence.Count(noted: 0, now: 1)
    }
    #expect(result.evidence.first?.contains("control group") == true)
  }

  @Test func `every cause has a rule, and every rule but the last can be passed`() {
    #expect(Set(DiagnosisDecision.rules.map(\.cause)) == Set(StopCause.allCases))
    #expect(DiagnosisDecision.rules.last?.cause == .killed)
  }

  // MARK: - Confidence

  @Test func `the score names its three parts`() {
    #expect(
      diagnosis().parts.map(\.name) == ["checkpoint age", "integrity", "state against disk"])
  }

  @Test func `files that are not as noted lower the score, and the risk says so`() {
    let result = diagnosis { $0.sample = Evidence.Sample(looked: 10, asNoted: 4) }
    #expect(result.parts.last?.score == 40)
    #expect(result.confidence == 60)
    #expect(result.risk.contains("6 of the 10"))
  }

  @Test func `damage outweighs the rest`() {
    let result = diagnosis { $0.condition = .damaged(offset: 99) }
    #expect(result.confidence == 40)
    #expect(result.risk.contains("looked at again"))
  }

  @Test(arguments: [
    (3, 100), (3_600, 100), (3_601, 90), (86_401, 80), (2_592_001, 60), (-5, 70), (Int.max, 60),
  ])
  func `an older checkpoint counts less`(age: Int, score: Int) {
    let result = diagnosis {
      $0.now = 0
      $0.lastCheckpoint = 0 - age
    }
    #expect(result.parts.first?.score == score)
  }
}
