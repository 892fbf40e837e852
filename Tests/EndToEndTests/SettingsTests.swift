import Foundation
import SampleMedia
import Testing

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
      """
      --on-complete \(note) >> \(box.path("done"))
      --on-interrupt \(note) >> \(box.path("stopped"))
      """,
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
