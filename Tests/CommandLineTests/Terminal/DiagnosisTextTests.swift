import PicsortCore
import Platform
import Testing

@testable import picsort

@Suite("Why the last run stopped, in words")
struct DiagnosisTextTests {
  private func story(_ cause: StopCause = .killed, total: Int? = 5_000) -> StopStory {
    StopStory(
      operation: "op",
      diagnosis: Diagnosis(
        cause: cause,
        evidence: ["killed, most likely: no end\u{1B}[2J", "the boot id is the same"],
        confidence: 97,
        parts: [Diagnosis.Part(name: "integrity", score: 100, reason: "4 seals")],
        risk: "Going on is safe."),
      done: 1_234, total: total, checkpointAge: 3, isForced: false)
  }

  @Test func `two lines say what happened, how far it was and what going on risks`() {
    let lines = DiagnosisText.lines(story(), verbosity: .normal, width: 500)
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("Last run: killed, most likely") == true)
    #expect(
      lines.last
        == "1,234 of 5,000 files were done; the last checkpoint is 3 s old. Going on is safe.")
    #expect(!lines.joined().contains("\u{1B}"))
  }

  @Test func `with -v every piece of evidence and every part of the score is told`() {
    let text = DiagnosisText.lines(story(), verbosity: .verbose, width: 500).joined(separator: "\n")
    #expect(text.contains("seen: the boot id is the same"))
    #expect(text.contains("confidence: 97 of 100"))
    #expect(text.contains("integrity 100: 4 seals"))
  }

  @Test func `a run without a plan moved nothing`() {
    let lines = DiagnosisText.lines(story(total: nil), verbosity: .normal, width: 500)
    #expect(lines.last?.hasPrefix("1,234 files were read, none was moved") == true)
  }

  private func report(
    _ terminal: FakeTerminal, _ verbosity: Verbosity = .normal, prompt: RecoveryPrompt? = nil
  ) -> TextReport {
    TextReport(
      console: terminal.console, style: ReportStyle(verbosity: verbosity),
      progress: ProgressLine(
        console: terminal.console, mode: .never, verbosity: verbosity, copies: false,
        clock: terminal.clock),
      clock: terminal.clock, prompt: prompt)
  }

  @Test func `what somebody asked for is told only with -v, and nothing with -q`() {
    for (cause, verbosity, isTold) in [
      (StopCause.killed, Verbosity.normal, true), (.signal, .normal, false),
      (.paused, .normal, false), (.signal, .verbose, true), (.killed, .quiet, false),
    ] {
      let terminal = FakeTerminal()
      report(terminal, verbosity).hear(.diagnosis(story(cause)))
      #expect(terminal.error.contains("Last run:") == isTold, "\(cause) \(verbosity)")
    }
  }

  @Test func `what was told with the question is not told again`() {
    let terminal = FakeTerminal(isTerminal: true)
    let report = report(terminal, prompt: prompt(terminal, ["q"]))
    #expect(report.choose(story()) == .quit)
    report.hear(.diagnosis(story()))
    #expect(terminal.errorLines.count { $0.contains("Last run:") } == 1)
  }

  @Test func `programs get every member`() {
    let line = JSONObject.diagnosis(story()).line
    for member in [
      "\"event\":\"diagnosis\"", "\"cause\":\"killed\"", "\"confidence\":97", "\"parts\":[{",
      "\"evidence\":[", "\"risk\":", "\"done\":1234", "\"total\":5000",
    ] {
      #expect(line.contains(member), "\(member) is missing: \(line)")
    }
  }

  // MARK: - The question

  private func prompt(_ terminal: FakeTerminal, _ lines: [String], isStopping: Bool = false)
    -> RecoveryPrompt
  {
    var rest = lines[...]
    return RecoveryPrompt(
      console: terminal.console, typedLine: { rest.popFirst().map { Array($0.utf8) } },
      isStopping: { isStopping })
  }

  @Test(arguments: [
    ("", RecoveryAnswer.chosen(.goOn)), ("c", .chosen(.goOn)), ("C ", .chosen(.goOn)),
    ("b", .chosen(.batch)), ("Fresh", .chosen(.fresh)), ("f\r", .chosen(.fresh)), ("q", .quit),
  ])
  func `each answer is understood`(line: String, answer: RecoveryAnswer) {
    #expect(prompt(FakeTerminal(), [line]).ask() == answer)
  }

  @Test func `an unknown answer is asked for once more`() {
    #expect(prompt(FakeTerminal(), ["what?", "b"]).ask() == .chosen(.batch))
    #expect(prompt(FakeTerminal(), ["what?", "yes"]).ask() == .unclear)
    #expect(prompt(FakeTerminal(), []).ask() == .unclear)
    #expect(prompt(FakeTerminal(), [], isStopping: true).ask() == .interrupted)
  }

  @Test func `the question stands on a line of its own, and the answer behind it`() {
    let terminal = FakeTerminal(isTerminal: true)
    _ = prompt(terminal, ["c"]).ask()
    #expect(terminal.error.hasSuffix("[q]uit? [C] "))
  }

  // MARK: - Options

  @Test(arguments: [
    "-s a --force --recover continue", "-s a --force --recover batch",
    "-s a --force --from-checkpoint 2", "-s a --from-checkpoint 2 --recover batch",
    "-s a --from-checkpoint 2 --recover fresh",
  ])
  func `ways that exclude each other are refused`(line: String) throws {
    let request = try ArgumentReader().read(words(line))
    #expect(throws: ArgumentError.self) {
      try request.options.runSettings(workingDirectory: Path("/here"))
    }
  }

  @Test func `a way to recover reaches the settings`() throws {
    let request = try ArgumentReader().read(words("-s a --recover batch"))
    let settings = try request.options.runSettings(workingDirectory: Path("/here"))
    #expect(settings.recovery == RecoveryWish(choice: .batch))
    let other = try ArgumentReader().read(words("-s a --from-checkpoint 5"))
    #expect(
      try other.options.runSettings(workingDirectory: Path("/here")).recovery
        == RecoveryWish(checkpoint: 5))
    #expect(throws: ArgumentError.self) {
      try ArgumentReader().read(words("-s a --from-checkpoint 6"))
    }
  }
}
