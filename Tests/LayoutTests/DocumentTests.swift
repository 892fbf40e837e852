import Foundation
import Testing

/// The documents name what the sources have, and nothing else.
@Suite("Documents")
struct DocumentTests {
  @Test(arguments: Document.written)
  func `options that are named exist`(path: String) throws {
    let table = SourceFile.all.filter { $0.isBelow("Sources/picsort/Arguments") }
      .map { $0.lines.joined(separator: "\n") }.joined(separator: "\n")
    let statuses = try Document("Sources/PicsortCore/Operations/OperationStatus.swift").text
      .cases(ofEnum: "OperationStatus")
    let names = Set(
      table.all(/Flag\(\s*"([a-z-]+)"/) + table.all(/negated: "([a-z-]+)"/) + statuses)
    try #require(names.contains("resume"), "the table of flags was not understood")
    let document = try Document(path)
    // Of one word after two dashes; `--` by itself and rules of tables are none.
    for name in document.text.all(/(?:^|[^\w-])--([a-z][a-z-]*)/) {
      #expect(names.contains(name), "\(path): there is no --\(name)")
    }
  }

  @Test(arguments: [
    "README.md", "docs/dates.md", "docs/operations.md", "docs/safety.md", "docs/state-format.md",
  ])
  func `commands that are shown exist`(path: String) throws {
    let words = Set(
      SourceFile.all.filter { $0.isBelow("Sources/picsort/Commands") }
        .flatMap { $0.lines.joined(separator: "\n").all(/word: "([a-z]+)"/) })
    try #require(words.contains("help"), "the commands were not found")
    let commandLine = /(?:^|[`\n]|\n[ $]*)(?: {4}|\$ |`)picsort ([a-z]+)/
    for word in try Document(path).text.all(commandLine) {
      #expect(words.contains(word), "\(path): there is no command \(word)")
    }
  }

  @Test(arguments: Document.written)
  func `links lead somewhere`(path: String) throws {
    let folder = SourceFile.root.appending(path: path).deletingLastPathComponent()
    for link in try Document(path).text.all(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/) {
      let target = folder.appending(path: link).path
      #expect(FileManager.default.fileExists(atPath: target), "\(path): \(link) is not there")
    }
  }

  @Test func `the README names every extension of every format`() throws {
    let listed = Set(try Document("README.md").section("## Formats").all(/(\w+)/))
    // A thumbnail beside a video is a sidecar, and said to be one.
    for file in SourceFile.all where file.isBelow("Sources/MediaMetadata/Formats") {
      let text = file.lines.joined(separator: "\n")
      for list in text.all(/extensions:\s*\[([^\]]*)\]/) {
        for name in list.all(/"(\w+)"/) where name != "thm" {
          #expect(listed.contains(name), "README.md, Formats: \(name) is missing")
        }
      }
    }
  }

  @Test func `the README lists the exit statuses`() throws {
    let statuses = try Document("Sources/picsort/ExitStatus.swift").text
    let page = try Document("README.md").section("## Which folder, and from where")
    let listed = Set(page.all(/\n\| ([\d, ]+) \|/).flatMap { $0.all(/(\d+)/) })
    for number in statuses.all(/case \w+ = (\d+)/) {
      #expect(listed.contains(number), "status \(number) is missing")
    }
  }

  @Test func `the rooms of the core are those on the page`() throws {
    let page = try Document("docs/architecture.md").section("## 2.")
    let described = Set(page.all(/\n\| `(\w+)` \|/))
    let paths = SourceFile.all.map(\.path).filter { $0.hasPrefix("Sources/PicsortCore/") }
    let rooms = paths.compactMap { $0.split(separator: "/").dropFirst(2).first }
    #expect(described == Set(rooms.map(String.init)))
  }

  @Test func `the recovery table knows every state that the code tells apart`() throws {
    let page = try Document("docs/safety.md").section("## 5.")
    let code = try Document("Sources/PicsortCore/Moving/Reconciliation.swift").text
    let outside = ["sourceItself": "the source's own inode", "absent": "absent"]
    for name in ["Source", "Destination", "Temporary"] {
      let cases = code.cases(ofEnum: name)
      #expect(!cases.isEmpty)
      for word in cases {
        #expect(page.contains(outside[word] ?? word), "docs/safety.md: \(name).\(word) is missing")
      }
    }
  }
}
