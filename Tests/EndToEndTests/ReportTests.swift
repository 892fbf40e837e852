import Foundation
import SampleMedia
import Testing

/// What a run says, and where.
@Suite struct ReportTests {
  @Test func `every line of --json is an object, the last one a summary that adds up`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)

    let result = try box.picsort("-s @src -o @out --json")

    let events = try #require(result.events)
    #expect(events.first?["event"] as? String == "started")
    #expect(events.allSatisfy { $0["event"] is String })
    let summary = try result.summary()
    #expect(summary.isBalanced)
    #expect(summary.count("found") == SampleTree.files.count)
    #expect(summary.text("status") == "completed")
    let moved = events.filter { $0["event"] as? String == "moved" }
    #expect(moved.count == summary.count("moved"))
  }

  @Test func `a refusal has a summary too`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])

    let result = try box.picsort("-s @src -o @src --json")

    #expect(result.ending == .exit(2))
    #expect(try result.summary().text("status") == "failed")
    #expect(result.error.contains("picsort: "))
  }

  @Test func `a quiet run prints nothing`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)

    let result = try box.picsort("-q -s @src -o @out")

    #expect(result.ending == .exit(0))
    #expect(result.output == "")
    #expect(result.error == "")
  }

  @Test func `a reader that goes away stops nothing`() throws {
    let box = try Sandbox()
    let run = try box.startAndHalt()

    run.output.hangUp()
    let result = run.finish()

    #expect(result.ending != .signal(SIGPIPE) && result.ending != .stuck)
    #expect(try box.journal().end == "completed")
    #expect(box.files("src").count == 1)
  }

  @Test func `results go to standard output and talk to standard error`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas), "b.txt": .text("no photo")])

    let result = try box.picsort("-v -s @src -o @out")

    #expect(result.lines.contains { $0.hasPrefix("moved") && $0.contains("12.2023/a.jpg") })
    #expect(result.output.contains("found 2 = moved 1 + skipped 1"))
    #expect(result.error.contains("Sorting into"))
    #expect(!result.output.contains("Sorting into"))
  }

  @Test(arguments: [
    "", "-s", "--frobnicate", "-s @src --duplicates shred", "-s @src --layout {nonsense}",
    "-s @src --layout ../{yyyy}", "-s @src --timezone Atlantis/Poseidonis",
    "-s @src --checkpoint-items 0", "frobnicate", "--force",
  ])
  func `a command line that makes no sense changes nothing`(_ line: String) throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    let before = box.snapshot()

    let result = try box.picsort(line)

    #expect(result.ending == .exit(2), "\(result)")
    #expect(result.output == "")
    #expect(result.error.contains("picsort"))
    #expect(box.snapshot() == before)
  }

  @Test func `the registry knows an operation, and how it ended`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)

    let summary = try box.picsort("-s @src -o @out --json").summary()

    let operation = try #require(summary.text("operation"))
    let names = Disk.names(in: box.path("data/PicSort/checkpoints"))
    #expect(names == [operation + ".json"])
    let entry = try Journal(box.path("data/PicSort/checkpoints/\(operation).json")).records.first
    #expect(entry?["operation_id"] as? String == operation)
    #expect(entry?["status"] as? String == "completed")
    for field in [
      "start_time", "last_checkpoint", "total_items", "completed_items", "failed_items",
      "current_phase", "progress_data", "configuration",
    ] { #expect(entry?[field] != nil, "\(field)") }
  }

  @Test func `a journal tells every move, and chains its lines`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)

    let summary = try box.picsort("-s @src -o @out --json").summary()

    let journal = try box.journal()
    #expect(journal.records.first?["type"] as? String == "header")
    #expect(journal.end == "completed")
    #expect(journal.records("move").count == summary.count("moved"))
    #expect(journal.values("done", "file", as: Int.self).isFreeOfRepeats)
    #expect(journal.records("done").count == summary.count("moved"))
    let sums = journal.records.compactMap { $0["crc"] as? String }
    #expect(journal.records.compactMap { $0["prev"] as? String } == ["00000000"] + sums.dropLast())
    #expect(Disk.entry(box.path("out/.picsort"))?.permissions == 0o700)
  }
}
