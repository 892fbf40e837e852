import Platform
import Testing

@testable import PicsortCore

/// What a later process of an operation may vouch for.
@Suite struct SecondProcessTests {
  private let host = HostIdentity(
    host: "h", bootID: "b", processID: 1, processStart: 1, outOfMemoryKills: nil)

  private func checkpoint(isDurable: Bool) -> JournalRecord {
    .checkpoint(
      Checkpoint(
        kind: .batch, progress: RunProgress(phase: .move), isDurable: isDurable, time: 0, rate: 0,
        memory: 0, sealed: SHA256().finish()))
  }

  @Test func `a durable checkpoint does not cover what a killed process had noted before it`() {
    var state = OperationState()
    for record: JournalRecord in [
      .done(file: 0), checkpoint(isDurable: true), .done(file: 1), checkpoint(isDurable: false),
      .process(host, time: 0), checkpoint(isDurable: true),
    ] { state.apply(record) }
    #expect(state.durablyDone == [0])
    #expect(state.done.isEmpty)
  }

  @Test func `it covers what the later process noted anew`() {
    var state = OperationState()
    for record: JournalRecord in [
      .done(file: 1), .process(host, time: 0), .done(file: 1), checkpoint(isDurable: true),
    ] { state.apply(record) }
    #expect(state.durablyDone == [1])
  }
}
