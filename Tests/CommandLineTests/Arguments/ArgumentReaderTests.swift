import PicsortCore
import Platform
import Testing

@testable import picsort

struct `Reading arguments` {
  struct Row: CustomTestStringConvertible, Sendable {
    let line: String
    let expected: Options
    var testDescription: String { line }

    init(_ line: String, _ change: (inout Options) -> Void) {
      self.line = line
      var options = Options()
      change(&options)
      expected = options
    }
  }

  static let rows: [Row] = [
    Row("-s a") { $0.sources = [Path("a")] },
    Row("-sa") { $0.sources = [Path("a")] },
    Row("--source a") { $0.sources = [Path("a")] },
    Row("--source=a") { $0.sources = [Path("a")] },
    Row("--source=a=b") { $0.sources = [Path("a=b")] },
    Row("-s=a") { $0.sources = [Path("a")] },
    Row("-s =a") { $0.sources = [Path("=a")] },
    Row("-s a -s b") { $0.sources = [Path("a"), Path("b")] },
    Row("-s a -o b") { ($0.sources, $0.output) = ([Path("a")], Path("b")) },
    Row("-o a -o b") { $0.output = Path("b") },
    Row("-nq") { ($0.isDryRun, $0.verbosity) = (true, .quiet) },
    Row("-nqsa") { ($0.isDryRun, $0.verbosity, $0.sources) = (true, .quiet, [Path("a")]) },
    Row("-nqs a") { ($0.isDryRun, $0.verbosity, $0.sources) = (true, .quiet, [Path("a")]) },
    Row("-s -") { $0.sources = [Path("-")] },
    Row("-s -x") { $0.sources = [Path("-x")] },
    Row("--source=--dry-run") { $0.sources = [Path("--dry-run")] },
    Row("-q -v") { $0.verbosity = .verbose },
    Row("-v -q") { $0.verbosity = .quiet },
    Row("--copy") { $0.copies = true },
    Row("--copy --move") { $0.copies = false },
    Row("--no-dry-run -n") { $0.isDryRun = true },
    Row("--resume --force") { ($0.resumes, $0.forces) = (true, true) },
    Row("--duplicates quarantine") { $0.duplicates = .quarantine },
    Row("--undated=leave") { $0.undated = .leave },
    Row("--layout {yyyy}/{MM}") { $0.layout = "{yyyy}/{MM}" },
    Row("--name {HH}{mm}") { $0.names = "{HH}{mm}" },
    Row("--locale=de_DE.UTF-8") { $0.locale = "de_DE.UTF-8" },
    Row("--timezone -05:00") { $0.timezone = "-05:00" },
    Row("--checkpoint-items 1") { $0.checkpointItems = 1 },
    Row("--checkpoint-seconds=7") { $0.checkpointSeconds = 7 },
    Row("--jobs 64") { $0.jobs = 64 },
    Row("--json --progress never") { ($0.printsJSON, $0.progress) = (true, .never) },
    Row("--no-color") { $0.avoidsColor = true },
    Row("-h") { $0.help = .short },
    Row("--help") { $0.help = .full },
    Row("-V") { $0.showsVersion = true },
    Row("-y --no-input") { ($0.assumesYes, $0.avoidsQuestions) = (true, true) },
    Row("--generate fish") { $0.generated = .fish },
  ]

  @Test(arguments: rows)
  func `gives the options that were meant`(row: Row) throws {
    let request = try ArgumentReader().read(words(row.line))
    #expect(request.options == row.expected)
    #expect(request.command.name == "organize")
  }

  @Test func `keeps the bytes of a path that is not UTF-8`() throws {
    let bytes: Word = [0x61, 0xFF, 0x62]
    let separate = try ArgumentReader().read([Word("-s".utf8), bytes])
    let attached = try ArgumentReader().read([Word("--source=".utf8) + bytes])
    let joined = try ArgumentReader().read([Word("-s".utf8) + bytes])
    for request in [separate, attached, joined] {
      #expect(request.options.sources == [Path(bytes: bytes)])
    }
  }

  @Test func `lets options follow the command and its operands`() throws {
    for line in ["help organize -q", "-q help organize", "help -q organize"] {
      let request = try ArgumentReader().read(words(line))
      #expect(request.command.name == "help")
      #expect(request.options.operands == [Word("organize".utf8)])
      #expect(request.options.verbosity == .quiet)
    }
  }

  @Test func `takes what follows two dashes as operands`() throws {
    let request = try ArgumentReader().read(words("help -- -q"))
    #expect(request.options.operands == [Word("-q".utf8)])
    #expect(request.options.verbosity == .normal)
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    let line: String
    let error: ArgumentError
    var testDescription: String { line }

    init(_ line: String, _ error: ArgumentError) {
      self.line = line
      self.error = error
    }
  }

  static let refusals: [Refusal] = [
    Refusal("--sourec a", .unknownOption("--sourec", suggestions: ["--source"])),
    Refusal("--sour a", .unknownOption("--sour", suggestions: ["--source"])),
    Refusal("--res", .unknownOption("--res", suggestions: ["--resume"])),
    Refusal("-x", .unknownOption("-x", suggestions: [])),
    Refusal("-nx", .unknownOption("-x", suggestions: [])),
    Refusal("-output x", .unknownOption("-output", suggestions: ["--output"])),
    Refusal("--gener", .unknownOption("--gener", suggestions: [])),
    Refusal("report", .notYet(command: "report")),
    Refusal("report --last", .notYet(command: "report")),
    Refusal("undo a b", .unexpectedOperand(Word("b".utf8), command: "undo")),
    Refusal("undo --layout x", .notForCommand(option: "--layout", command: "undo")),
    Refusal(
      "resume shwo", .unknownVerb(Word("shwo".utf8), command: "resume", suggestions: ["show"])),
    Refusal("resume 4f1d", .unknownVerb(Word("4f1d".utf8), command: "resume", suggestions: [])),
    Refusal(
      "resume list x", .unexpectedOperand(Word("x".utf8), command: "resume list")),
    Refusal("resume show --days 3", .notForCommand(option: "--days", command: "resume show")),
    Refusal("hlep", .unknownCommand(Word("hlep".utf8), suggestions: ["help"])),
    Refusal("Photos", .unknownCommand(Word("Photos".utf8), suggestions: [])),
    Refusal("-s", .missingValue(option: "-s", name: "PATH")),
    Refusal("-n --output", .missingValue(option: "--output", name: "PATH")),
    Refusal("--output --dry-run", .missingValue(option: "--output", name: "PATH")),
    Refusal("--output --source=a", .missingValue(option: "--output", name: "PATH")),
    Refusal("-o -n", .missingValue(option: "-o", name: "PATH")),
    Refusal("-o= a", .emptyValue(option: "-o")),
    Refusal("--output=", .emptyValue(option: "--output")),
    Refusal("--json=yes", .unwantedValue(option: "--json", value: Word("yes".utf8))),
    Refusal(
      "--duplicates drop",
      .badChoice(
        option: "--duplicates", value: Word("drop".utf8),
        choices: ["leave", "quarantine", "delete"])),
    Refusal("help a b c", .unexpectedOperand(Word("c".utf8), command: "help")),
    Refusal("-- a", .unexpectedOperand(Word("a".utf8), command: "organize")),
    Refusal("help --dry-run", .notForCommand(option: "--dry-run", command: "help")),
    Refusal("--copy help", .notForCommand(option: "--copy", command: "help")),
  ]

  @Test(arguments: refusals)
  func `refuses what makes no sense`(row: Refusal) {
    #expect(throws: row.error) { try ArgumentReader().read(words(row.line)) }
  }

  @Test(arguments: ["0", "-1", "x", "1.5", "1000000001", "99999999999999999999", "+3", "٣"])
  func `refuses a number out of range`(text: String) {
    let range = 1...1_000_000_000
    let word = Word(text.utf8)
    #expect(
      throws: ArgumentError.badNumber(option: "--checkpoint-items", value: word, range: range)
    ) {
      try ArgumentReader().read([Word("--checkpoint-items".utf8), word])
    }
  }

  @Test func `refuses text that is not UTF-8`() {
    #expect(throws: ArgumentError.notText(option: "--layout", value: [0xFF])) {
      try ArgumentReader().read([Word("--layout".utf8), [0xFF]])
    }
  }

  @Test func `has a sentence without control characters for every odd word`() {
    for byte in UInt8.min...UInt8.max {
      for word: Word in [
        [byte], [0x2D, byte], [0x2D, 0x2D, byte], [0x2D, 0x71, byte], [byte, 0x2D],
      ] {
        do throws(ArgumentError) {
          _ = try ArgumentReader().read([word])
        } catch {
          let text = error.message + error.nextStep
          #expect(!error.message.isEmpty && !error.nextStep.isEmpty)
          #expect(!text.unicodeScalars.contains(where: SafeText.isDangerous), "\(word)")
        }
      }
    }
  }
}

struct `The nearest name` {
  @Test(arguments: [
    ("source", "source", 0), ("", "abc", 3), ("abc", "", 3), ("sorce", "source", 1),
    ("sourec", "source", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func `is measured in edits`(left: String, right: String, distance: Int) {
    #expect(Nearest.distance(left, right) == distance)
    #expect(Nearest.distance(right, left) == distance)
  }

  @Test func `is offered only when it is near`() {
    let names = ["source", "output", "resume", "force"]
    #expect(Nearest.matches("sourxe", among: names) == ["source"])
    #expect(Nearest.matches("out", among: names) == ["output"])
    #expect(Nearest.matches("xyzzy", among: names) == [])
    #expect(Nearest.matches("", among: names) == [])
  }
}
