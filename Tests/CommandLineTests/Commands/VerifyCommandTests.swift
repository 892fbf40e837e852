import PicsortCore
import Platform
import Testing

@testable import picsort

struct `The command verify` {
  private static let digest = SHA256.digest(of: [1])
  private static let other = SHA256.digest(of: [2])
  private static let missing = VerifyEvent.difference(
    Difference(path: Path("12.2023/a\u{1B}.jpg"), kind: .missing))
  private static let problem = VerifyEvent.problem(
    Problem(path: Path("x"), reason: "no", nextStep: "look"))

  private func run(
    _ line: String, _ terminal: FakeTerminal = FakeTerminal(), stopSignal: Int32? = nil,
    events: [VerifyEvent] = [], change: @escaping (inout VerifyReport) -> Void = { _ in }
  ) -> Ending {
    let context = terminal.context(
      stopSignal: stopSignal,
      verify: { _, tell throws(RunError) in
        var report = VerifyReport(output: Path("/out"))
        for event in events {
          if case .difference = event { report.differences += 1 }
          if case .problem = event { report.problems += 1 }
          if !tell(event) { break }
        }
        change(&report)
        return report
      })
    return Program.run(words(line), context)
  }

  @Test func `hands over what was asked for, paths as they are needed`() {
    let terminal = FakeTerminal()
    let context = terminal.context(verify: { settings, _ throws(RunError) in
      #expect(
        settings
          == VerifySettings(
            target: TargetWords(
              operand: Path("1a2b"), output: Path("/here/out"), stateFile: Path("/s"),
              workingDirectory: Path("/here")),
            readsContent: true, listsHashes: false))
      return VerifyReport(output: Path("/here/out"))
    })
    let line = "verify 1a2b --full -o out --state-file /s"
    #expect(Program.run(words(line), context) == .exit(.done))
  }

  @Test func `a manifest reads every file`() {
    #expect(VerifySettings(listsHashes: true).readsContent)
  }

  @Test func `is 4 for differences, else 1 for what could not be read, else 0`() {
    #expect(run("verify a") == .exit(.done))
    #expect(run("verify a", events: [Self.problem]) == .exit(.problems))
    #expect(run("verify a", events: [Self.missing]) == .exit(.differences))
    #expect(run("verify a", events: [Self.problem, Self.missing]) == .exit(.differences))
  }

  @Test(arguments: [
    (RunError.usage("x"), Ending.exit(.usage)),
    (.refused("x", nextStep: "y"), .exit(.refused)),
    (.locked("x", nextStep: "y"), .exit(.locked)),
    (.failed("x", nextStep: "y"), .exit(.problems)),
  ])
  func `leaves as the error says, and JSON ends in a summary all the same`(
    error: RunError, ending: Ending
  ) {
    let terminal = FakeTerminal()
    let context = terminal.context(verify: { _, _ throws(RunError) in throw error })
    #expect(Program.run(words("verify a --json"), context) == ending)
    #expect(terminal.outputLines.count == 1)
    #expect(terminal.output.contains("\"status\":\"failed\""))
    #expect(terminal.output.contains("\"safe_to_continue\":false"))
    #expect(terminal.error.hasPrefix("picsort: x\n"))
  }

  @Test(arguments: [
    "verify a b", "verify --copy a", "verify --nix", "verify -s a", "verify -n",
    "verify --manifest --json", "explain --full a", "--full -s a",
  ])
  func `refuses a line that makes no sense`(line: String) {
    let terminal = FakeTerminal()
    #expect(run(line, terminal) == .exit(.usage))
    #expect(terminal.output == "")
    #expect(terminal.error.contains("\n  -> "))
  }

  @Test func `leaves by the signal that stopped it, and tells what was done so far`() {
    let terminal = FakeTerminal()
    #expect(run("verify a", terminal, stopSignal: 2) { $0.isInterrupted = true } == .signal(2))
    #expect(terminal.output.hasPrefix("Stopped: 0 of 0 files"))
    #expect(terminal.output.hasSuffix("not everything was looked at.\n"))
  }

  @Test func `names each difference, its cause and the next step, and harms no terminal`() {
    let terminal = FakeTerminal()
    _ = run("verify a", terminal, events: [Self.missing])
    #expect(
      terminal.outputLines.first
        == "missing  12.2023/a\\x1B.jpg: "
        + "it was sorted to this name, and no file of this name is there")
    #expect(terminal.outputLines.dropFirst().first?.hasPrefix("  -> ") == true)
    #expect(terminal.outputLines.last?.hasPrefix("Look at what is named above") == true)
  }

  @Test func `is silent with --quiet but for what is wrong`() {
    let terminal = FakeTerminal()
    _ = run("verify -q a", terminal, events: [.sound(Path("a"), .same)])
    #expect(terminal.output + terminal.error == "")
    _ = run("verify -q a", terminal, events: [Self.missing])
    #expect(terminal.outputLines.count == 2)
  }

  @Test func `names every file with --verbose`() {
    let terminal = FakeTerminal()
    let events: [VerifyEvent] = [
      .sound(Path("a"), .same), .sound(Path("b"), .verified), .sound(Path("c"), .noted),
      .duplicate(Path("c"), of: Path("a")),
    ]
    _ = run("verify -v a", terminal, events: events)
    #expect(
      terminal.outputLines.prefix(4) == [
        "same      a", "verified  b", "noted     c", "duplicate c: same bytes as a",
      ])
  }

  @Test func `prints nothing but the list with --manifest`() {
    let terminal = FakeTerminal()
    let events = [Self.missing, .listed(Path("a b"), Self.digest), Self.problem]
    #expect(run("verify --manifest a", terminal, events: events) == .exit(.differences))
    #expect(terminal.output == "\(Self.digest.hex)  a b\n")
    #expect(terminal.error.contains("missing  12.2023/"))
    #expect(terminal.error.contains("Compared: "))
  }

  @Test func `stops when the reader has gone`() {
    let terminal = FakeTerminal(isTerminal: true)
    terminal.outputError = 32
    var heard = 0
    let context = terminal.context(verify: { _, tell throws(RunError) in
      while tell(Self.missing) { heard += 1 }
      return VerifyReport(output: Path("/out"))
    })
    _ = Program.run(words("verify a"), context)
    #expect(heard == 0)
  }
}

struct `A verification for programs` {
  @Test func `has its members in their fixed order`() {
    var report = VerifyReport(output: Path("/out"))
    report.files = 4
    report.checked = 3
    report.differences = 2
    report.hashed = 1
    report.bytes = 99
    report.seconds = 1.5
    #expect(
      VerificationObject.summary(report).line.hasPrefix(
        """
        {"event":"summary","files":4,"checked":3,"differences":2,"hashed":1,"bytes":99,\
        "seconds":1.500,"safe_to_continue":false,"status":"completed","output":"/out",
        """))
  }

  @Test func `says of a difference what was and what is`() {
    func line(_ kind: Difference.Kind) -> String {
      VerificationObject.difference(Difference(path: Path("a"), kind: kind)).line
    }
    let start = #"{"event":"difference","path":"a","kind":"#
    #expect(line(.missing).hasPrefix(start + #""missing","cause":""#))
    #expect(
      line(.size(expected: 1, found: 2)).hasPrefix(start + #""size","expected":1,"found":2,"#))
    #expect(
      line(.time(expected: 1, found: 2))
        .hasPrefix(start + #""time","expected_ns":1,"found_ns":2,"#))
    #expect(line(.journalDamaged(offset: 7)).hasPrefix(start + #""journal-damaged","offset":7,"#))
    #expect(
      line(.vanished(source: Path("/s/a"))).hasPrefix(start + #""vanished","source":"/s/a","#))
  }
}

struct `A verification for people` {
  private static let digest = SHA256.digest(of: [1])

  @Test func `has its own words for every difference`() {
    let kinds: [Difference.Kind] = [
      .missing, .replaced(.folder), .size(expected: 1, found: 2), .time(expected: 1, found: 2),
      .content(expected: Self.digest, found: Self.digest), .vanished(source: Path("/a")),
      .sourceChanged, .journalMissing, .journalDamaged(offset: 1), .journalFault(.noHeader),
    ]
    #expect(Set(kinds.map(\.word)).count == kinds.count)
    #expect(Set(kinds.map(\.cause)).count == kinds.count)
    #expect(kinds.allSatisfy { !$0.nextStep.isEmpty && $0.nextStep.last != "." })
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00 UTC"), (1_703_514_600_999_999_999, "2023-12-25 14:30:00 UTC"),
    (-1, "1969-12-31 23:59:59 UTC"),
  ])
  func `writes times as people read them`(nanoseconds: Int, text: String) {
    #expect(UTCTime.text(nanoseconds) == text)
  }

  @Test func `says in one sentence whether it is safe to go on`() {
    var report = VerifyReport(output: Path("/my out"))
    #expect(VerificationText.sentence(report) == "It is safe to go on: no run is unfinished.")
    report.isUnfinished = true
    report.waiting = 3
    #expect(VerificationText.sentence(report).contains("(3 files to go)"))
    #expect(
      VerificationText.sentence(report).hasSuffix("Go on with: picsort --resume -o '/my out'"))
    report.problems = 1
    #expect(VerificationText.sentence(report).hasPrefix("It is not safe to go on"))
  }

  @Test(arguments: [
    ("a", "H  a"), ("a b\t", "H  a b\t"), ("a\\b", "\\H  a\\\\b"), ("a\nb", "\\H  a\\nb"),
    ("a\rb", "\\H  a\\rb"),
  ])
  func `escapes names as sha256sum does`(name: String, line: String) {
    #expect(
      String(decoding: ChecksumLine.bytes(Self.digest, Path(name)), as: UTF8.self)
        == line.replacing("H", with: Self.digest.hex))
  }

  @Test func `leaves bytes that are no UTF-8 as they are`() {
    #expect(ChecksumLine.bytes(Self.digest, Path(bytes: [0x61, 0xFF])).suffix(2) == [0x61, 0xFF])
  }
}
