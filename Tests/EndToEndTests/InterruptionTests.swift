import Foundation
import SampleMedia
import Testing

/// Runs that are stopped, killed and gone on with.
@Suite struct InterruptionTests {
  /// What must be true when the last run over a `LongLibrary` has ended well.
  private func audit(_ box: Sandbox, since before: Inventory, _ last: RunResult) throws {
    #expect(last.ending == .exit(0), "\(last)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("src").count == 1)
    #expect(box.files("out").count == LongLibrary.count - 1)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
    let summary = try last.summary()
    #expect(summary.isBalanced)
    #expect(summary.count("found") == LongLibrary.count)
    #expect(summary.count("moved") == LongLibrary.count - 1)
    let journal = try box.journal()
    #expect(journal.end == "completed")
    #expect(journal.filesDoneAgain == [])
    #expect(journal.values("file", "path", as: String.self).isFreeOfRepeats)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal ends the run by that signal, and it can be gone on with`(_ signal: Int32) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let run = try box.startAndHalt()

    run.send(signal)
    let stopped = run.finish()

    #expect(stopped.ending == .signal(signal))
    let summary = try stopped.summary()
    #expect(summary.text("status") == "interrupted")
    #expect(summary.count("signal") == Int(signal))
    #expect(summary.isBalanced)
    #expect((summary.count("left") ?? 0) > 0)
    #expect(
      summary.fields["resume"] as? [String] == [
        "picsort", "--resume", "--output", box.path("out"),
      ])
    let journal = try box.journal()
    #expect(journal.end == "interrupted")
    #expect(journal.values("checkpoint", "kind").contains("emergency"))
    expectSame(box.inventory("src", "out"), as: before)

    let resumed = try box.picsort("--resume --output @out --json")
    try audit(box, since: before, resumed)
  }

  @Test func `an interrupted run prints the command that goes on with it`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let run = try box.start("-v -s @src -o @out")
    try #require(run.output.read(upTo: "moved "))

    run.send(SIGINT)
    let stopped = run.finish()

    #expect(stopped.ending == .signal(SIGINT))
    #expect(stopped.lines.contains("  picsort --resume --output @out"), "\(stopped)")
    let resumed = try box.picsort("--resume --output @out")
    #expect(resumed.error.contains("Going on with an earlier run"))
    #expect(resumed.output.contains("done by an earlier process"))
  }

  @Test func `a run goes on at the file it stopped at`() throws {
    let box = try Sandbox()
    let stopped = try box.interruptHalfway()
    let first = try #require(stopped.events).filter { $0["event"] as? String == "moved" }

    let resumed = try box.picsort("--resume -o @out --json")

    let events = try #require(resumed.events)
    let second = events.filter { $0["event"] as? String == "moved" }
    #expect(first.count + second.count == LongLibrary.count - 1)
    #expect((first + second).compactMap { $0["path"] as? String }.isFreeOfRepeats)
    #expect(try box.journal().values("done", "file", as: Int.self).isFreeOfRepeats)
    let start = try #require(events.first)
    #expect((start["resumed"] as? [String: Any])?["items"] as? Int == first.count)
    #expect(try resumed.summary().count("resumed_items") == first.count)
    #expect(
      events.contains { $0["phase"] as? String == "read" && $0["event"] as? String == "phase" }
        == false)
  }

  @Test func `a second signal ends the run at once`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let run = try box.startAndHalt()

    // It is not read from, so it could never end by itself. What comes within a blink of the first
    // signal counts as the same request, so one more is not enough.
    #expect(run.insist(SIGINT) == .signal(SIGINT))
    expectSame(box.inventory("src", "out"), as: before)
    try audit(box, since: before, try box.picsort("--resume -o @out --json"))
  }

  @Test func `SIGUSR1 writes a checkpoint and stops nothing`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let run = try box.startAndHalt()

    run.send(SIGUSR1)
    let result = run.finish()

    #expect(try box.journal().values("checkpoint", "kind").contains("manual"))
    try audit(box, since: before, result)
  }

  @Test(arguments: [1, 10, 35], ["", "--checkpoint-items 1"])
  func `a killed run loses nothing and is gone on with`(_ files: Int, _ options: String) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")

    try box.killHalfway(options, afterFiles: files)

    expectSame(box.inventory("src", "out"), as: before)
    #expect(try box.journal().end == nil)
    try audit(box, since: before, try box.picsort("--resume -o @out --json"))
  }

  @Test func `a run that is killed again and again gets done`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway()
    // Each time the first flush of its events shows that it moves; what follows fills the pipe.
    for _ in 0..<3 {
      let run = try box.start("--resume -o @out --json")
      guard run.output.read(upTo: "\"event\":\"started\"") else { break }
      run.send(SIGKILL)
      _ = run.waitUnread()
      expectSame(box.inventory("src", "out"), as: before)
    }
    try audit(box, since: before, try box.picsort("--resume -o @out --json"))
  }

  @Test func `a killed copy is gone on with and copies nothing twice`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")

    try box.killHalfway("--copy")
    let resumed = try box.picsort("--resume -o @out --json")

    #expect(resumed.ending == .exit(0))
    expectSame(box.inventory("src"), as: before)
    expectSame(box.inventory("out"), as: before.withoutDuplicates)
    #expect(try resumed.summary().count("copied") == LongLibrary.count - 1)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
    #expect(try box.journal().filesDoneAgain == [])
  }

  @Test(arguments: ["quarantine", "delete"])
  func `a killed run that handles duplicates is gone on with`(_ policy: String) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")

    try box.killHalfway("--duplicates \(policy)")
    let resumed = try box.picsort("--resume -o @out --json")

    #expect(resumed.ending == .exit(0))
    #expect(try resumed.summary().count("duplicates") == 1)
    #expect(box.files("src") == [])
    expectSame(
      box.inventory("out"), as: policy == "delete" ? before.withoutDuplicates : before)
  }

  @Test func `a signal before the first move leaves everything in place`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let run = try box.start("-s @src -o @out --json")
    // Standard output is not read, so the run cannot come to its end.
    try #require(run.error.read(upTo: "Looking for files"))

    run.send(SIGINT)
    let stopped = run.finish()

    #expect(stopped.ending == .signal(SIGINT))
    #expect(try stopped.summary().isBalanced)
    expectSame(box.inventory("src", "out"), as: before)
    try audit(box, since: before, try box.picsort("--resume -o @out --json"))
  }
}
