package import Platform

/// Gathers the evidence of how an operation stopped, and has it judged. Changes nothing.
package enum StopInspector {
  /// Why the operation of `state` is not under way, on what grounds, and how safe going on is.
  ///
  /// - Parameters:
  ///   - state: what its journal says.
  ///   - condition: what its journal turned out to be.
  ///   - output: its output folder; nil when it cannot be reached.
  ///   - holder: who holds the output's lock, in words; nil when it is free, or held by the caller.
  ///   - entry: what the registry remembers of it.
  ///   - system: what the machine keeps.
  ///   - now: seconds since 1970-01-01 UTC.
  /// - Returns: what is believed; the first sentence of its evidence is the finding.
  package static func inspect(
    _ state: OperationState, condition: JournalCondition, output: Folder?, holder: String? = nil,
    entry: Registry.Entry? = nil, system: SystemEvidence = .here, now: Int = Clock.wallSeconds()
  ) -> Diagnosis {
    DiagnosisDecision.diagnose(
      evidence(
        state, condition: condition, output: output, holder: holder, entry: entry, system: system,
        now: now))
  }

  /// The same, not judged.
  package static func evidence(
    _ state: OperationState, condition: JournalCondition, output: Folder?, holder: String?,
    entry: Registry.Entry?, system: SystemEvidence, now: Int
  ) -> Evidence {
    var seen = Evidence(now: now)
    seen.holder = holder
    seen.condition = condition
    seen.ending = state.ending
    seen.isOutputReachable = output != nil
    seen.lastCheckpoint = state.lastCheckpoint?.time
    seen.lastSeen = state.lastSeen ?? entry?.lastCheckpoint
    seen.seals = state.marks.count
    seen.settled = state.durablyDone.count
    seen.unsettled = state.done.count
    if entry?.operation == state.header?.operation || state.header == nil {
      seen.hint = entry?.lastError
    }
    if let process = state.lastProcess { look(at: system, process, state, &seen) }
    guard let output else { return seen }
    seen.freeBytes = (try? output.freeSpace()).map { Int(clamping: $0.bytes) }
    if let note = StateFolder.crashNote(in: output), let process = state.lastProcess,
      note.processID == process.processID, note.processStart == process.processStart
    {
      seen.crash = note
    }
    seen.sample = DiskSample(state, output: output).look()
    return seen
  }

  private static func look(
    at system: SystemEvidence, _ process: HostIdentity, _ state: OperationState,
    _ seen: inout Evidence
  ) {
    let here = HostIdentity.current()
    let boot = system.bootID
    if process.bootID.isEmpty || boot.isEmpty {
      seen.machine = process.host == here.host ? .unknown : .other(process.host)
    } else if process.bootID == boot {
      // A machine may get another name while it runs; its start is its own.
      seen.machine = .sameStart
    } else {
      seen.machine = process.host == here.host ? .restarted : .other(process.host)
    }
    seen.systemKills = Evidence.Count(
      noted: state.memoryKills.system, now: system.outOfMemoryKills)
    if let group = process.controlGroup {
      seen.groupKills = Evidence.Count(
        noted: state.memoryKills.group, now: system.outOfMemoryKills(ofGroup: group))
    }
    guard seen.ending == nil, seen.machine == .restarted, let last = seen.lastSeen else { return }
    let records = system.kernelCrashRecords(since: last)
    seen.kernelCrash = records.newest
    seen.couldReadKernelCrashes = records.areReadable
  }
}

/// A look at the last files that were noted as done: whether the output still holds them so.
struct DiskSample {
  private let expected: [(target: Path, identity: FileIdentity)]
  private let output: Folder

  /// So many are looked at, the last ones of the plan that are noted as done.
  static let most = 20

  init(_ state: OperationState, output: Folder) {
    self.output = output
    var expected: [(Path, FileIdentity)] = []
    // An undo's files went elsewhere, and removed ones have no place.
    let isRun = state.header?.kind == .organize
    for move in isRun ? state.moves.reversed() : [] where expected.count < Self.most {
      guard state.durablyDone.contains(move.file) || state.done.contains(move.file),
        move.action != .delete, let file = state.files[move.file]
      else { continue }
      expected.append((state.retargets[move.file] ?? move.target, file.identity))
    }
    self.expected = expected
  }

  func look() -> Evidence.Sample {
    var sample = Evidence.Sample(looked: expected.count)
    for (target, identity) in expected {
      guard let folder = try? output.descendant(target.parent),
        let status = (try? folder.status(of: target.lastComponent)).flatMap(\.self),
        status.kind == .file
      else { continue }
      if FileIdentity(status).agreesAsCopy(ofNoted: identity) { sample.asNoted += 1 }
    }
    return sample
  }
}
