import Foundation
import SampleMedia
import Testing

/// `picsort resume continue` and `pause`: from any folder, in this terminal, to the end.
@Suite struct OperationContinueTests {
  @Test(arguments: ["", "ID", "@out", "-o @out"])
  func `a killed run goes on, however it is named`(_ name: String) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway()
    let id = try box.operation()

    let result = try box.picsort(
      "resume continue --json " + name.replacing("ID", with: id.prefix(6)))

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().text("operation") == id)
    #expect(try result.summary().isBalanced)
    expectSame(box.inventory("src", "out"), as: before)
    #expect(try box.journal().filesDoneAgain == [])
    #expect(try box.operations().texts("status") == ["completed"])
    let again = try box.picsort("resume continue @out")
    #expect(again.ending == .exit(0) && again.talk.contains("nothing to go on with"), "\(again)")
  }

  @Test func `a killed undo goes on as what it is`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")
    let undo = try box.start("undo @out --json")
    try #require(undo.output.read(upTo: "\"event\":\"moved\""))
    undo.send(SIGKILL)
    #expect(undo.waitUnread() == .signal(SIGKILL))
    let listed = try box.operations("--crashed")
    #expect(listed.texts("kind") == ["undo"])

    let result = try box.picsort("resume continue --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().text("kind") == "undo")
    #expect(box.tree("src", "out") == before)
  }

  @Test func `of several nobody guesses, and all is all`() throws {
    let box = try Sandbox()
    try box.kill(from: "src1", to: "out1")
    try box.kill(from: "src2", to: "out2")
    let before = box.inventory("src1", "src2", "out1", "out2")
    let ids = [try box.operation(in: "out1"), try box.operation(in: "out2")]

    for line in ["resume continue", "resume continue --no-input", "resume continue -y"] {
      let refused = try box.picsort(line)
      #expect(refused.ending == .exit(3), "\(refused)")
      #expect(refused.talk.contains("@out1") && refused.talk.contains("@out2"))
      #expect(refused.talk.contains("2 operations are unfinished"))
    }
    let all = try box.picsort("resume continue --all --json")

    #expect(all.ending == .exit(0), "\(all)")
    let summaries = try #require(all.events).filter { $0["event"] as? String == "summary" }
    // Both may have begun in one second; ConcurrentTests has the order.
    #expect(Set(summaries.texts("operation")) == Set(ids))
    expectSame(box.inventory("src1", "src2", "out1", "out2"), as: before)
    #expect(try box.picsort("resume continue --all").talk.contains("no unfinished operation"))
    #expect(try box.picsort("resume continue --all \(ids[0])").ending == .exit(2))
  }

  @Test func `a library that was moved goes on where it is now`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway()
    let id = try box.operation()
    try Disk.rename(box.path("out"), to: box.path("mnt/new"))

    let listed = try box.operations()
    #expect(listed.texts("books") == ["output_missing"])
    let refused = try box.picsort("resume continue \(id)")
    #expect(refused.ending == .exit(3))
    #expect(refused.talk.contains("was not found at @out") && refused.talk.contains("-o NEW"))
    #expect(Disk.entry(box.path("out")) == nil)
    let result = try box.picsort("resume continue \(id) -o @mnt/new --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().text("operation") == id)
    expectSame(box.inventory("src", "mnt/new"), as: before)
    let after = try box.operations()
    #expect(after.texts("output") == [box.path("mnt/new")])
    #expect(after.texts("status") == ["completed"])
  }

  @Test func `an undo whose library was moved goes on there, too`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")
    let undo = try box.start("undo @out --json")
    try #require(undo.output.read(upTo: "\"event\":\"moved\""))
    undo.send(SIGKILL)
    _ = undo.waitUnread()
    try Disk.rename(box.path("out"), to: box.path("new"))

    let result = try box.picsort("resume continue -o @new --json")

    #expect(result.ending == .exit(0), "\(result)")
    try Disk.rename(box.path("new"), to: box.path("out"))
    #expect(box.tree("src", "out") == before)
  }

  @Test func `a copy of a library is no move of it`() throws {
    let box = try Sandbox()
    try box.write(["A.JPG": .photo(SampleMoment(2023, 1, 2))], in: "src")
    try box.picsort("-s @src -o @out")
    let state = try #require(Disk.read(box.path("out/" + Sandbox.statePath)))
    try Disk.write(state, to: box.path("backup/" + Sandbox.statePath))

    #expect(try box.picsort("resume show @backup").ending == .exit(0))

    #expect(try box.operations().texts("output") == [box.path("out")])
  }

  @Test func `the journal of another operation is none to go on with`() throws {
    let box = try Sandbox()
    try box.kill(from: "src1", to: "out1")
    try box.kill(from: "src2", to: "out2")
    let id = try box.operation(in: "out1")
    let before = box.inventory("src1", "src2", "out1", "out2")
    let result = try box.picsort("resume continue \(id) -o @out2")
    #expect(result.ending == .exit(2), "\(result)")
    expectSame(box.inventory("src1", "src2", "out1", "out2"), as: before)
  }

  // MARK: - Pausing

  @Test func `of two live runs the one that is named pauses, and the other goes on`() throws {
    let box = try Sandbox()
    let first = try box.startAndHalt(from: "src1", to: "out1")
    let second = try box.startAndHalt(from: "src2", to: "out2")
    let before = box.inventory("src1", "out1")
    let (one, two) = (try box.operation(in: "out1"), try box.operation(in: "out2"))
    #expect(Set(try box.operations("--running").texts("operation")) == [one, two])
    let unnamed = try box.picsort("resume pause")
    #expect(unnamed.ending == .exit(3) && unnamed.talk.contains(one), "\(unnamed)")
    for line in ["resume continue \(one)", "resume delete -y \(one)"] {
      let refused = try box.picsort(line)
      #expect(refused.ending == .exit(5), "\(line): \(refused)")
    }

    let pausing = try box.start("resume pause \(one.prefix(8))")
    try #require(pausing.error.read(upTo: "was asked to pause"))
    let paused = first.finish()
    let told = pausing.finish()

    #expect(paused.ending == .exit(1), "\(paused)")
    let summary = try paused.summary()
    #expect(summary.text("status") == "paused" && summary.isBalanced)
    #expect(try box.journal("out1").end == "paused")
    #expect(
      try box.journal("out1").values("end", "reason", as: String.self)
        == ["paused by picsort resume pause"])
    #expect(told.ending == .exit(0), "\(told)")
    #expect(told.talk.contains("picsort resume continue \(one)"))
    expectSame(box.inventory("src1", "out1"), as: before)
    #expect(try box.operations("--paused").texts("operation") == [one])
    #expect(try box.operations("--running").texts("operation") == [two])
    // The lock is free at once.
    let resumed = try box.picsort("resume continue \(one) --json")
    #expect(resumed.ending == .exit(0), "\(resumed)")
    expectSame(box.inventory("src1", "out1"), as: before)
    #expect(second.finish().ending == .exit(0))
  }

  @Test func `a live undo pauses and goes on`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")
    let undo = try box.start("undo @out --json")
    try #require(undo.output.read(upTo: "\"event\":\"moved\""))

    let pausing = try box.start("resume pause")
    try #require(pausing.error.read(upTo: "was asked to pause"))
    #expect(undo.finish().ending == .exit(1))
    #expect(pausing.finish().ending == .exit(0))

    #expect(try box.operations("--paused").texts("kind") == ["undo"])
    #expect(try box.picsort("resume continue").ending == .exit(0))
    #expect(box.tree("src", "out") == before)
  }

  @Test func `whoever waits can stop waiting, and the run pauses all the same`() throws {
    let box = try Sandbox()
    let run = try box.startAndHalt(from: "src", to: "out")
    let pausing = try box.start("resume pause @out")
    try #require(pausing.error.read(upTo: "was asked to pause"))

    pausing.send(SIGINT)
    #expect(pausing.finish().ending == .signal(SIGINT))

    #expect(try run.finish().summary().text("status") == "paused")
  }

  @Test func `what does not run cannot pause`() throws {
    let box = try Sandbox()
    #expect(try box.picsort("resume pause").ending == .exit(3))
    try box.kill(from: "src", to: "out")
    let result = try box.picsort("resume pause @out")
    #expect(result.ending == .exit(3))
    #expect(result.talk.contains("it is crashed"), "\(result)")
  }
}
