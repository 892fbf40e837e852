import Foundation
import SampleMedia
import Testing

/// `picsort resume`, `list`, `show` and `stats`: what is told of operations, and from what.
@Suite struct OperationListTests {
  @Test(arguments: ["resume", "resume list", "resume stats"])
  func `with no operation it says what to do`(line: String) throws {
    let box = try Sandbox()
    let result = try box.picsort(line)
    #expect(result.ending == .exit(0))
    #expect(result.lines.count == 1 && result.talk.contains("picsort -s"), "\(result)")
    #expect(box.registered == [])
  }

  @Test func `every operation is listed with what became of it`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree, in: "src1")
    try box.picsort("-s @src1 -o @out1")
    try box.kill(from: "src2", to: "out2")
    let run = try box.startAndHalt(from: "src3", to: "out3")
    run.send(SIGINT)
    #expect(run.finish().ending == .signal(SIGINT))
    try box.picsort("undo @out1")

    let all = try box.operations()

    #expect(all.count == 4)
    #expect(try all.of(box.operation(in: "out1"))["kind"] as? String == "undo")
    let killed = try all.of(box.operation(in: "out2"))
    #expect(killed["status"] as? String == "crashed")
    #expect(killed["phase"] as? String == "move")
    #expect(killed["total_items"] as? Int == LongLibrary.count - 1)
    #expect(killed["unfinished"] as? Bool == true)
    let stopped = try all.of(box.operation(in: "out3"))
    #expect(stopped["status"] as? String == "interrupted")
    #expect(stopped["signal"] as? Int == Int(SIGINT))
    #expect(Set(try box.operations("--completed").texts("status")) == ["completed"])
    #expect(
      Set(try box.operations("--crashed --interrupted").texts("status"))
        == ["crashed", "interrupted"])
    #expect(try box.operations("--running").isEmpty)
    let text = try box.picsort("resume")
    #expect(text.lines.count == 9, "a head, and two lines each at 80 columns: \(text)")
    #expect(text.talk.contains("@out2") && text.talk.contains("crashed"))
  }

  @Test func `looking changes nothing and keeps no run from starting`() throws {
    let box = try Sandbox()
    try box.kill(from: "src", to: "out")
    let id = try box.operation()
    let before = box.snapshot()
    for line in ["resume", "resume show \(id)", "resume show @out", "resume stats"] {
      #expect(try box.picsort(line).ending == .exit(0))
      #expect(box.snapshot() == before, "\(line)")
    }
  }

  @Test func `a live run is running, and its lock is left alone`() throws {
    let box = try Sandbox()
    let run = try box.startAndHalt(from: "src", to: "out")
    let id = try box.operation()
    #expect(try box.operations("--running").texts("operation") == [id])
    let shown = try box.picsort("resume show @out")
    #expect(shown.talk.contains("running") && shown.talk.contains("picsort resume pause \(id)"))
    #expect(run.finish().ending == .exit(0))
    #expect(try box.operations().texts("status") == ["completed"])
  }

  @Test func `show tells everything, by any beginning of the ID that is enough`() throws {
    let box = try Sandbox()
    try box.kill(from: "src", to: "out")
    let id = try box.operation()
    let run = try box.start("--resume -o @out --json")
    try #require(run.output.read(upTo: "\"event\":\"started\""))
    run.send(SIGKILL)
    _ = run.waitUnread()

    let result = try box.picsort("resume show --json \(id.prefix(5))")

    #expect(result.ending == .exit(0), "\(result)")
    let events = try #require(result.events)
    #expect(events.count == 2)
    let shown = try #require(events.first)
    #expect(shown["operation"] as? String == id)
    #expect(shown["output"] as? String == box.path("out"))
    #expect(shown["sources"] as? [String] == [box.path("src")])
    #expect((shown["configuration"] as? [String: Any])?["layout"] as? String == "{MM}.{yyyy}")
    let processes = try #require(shown["processes"] as? [[String: Any]])
    #expect(processes.texts("cause") == ["killed", "killed"])
    #expect(processes.allSatisfy { $0["end"] is NSNull })
    #expect(shown["next"] as? [String] == ["picsort", "resume", "continue", id])
    let text = try box.picsort("resume show \(id)")
    #expect(text.talk.contains("left no word"), "\(text)")
    #expect(text.talk.contains("  picsort resume continue \(id)"))
  }

  @Test func `show names the files that could not be handled`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let run = try box.startAndHalt()
    // The last file of the plan changes before its turn comes.
    let last = try #require(box.files("src").last { !$0.contains("(1)") })
    try Disk.write([1, 2, 3], to: box.path("src/" + last))
    #expect(run.finish().ending == .exit(1))

    let result = try box.picsort("resume show @out")

    #expect(result.talk.contains("1 file could not be handled"), "\(result)")
    #expect(result.talk.contains(try #require(last.split(separator: "/").last)))
  }

  @Test func `what is not known is a usage error`() throws {
    let box = try Sandbox()
    try box.kill(from: "src", to: "out")
    for line in ["resume show zzzz", "resume show @src", "resume show @nowhere"] {
      let result = try box.picsort(line)
      #expect(result.ending == .exit(2), "\(line): \(result)")
    }
    let json = try box.picsort("resume show zzzz --json")
    #expect(try json.summary().text("status") == "failed")
  }

  @Test func `statistics tell of crashes, of going on and of what it cost`() throws {
    let box = try Sandbox()
    try box.kill(from: "src", to: "out")
    try box.picsort("--resume -o @out")

    let numbers = try box.picsort("resume stats --json").summary()

    #expect(numbers.count("operations") == 1)
    #expect(numbers.count("processes") == 2)
    #expect(numbers.fields["crashes"] as? [String: Int] == ["killed": 1])
    #expect(numbers.count("resumes") == 1)
    #expect(numbers.count("resumes_completed") == 1)
    let journal = try #require(Disk.read(box.path("out/" + Sandbox.statePath)))
    #expect(numbers.count("journal_bytes") == journal.count)
    let checkpoints = journal.split(separator: UInt8(ascii: "\n"))
      .filter { $0.starts(with: Data("{\"type\":\"checkpoint\"".utf8)) }
    #expect(numbers.count("checkpoints") == checkpoints.count)
    #expect(
      numbers.count("checkpoint_bytes") == checkpoints.reduce(0) { $0 + $1.count + 1 })
    #expect(try box.picsort("resume stats").talk.contains("1: killed from outside"))
  }

  // MARK: - The registry heals

  @Test func `an entry that is lost is found through its output, and entered again`() throws {
    let box = try Sandbox()
    try box.kill(from: "src", to: "out")
    let id = try box.operation()
    Disk.remove(box.path(Sandbox.registryPath))
    #expect(try box.operations().isEmpty)

    let shown = try box.picsort("resume show @out --json")

    #expect(shown.ending == .exit(0), "\(shown)")
    #expect(box.registered == [id])
    #expect(try box.operations("--crashed").texts("operation") == [id])
    let entry = try #require(Disk.entry(box.path(Sandbox.registryPath + "/\(id).json")))
    #expect(entry.permissions == 0o600)
    #expect(Disk.entry(box.path(Sandbox.registryPath))?.permissions == 0o700)
  }

  @Test func `a list finds the lost operation of an output that it knows`() throws {
    let box = try Sandbox()
    try box.write(["A.JPG": .photo(SampleMoment(2023, 1, 2))], in: "src")
    try box.picsort("-s @src -o @out")
    try box.kill(from: "src", to: "out")
    let id = try box.operation()
    Disk.remove(box.path(Sandbox.registryPath + "/\(id).json"))
    #expect(box.registered.count == 1)

    #expect(try box.operations().count == 2)
    #expect(box.registered.contains(id))
  }

  @Test func `the journal is right where the registry is wrong`() throws {
    let box = try Sandbox()
    try box.write(["A.JPG": .photo(SampleMoment(2023, 1, 2))], in: "src")
    try box.picsort("-s @src -o @out")
    let id = try box.operation()
    let path = box.path(Sandbox.registryPath + "/\(id).json")
    let text = String(decoding: try #require(Disk.read(path)), as: UTF8.self)
    try Disk.write(text.replacing("\"completed\"", with: "\"running\"").utf8, to: path)

    #expect(try box.operations().texts("status") == ["completed"])
    let mended = String(decoding: try #require(Disk.read(path)), as: UTF8.self)
    #expect(mended.contains("\"status\":\"completed\""))
  }

  @Test func `what is no entry is passed over, and told when asked`() throws {
    let box = try Sandbox()
    try box.enter("abcd", status: "paused", lastActive: "2026-01-01T00:00:00Z")
    try Disk.write("{".utf8, to: box.path(Sandbox.registryPath + "/broken.json"))
    let result = try box.picsort("resume -v")
    #expect(result.ending == .exit(0))
    #expect(result.talk.contains("broken.json"))
    #expect(result.talk.contains("@nowhere (not found there)"), "\(result)")
    #expect(try !box.picsort("resume").talk.contains("broken.json"))
  }
}
