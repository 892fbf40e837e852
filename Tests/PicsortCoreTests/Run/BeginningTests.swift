import PicsortCore
import Platform
import Testing

@Suite("How a run begins")
struct BeginningTests {
  private static let photos = [Path("/photos")]
  private static let others = [Path("/others")]

  /// What a beginning comes to, as far as a test tells them apart.
  private enum Answer: Equatable {
    case resume(Configuration)
    case fresh(
      retire: String?, isRecovering: Bool, knows: Bool, notices: Int,
      configuration: Configuration = Configuration())
    case refused
  }

  private func state(
    end: RunStatus? = .interrupted, configuration: Configuration = Configuration()
  ) -> OperationState {
    var state = OperationState()
    state.apply(
      .header(SampleRecords.header(operation: "op", configuration: configuration)))
    state.apply(.file(SampleRecords.file(0, "a")))
    if let end { state.apply(.end(status: end, signal: 0, reason: "")) }
    return state
  }

  private func found(
    _ condition: JournalCondition, _ state: OperationState, isOld: Bool = true
  ) -> Beginning.Found {
    Beginning.Found(
      condition: condition, outline: OperationOutline(state), isStateFolderOld: isOld)
  }

  private func found(_ state: OperationState) -> Beginning.Found { found(.whole, state) }

  private func answer(
    _ found: Beginning.Found, sources: [Path] = photos,
    _ change: (inout RunSettings) -> Void = { _ in }
  ) -> Answer {
    var settings = RunSettings(sources: sources)
    change(&settings)
    do throws(RunError) {
      switch try Beginning.decide(
        found, settings: settings, sources: sources, journal: Path("/library/.picsort/state.jsonl"))
      {
      case .resume(_, let configuration): return .resume(configuration)
      case .fresh(let fresh):
        return .fresh(
          retire: fresh.retireAs, isRecovering: fresh.isRecovering,
          knows: fresh.known.nextNumber > 0, notices: fresh.notices.count,
          configuration: fresh.configuration)
      }
    } catch {
      if case .refused = error { return .refused }
      Issue.record("\(error)")
      return .refused
    }
  }

  // MARK: - Nothing there

  @Test func `a new output is begun, an old one without its journal is recovered`() {
    let nothing = OperationState()
    #expect(
      answer(found(.absent, nothing, isOld: false))
        == .fresh(retire: "empty", isRecovering: false, knows: false, notices: 0))
    #expect(
      answer(found(.absent, nothing))
        == .fresh(retire: "empty", isRecovering: true, knows: false, notices: 0))
    #expect(
      answer(found(.whole, nothing))
        == .fresh(retire: "empty", isRecovering: true, knows: false, notices: 0))
  }

  // MARK: - An unfinished run

  @Test(arguments: [nil, RunStatus.interrupted, .paused, .failed])
  func `an unfinished run is gone on with, however it ended`(end: RunStatus?) {
    #expect(answer(found(state(end: end))) == .resume(Configuration()))
    #expect(answer(found(.torn(validBytes: 9), state(end: end))) == .resume(Configuration()))
    #expect(answer(found(state(end: end)), sources: []) == .resume(Configuration()))
    #expect(answer(found(state(end: end))) { $0.resume = true } == .resume(Configuration()))
  }

  @Test func `one of another source is refused, and both paths are named`() {
    #expect(answer(found(state()), sources: Self.others) == .refused)
    #expect(answer(found(state()), sources: Self.others) { $0.resume = true } == .refused)
    let error = #expect(throws: RunError.self) {
      try Beginning.decide(
        found(state()), settings: RunSettings(sources: Self.others), sources: Self.others,
        journal: Path("/x"))
    }
    guard case .refused(let text, let nextStep)? = error else { return }
    #expect(text.contains("/photos") && text.contains("/others"))
    #expect(nextStep.contains("--force") && nextStep.contains("--resume"))
  }

  @Test func `the order of several sources does not matter`() {
    var state = OperationState()
    state.apply(.header(SampleRecords.header(sources: Self.photos + Self.others)))
    #expect(answer(found(state), sources: Self.others + Self.photos) == .resume(Configuration()))
    #expect(answer(found(state), sources: Self.photos) == .refused)
  }

  @Test(arguments: [photos, others, []])
  func `force begins afresh, recovers by the disk and keeps the journal`(sources: [Path]) {
    for resume in [false, true] {
      #expect(
        answer(found(state()), sources: sources) { ($0.force, $0.resume) = (true, resume) }
          == .fresh(retire: "op", isRecovering: true, knows: false, notices: 0))
    }
  }

  // MARK: - Other parameters

  @Test func `a whole command with other parameters plans anew and names each`() throws {
    var changed = Configuration()
    changed.layout = "{yyyy}"
    changed.mode = .copy
    #expect(
      answer(found(state())) { $0.configuration = changed }
        == .fresh(
          retire: "op", isRecovering: true, knows: true, notices: 1, configuration: changed))
    #expect(
      changed.differences(from: Configuration()) == [
        "mode: was move, is now copy", "layout: was {MM}.{yyyy}, is now {yyyy}",
      ])
  }

  @Test func `one that only asks to go on keeps what the run was told`() {
    let old = Configuration(mode: .copy, layout: "{yyyy}", timezone: "Asia/Tokyo")
    #expect(answer(found(state(configuration: old))) { $0.resume = true } == .resume(old))
    #expect(answer(found(state(configuration: old)), sources: []) == .resume(old))
    var stated = old
    stated.layout = "{MM}"
    #expect(
      answer(found(state(configuration: old)), sources: []) {
        $0.configuration.layout = "{MM}"
        $0.stated = [.layout]
      }
        == .fresh(
          retire: "op", isRecovering: true, knows: true, notices: 1, configuration: stated))
  }

  @Test func `a copy that was not to be read back is, when it becomes a move`() {
    var old = Configuration(mode: .copy)
    old.readsBack = false
    #expect(answer(found(state(configuration: old)), sources: []) == .resume(old))
    #expect(
      answer(found(state(configuration: old)), sources: []) { $0.stated = [.mode] }
        == .fresh(
          retire: "op", isRecovering: true, knows: true, notices: 1,
          configuration: Configuration()))
  }

  @Test(arguments: Configuration.Field.allCases)
  func `each choice is taken and told by itself`(field: Configuration.Field) {
    let old = Configuration()
    let new = Self.nothingUsual
    let mixed = old.taking([field], from: new)
    #expect(mixed != old)
    #expect(mixed.differences(from: old).count == 1)
    #expect(new.differences(from: mixed).count == Configuration.Field.allCases.count - 1)
    #expect(old.taking(Set(Configuration.Field.allCases), from: new) == new)
    #expect(old.taking([], from: new) == old)
  }

  /// Every choice is another than the usual one.
  private static let nothingUsual: Configuration = {
    var configuration = Configuration(
      mode: .copy, layout: "{yyyy}", duplicates: .delete, undated: .leave,
      usesModificationTime: true, timezone: "UTC")
    configuration.names = "{HH}{mm}"
    configuration.locale = "de_DE"
    configuration.shifts = [ClockShift(camera: "Sample S1", seconds: 3600)]
    configuration.readsBack = false
    configuration.prefersExif = true
    configuration.albums = .links
    configuration.trashed = .sort
    configuration.archived = .leave
    return configuration
  }()

  // MARK: - A finished run

  @Test func `after a finished run a new one begins and reads nothing twice`() {
    #expect(
      answer(found(state(end: .completed)))
        == .fresh(retire: "op", isRecovering: false, knows: true, notices: 0))
    #expect(
      answer(found(state(end: .completed)), sources: Self.others)
        == .fresh(retire: "op", isRecovering: false, knows: false, notices: 0))
    #expect(
      answer(found(state(end: .completed))) { $0.force = true }
        == .fresh(retire: "op", isRecovering: false, knows: false, notices: 0))
  }

  // MARK: - Damaged and newer journals

  @Test func `of a damaged journal the facts are used and the user is told`() {
    let damaged = JournalCondition.damaged(offset: 10)
    #expect(
      answer(found(damaged, state()))
        == .fresh(retire: "damaged", isRecovering: true, knows: true, notices: 1))
    #expect(
      answer(found(damaged, OperationState()))
        == .fresh(retire: "damaged", isRecovering: true, knows: false, notices: 1))
    #expect(answer(found(damaged, state()), sources: Self.others) == .refused)
    #expect(
      answer(found(damaged, state()), sources: Self.others) { $0.force = true }
        == .fresh(retire: "damaged", isRecovering: true, knows: false, notices: 1))
  }

  @Test func `a newer journal is refused, and kept when it is forced`() {
    let newer = found(.newer(version: 9), OperationState())
    #expect(answer(newer) == .refused)
    #expect(answer(newer) { $0.resume = true } == .refused)
    #expect(
      answer(newer) { $0.force = true }
        == .fresh(retire: "newer-format", isRecovering: true, knows: false, notices: 0))
  }
}
