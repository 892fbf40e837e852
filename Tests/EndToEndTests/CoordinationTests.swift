import Foundation
import SampleMedia
import Testing

/// Operations that meet each other, on one machine.
@Suite struct CoordinationTests {
  /// A run from `src` to `out` that is under way, and another source beside it.
  private func halted(_ box: Sandbox) throws -> RunningPicsort {
    try box.write(["b.jpg": .photo(SampleMoment(2024, 1, 2))], in: "other")
    return try box.startAndHalt()
  }

  @Test(arguments: [
    ("-s @out -o @else", "is sorting into @out, which lies in the source @out"),
    ("-s @other -o @src/inside", "is sorting @src, in which the output @src/inside lies"),
    ("-s @src -o @else", "is sorting @src, which shares files with the source @src"),
    ("--copy -s @src -o @else", "is sorting @src, which shares files with the source @src"),
    ("-s @other -o @out", "another run is working on @out"),
  ])
  func `what would disturb a live run is refused with the reason`(
    _ line: String, _ reason: String
  ) throws {
    let box = try Sandbox()
    let live = try halted(box)
    let refused = try box.picsort(line)
    #expect(refused.ending == .exit(5))
    #expect(refused.talk.contains(reason), "\(refused)")
    #expect(refused.talk.contains("--wait"))
    #expect(Disk.entry(box.path("else")) == nil || box.files("else") == [])
    #expect(box.files("other") == ["b.jpg"])
    #expect(live.finish().ending == .exit(0))
  }

  @Test func `what does not meet a live run goes on beside it`() throws {
    let box = try Sandbox()
    let live = try halted(box)
    let result = try box.picsort("-s @other -o @else")
    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("else") == ["01.2024/b.jpg"])
    #expect(live.finish().ending == .exit(0))
  }

  @Test(arguments: ["-s @other -o @out", "-s @src -o @else", "-s @other -o @src/inside"])
  func `a waiting run begins when the other has ended`(_ line: String) throws {
    let box = try Sandbox()
    let live = try halted(box)
    let waiting = try box.start("--wait " + line)
    try #require(waiting.error.read(upTo: "waiting: "))
    #expect(live.finish().ending == .exit(0))
    let result = waiting.finish()
    // What the first run left in the source, a duplicate, is the second one's business.
    #expect(result.ending == .exit(0), "\(result)")
    if line.contains("@other") { #expect(box.files("other") == []) }
  }

  @Test func `a waiting run can be stopped, and changed nothing`() throws {
    let box = try Sandbox()
    let live = try halted(box)
    let waiting = try box.start("--wait -s @other -o @out")
    try #require(waiting.error.read(upTo: "waiting: "))
    waiting.send(SIGTERM)
    #expect(waiting.finish().ending == .signal(SIGTERM))
    #expect(box.files("other") == ["b.jpg"])
    #expect(live.finish().ending == .exit(0))
  }

  @Test func `a dead run stands in nobody's way`() throws {
    let box = try Sandbox()
    try box.write(["b.jpg": .photo(SampleMoment(2024, 1, 2))], in: "other")
    try box.killHalfway()
    #expect(try box.picsort("-s @other -o @src/inside").ending == .exit(0))
  }

  // MARK: The audit log

  /// The lines of the log without their times, users and process numbers.
  private func log(_ box: Sandbox) throws -> [String] {
    let text = String(
      decoding: try #require(Disk.read(box.path("out/.picsort/audit.log"))), as: UTF8.self)
    return text.split(separator: "\n").map { line in
      let words = line.split(separator: " ", omittingEmptySubsequences: false)
      #expect(words.count > 5)
      #expect(words[0].wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
      #expect(words[1].wholeMatch(of: /user=.*\(\d+\)/) != nil)
      #expect(words[2].hasPrefix("host=") && words[3].hasPrefix("pid="))
      return words[4...].joined(separator: " ")
        .replacing(box.root, with: "@").replacing(/[0-9a-f]{16}/, with: "ID")
    }
  }

  @Test func `the log tells of starts, ends, resumes, undos and refusals`() throws {
    let box = try Sandbox()
    try box.interruptHalfway()
    #expect(try box.picsort("-s @home -o @out").ending == .exit(3))
    #expect(try box.picsort("--resume -o @out").ending == .exit(0))
    #expect(try box.picsort("undo @out").ending == .exit(0))
    let lines = try log(box)
    #expect(lines.count == 7, "\(lines)")
    #expect(lines[0] == "start organize ID move @/src -> @/out")
    #expect(lines[1].hasPrefix("end ID interrupted items="))
    #expect(lines[1].hasSuffix("signal=2"))
    #expect(lines[2].hasPrefix("refused @/out holds an unfinished run of another source"))
    #expect(lines[3] == "resume organize ID")
    #expect(lines[4].hasPrefix("end ID completed items="))
    #expect(lines[5].hasPrefix("start undo ID"))
    #expect(lines[6].hasPrefix("end ID completed items="))
    #expect(Disk.entry(box.path("out/.picsort/audit.log"))?.permissions == 0o600)
  }

  @Test func `names cannot forge a line of the log`() throws {
    let box = try Sandbox()
    let name = "src\nX user=root(0) host=a pid=1 start organize"
    try box.write(["a.jpg": .photo(SampleMoment(2024, 1, 2))], in: name)
    let line = "-s @\(name.replacing(" ", with: "\u{1}")) -o @out"
    // The sandbox cuts command lines at blanks.
    #expect(try box.picsort(line, blank: "\u{1}").ending == .exit(0))
    let lines = try log(box)
    #expect(lines.count == 2)
    #expect(lines[0].contains("src%0AX user"))
  }
}
