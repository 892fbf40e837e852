import Foundation
import MediaMetadata
import PicsortCore
import Platform
import Testing

@testable import picsort

struct `The command explain` {
  private static let problem = Problem(
    path: Path("nix\u{1B}.jpg"), reason: "there is no such file", nextStep: "look again")

  private func run(
    _ line: String, _ terminal: FakeTerminal, events: [ExplainEvent]
  ) -> Ending {
    let context = terminal.context(explain: { _, _, tell throws(RunError) in
      for event in events { if !tell(event) { return } }
    })
    return Program.run(words(line), context)
  }

  @Test func `hands over what decides a date, and the files as they are named`() {
    let terminal = FakeTerminal()
    let context = terminal.context(explain: { configuration, files, _ throws(RunError) in
      #expect(configuration.timezone == "Europe/Berlin")
      #expect(configuration.usesModificationTime)
      #expect(files == [Path("a.jpg"), Path("./-b")])
    })
    let line = "--timezone Europe/Berlin explain a.jpg --use-mtime ./-b"
    #expect(Program.run(words(line), context) == .exit(.done))
    #expect(terminal.error == "picsort: no photo and no video was found\n")
  }

  @Test func `is 1 when a file could not be explained, and goes on with the others`() {
    let terminal = FakeTerminal()
    let events: [ExplainEvent] = [.problem(Self.problem), .explained(sampleExplanation())]
    #expect(run("explain a b", terminal, events: events) == .exit(.problems))
    #expect(terminal.error == "picsort: nix\\x1B.jpg: there is no such file\n  -> look again\n")
    #expect(terminal.output.hasPrefix("trip/a.mov\n"))
  }

  @Test(arguments: [
    "explain", "explain --json", "explain x --layout {yyyy}", "explain x --timezone 5",
    "explain -s x y", "explain x --nix",
  ])
  func `refuses a line that makes no sense`(line: String) {
    let terminal = FakeTerminal()
    #expect(run(line, terminal, events: [.explained(sampleExplanation())]) == .exit(.usage))
    #expect(terminal.output == "")
    #expect(terminal.error.contains("\n  -> "))
  }

  @Test func `prints one JSON object a file and nothing else`() throws {
    let terminal = FakeTerminal()
    let events: [ExplainEvent] = [
      .explained(sampleExplanation()), .problem(Self.problem), .explained(sampleExplanation()),
    ]
    #expect(run("explain --json a b c", terminal, events: events) == .exit(.problems))
    #expect(terminal.outputLines.count == 2)
    #expect(terminal.outputLines.allSatisfy { $0.hasPrefix("{\"path\":") && $0.hasSuffix("}") })
  }

  @Test func `stops when the reader has gone, and ends quietly`() {
    let terminal = FakeTerminal(isTerminal: true)
    terminal.outputError = EPIPE
    var told = 0
    let context = terminal.context(explain: { _, _, tell throws(RunError) in
      while tell(.explained(sampleExplanation())) { told += 1 }
    })
    #expect(Program.run(words("explain a"), context) == .exit(.done))
    #expect(told == 0)
  }

  @Test func `leaves by the signal that stopped it`() {
    let terminal = FakeTerminal()
    let context = terminal.context(stopSignal: 15)
    #expect(Program.run(words("explain a"), context) == .signal(15))
  }

  @Test func `says what a zone is that this system does not know`() {
    let terminal = FakeTerminal()
    let context = terminal.context(explain: { _, _, _ throws(RunError) in
      throw .usage("--timezone X: not a zone this system knows")
    })
    #expect(Program.run(words("explain a --timezone X"), context) == .exit(.usage))
    #expect(terminal.error.contains("not a zone"))
  }
}

struct `An explanation for programs` {
  @Test func `has its members in their fixed order`() {
    let line = ExplanationObject.object(sampleExplanation()).line
    #expect(
      line.hasPrefix(
        """
        {"path":"trip/a.mov","date":"2024-01-01T00:30:00","offset":"+01:00",\
        "source":"quicktime:creationdate","confidence":"high","month":"01.2024","candidates":[\
        {"source":"quicktime:creationdate","date":"2024-01-01T00:30:00","offset":"+01:00",\
        "zone":"offset","precision":"second","accepted":true,"outcome":"chosen",\
        "why":"chosen: the most believed source with a plausible date",\
        "raw":"2024-01-01T00:30:00+0100"},\
        {"source":"quicktime:mvhd","date":"1904-01-01T00:00:00","offset":"+00:00",\
        "zone":"utc","precision":"second","accepted":false,"outcome":"rejected",\
        "why":"rejected: it is time zero of a clock: the field was never set","raw":0}],
        """))
    #expect(
      line.hasSuffix(
        """
        "precision":"second","rule":"stated-offset","offset_basis":"stated","notes":[],\
        "role":"video","format":"QuickTime","make":"Apple","model":"Apple \\"13\\"",\
        "companions":["a.xmp"]}
        """))
  }

  @Test func `has nulls and the source none where there is no date`() throws {
    var explanation = sampleExplanation()
    explanation.verdict = DateVerdict(chosen: nil, candidates: [])
    explanation.sortedBy = nil
    #expect(
      ExplanationObject.object(explanation).line.hasPrefix(
        """
        {"path":"trip/a.mov","date":null,"offset":null,"source":"none","confidence":null,\
        "month":null,"candidates":[],
        """))
  }

  @Test func `gives a name that is not UTF-8 in two forms`() {
    var explanation = sampleExplanation()
    explanation.path = Path(bytes: [0x61, 0xFF])
    let line = ExplanationObject.object(explanation).line
    #expect(line.hasPrefix("{\"path\":\"a\\\\xFF\",\"path_b64\":\"Yf8=\",\"date\":"))
  }
}

struct `An explanation for people` {
  private func lines(_ explanation: Explanation, width: Int = 80) -> [String] {
    ExplanationText(explanation: explanation, width: width).lines
  }

  @Test func `is a table`() {
    #expect(
      lines(sampleExplanation()) == [
        "trip/a.mov",
        "  date        2024-01-01 00:30:00 +01:00",
        "  month       01.2024",
        "  source      quicktime:creationdate",
        "  confidence  high",
        "  clock       as written, with the offset beside it",
        "  file        QuickTime video, Apple \"13\"",
        "  with it     a.xmp",
        "",
        "  candidates, the most believed first:",
        "  > quicktime:creationdate  2024-01-01 00:30:00 +01:00  chosen",
        "      read from '2024-01-01T00:30:00+0100'",
        "    quicktime:mvhd          1904-01-01 00:00:00 UTC     rejected",
        "      it is time zero of a clock: the field was never set",
        "      read from 0",
      ])
  }

  @Test func `says when there is no date`() {
    var explanation = sampleExplanation()
    explanation.verdict = DateVerdict(chosen: nil, candidates: [])
    explanation.sortedBy = nil
    #expect(lines(explanation)[1] == "  date        none: nothing in or beside the file says one")
  }

  @Test func `says what is no photo and no video`() {
    let none = DateVerdict(chosen: nil, candidates: [])
    var explanation = Explanation(path: Path("a"), facts: FileFacts(role: .other), verdict: none)
    #expect(lines(explanation) == ["a", "  file        neither a photo nor a video"])
    explanation = Explanation(
      path: Path("a"), facts: FileFacts(role: .sidecar), verdict: none, owner: Path("b\n"))
    #expect(lines(explanation).last == "  file        a sidecar, it goes with b\\x0A")
    explanation.path = Path(".a")
    #expect(lines(explanation).last == "  run         passes over files of this name: hidden")
  }

  @Test func `shows no control character and stays within the width`() {
    var explanation = sampleExplanation()
    let claim = DateClaim(
      source: .exifDateTimeOriginal, dateTime: .unixEpoch, zone: .local,
      raw: .text("\u{1B}[2J" + String(repeating: "x", count: 200)))
    explanation.verdict = DateVerdict(
      chosen: nil, candidates: [DateCandidate(claim: claim, outcome: .rejected(.zeroEpoch))])
    explanation.facts.details.model = "X\u{202E}Y"
    let text = lines(explanation)
    #expect(text.allSatisfy { $0.count <= 80 })
    #expect(!text.joined().unicodeScalars.contains(where: SafeText.isDangerous))
  }

  @Test func `says no more of a date than is known`() {
    for (precision, text) in [
      (DatePrecision.month, "2024-01"), (.day, "2024-01-01"), (.minute, "2024-01-01 00:30 +01:00"),
    ] {
      #expect(lines(sampleExplanation(precision))[1] == "  date        " + text)
    }
  }

  @Test func `has words for every rule and every note`() {
    let words =
      ZoneRule.allCases.map(\.explanation) + ConfidenceNote.allCases.map(\.explanation)
    #expect(Set(words).count == words.count)
    #expect(words.allSatisfy { !$0.isEmpty && $0.last != "." })
  }

  @Test(arguments: [
    (3600, "+01:00"), (-12_600, "-03:30"), (0, "+00:00"), (-1521, "-00:25:21"),
    (Int.min, "-99:59:59"),
  ])
  func `writes offsets as ISO 8601 does`(seconds: Int, text: String) {
    #expect(Figures.offset(seconds) == text)
  }
}

/// A video whose creation date is believed and whose header was never set.
private func sampleExplanation(_ precision: DatePrecision = .second) -> Explanation {
  let local =
    CivilDateTime(year: 2024, month: 1, day: 1, hour: 0, minute: 30) ?? CivilDateTime.unixEpoch
  let claim = DateClaim(
    source: .quickTimeCreationDate, dateTime: local, zone: .offset(seconds: 3600),
    precision: precision, raw: .text("2024-01-01T00:30:00+0100"))
  let zero = CivilDateTime(year: 1904, month: 1, day: 1) ?? .unixEpoch
  let header = DateClaim(
    source: .quickTimeMovieHeader, dateTime: zero, zone: .utc, raw: .number(0))
  let date = CaptureDate(
    local: local, offsetSeconds: 3600, source: .quickTimeCreationDate, precision: precision,
    confidence: .high, rule: .statedOffset)
  return Explanation(
    path: Path("trip/a.mov"),
    facts: FileFacts(role: .video, format: "QuickTime", make: "Apple", model: "Apple \"13\""),
    verdict: DateVerdict(
      chosen: date,
      candidates: [
        DateCandidate(claim: claim, outcome: .chosen(nil)),
        DateCandidate(claim: header, outcome: .rejected(.zeroEpoch)),
      ]),
    sortedBy: date, companions: [Path("a.xmp")])
}
