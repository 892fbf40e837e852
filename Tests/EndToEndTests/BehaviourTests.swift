import Foundation
import SampleMedia
import Testing

/// The table of the command line: what --resume, --output and --force do, alone and together.
@Suite struct BehaviourTests {
  @Test func `without an output each run gets a new folder beside the source`() throws {
    let box = try Sandbox()
    for (output, name) in [
      ("src_picsort", "a.jpg"), ("src_picsort(1)", "b.jpg"), ("src_picsort(2)", "c.jpg"),
    ] {
      try box.write([name: .photo(.christmas)])
      let result = try box.picsort("-s @src --json")
      #expect(result.ending == .exit(0))
      #expect(try result.summary().text("output") == box.path(output))
      #expect(box.files(output) == ["12.2023/" + name])
    }
  }

  @Test func `--resume with a source goes on in its newest output`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src --json")

    let result = try box.picsort("-s @src --resume --json")

    try expectDone(box, result, "src_picsort", since: before)
  }

  @Test func `--resume alone goes on with the newest unfinished run of the registry`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src -o @out --json")
    try box.write(["a.jpg": .photo(.christmas)], in: "other")
    try box.picsort("-s @other -o @elsewhere")

    let result = try box.picsort("--resume --json")

    try expectDone(box, result, "out", since: before)
  }

  @Test func `--resume alone goes on with a run whose state is elsewhere`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src -o @out --state-file @my.state --json")
    #expect(Disk.entry(box.path("out/" + Sandbox.statePath)) == nil)

    let result = try box.picsort("--resume --json")

    try expectDone(box, result, "out", since: before)
  }

  @Test func `a run whose state is elsewhere is found by its output, by whatever path`() throws {
    let box = try Sandbox()
    try Disk.makeLink(box.path("link"), to: box.path("out"))
    let before = try interrupt(box, "-s @src -o @out --state-file @my.state --json")

    let result = try box.picsort("--resume -o @link/ --json")

    try expectDone(box, result, "out", since: before)
  }

  @Test func `a copy that is gone on with cannot begin to remove duplicates`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway("--copy")

    let result = try box.picsort("--resume -o @out --duplicates delete")

    #expect(result.ending == .exit(2))
    expectSame(box.inventory("src"), as: before)
  }

  @Test func `--output alone resumes what is unfinished there`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src -o @out --json")

    let result = try box.picsort("--output @out --json")

    try expectDone(box, result, "out", since: before)
  }

  @Test func `the same command again goes on`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src -o @out --json")

    let result = try box.picsort("-s @src -o @out --json")

    try expectDone(box, result, "out", since: before)
  }

  @Test func `with nothing to resume it says so and starts`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])

    let result = try box.picsort("-s @src --resume")

    #expect(result.ending == .exit(0))
    #expect(result.error.contains("nothing to resume"))
    #expect(box.files("src_picsort") == ["12.2023/a.jpg"])
  }

  @Test func `with nothing to resume and no source it says so`() throws {
    let box = try Sandbox()

    let result = try box.picsort("--resume")

    #expect(result.ending == .exit(0))
    #expect(result.error.contains("nothing to resume"))
  }

  @Test func `--force starts over in the named output and keeps the old state`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src -o @out --json")
    let state = Disk.read(box.path("out/" + Sandbox.statePath))

    let result = try box.picsort("-s @src -o @out --force --json")

    #expect(result.ending == .exit(0))
    #expect(result.event("started")?["resumed"] is NSNull)
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("src").count == 1)
    #expect(box.history().map { Disk.read(box.path("out/.picsort/history/" + $0)) } == [state])
  }

  @Test func `--force without an output takes a new folder`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src --json")

    let result = try box.picsort("-s @src --force --json")

    #expect(try result.summary().text("output") == box.path("src_picsort(1)"))
    expectSame(box.inventory("src", "src_picsort", "src_picsort(1)"), as: before)
  }

  @Test func `--resume --force goes through the existing folder again`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src --json")

    let result = try box.picsort("-s @src --resume --force --json")

    #expect(result.event("started")?["resumed"] is NSNull)
    #expect(try result.summary().text("output") == box.path("src_picsort"))
    expectSame(box.inventory("src", "src_picsort"), as: before)
    #expect(box.files("src").count == 1)
  }

  @Test func `an unfinished run of another source is refused, with both named`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src -o @out --json")
    try box.write(["a.jpg": .photo(.christmas)], in: "other")
    let state = Disk.read(box.path("out/" + Sandbox.statePath))

    let result = try box.picsort("-s @other -o @out")

    #expect(result.ending == .exit(3))
    #expect(result.talk.contains("@src") && result.talk.contains("@other"))
    #expect(Disk.read(box.path("out/" + Sandbox.statePath)) == state)
    #expect(box.files("other") == ["a.jpg"])
    expectSame(box.inventory("src", "out"), as: before)

    #expect(try box.picsort("-s @other -o @out --force").ending == .exit(0))
    #expect(box.files("other") == [])
  }

  @Test(arguments: ["-s @src -o @out --layout {yyyy}", "--resume -o @out --layout {yyyy}"])
  func `changed parameters are named, and the rest is planned anew`(_ line: String) throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src -o @out --json")
    let moved = box.files("out")

    let result = try box.picsort(line)

    #expect(result.ending == .exit(0), "\(result)")
    #expect(result.error.contains("layout: was {MM}.{yyyy}, is now {yyyy}"))
    #expect(Set(moved).isSubset(of: Set(box.files("out"))))
    #expect(box.files("out").contains { $0.hasPrefix("2023/") })
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("src").count == 1)
  }

  @Test(arguments: ["--undated leave", "--force", ""])
  func `a duplicate with its twin's name stays, whatever the run before did`(
    _ options: String
  ) throws {
    let box = try Sandbox()
    let tree: [String: SampleContent] = [
      "A/IMG_1.JPG": .photo(.christmas), "backup/IMG_1.JPG": .copy(of: "A/IMG_1.JPG"),
    ]
    try box.write(LongLibrary.tree.merging(tree) { $1 })
    let before = box.inventory("src")
    let run = try box.start("-s @src -o @out --json")
    try #require(run.output.read(upTo: "\"event\":\"moved\""))
    run.send(SIGTERM)
    #expect(run.finish().ending == .signal(SIGTERM))

    let result = try box.picsort("-s @src -o @out " + options)

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("src").contains("backup/IMG_1.JPG"))
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `--resume keeps the parameters of the run it goes on with`() throws {
    let box = try Sandbox()
    let before = try interrupt(box, "-s @src -o @out --layout {yyyy} --json")

    let result = try box.picsort("-s @src --resume --json")

    #expect(!result.error.contains("parameters changed"))
    #expect(box.files("out").allSatisfy { $0.hasPrefix("2023/") })
    try expectDone(box, result, "out", since: before)
  }

  // MARK: -

  /// Interrupts a run in the middle; answers what there was before.
  private func interrupt(_ box: Sandbox, _ line: String) throws -> Inventory {
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let run = try box.start(line)
    try #require(run.output.read(upTo: "\"event\":\"moved\""))
    run.send(SIGTERM)
    #expect(run.finish().ending == .signal(SIGTERM))
    return before
  }

  private func expectDone(
    _ box: Sandbox, _ result: RunResult, _ output: String, since before: Inventory
  ) throws {
    #expect(result.ending == .exit(0), "\(result)")
    #expect(result.event("started")?["resumed"] is [String: Any])
    let summary = try result.summary()
    #expect(summary.text("output") == box.path(output))
    #expect((summary.count("resumed_items") ?? 0) > 0)
    #expect(summary.isBalanced)
    #expect(box.files("src").count == 1)
    expectSame(box.inventory("src", output), as: before)
  }
}
