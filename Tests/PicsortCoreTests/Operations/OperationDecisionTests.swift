import Platform
import Testing

@testable import PicsortCore

/// The rules by which an operation's status, the end of a process and what is forgotten follow.
@Suite struct OperationDecisionTests {
  typealias Holder = OperationStatusDecision.Holder

  @Test(
    arguments: [
      (.completed, .nobody, .completed), (.interrupted, .nobody, .interrupted),
      (.paused, .nobody, .paused), (.failed, .nobody, .failed), (nil, .nobody, .crashed),
      (nil, .here, .running), (nil, .elsewhere, .running),
      // A process that lives on works on something else when the journal has its end.
      (.paused, .here, .paused), (.completed, .elsewhere, .completed),
    ] as [(RunStatus?, Holder, OperationStatus)])
  func `the end of the journal outranks whoever holds the lock`(
    end: RunStatus?, holder: Holder, expected: OperationStatus
  ) {
    #expect(OperationStatusDecision.status(end: end, holder: holder, age: 0) == expected)
  }

  @Test func `a journal that another machine left alone for long is no running one`() {
    let limit = OperationStatusDecision.freshness
    func status(_ age: Int) -> OperationStatus {
      OperationStatusDecision.status(end: nil, holder: .elsewhere, age: age)
    }
    #expect(status(limit - 1) == .running)
    #expect(status(limit) == .crashed)
  }

  @Test func `what the registry calls running cannot be when its journal is out of reach`() {
    #expect(OperationStatusDecision.status(remembered: nil) == .crashed)
    #expect(OperationStatusDecision.status(remembered: .paused) == .paused)
  }

  // MARK: - Retention

  private static let now = 1_800_000_000
  private static let day = 86_400

  private func view(
    _ status: OperationStatus, daysAgo: Int, books: OperationView.Books = .current
  ) -> OperationView {
    var entry = Registry.Entry(
      SampleRecords.header(), output: Path("/library"), stateFile: nil)
    entry.lastCheckpoint = Self.now - daysAgo * Self.day
    var view = OperationView(entry, books: books)
    view.status = status
    return view
  }

  private func goes(
    _ view: OperationView, _ policy: RetentionDecision.Policy = .init()
  ) -> RetentionDecision.Reason? {
    RetentionDecision.entries([view], policy, now: Self.now).first?.reason
  }

  @Test func `old operations that are over go, young ones stay`() {
    for status in [OperationStatus.completed, .failed] {
      #expect(goes(view(status, daysAgo: 30)) == .age)
      #expect(goes(view(status, daysAgo: 29)) == nil)
    }
    #expect(goes(view(.completed, daysAgo: 3), .init(days: 3)) == .age)
  }

  @Test(arguments: [OperationStatus.paused, .interrupted, .crashed])
  func `unfinished ones go only with all`(status: OperationStatus) {
    #expect(goes(view(status, daysAgo: 999)) == nil)
    #expect(goes(view(status, daysAgo: 999), .init(includesAll: true)) == .age)
    #expect(goes(view(status, daysAgo: 1), .init(includesAll: true)) == nil)
    // What another operation followed is nothing to go on with.
    #expect(goes(view(status, daysAgo: 999, books: .past)) == .age)
  }

  @Test func `a running one never goes`() {
    let policy = RetentionDecision.Policy(days: 0, includesAll: true)
    #expect(goes(view(.running, daysAgo: 999), policy) == nil)
  }

  @Test func `beyond the limit young completed ones go, and unfinished ones stay`() {
    let most = RetentionDecision.mostEntries
    var views = Array(repeating: view(.completed, daysAgo: 0), count: most)
    views += [view(.completed, daysAgo: 0), view(.paused, daysAgo: 0)]
    let going = RetentionDecision.entries(views, .init(), now: Self.now)
    #expect(going.map(\.reason) == [.size])
  }

  @Test func `a journal that an undo needs goes only with all, and not the newest ones`() {
    func reason(_ rank: Int, daysAgo: Int, changed: Bool, all: Bool) -> RetentionDecision.Reason? {
      RetentionDecision.journal(
        rank: rank, began: Self.now - daysAgo * Self.day, changedNothing: !changed,
        .init(includesAll: all), now: Self.now)
    }
    let kept = RetentionDecision.keptJournals
    #expect(reason(0, daysAgo: 31, changed: false, all: false) == .redundant)
    #expect(reason(0, daysAgo: 29, changed: false, all: true) == nil)
    #expect(reason(kept, daysAgo: 31, changed: true, all: false) == nil)
    #expect(reason(kept, daysAgo: 31, changed: true, all: true) == .age)
    #expect(reason(kept - 1, daysAgo: 31, changed: true, all: true) == nil)
  }

  @Test(arguments: [
    ("abc.jsonl", true), ("abc-2.jsonl", true), ("abc-torn.jsonl", true),
    ("abc-torn-3.jsonl", true), ("abcd.jsonl", false), ("abc-x.jsonl", false), ("abc", false),
    ("damaged.jsonl", false),
  ])
  func `an operation's own journals are told from all others`(name: String, isOwn: Bool) {
    #expect(Operations.isJournal(Path(name), of: "abc") == isOwn)
  }
}
