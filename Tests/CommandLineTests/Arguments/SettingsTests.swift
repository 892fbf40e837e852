import PicsortCore
import Platform
import Testing

@testable import picsort

struct `Settings from options` {
  private func settings(_ line: String, in folder: Path? = Path("/here")) throws -> RunSettings {
    try ArgumentReader().read(words(line)).options.runSettings(workingDirectory: folder)
  }

  @Test(arguments: [
    ("a", "/here/a"), ("/a", "/a"), (".", "/here"), ("./a/", "/here/a"), ("a//b", "/here/a/b"),
    ("..", "/here/.."), ("../a", "/here/../a"), ("/", "/"), ("~x", "/here/~x"),
    ("./~/x", "/here/~/x"),
  ])
  func `make paths absolute`(given: String, absolute: String) throws {
    let settings = try settings("-s \(given) -o \(given) --state-file \(given)")
    #expect(settings.sources == [Path(absolute)])
    #expect(settings.output == Path(absolute))
    #expect(settings.stateFile == Path(absolute))
  }

  @Test func `keep bytes that are not UTF-8`() throws {
    var options = Options()
    options.sources = [Path(bytes: [0xFF])]
    let settings = try options.runSettings(workingDirectory: Path("/w"))
    #expect(settings.sources == [Path(bytes: Array("/w/".utf8) + [0xFF])])
  }

  @Test func `have the documented defaults`() throws {
    let settings = try settings("-s a")
    #expect(settings.configuration == Configuration())
    #expect(settings.configuration.layout == "{MM}.{yyyy}")
    #expect(settings.configuration.mode == .move)
    #expect(settings.configuration.duplicates == .leave)
    #expect(settings.configuration.undated == .folder)
    #expect(settings.checkpoints == CheckpointInterval())
    #expect(!settings.dryRun && !settings.resume && !settings.force)
    #expect(settings.output == nil && settings.stateFile == nil)
  }

  @Test func `take every option over`() throws {
    let settings = try settings(
      """
      -s a -s b -o c --copy -n --layout {yyyy} --duplicates delete --undated leave --use-mtime \
      --timezone +02:00 --state-file f \
      --checkpoint-items 7 --checkpoint-seconds 9 --resume --force \
      --jobs 5
      """)
    #expect(settings.sources.count == 2)
    #expect(
      settings.configuration
        == Configuration(
          mode: .copy, layout: "{yyyy}", duplicates: .delete, undated: .leave,
          usesModificationTime: true, timezone: "+02:00"))
    #expect(settings.checkpoints == CheckpointInterval(items: 7, seconds: 9))
    #expect(settings.dryRun && settings.resume && settings.force)
    #expect(settings.jobs == 5)
  }

  @Test func `take a name template and a language over`() throws {
    let settings = try settings("-s a --name {HH}{mm} --locale de_DE")
    #expect(settings.configuration.names == "{HH}{mm}")
    #expect(settings.configuration.locale == "de_DE")
    #expect(settings.stated == [.names, .locale])
  }

  @Test(arguments: ["-s a", "-s a --move", "-s a -o b -n", "-s a --duplicates delete"])
  func `refuse to go without reading back where originals go`(line: String) {
    #expect(throws: ArgumentError.unverifiedMove) { try settings(line + " --no-verify") }
  }

  @Test func `leave what is only gone on with to its own mode`() throws {
    for line in ["--resume", "-o a", "-s a --copy", "-s a --resume"] {
      let settings = try settings(line + " --no-verify")
      #expect(!settings.configuration.readsBack)
      #expect(settings.stated.contains(.readsBack))
    }
    #expect(try settings("-s a --no-verify --verify").configuration.readsBack)
  }

  @Test(arguments: ["-n", "--force", "-q", "--json"])
  func `need something to sort`(line: String) {
    #expect(throws: ArgumentError.nothingToSort) { try settings(line) }
  }

  @Test(arguments: ["--resume", "-o a", "--resume -o a"])
  func `need no source where a run can be found`(line: String) throws {
    #expect(try settings(line).sources.isEmpty)
  }

  @Test func `refuse a template that makes no folders`() {
    let error = ArgumentError.badTemplate(option: "--layout", "/{yyyy}", .absolute)
    #expect(throws: error) { try settings("-s a --layout /{yyyy}") }
    let nearest = ArgumentError.badTemplate(
      option: "--layout", "{yyyyy}", .unknownToken(name: "yyyyy", offset: 0, nearest: .year))
    #expect(nearest.message == "--layout: {yyyyy} is not known; did you mean {yyyy}?")
    #expect(nearest.nextStep.contains("picsort --help"))
  }

  @Test(
    arguments: [
      ("{HH}/{mm}", .separator(offset: 4)), ("/x", .separator(offset: 0)),
      ("x.{ext}", .ownExtension(offset: 2)), ("{ext|jpg}", .ownExtension(offset: 0)),
      (".x", .leadingDot(offset: 0)), ("{HH", .unclosedBrace(offset: 0)),
    ] as [(String, LayoutError)])
  func `refuse a template that makes no name`(template: String, error: LayoutError) {
    let refusal = ArgumentError.badTemplate(option: "--name", template, error)
    #expect(throws: refusal) { try settings("-s a --name \(template)") }
    #expect(refusal.message.hasPrefix("--name: "))
  }

  @Test(arguments: [
    ("{yyy}/{MM}", "^~~~~"), ("{MM}/{camra}", "     ^~~~~~~"), ("ü🏖/{x", "    ^"),
    ("日本//a", "     ^"), ("a\u{1B}/{x", " ^~~~"), ("{dd|/}", "    ^"), ("{dd|}", "    ^"),
  ])
  func `point at what is wrong with a template`(template: String, pointer: String) throws {
    var options = Options()
    options.sources = [Path("a")]
    options.layout = template
    let error = #expect(throws: ArgumentError.self) {
      try options.runSettings(workingDirectory: Path("/here"))
    }
    let shown = template.replacing("\u{1B}", with: "\\x1B")
    #expect(error?.excerpt == [shown, pointer])
  }

  @Test func `point at nothing where the message says it all`() {
    #expect(ArgumentError.nothingToSort.excerpt.isEmpty)
    #expect(ArgumentError.badTemplate(option: "--layout", "", .empty).excerpt.isEmpty)
  }

  @Test(arguments: ["--output=~/x", "--output=~"])
  func `refuse a home folder that the shell did not fill in`(line: String) {
    let value = Word(line.dropFirst("--output=".count).utf8)
    #expect(throws: ArgumentError.unexpandedHome(option: "--output", value: value)) {
      try settings(line)
    }
  }

  @Test func `refuse relative paths where there is no folder`() throws {
    #expect(throws: ArgumentError.noWorkingDirectory) { try settings("-s a", in: nil) }
    #expect(try settings("-s /a", in: nil).sources == [Path("/a")])
  }

  @Test(arguments: [
    "Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "Z", "EST5EDT",
    "+02:00", "-12:00", "+05:45", "+14:00",
  ])
  func `take a zone of good form`(zone: String) throws {
    #expect(try settings("-s a --timezone \(zone)").configuration.timezone == zone)
  }

  @Test(arguments: [
    "/etc/passwd", "../x", "Europe/", "Europe//Berlin", "+2", "+0200", "+14:01", "+02:60", "+aa:00",
    "5", "Europe/B\u{1B}", "Zürich", "+02:0", "+02:000",
  ])
  func `refuse a zone of bad form`(zone: String) {
    #expect(throws: ArgumentError.badTimezone(zone)) { try settings("-s a --timezone \(zone)") }
  }
}
