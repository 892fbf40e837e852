import Foundation
import SampleMedia
import Testing

/// `picsort verify`: what it finds, and that it changes nothing.
@Suite struct VerifyTests {
  private static let tree: [String: SampleContent] = [
    "a.jpg": .photo(.christmas), "sub/b.jpg": .photo(.christmas),
    "c.jpg": .photo(SampleMoment(2024, 1, 2)), "d.jpg": .copy(of: "a.jpg"),
  ]

  /// A library of three photos, with one duplicate left in the source.
  private func library(_ options: String = "") throws -> Sandbox {
    let box = try Sandbox()
    try box.write(Self.tree)
    #expect(try box.picsort("-s @src -o @out " + options).ending == .exit(0))
    return box
  }

  /// Kinds of the differences that were told, by path.
  private func differences(_ result: RunResult) throws -> [String: String] {
    let events = try #require(result.events, "\(result)")
    var found: [String: String] = [:]
    for event in events where event["event"] as? String == "difference" {
      found[event["path"] as? String ?? "?"] = event["kind"] as? String
    }
    return found
  }

  /// Changes one byte and leaves size and time as they were.
  private func flip(_ box: Sandbox, _ name: String, keepsTime: Bool = true) throws {
    let path = box.path(name)
    let entry = try #require(Disk.entry(path))
    var bytes = try #require(Disk.read(path))
    bytes[bytes.count / 2] ^= 1
    try Disk.write(bytes, to: path)
    if keepsTime { Disk.setTime(path, entry.modified) }
  }

  // MARK: - A sound library

  @Test func `a library that nobody touched is sound, and stays as it is`() throws {
    let box = try library()
    let before = box.snapshot()

    for line in ["verify @out", "verify -o @out", "verify"] {
      let result = try box.picsort(line)
      #expect(result.ending == .exit(0), "\(line): \(result)")
      #expect(result.output.contains("differences 0"))
      #expect(result.lines.last == "It is safe to go on: no run is unfinished.")
    }
    #expect(box.snapshot() == before)

    let full = try box.picsort("verify --full @out --json").summary()
    #expect(full.count("files") == 3 && full.count("checked") == 3 && full.count("hashed") == 3)
    var after = box.snapshot()
    after["out/.picsort/catalog.jsonl"] = before["out/.picsort/catalog.jsonl"]
    #expect(after == before, "only the catalog may change")
  }

  @Test func `hashes are noted once and compared from then on`() throws {
    let box = try library()
    let first = try box.picsort("verify --full @out --json").summary()
    let noted = try #require(first.count("noted"))
    #expect(noted > 0)
    #expect(try box.picsort("verify --full @out --json").summary().count("noted") == 0)

    try flip(box, "out/01.2024/c.jpg")
    #expect(try box.picsort("verify @out").ending == .exit(0), "size and time are the same")
    let result = try box.picsort("verify --full @out --json")
    #expect(result.ending == .exit(4))
    #expect(try differences(result) == ["01.2024/c.jpg": "content"])
    #expect(try result.summary().fields["safe_to_continue"] as? Bool == false)
    let again = try box.picsort("verify --full @out --json")
    #expect(try differences(again) == ["01.2024/c.jpg": "content"], "it is not taken for right")
  }

  @Test func `copies are compared with the hash of their original from the first time on`() throws {
    let box = try library("--copy")
    try flip(box, "out/01.2024/c.jpg")
    let result = try box.picsort("verify --full @out")
    #expect(result.ending == .exit(4))
    #expect(result.output.contains("content  01.2024/c.jpg: "))
    #expect(result.output.contains("  -> "))
  }

  // MARK: - Differences

  @Test func `what is missing, renamed or changed is named`() throws {
    let box = try library()
    Disk.remove(box.path("out/12.2023/a.jpg"))
    try Disk.rename(box.path("out/12.2023/b.jpg"), to: box.path("out/12.2023/mine.jpg"))
    try Disk.write(Data("short".utf8), to: box.path("out/01.2024/c.jpg"))

    let result = try box.picsort("verify @out --json")

    #expect(result.ending == .exit(4))
    #expect(
      try differences(result) == [
        "12.2023/a.jpg": "missing", "12.2023/b.jpg": "missing", "01.2024/c.jpg": "size",
      ])
    #expect(try result.summary().count("unknown") == 1)
    let hint = result.error.split(separator: "\n").filter { $0.contains("perhaps renamed") }
    #expect(hint.count == 1 && hint.first?.contains("12.2023/mine.jpg") == true)
  }

  @Test func `another time is a difference of its own`() throws {
    let box = try library()
    Disk.setTime(box.path("out/01.2024/c.jpg"), 1_000_000_000_000_000_000)
    let result = try box.picsort("verify @out --json")
    #expect(result.ending == .exit(4))
    #expect(try differences(result) == ["01.2024/c.jpg": "time"])
  }

  @Test func `a link in the place of a file or a folder is not followed`() throws {
    let box = try library()
    try Disk.rename(box.path("out/12.2023"), to: box.path("elsewhere"))
    try Disk.makeLink(box.path("out/12.2023"), to: box.path("elsewhere"))
    try Disk.rename(box.path("out/01.2024/c.jpg"), to: box.path("c.jpg"))
    try Disk.makeLink(box.path("out/01.2024/c.jpg"), to: box.path("c.jpg"))

    let result = try box.picsort("verify --full @out --json")

    #expect(
      try differences(result) == [
        "12.2023/a.jpg": "missing", "12.2023/b.jpg": "missing", "01.2024/c.jpg": "replaced",
      ])
    #expect(try result.summary().count("hashed") == 0)
  }

  // Permissions mean nothing to root.
  @Test(.enabled(if: !currentUserIsRoot()))
  func `a file that cannot be read is a problem and no difference`() throws {
    let box = try library()
    Disk.setPermissions(box.path("out/01.2024/c.jpg"), 0)
    let result = try box.picsort("verify --full @out")
    #expect(result.ending == .exit(1), "\(result)")
    #expect(result.error.contains("01.2024/c.jpg"))
  }

  // MARK: - Several runs

  @Test func `the journals of all runs count together`() throws {
    let box = try library()
    try box.write(["e.jpg": .photo(SampleMoment(2022, 5, 6))], in: "more")
    #expect(try box.picsort("-s @more -o @out").ending == .exit(0))
    #expect(box.history().count == 1)

    let summary = try box.picsort("verify @out --json").summary()
    #expect(summary.count("files") == 4 && summary.count("journals") == 2)

    Disk.remove(box.path("out/12.2023/a.jpg"))
    let result = try box.picsort("verify @out --json")
    #expect(try differences(result) == ["12.2023/a.jpg": "missing"])
  }

  @Test func `what a later run moved on is looked for where it went`() throws {
    let box = try Sandbox()
    try box.write(["x.jpg": .photo(nil)])
    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))
    #expect(box.files("out") == ["Undated/x.jpg"])
    #expect(try box.picsort("-s @out/Undated -o @out --use-mtime").ending == .exit(0))
    #expect(!box.files("out").contains("Undated/x.jpg"))

    let result = try box.picsort("verify @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().count("files") == 1)
  }

  @Test func `one operation can be asked for by the beginning of its ID`() throws {
    let box = try library()
    let first = try #require(
      try box.journal().values("header", "operation", as: String.self).first)
    try box.write(["e.jpg": .photo(SampleMoment(2022, 5, 6))], in: "more")
    #expect(try box.picsort("-s @more -o @out").ending == .exit(0))

    let result = try box.picsort("verify \(first.prefix(12)) --json")
    #expect(try result.summary().count("files") == 3, "\(result)")
    #expect(try result.summary().text("operation") == first)

    Disk.remove(box.path(Sandbox.data))
    #expect(try box.picsort("verify \(first.prefix(12))").ending == .exit(2))
    let named = try box.picsort("verify \(first.prefix(12)) -o @out --json")
    #expect(try named.summary().count("files") == 3, "\(named)")
  }

  @Test func `identical files of the library are told and are no difference`() throws {
    let box = try library("--duplicates quarantine")
    let result = try box.picsort("verify --full @out --json")
    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().count("duplicates") == 1)
    let told = try #require(result.events).filter { $0["event"] as? String == "duplicate" }
    #expect(told.count == 1)
  }

  // MARK: - A list of hashes

  private func strangeNames() throws -> Sandbox {
    let box = try Sandbox()
    try box.write([
      "a.jpg": .photo(.christmas), "back\\slash.jpg": .photo(.christmas),
      "new\nline.jpg": .photo(.christmas), "caf%E9.jpg": .photo(.christmas),
    ])
    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))
    return box
  }

  @Test func `the list has a line for every file, and all talk is elsewhere`() throws {
    let box = try strangeNames()
    let result = try box.picsort("verify --manifest @out")
    #expect(result.ending == .exit(0), "\(result)")
    #expect(result.output.split(separator: "\n").count == 4)
    #expect(result.error.contains("differences 0"))
  }

  /// GNU's checker; nil where it is not installed.
  private static let checker = ["/usr/bin/sha256sum", "/bin/sha256sum"].first {
    Disk.entry($0) != nil
  }

  @Test(.enabled(if: checker != nil, "there is no sha256sum on this machine"))
  func `sha256sum accepts the list, and refuses what is no longer true`() throws {
    let box = try strangeNames()
    let program = try #require(Self.checker)
    // Through a file, because the list holds bytes that are no text.
    let accepted = try ChildProcess.shell(
      "\"$1\" verify --manifest \"$2\" > \"$3\" && cd \"$2\" && \(program) -c --quiet \"$3\"",
      [BuiltProgram.path, box.path("out"), box.path("list")], home: box.path("home"))
    #expect(accepted == .exit(0))
    try flip(box, "out/12.2023/a.jpg")
    let refused = try ChildProcess.shell(
      "cd \"$1\" && \(program) -c --status \"$2\"", [box.path("out"), box.path("list")],
      home: box.path("home"))
    #expect(refused == .exit(1))
  }
}

extension ChildProcess {
  /// Runs a line of the shell to its end; `arguments` are `$1` and so on.
  fileprivate static func shell(
    _ line: String, _ arguments: [String], home: String
  ) throws -> ProcessEnding {
    let words = ["-c", line, "sh"] + arguments
    let child = try ChildProcess(
      "/bin/sh", words.map { Array($0.utf8) },
      environment: ["HOME": home, "PATH": "/usr/bin:/bin", "LC_ALL": "C"],
      output: "/dev/null", error: "/dev/null")
    return child.wait()
  }
}
