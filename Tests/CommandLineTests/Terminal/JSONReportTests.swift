import Foundation
import PicsortCore
import Platform
import Testing

@testable import picsort

struct `The report for programs` {
  private func lines(_ events: [RunEvent], _ report: RunReport? = nil) throws -> [[String: Any]] {
    let terminal = FakeTerminal()
    let listener = self.listener(terminal)
    for event in events { listener.hear(event) }
    if let report { listener.finish(report) }
    terminal.console.flush()
    return try parsed(terminal)
  }

  private func listener(_ terminal: FakeTerminal) -> JSONReport {
    let progress = ProgressLine(console: terminal.console, mode: .never, clock: terminal.clock)
    return JSONReport(console: terminal.console, progress: progress, clock: terminal.clock)
  }

  private func parsed(_ terminal: FakeTerminal) throws -> [[String: Any]] {
    try terminal.outputLines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test func `ends with the promised summary`() throws {
    var report = sampleReport()
    report.seconds = 42.0625
    let terminal = FakeTerminal()
    listener(terminal).finish(report)
    #expect(
      terminal.output.hasPrefix(
        """
        {"event":"summary","operation":"20231225-1","found":1000,"moved":940,"copied":0,\
        "duplicates":30,"skipped":20,"failed":0,"left":10,"bytes":13800000000,"seconds":42.063,\
        "status":"completed",
        """))
    let summary = try #require(try parsed(terminal).last)
    #expect(summary["dry_run"] as? Bool == false)
    #expect(summary["problems"] as? Int == 0)
    #expect(summary["resume"] as? [String] == [])
  }

  @Test func `tells how to go on`() throws {
    var report = sampleReport()
    report.status = .interrupted
    report.signal = 15
    report.resumeArguments = ["--resume", "-o", "/a b"].map { Array($0.utf8) }
    let summary = try #require(try lines([], report).last)
    #expect(summary["status"] as? String == "interrupted")
    #expect(summary["signal"] as? Int == 15)
    #expect(summary["resume"] as? [String] == ["picsort", "--resume", "-o", "/a b"])
  }

  @Test func `gives the bytes of an output whose name is not UTF-8`() throws {
    var report = sampleReport()
    report.resumeArguments = [Array("-o".utf8), [0x2F, 0xFF]]
    let summary = try #require(try lines([], report).last)
    #expect(summary["resume"] as? [String] == ["picsort", "-o", "/\\xFF"])
    #expect(summary["resume_b64"] as? [String] == ["cGljc29ydA==", "LW8=", "L/8="])
  }

  @Test func `has one object for every event`() throws {
    let path = Path("/s/a")
    let output = Path("/out")
    let progress = RunProgress(phase: .move, items: 5, totalItems: 10, failures: 1)
    let objects = try lines([
      .started(operation: "1", output: output, stateFile: Path("/out/f"), resumed: progress),
      .phase(.scan),
      .progress(progress),
      .planned(PlannedItem(path: path, action: .delete, target: nil, note: "twin")),
      .settled(path: path, bytes: 7, outcome: .moved(to: Path("/out/12.2023/a"))),
      .settled(path: path, bytes: 7, outcome: .copied(to: Path("12.2023/a"))),
      .settled(path: path, bytes: 7, outcome: .duplicate(of: Path("/out/x"), handling: .leave)),
      .settled(path: path, bytes: 7, outcome: .skipped(reason: "r")),
      .settled(path: path, bytes: 7, outcome: .failed(reason: "r", nextStep: "n")),
      .settled(
        path: path, bytes: 7, outcome: .left(reason: "r", nextStep: "n", needsPerson: true)),
      .notice(Notice(.warning, "text", path: path)),
      .checkpoint(.batch, progress),
    ])
    #expect(
      objects.map { $0["event"] as? String } == [
        "started", "phase", "plan", "moved", "copied", "duplicate", "skipped", "failed", "left",
        "notice", "checkpoint",
      ])
    #expect(objects[0]["state_file"] as? String == "/out/f")
    #expect((objects[0]["resumed"] as? [String: Any])?["items"] as? Int == 5)
    #expect(objects[2]["action"] as? String == "delete")
    #expect(objects[2]["target"] is NSNull)
    #expect(objects[3]["target"] as? String == "12.2023/a")
    #expect(objects[4]["target"] as? String == "12.2023/a")
    #expect(objects[5]["of"] as? String == "x")
    #expect(objects[7]["next_step"] as? String == "n")
    #expect(objects[8]["needs_person"] as? Bool == true)
    #expect(objects[9]["severity"] as? String == "warning")
    #expect(objects[10]["kind"] as? String == "batch")
  }

  @Test func `names what failed and is no file of the run`() throws {
    var report = sampleReport()
    report.problems = [
      Problem(path: Path("/s/a"), reason: "r", nextStep: "n"),
      Problem(path: Path("/s/a.zip/../b"), reason: "bad name", nextStep: "look"),
    ]
    let failed = RunEvent.settled(
      path: Path("/s/a"), bytes: 7, outcome: .failed(reason: "r", nextStep: "n"))
    let objects = try lines([failed], report)
    #expect(objects.map { $0["event"] as? String } == ["failed", "problem", "summary"])
    #expect(objects[1]["path"] as? String == "/s/a.zip/../b")
    #expect(objects[1]["reason"] as? String == "bad name")
    #expect(objects[1]["next_step"] as? String == "look")
  }

  @Test func `has a summary even when the run did not start`() throws {
    let terminal = FakeTerminal()
    listener(terminal).finish(.refused("state of another source", nextStep: "--force"))
    let summary = try #require(try parsed(terminal).last)
    #expect(summary["event"] as? String == "summary")
    #expect(summary["status"] as? String == "failed")
    #expect(summary["stop_reason"] as? String == "state of another source")
    #expect(terminal.error == "picsort: state of another source\n  -> --force\n")
  }

  @Test func `keeps any path, and no control character reaches the stream`() throws {
    let names: [[UInt8]] = [
      Array("plain".utf8), Array("quote\"back\\slash".utf8), Array("\u{1}\n\u{1B}\u{7F}".utf8),
      Array("\u{85}\u{202E}\u{2028}".utf8), Array("für 日本 😀".utf8), [0x61, 0xFF, 0xFE], [0xFF],
    ]
    for name in names {
      var object = JSONObject()
      object.add("path", Path(bytes: name))
      let bytes = Array(object.line.utf8)
      #expect(!object.line.unicodeScalars.contains(where: SafeText.isDangerous))
      let parsed = try #require(
        try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String])
      if let encoded = parsed["path_b64"] {
        #expect(Data(base64Encoded: encoded).map(Array.init) == name)
        #expect(parsed["path"] == SafeText.escape(name))
      } else {
        #expect(parsed["path"].map { Array($0.utf8) } == name)
      }
    }
  }

  @Test(
    arguments: [
      (0, "0.000"), (0.0004, "0.000"), (1.5, "1.500"), (-3, "0.000"), (.nan, "0.000"),
      (12.3456, "12.346"),
    ] as [(Double, String)])
  func `writes seconds as a number that every parser takes`(seconds: Double, text: String) {
    var object = JSONObject()
    object.add("s", seconds: seconds)
    #expect(object.line == "{\"s\":\(text)}")
  }

  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func `writes base 64`(text: String, encoded: String) {
    #expect(Base64.encode(Array(text.utf8)) == encoded)
  }
}
