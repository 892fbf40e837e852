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

/// Settings files, variables and hooks, with the real program.
@Suite struct SettingsTests {
  private func write(
    _ settings: String, _ box: Sandbox, at path: String = "home/.config/picsort/config"
  )
    throws
  {
    try Disk.write(Array(settings.utf8), to: box.path(path))
  }

  @Test func `a settings file and variables decide what the line leaves open`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(SampleMoment(2024, 1, 2))])
    try write("# mine\n--copy\n--layout {yyyy}/{MM}\n", box)
    let variables = ["PICSORT_LAYOUT": "{yyyy}"]
    #expect(try box.picsort("-s @src -o @out", environment: variables).ending == .exit(0))
    #expect(box.files("out") == ["2024/a.jpg"])
    #expect(box.files("src") == ["a.jpg"])
    #expect(try box.picsort("-s @src -o @out2 --move --no-config").ending == .exit(0))
    #expect(box.files("out2") == ["01.2024/a.jpg"])
  }

  @Test func `a bad settings file keeps everything as it is`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(SampleMoment(2024, 1, 2))])
    try write("--cpoy\n", box)
    let before = box.snapshot()
    let result = try box.picsort("-s @src -o @out")
    #expect(result.ending == .exit(2))
    #expect(result.talk.contains("@home/.config/picsort/config, line 1: unknown option '--cpoy'"))
    #expect(box.snapshot() == before)
  }

  @Test func `an unfinished run keeps what it was begun with`() throws {
    let box = try Sandbox()
    try write("--layout {yyyy}\n", box)
    try box.interruptHalfway()
    try write("--layout {MM}\n", box)
    let resumed = try box.picsort("--resume -o @out")
    #expect(resumed.ending == .exit(0), "\(resumed)")
    #expect(!resumed.talk.contains("parameters changed"))
    #expect(box.files("out").allSatisfy { $0.hasPrefix("2023/") })
  }

  @Test func `hooks run after the books are closed, and know how it went`() throws {
    let box = try Sandbox()
    let note =
      "printf '%s %s %s\\n' \"$PICSORT_RUN_STATUS\" \"$PICSORT_RUN_MOVED\""
      + " \"$(tail -n 1 \"$PICSORT_RUN_OUTPUT/.picsort/state.jsonl\" | cut -c1-28)\""
    try write(
      "--on-complete \(note) >> \(box.path("done"))\n--on-interrupt \(note) >> \(box.path("stopped"))\n",
      box)
    try box.interruptHalfway()
    let stopped = String(decoding: try #require(Disk.read(box.path("stopped"))), as: UTF8.self)
    #expect(stopped.hasPrefix("interrupted "))
    #expect(stopped.contains("{\"type\":\"end\""))
    #expect(Disk.read(box.path("done")) == nil)
    #expect(try box.picsort("--resume -o @out --json").ending == .exit(0))
    let done = String(decoding: try #require(Disk.read(box.path("done"))), as: UTF8.self)
    #expect(done.hasPrefix("completed \(LongLibrary.count - 1) {\"type\":\"end\""), "\(done)")
  }

  @Test func `a hook that fails or prints spoils neither the ending nor the JSON`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(SampleMoment(2024, 1, 2))])
    try write("--on-complete echo from the hook; exit 4\n", box)
    let result = try box.picsort("-s @src -o @out --json")
    #expect(result.ending == .exit(0))
    #expect(try result.summary().count("moved") == 1)
    #expect(result.error.contains("from the hook"))
    #expect(result.error.contains("--on-complete ended with status 4"))
  }
}
