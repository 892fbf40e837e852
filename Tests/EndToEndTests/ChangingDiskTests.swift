import Foundation
import SampleMedia
import Testing

/// What others do to the files between the plan and their turn.
@Suite struct ChangingDiskTests {
  /// A run that stands still between its first moves and its last, and the plan for these.
  private func halt(_ box: Sandbox, _ options: String = "") throws -> (RunningPicsort, [Planned]) {
    let run = try box.startAndHalt(options)
    let journal = try box.journal()
    let paths = Dictionary(
      uniqueKeysWithValues: journal.records("file").compactMap { record in
        (record["file"] as? Int).flatMap { number in
          (record["path"] as? String).map { (number, $0) }
        }
      })
    let plan = journal.records("move").compactMap { record -> Planned? in
      guard let file = record["file"] as? Int, let source = paths[file],
        let target = record["to"] as? String
      else { return nil }
      return Planned(source: "src/" + source, target: "out/" + target)
    }
    return (run, plan)
  }

  private struct Planned {
    let source: String
    let target: String
  }

  @Test func `a file that was changed since the plan is left alone and named`() throws {
    let box = try Sandbox()
    let (run, plan) = try halt(box)
    let last = try #require(plan.last)
    try Disk.write(Array("edited".utf8), to: box.path(last.source))

    let result = run.finish()

    #expect(result.ending == .exit(1))
    #expect(Disk.read(box.path(last.source)) == Data("edited".utf8))
    #expect(Disk.entry(box.path(last.target)) == nil)
    let summary = try result.summary()
    #expect(summary.count("failed") == 1)
    #expect(summary.isBalanced)
    // Another run takes it as it is now.
    let again = try box.picsort("-s @src -o @out --json")
    #expect(again.ending == .exit(0), "\(again)")
    #expect(box.files("src").count == 1)
  }

  @Test func `a file that vanished since the plan is named`() throws {
    let box = try Sandbox()
    let (run, plan) = try halt(box)
    let last = try #require(plan.last)
    Disk.remove(box.path(last.source))

    let result = run.finish()

    #expect(result.ending == .exit(1))
    #expect(try result.summary().count("failed") == 1)
    #expect(
      try #require(result.events).contains { event in
        event["event"] as? String == "failed" && event["path"] as? String == box.path(last.source)
      })
  }

  @Test(arguments: ["", "--copy"])
  func `a name that was taken since the plan stays its owner's`(_ options: String) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let run: RunningPicsort
    let plan: [Planned]
    guard options.isEmpty else {
      _ = try box.killHalfway(options)
      return try copyAfterSomebody(box, before)
    }
    (run, plan) = try halt(box)
    let last = try #require(plan.last)
    try Disk.write(Array("mine".utf8), to: box.path(last.target))

    let result = run.finish()

    #expect(result.ending == .exit(0), "\(result)")
    #expect(Disk.read(box.path(last.target)) == Data("mine".utf8))
    let renamed = last.target.replacing(".JPG", with: "-2.JPG")
    #expect(Disk.entry(box.path(renamed)) != nil)
    Disk.remove(box.path(last.target))
    expectSame(box.inventory("src", "out"), as: before)
    // The report and the catalog name the place where it went.
    let moved = try #require(result.events).first { event in
      event["path"] as? String == box.path(last.source)
    }
    #expect((moved?["target"] as? String).map { "out/" + $0 } == renamed)
    let catalog = try Journal(box.path("out/.picsort/catalog.jsonl"))
    #expect(
      catalog.records.compactMap { $0["path"] as? String }.contains { "out/" + $0 == renamed })
  }

  /// A copy that is gone on with meets somebody's file at a name that it planned.
  private func copyAfterSomebody(_ box: Sandbox, _ before: Inventory) throws {
    let target = try #require(try box.journal().records("move").last?["to"] as? String)
    try Disk.write(Array("mine".utf8), to: box.path("out/" + target))

    let result = try box.picsort("--resume -o @out")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(Disk.read(box.path("out/" + target)) == Data("mine".utf8))
    Disk.remove(box.path("out/" + target))
    expectSame(box.inventory("out"), as: before.withoutDuplicates)
  }

  /// Two file systems: the sandboxes' usual one, and another to move to.
  static let otherDisk: String? = [NSTemporaryDirectory(), NSHomeDirectory(), Sandbox.memory]
    .first { path in
      guard let other = Disk.entry(path), let here = Disk.entry(Sandbox.usualParent) else {
        return false
      }
      return other.device != here.device
    }

  @Test(.enabled(if: otherDisk != nil, "no second file system here"))
  func `a move across file systems copies, checks and removes`() throws {
    let (box, near) = try twoDisks()
    let before = near.inventory("src")

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().count("moved") == LongLibrary.count - 1)
    #expect(near.files("src").count == 1)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
    expectSame(box.inventory("out"), as: before.withoutDuplicates)
  }

  @Test(.enabled(if: otherDisk != nil, "no second file system here"), arguments: [1, 33])
  func `a move across file systems that is killed is gone on with`(_ files: Int) throws {
    let (box, near) = try twoDisks()
    let before = near.inventory("src")
    let run = try box.startAndHalt(afterFiles: files)
    run.send(SIGKILL)
    #expect(run.waitUnread() == .signal(SIGKILL))

    let result = try box.picsort("--resume -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(near.files("src").count == 1)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
    expectSame(box.inventory("out"), as: before.withoutDuplicates)
    #expect(try box.journal().filesDoneAgain == [])
  }

  /// A sandbox on another file system, whose `src` leads to the second one's.
  private func twoDisks() throws -> (box: Sandbox, near: Sandbox) {
    let box = try Sandbox(in: try #require(Self.otherDisk))
    let near = try Sandbox()
    try near.write(LongLibrary.tree)
    try Disk.makeLink(box.path("src"), to: near.path("src"))
    return (box, near)
  }
}
