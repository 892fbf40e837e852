import Foundation
import PicsortCore
import Platform
import Testing

@testable import picsort

struct `The exit status` {
  @Test(arguments: picsort.ExitStatus.allCases)
  func `has a sentence`(status: picsort.ExitStatus) {
    #expect(status.sentence.last == ".")
    #expect(status.sentence.count < 76)
  }

  /// Scripts rely on these numbers (design, section 4).
  @Test func `keeps its numbers`() {
    #expect(picsort.ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 5, 129, 130, 143])
  }

  @Test func `is 0 for a run that did all it could`() {
    #expect(Ending(sampleReport()) == .exit(.done))
    #expect(Ending(RunReport(operation: "1", output: Path("/o"))) == .exit(.done))
  }

  @Test func `is 1 when a file failed or needs a person`() {
    var failed = sampleReport()
    (failed.tally.left, failed.tally.failed) = (9, 1)
    #expect(Ending(failed) == .exit(.problems))
    var left = sampleReport()
    left.problems = [Problem(path: Path("/a"), reason: "r", nextStep: "n")]
    #expect(Ending(left) == .exit(.problems))
  }

  @Test func `is 1 when the numbers do not add up`() {
    var report = sampleReport()
    report.tally.found += 1
    #expect(Ending(report) == .exit(.problems))
  }

  @Test(arguments: [RunStatus.paused, .failed, .interrupted])
  func `is 1 for a run that did not get to its end`(status: RunStatus) {
    var report = sampleReport()
    report.status = status
    #expect(Ending(report) == .exit(.problems))
  }

  @Test(arguments: [1, 2, 15] as [Int32])
  func `is the signal's own when a signal stopped the run`(signal: Int32) {
    var report = sampleReport()
    report.status = .interrupted
    report.signal = signal
    #expect(Ending(report) == .signal(signal))
    #expect(picsort.ExitStatus(rawValue: 128 + signal) != nil)
  }

  @Test func `tells the reasons for not running apart`() {
    #expect(Ending(RunError.usage("x")) == .exit(.usage))
    #expect(Ending(RunError.refused("x", nextStep: "")) == .exit(.refused))
    #expect(Ending(RunError.locked("x", nextStep: "")) == .exit(.locked))
    #expect(Ending(RunError.failed("x", nextStep: "")) == .exit(.problems))
  }
}

struct `The program` {
  @Test func `shows its usage on standard error when nothing is asked`() {
    let terminal = FakeTerminal()
    #expect(Program.run([], terminal.context()) == .exit(.usage))
    #expect(terminal.output == "")
    #expect(terminal.error.contains("Usage: picsort -s SOURCE"))
  }

  @Test(arguments: ["-V", "--version"])
  func `shows its version on standard output`(line: String) {
    let terminal = FakeTerminal()
    #expect(Program.run(words(line), terminal.context()) == .exit(.done))
    #expect(terminal.output == "picsort \(ProgramVersion.text)\n")
    #expect(terminal.error == "")
  }

  @Test(arguments: [
    ("-h", "-s, --source PATH  "), ("--help", "Exit status:"), ("help", "Exit status:"),
    ("help help", "help [COMMAND]"), ("help --help", "help [COMMAND]"),
    ("help -h", "help [COMMAND]"),
    ("help organize", "Exit status:"), ("-s a --help", "Exit status:"),
  ])
  func `shows help on standard output`(line: String, part: String) {
    let terminal = FakeTerminal()
    #expect(Program.run(words(line), terminal.context()) == .exit(.done))
    #expect(terminal.output.contains(part))
    #expect(terminal.error == "")
  }

  @Test func `gives the same help both ways`() {
    let (left, right) = (FakeTerminal(), FakeTerminal())
    _ = Program.run(words("help help"), left.context())
    _ = Program.run(words("help --help"), right.context())
    #expect(left.output == right.output)
  }

  @Test(arguments: [
    "undo a b", "undo -o a", "report", "resume shwo", "resume delete", "explain", "explain -o x y",
    "help report",
    "help nix",
    "--nix", "-s",
    "-n", "Photos", "-s a --timezone 5", "-s a --progress often",
  ])
  func `refuses nonsense with a next step, and runs nothing`(line: String) {
    let terminal = FakeTerminal()
    let context = terminal.context { _, _ throws(RunError) in
      Issue.record("nothing must run")
      throw .usage("")
    }
    #expect(Program.run(words(line), context) == .exit(.usage))
    #expect(terminal.output == "")
    #expect(terminal.error.hasPrefix("picsort: "))
    #expect(terminal.error.contains("\n  -> "))
  }

  @Test(arguments: GeneratedDocument.allCases)
  func `generates its documents`(document: GeneratedDocument) {
    let terminal = FakeTerminal()
    let ending = Program.run(words("--generate \(document.rawValue)"), terminal.context())
    #expect(ending == .exit(.done))
    #expect(terminal.outputLines.count > 30)
  }

  @Test func `hands the settings over and prints what came of it`() {
    let terminal = FakeTerminal()
    let context = terminal.context { settings, listener throws(RunError) in
      #expect(settings.sources == [Path("/here/a")])
      #expect(settings.output == Path("/o"))
      listener.hear(.phase(.scan))
      return sampleReport()
    }
    #expect(Program.run(words("-s a -o /o"), context) == .exit(.done))
    #expect(terminal.output.contains("found 1,000 = moved 940"))
  }

  @Test func `prints nothing but JSON on standard output when asked to`() {
    let terminal = FakeTerminal()
    let context = terminal.context { _, listener throws(RunError) in
      listener.hear(.phase(.scan))
      return sampleReport()
    }
    #expect(Program.run(words("--json -v -s a"), context) == .exit(.done))
    #expect(terminal.outputLines.allSatisfy { $0.hasPrefix("{\"event\":") && $0.hasSuffix("}") })
    #expect(terminal.outputLines.last?.hasPrefix("{\"event\":\"summary\"") == true)
  }

  @Test func `writes everything before it leaves by a signal`() {
    let terminal = FakeTerminal()
    let context = terminal.context { _, _ throws(RunError) in
      var report = sampleReport()
      (report.status, report.signal, report.resumeArguments) = (.interrupted, 2, words("--resume"))
      return report
    }
    #expect(Program.run(words("-s a"), context) == .signal(2))
    #expect(terminal.outputLines.last == "  picsort --resume")
  }

  @Test(arguments: [(EPIPE, Ending.exit(.done), ""), (ENOSPC, .exit(.problems), "picsort: ")])
  func `tells a reader that went away from results that were lost`(
    code: Int32, ending: Ending, complaint: String
  ) {
    let terminal = FakeTerminal()
    terminal.outputError = code
    #expect(Program.run(words("--help"), terminal.context()) == ending)
    #expect(terminal.error.hasPrefix(complaint) && terminal.error.isEmpty == complaint.isEmpty)
  }

  @Test func `maps an error of the run to its status`() {
    let terminal = FakeTerminal()
    let context = terminal.context { _, _ throws(RunError) in
      throw .locked("another run is at work in /o", nextStep: "wait")
    }
    #expect(Program.run(words("-s a"), context) == .exit(.locked))
    #expect(terminal.error.contains("another run is at work in /o\n  -> wait\n"))
  }

  @Test(
    arguments: [
      ("-s a", [:], true), ("-s a --no-color", [:], false), ("-s a", ["NO_COLOR": "1"], false),
      ("-s a", ["NO_COLOR": ""], true), ("-s a --color", ["NO_COLOR": "1"], true),
    ] as [(String, [String: String], Bool)])
  func `uses colors as it is told`(line: String, environment: [String: String], isColored: Bool) {
    let terminal = FakeTerminal(isTerminal: true)
    let context = terminal.context(environment) { _, listener throws(RunError) in
      listener.hear(.notice(Notice(.warning, "careful")))
      return sampleReport()
    }
    _ = Program.run(words(line), context)
    #expect(terminal.error.contains("\u{1B}[33m") == isColored)
  }
}
