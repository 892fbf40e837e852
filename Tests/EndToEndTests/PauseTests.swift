import Foundation
import SampleMedia
import Testing

/// Runs that are refused something, and runs that stop by themselves and are gone on with.
@Suite struct PauseTests {
  /// What must be true when the last run over a `LongLibrary` has ended well.
  private func audit(_ box: Sandbox, since before: Inventory, _ last: RunResult) {
    #expect(last.ending == .exit(0), "\(last)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("src").count == 1)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
  }

  @Test(
    .enabled(if: Strace.isAvailable, "strace is not installed"),
    arguments: [
      "renameat2:error=EBUSY:when=3", "renameat2:error=EMFILE:when=5..6",
      "getdents64:error=EAGAIN:when=7",
    ])
  func `what the system refuses for a moment is tried again`(_ fault: String) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @out --json", traced: FaultyCalls.words(fault))

    let summary = try result.summary()
    #expect((summary.count("retried") ?? 0) > 0)
    #expect(summary.count("moved") == LongLibrary.count - 1)
    #expect(try box.journal().end == "completed")
    audit(box, since: before, result)
  }

  @Test(.enabled(if: Strace.isAvailable, "strace is not installed"))
  func `a disk that answers with errors pauses the run at once`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")

    let paused = try box.picsort(
      "-s @src -o @out --json", traced: FaultyCalls.words("renameat2:error=ENODEV:when=9+"))

    #expect(paused.ending == .exit(1))
    let summary = try paused.summary()
    #expect(summary.text("status") == "paused")
    #expect(summary.isBalanced)
    #expect(summary.count("moved") == 6)
    #expect(summary.count("failed") == 0)
    let journal = try box.journal()
    #expect(journal.end == "paused")
    #expect(journal.values("checkpoint", "kind").contains("emergency"))
    expectSame(box.inventory("src", "out"), as: before)
    audit(box, since: before, try box.picsort("--resume -o @out"))
  }

  @Test(.enabled(if: Strace.isAvailable, "strace is not installed"))
  func `many failures in a row pause the run and say why the last one failed`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")

    let paused = try box.picsort(
      "-s @src -o @out --json", traced: FaultyCalls.words("renameat2:error=EIO:when=7+"))

    let summary = try paused.summary()
    #expect(summary.text("status") == "paused")
    #expect(summary.count("failed") == 20)
    #expect(summary.count("retried") == 0)
    #expect(summary.text("stop_reason")?.contains("Input/output error") == true)
    #expect(
      summary.fields["resume"] as? [String] == [
        "picsort", "--resume", "--output", box.path("out"),
      ])
    audit(box, since: before, try box.picsort("--resume -o @out"))
  }

  @Test func `a source that is gone pauses the run, and no file is said to be missing`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let run = try box.startAndHalt()
    // One by one, so that each file is where the run finds it or where it does not.
    try Disk.rename(box.path("src"), to: box.path("away"))
    let rest = box.files("away")
    for name in rest {
      try? Disk.rename(box.path("away/" + name), to: box.path("kept/" + name))
    }

    let paused = run.finish()

    #expect(paused.ending == .exit(1), "\(paused)")
    let summary = try paused.summary()
    #expect(summary.text("status") == "paused")
    #expect(summary.count("failed") == 0)
    #expect(summary.isBalanced)
    #expect(summary.text("stop_reason")?.contains("the source's volume is gone") == true)
    #expect(try box.journal().values("checkpoint", "kind").contains("emergency"))

    for name in box.files("kept") {
      try Disk.rename(box.path("kept/" + name), to: box.path("away/" + name))
    }
    try Disk.rename(box.path("away"), to: box.path("src"))
    audit(box, since: before, try box.picsort("--resume -o @out"))
  }

  @Test(
    .enabled(if: SmallDisk.isAvailable, "only root may mount a small disk"),
    arguments: ["size=64m,nr_inodes=40", "size=230k"])
  func `a full disk pauses the run, which goes on when there is room`(_ size: String) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    Disk.makeFolder(box.path("out"))
    let disk = try SmallDisk(at: box.path("out"), size)

    let paused = try box.picsort("-s @src -o @out --json")

    #expect(paused.ending == .exit(1), "\(paused)")
    let summary = try paused.summary()
    #expect(summary.text("status") == "paused")
    #expect(summary.count("failed") == 0)
    #expect(summary.isBalanced)
    #expect(summary.text("stop_reason")?.contains("make room") == true)
    #expect(summary.fields["resume"] as? [String] != [])
    expectSame(box.inventory("src", "out"), as: before)

    try disk.remount("size=64m,nr_inodes=10000")
    audit(box, since: before, try box.picsort("--resume -o @out"))
    Disk.remove(box.path("out/.picsort"))
  }
}
