import Foundation
import SampleMedia
import Testing

/// `picsort resume continue --all`: in which order, and how many at a time.
@Suite struct ConcurrentTests {
  /// Unfinished runs, one for each of `priorities`, begun in that order; answers their IDs.
  private func interrupt(_ box: Sandbox, _ priorities: [Int]) throws -> [String] {
    try priorities.enumerated().map { index, priority in
      try box.write(LongLibrary.tree, in: "src\(index)")
      let run = try box.start(
        "-s @src\(index) -o @out\(index) --json --priority \(priority)")
      try #require(run.output.read(upTo: "\"event\":\"moved\""))
      run.send(SIGKILL)
      #expect(run.waitUnread() == .signal(SIGKILL))
      let journal = try box.journal("out\(index)")
      return try #require(journal.values("header", "operation", as: String.self).first)
    }
  }

  private func operations(_ result: RunResult) throws -> [String] {
    try #require(result.events).filter { $0["event"] as? String == "summary" }
      .compactMap { $0["operation"] as? String }
  }

  @Test func `the highest priority comes first, and is kept`() throws {
    let box = try Sandbox()
    let ids = try interrupt(box, [0, 7, 3])
    // A look at the list mends entries, and must not forget the priority.
    #expect(try box.picsort("resume --crashed").ending == .exit(0))
    let all = try box.picsort("resume continue --all --json")
    #expect(all.ending == .exit(0), "\(all)")
    #expect(try operations(all) == [ids[1], ids[2], ids[0]])
  }

  @Test func `several at a time all come to their end`() throws {
    let box = try Sandbox()
    _ = try interrupt(box, [0, 0, 0])
    let all = try box.picsort("resume continue --all --max-concurrent 3")
    #expect(all.ending == .exit(0), "\(all)")
    for index in 0..<3 {
      #expect(box.files("src\(index)").count == 1)
      #expect(try box.journal("out\(index)").end == "completed")
    }
    #expect(all.output.components(separatedBy: "Done:").count == 4, "\(all)")
    #expect(try box.picsort("resume --json").summary().count("completed") == 3)
  }

  @Test func `events of several at a time would mix`() throws {
    let box = try Sandbox()
    _ = try interrupt(box, [0, 0])
    let refused = try box.picsort("resume continue --all --max-concurrent 2 --json")
    #expect(refused.ending == .exit(2))
    #expect(refused.error.contains("--json and --max-concurrent do not go together"))
  }
}
