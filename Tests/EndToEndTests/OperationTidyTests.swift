import Foundation
import SampleMedia
import Testing

/// `picsort resume delete` and `cleanup`: books are forgotten, photos never.
@Suite struct OperationTidyTests {
  @Test func `an operation is forgotten only when that is said, and no photo with it`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let photos = box.inventory("src")
    try box.killHalfway()
    let id = try box.operation()
    let before = box.snapshot()

    for line in ["resume delete \(id)", "resume delete --no-input @out"] {
      let refused = try box.picsort(line)
      #expect(refused.ending == .exit(3), "\(refused)")
      #expect(refused.talk.contains("neither be gone on with nor undone"))
      #expect(box.snapshot() == before)
    }
    #expect(try box.picsort("resume delete").ending == .exit(2))
    let result = try box.picsort("resume delete -y \(id)")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try box.operations().isEmpty)
    #expect(Disk.entry(box.path("out/" + Sandbox.statePath)) == nil)
    expectSame(box.inventory("src", "out"), as: photos)
    #expect(try box.picsort("undo \(id)").ending == .exit(2))
    let again = try box.picsort("-s @src -o @out --json")
    #expect(again.ending == .exit(0), "\(again)")
    expectSame(box.inventory("src", "out"), as: photos)
  }

  @Test func `an earlier operation is forgotten, and the last one stays`() throws {
    let box = try Sandbox()
    try box.write(["A.JPG": .photo(SampleMoment(2023, 1, 2))], in: "src")
    try box.picsort("-s @src -o @out")
    let first = try box.operation()
    try box.write(["B.JPG": .photo(SampleMoment(2023, 2, 2))], in: "src")
    try box.picsort("-s @src -o @out")
    let second = try box.operation()
    #expect(box.history() == ["\(first).jsonl"])

    let result = try box.picsort("resume delete -y --json \(first)")

    #expect(try result.summary().text("status") == "completed", "\(result)")
    #expect(box.history() == [])
    #expect(try box.operations().texts("operation") == [second])
    #expect(try box.picsort("undo @out").ending == .exit(0))
    #expect(box.files("src") == ["B.JPG"])
  }

  @Test func `what is old goes by its age, and what is unfinished only with all`() throws {
    let box = try Sandbox()
    try box.enter("aaaa", status: "completed", lastActive: "2020-01-01T00:00:00Z")
    try box.enter("bbbb", status: "failed", lastActive: "2020-01-01T00:00:00Z")
    try box.enter("cccc", status: "paused", lastActive: "2020-01-01T00:00:00Z")
    try box.enter("dddd", status: "completed", lastActive: "2126-01-01T00:00:00Z")
    let before = box.snapshot()

    let preview = try box.picsort("resume cleanup -n")
    #expect(preview.ending == .exit(0))
    #expect(preview.talk.contains("would forget 2 operations"), "\(preview)")
    #expect(box.snapshot() == before)
    #expect(try box.picsort("resume cleanup --days 36500").talk.contains("Nothing to forget"))
    #expect(try box.picsort("resume cleanup").ending == .exit(0))
    #expect(box.registered == ["cccc", "dddd"])
    for line in ["resume cleanup --all", "resume cleanup --all --no-input"] {
      #expect(try box.picsort(line).ending == .exit(3))
      #expect(box.registered == ["cccc", "dddd"])
    }
    let all = try box.picsort("resume cleanup --all -y --json")
    #expect(try all.summary().count("forgotten") == 1, "\(all)")
    #expect(box.registered == ["dddd"])
  }

  @Test func `journals that an undo needs stay, those that tell of no change go`() throws {
    let box = try Sandbox()
    try box.write(["A.JPG": .photo(SampleMoment(2023, 1, 2))], in: "src")
    let photos = box.inventory("src")
    try box.picsort("-s @src -o @out")
    let first = try box.operation()
    for _ in 0..<3 { try box.picsort("-s @src -o @out") }
    #expect(box.history().count == 3)

    let result = try box.picsort("resume cleanup --days 0 --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().count("journals") == 2)
    #expect(box.history() == ["\(first).jsonl"])
    #expect(Disk.entry(box.path("out/" + Sandbox.statePath)) != nil)
    #expect(box.registered == [])
    // Once the library is known again, its journals tell of every operation.
    #expect(try box.picsort("undo \(first)").ending == .exit(2))
    #expect(try box.picsort("resume show @out").ending == .exit(0))
    #expect(try box.picsort("undo \(first)").ending == .exit(0))
    expectSame(box.inventory("src"), as: photos)
  }

  @Test func `a running operation survives every cleanup`() throws {
    let box = try Sandbox()
    let run = try box.startAndHalt(from: "src", to: "out")
    let id = try box.operation()
    #expect(try box.picsort("resume cleanup --all -y --days 0").ending == .exit(0))
    #expect(box.registered.contains(id))
    #expect(run.finish().ending == .exit(0))
  }
}
