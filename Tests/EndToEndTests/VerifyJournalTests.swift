import Foundation
import SampleMedia
import Testing

/// `picsort verify` where the books themselves are damaged, unfinished or somebody else's.
@Suite struct VerifyJournalTests {
  private func library() throws -> Sandbox {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas), "c.jpg": .photo(SampleMoment(2024, 1, 2))])
    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))
    return box
  }

  private func kinds(_ result: RunResult) throws -> Set<String> {
    let events = try #require(result.events, "\(result)")
    return Set(
      events.filter { $0["event"] as? String == "difference" }
        .compactMap { $0["kind"] as? String })
  }

  private func edit(_ box: Sandbox, _ name: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = Array(try #require(Disk.read(box.path(name))))
    change(&bytes)
    try Disk.write(bytes, to: box.path(name))
  }

  // MARK: - Damage

  @Test(arguments: [0, 0.2, 0.5, 0.8])
  func `a flipped bit in a journal is damage, at the line where it is`(place: Double) throws {
    let box = try library()
    var line = 0
    try edit(box, "out/" + Sandbox.statePath) { bytes in
      let index = Int(Double(bytes.count) * place)
      bytes[index] ^= 1
      line = (bytes[..<index].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    }
    let before = box.snapshot()

    let result = try box.picsort("verify @out --json")

    #expect(result.ending == .exit(4), "\(result)")
    let told = try #require(result.events).first { $0["kind"] as? String == "journal-damaged" }
    #expect(told?["path"] as? String == Sandbox.statePath)
    #expect(told?["offset"] as? Int == line)
    #expect(try result.summary().fields["safe_to_continue"] as? Bool == false)
    #expect(box.snapshot() == before)
  }

  @Test func `a line that is gone and a line that is doubled are damage`() throws {
    for isDoubled in [true, false] {
      let box = try library()
      try edit(box, "out/" + Sandbox.statePath) { bytes in
        var lines = bytes.split(separator: UInt8(ascii: "\n"))
        if isDoubled { lines.insert(lines[3], at: 3) } else { lines.remove(at: 3) }
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
      }
      #expect(try kinds(box.picsort("verify @out --json")).contains("journal-damaged"))
    }
  }

  @Test func `a last line that was cut short is no damage`() throws {
    let box = try library()
    try edit(box, "out/" + Sandbox.statePath) { $0.removeLast(7) }
    let result = try box.picsort("verify @out")
    #expect(result.ending == .exit(0), "\(result)")
    #expect(result.error.contains("cut short"))
    #expect(result.output.contains("a run is unfinished"))
  }

  @Test func `a damaged journal of history is named, one that was kept aside is no difference`()
    throws
  {
    let box = try library()
    try box.write(["e.jpg": .photo(.christmas)], in: "more")
    #expect(try box.picsort("-s @more -o @out").ending == .exit(0))
    let name = "out/.picsort/history/" + (try #require(box.history().first))
    try edit(box, name) { $0[$0.count / 3] ^= 1 }
    let result = try box.picsort("verify @out --json")
    #expect(result.ending == .exit(4))
    #expect(result.output.contains(".picsort/history/"))

    let other = try library()
    try edit(other, "out/" + Sandbox.statePath) { $0[$0.count / 2] ^= 1 }
    #expect(try other.picsort("-s @src -o @out").ending == .exit(0))
    #expect(other.history() == ["damaged.jsonl"])
    let aside = try other.picsort("verify @out")
    #expect(aside.ending == .exit(0), "\(aside)")
    #expect(aside.error.contains("kept this damaged journal aside"))
  }

  @Test func `a lost journal is a difference`() throws {
    let box = try library()
    Disk.remove(box.path("out/" + Sandbox.statePath))
    let result = try box.picsort("verify @out --json")
    #expect(result.ending == .exit(4))
    #expect(try kinds(result) == ["journal-missing"])
    #expect(try result.summary().count("unknown") == 2)
  }

  // MARK: - Refusals

  @Test func `a newer format and what is no state folder are refused`() throws {
    let box = try library()
    let newer = Data(#"{"type":"header","format_version":99,"oldest_reader":99}"#.utf8)
    try Disk.write(newer, to: box.path("out/" + Sandbox.statePath))
    let result = try box.picsort("verify @out --json")
    #expect(result.ending == .exit(3))
    #expect(result.error.contains("newer"))
    #expect(try result.summary().text("status") == "failed")

    Disk.makeFolder(box.path("plain"))
    #expect(try box.picsort("verify @plain").ending == .exit(3))
    #expect(Disk.names(in: box.path("plain")) == [])
    try Disk.makeLink(box.path("linked/.picsort"), to: box.path("out/.picsort"))
    #expect(try box.picsort("verify @linked").ending == .exit(3))
    #expect(try box.picsort("verify @nothing").ending == .exit(2))
  }

  @Test func `a run at work keeps it out, and the run is named`() throws {
    let box = try Sandbox()
    let run = try box.startAndHalt()
    let result = try box.picsort("verify @out --json")
    #expect(result.ending == .exit(5), "\(result)")
    #expect(result.error.contains("pid "))
    #expect(run.finish().ending == .exit(0))
    #expect(try box.picsort("verify @out").ending == .exit(0))
  }

  @Test func `without a lock file it says so and verifies all the same`() throws {
    let box = try library()
    Disk.remove(box.path("out/.picsort/lock"))
    let result = try box.picsort("verify @out")
    #expect(result.ending == .exit(0))
    #expect(result.error.contains("cannot be locked"))
    #expect(!Disk.names(in: box.path("out/.picsort")).contains("lock"))
  }

  // MARK: - Unfinished runs

  @Test(arguments: ["", "--copy"])
  func `a killed run is unfinished and safe to go on with`(options: String) throws {
    let box = try Sandbox()
    try box.killHalfway(options, afterFiles: 3)
    let before = box.snapshot()

    let result = try box.picsort("verify @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    let summary = try result.summary()
    #expect(summary.fields["unfinished"] as? Bool == true)
    #expect(summary.fields["safe_to_continue"] as? Bool == true)
    let waiting = try #require(summary.count("waiting"))
    #expect(waiting > 0)
    #expect(box.snapshot() == before)

    #expect(try box.picsort("--resume -o @out").ending == .exit(0))
    let after = try box.picsort("verify --full @out --json")
    #expect(after.ending == .exit(0), "\(after)")
    #expect(try after.summary().count("files") == LongLibrary.count - 1)
    #expect(try after.summary().fields["unfinished"] as? Bool == false)
  }

  @Test func `a file that an unfinished run would not find is a difference`() throws {
    let box = try Sandbox()
    try box.killHalfway(afterFiles: 3)
    let waiting = try #require(box.files("src").last { !$0.contains("(1)") })
    Disk.remove(box.path("src/" + waiting))

    let result = try box.picsort("verify @out --json")

    #expect(result.ending == .exit(4), "\(result)")
    #expect(try kinds(result) == ["vanished"])
    #expect(try result.summary().fields["safe_to_continue"] as? Bool == false)
  }

  @Test func `a source that is not there is a problem`() throws {
    let box = try Sandbox()
    try box.interruptHalfway()
    try Disk.rename(box.path("src"), to: box.path("unplugged"))
    let result = try box.picsort("verify @out --json")
    #expect(result.ending == .exit(1), "\(result)")
    #expect(try result.summary().fields["safe_to_continue"] as? Bool == false)
  }

  // MARK: - While it is at work

  /// A verification that has come to a halt, because it has more to print than anybody reads: names
  /// of 700 bytes for every file.
  private func halted() throws -> (Sandbox, RunningPicsort) {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let part = String(repeating: "x", count: 230)
    let layout = "{MM}.{yyyy}/\(part)/\(part)/\(part)"
    #expect(try box.picsort("-s @src -o @out --layout \(layout)").ending == .exit(0))
    let run = try box.start("verify -v @out")
    try #require(run.output.read(upTo: "IMG_"))
    return (box, run)
  }

  @Test func `Ctrl-C ends it by the signal, after what was found so far`() throws {
    let (_, run) = try halted()
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.ending == .signal(SIGINT), "\(result)")
    #expect(result.output.contains("Stopped: "))
  }

  @Test func `no run may begin meanwhile, and none is blamed`() throws {
    let (box, run) = try halted()
    let other = try box.picsort("-s @src -o @out")
    #expect(other.ending == .exit(5), "\(other)")
    #expect(other.error.contains("perhaps a picsort verify"))
    #expect(run.finish().ending == .exit(0))
  }
}
