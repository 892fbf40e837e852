import PicsortCore
import Platform
import Testing

@testable import picsort

@Suite("Standing options")
struct StandingOptionsTests {
  /// The options of `line` with a settings file and variables.
  private func options(
    _ line: String, file: String = "", variables: [String: String] = [:]
  ) throws -> Options {
    var standing = StandingOptions()
    try standing.add(file: Array(file.utf8), name: "config")
    try standing.add(variables: { variables[$0] })
    return standing.under(try ArgumentReader().read(words(line)))
  }

  private func firstFault(file: String = "", variables: [String: String] = [:])
    -> StandingOptions.Fault?
  {
    do {
      _ = try options("-s a", file: file, variables: variables)
      return nil
    } catch {
      return error as? StandingOptions.Fault
    }
  }

  @Test func `the command line outranks the environment, and that the file`() throws {
    let file = "--layout file\n--duplicates delete\n--copy"
    let variables = ["PICSORT_LAYOUT": "variable", "PICSORT_DUPLICATES": "quarantine"]
    let all = try options("-s a --layout line", file: file, variables: variables)
    #expect(all.layout == "line")
    #expect(all.duplicates == .quarantine)
    #expect(all.copies == true)
    #expect(try options("-s a --move", file: file).copies == false)
  }

  @Test func `what stands there for copies is not about moves`() throws {
    for (line, readsBack) in [
      ("-s a", true), ("-s a --copy", false), ("-s a --copy --verify", true),
    ] {
      let settings = try options(line, file: "--no-verify").runSettings(
        workingDirectory: Path("/here"))
      #expect(settings.configuration.readsBack == readsBack, "\(line)")
    }
  }

  @Test func `a line is an option, its value the rest of the line`() throws {
    let file = """
      # a comment
        \t# another one

      --layout   {yyyy} {MM}\u{20}
      --name={yyyy}=x
      -o /photos/My library\r
      -v
      """
    let read = try options("-s a", file: file)
    #expect(read.layout == "{yyyy} {MM}")
    #expect(read.names == "{yyyy}=x")
    #expect(read.output == Path("/photos/My library"))
    #expect(read.verbosity == .verbose)
  }

  @Test func `lists of a higher rank take the place of those of a lower one`() throws {
    let file = "--source /one\n--source /two\n--shift A=+1h"
    #expect(try options("", file: file).sources == [Path("/one"), Path("/two")])
    #expect(try options("-s three", file: file).sources == [Path("three")])
    #expect(
      try options("-s three --shift B=+1h", file: file).shifts.map(\.text) == ["B=+1h"])
    #expect(
      try options("", file: file, variables: ["PICSORT_SOURCE": "/v"]).sources == [Path("/v")])
  }

  @Test func `what the command does not know is passed over`() throws {
    let read = try options("undo out", file: "--layout {yyyy}\n--json\n--full")
    #expect(read.layout == nil)
    #expect(read.readsContent == nil)
    #expect(read.printsJSON == true)
  }

  @Test func `a resumed run keeps its own for what only the file says`() throws {
    let read = try options("--resume --copy", file: "--layout {yyyy}\n--copy")
    #expect(try read.runSettings(workingDirectory: Path("/")).stated == [.mode])
  }

  @Test(arguments: [
    ("--copy\n--no-such", "config, line 2", "unknown option '--no-such'"),
    ("\n\nphotos", "config, line 3", "'photos' is no option"),
    ("--duplicates maybe", "config, line 1", "--duplicates cannot be 'maybe'"),
    ("--layout", "config, line 1", "--layout needs a value: --layout TEMPLATE"),
    ("--copy yes", "config, line 1", "'yes' is no option"),
    ("--help", "config, line 1", "--help belongs on the command line"),
    ("--no-config", "config, line 1", "--no-config belongs on the command line"),
    ("--", "config, line 1", "'--' is no option"),
  ])
  func `a bad line is named`(_ file: String, _ place: String, _ message: String) throws {
    let fault = try #require(firstFault(file: file))
    #expect(fault.place == place)
    #expect(fault.message == message)
    #expect(!fault.nextStep.isEmpty)
  }

  @Test func `switches in variables are yes or no`() throws {
    for yes in ["1", "true", "Yes", "on"] {
      #expect(try options("-s a", variables: ["PICSORT_COPY": yes]).copies == true)
    }
    #expect(try options("-s a", variables: ["PICSORT_COPY": "0"]).copies == false)
    #expect(try options("-s a", variables: ["PICSORT_COPY": ""]).copies == nil)
    #expect(firstFault(variables: ["PICSORT_COPY": "perhaps"])?.place == "PICSORT_COPY")
    #expect(firstFault(variables: ["PICSORT_UNDATED": "x"])?.place == "PICSORT_UNDATED")
  }

  @Test func `any bytes are options or a fault`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let count = Int.random(in: 0..<60, using: &generator)
      let alphabet = Array("--=\n# copylayut{}\"\u{0}\u{1B}".utf8) + [0xFF, 0xC3]
      let bytes = (0..<count).compactMap { _ in alphabet.randomElement(using: &generator) }
      var standing = StandingOptions()
      do {
        try standing.add(file: bytes, name: "config")
      } catch {
        #expect(error.place.hasPrefix("config, line "))
        #expect(error.message.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
      }
    }
  }
}
