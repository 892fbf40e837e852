import Foundation
import SampleMedia
import Testing

/// Half-finished runs that are undone, and half-finished undos.
@Suite struct UndoInterruptionTests {
  private static let word = "\"event\":\"moved\""

  /// Kills an undo after it told of `count` files.
  private func killUndo(_ box: Sandbox, afterFiles count: Int) throws {
    let run = try box.start("undo @out --json")
    for _ in 0..<count {
      try #require(run.output.read(upTo: Self.word), "it ended before: \(run.finish())")
    }
    run.send(SIGKILL)
    #expect(run.waitUnread() == .signal(SIGKILL))
  }

  @Test(arguments: [1, 20])
  func `a run that was killed is undone without going on with it`(_ count: Int) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.tree("src", "out")
    try box.killHalfway(afterFiles: count)
    #expect(!box.files("out").isEmpty)

    let result = try box.picsort("undo @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().isBalanced)
    #expect(box.tree("src", "out") == before)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
    let resumed = try box.picsort("--resume")
    #expect(resumed.talk.contains("nothing to resume"), "\(resumed)")
    #expect(box.tree("src", "out") == before)
  }

  @Test func `a copying run that was killed is undone`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.tree("src", "out")
    try box.killHalfway("--copy")

    let result = try box.picsort("undo @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.tree("src", "out") == before)
  }

  @Test(arguments: ["undo @out", "undo", "--resume -o @out", "--resume", "-o @out"])
  func `a killed undo goes on`(_ command: String) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")
    try killUndo(box, afterFiles: 3)
    #expect(!box.files("out").isEmpty)

    let result = try box.picsort(command + " --json")

    #expect(result.ending == .exit(0), "\(result)")
    let summary = try result.summary()
    #expect(summary.isBalanced)
    #expect(summary.text("kind") == "undo")
    #expect(summary.count("found") == LongLibrary.count - 1)
    #expect(summary.count("moved") == LongLibrary.count - 1)
    #expect(box.tree("src", "out") == before)
    #expect(try box.journal().filesDoneAgain == [])
  }

  @Test func `an undo that was asked to stop says how to go on`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")
    let run = try box.start("undo @out --json")
    try #require(run.output.read(upTo: Self.word))
    run.send(SIGINT)
    let stopped = run.finish()

    #expect(stopped.ending == .signal(SIGINT), "\(stopped)")
    let summary = try stopped.summary()
    #expect(summary.isBalanced)
    #expect(summary.fields["resume"] as? [String] == ["picsort", "undo", box.path("out")])
    #expect(try box.picsort("undo @out").ending == .exit(0))
    #expect(box.tree("src", "out") == before)
  }

  @Test func `nothing is sorted over an unfinished undo`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    try box.picsort("-s @src -o @out")
    try killUndo(box, afterFiles: 3)
    let before = box.tree("src", "out")

    let result = try box.picsort("-s @src -o @out")

    #expect(result.ending == .exit(3), "\(result)")
    #expect(result.talk.contains("picsort undo @out"), "\(result)")
    #expect(box.tree("src", "out") == before)
    let inventory = box.inventory("src", "out")
    #expect(try box.picsort("-s @src -o @out --force").ending == .exit(0))
    expectSame(box.inventory("src", "out"), as: inventory)
    #expect(box.files("src").count == 1)
  }

  @Test func `an undo whose state was damaged is done again from the run's own`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")
    try killUndo(box, afterFiles: 3)
    let place = box.path("out/" + Sandbox.statePath)
    var bytes = try #require(Disk.read(place))
    let middle = bytes.count / 2
    bytes[middle] ^= 1
    try Disk.write(bytes, to: place)

    #expect(try box.picsort("--resume -o @out").ending == .exit(3))
    let result = try box.picsort("undo @out")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.tree("src", "out") == before)
  }

  @Test func `a killed undo of an undo goes on`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    try box.picsort("-s @src -o @out")
    let sorted = box.tree("src", "out")
    try box.picsort("undo @out")
    try killUndo(box, afterFiles: 5)

    #expect(try box.picsort("undo @out").ending == .exit(0))

    #expect(box.tree("src", "out") == sorted)
  }

  @Test(
    .enabled(if: Sandbox.usualParent != NSTemporaryDirectory(), "needs a second file system"))
  func `a killed undo across file systems goes on`() throws {
    let box = try Sandbox()
    let other = try Sandbox(in: NSTemporaryDirectory())
    try other.write(LongLibrary.tree)
    let before = other.tree("src")
    try box.picsort("-s \(other.path("src")) -o @out")
    try killUndo(box, afterFiles: 1)

    let result = try box.picsort("undo @out")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(other.tree("src") == before)
    #expect(box.tree("out") == [:])
  }
}
