import Foundation
import SampleMedia
import Testing

/// Names, links and permissions that somebody made to do harm; scripts/faults-hostile has more.
@Suite struct SecurityTests {
  /// What stands in a folder that is nobody's to touch, to the nanosecond.
  private func foreign(_ box: Sandbox) -> [String: String] {
    box.snapshot().filter { $0.key == "foreign" || $0.key.hasPrefix("foreign/") }
  }

  private func scene() throws -> (box: Sandbox, photos: Inventory, foreign: [String: String]) {
    let box = try Sandbox()
    try box.write([
      "a.jpg": .photo(SampleMoment(2023, 12, 25)), "b.jpg": .photo(SampleMoment(2023, 11, 5)),
    ])
    try box.write(["victim": .text("a stranger's"), "a.jpg": .photo(.christmas)], in: "foreign")
    return (box, box.inventory("src"), foreign(box))
  }

  @Test(arguments: ["--resume -o @out", "undo @out"])
  func `what only a journal says of a source is told`(_ line: String) throws {
    let box = try Sandbox()
    try box.interruptHalfway()
    let warning = "register does not know the operation"
    Disk.remove(box.path(Sandbox.data))
    let told = try box.picsort(line)
    #expect(told.ending == .exit(0), "\(told)")
    #expect(told.talk.contains(warning) && told.talk.contains(": @src"), "\(told)")
    // Now it is known, as it is when nothing was lost.
    #expect(try !box.picsort("undo @out").talk.contains(warning))
  }

  private static let names = [
    "new%0Aline.jpg", "%1B[31mred%1B[0m.jpg", "%1B]0;title%07.jpg", "%FF%FE.jpg", "%9B31m.jpg",
    "c1%C2%9B31m.jpg", "-rf.jpg", "..jpg", "%2500.jpg", "%E2%80%AEgpj.exe.jpg", "CON.jpg", "*?.jpg",
    "$(touch pwned).jpg", "tab%09.jpg", "cr%0D.jpg", "back%5Cslash.jpg", "%ED%A0%80.jpg",
    String(repeating: "n", count: 251) + ".jpg",
  ]

  @Test(arguments: ["", "--copy", "--json", "--name {yyyy}-{stem}", "--dry-run"])
  func `no name of a file sends a control byte to the terminal`(_ options: String) throws {
    let box = try Sandbox()
    for (day, name) in Self.names.enumerated() {
      let photo = SampleContent.photo(SampleMoment(2023, 12, 1 + day))
      try Disk.write(
        try Sandbox.bytes(of: photo, at: name, [:]), to: box.path("src/%1B[2J%0A/" + name))
    }
    let before = box.inventory("src")

    for line in ["-s @src -o @out " + options, "verify @out", "explain @out", "undo @out"] {
      let result = try box.picsort(line)

      if case .exit = result.ending {} else { Issue.record("\(line): \(result)") }
      let controls = (result.output + result.error).unicodeScalars.filter { scalar in
        scalar != "\n" && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value))
      }
      #expect(controls.isEmpty, "\(line): \(controls.map(\.value))")
      let lost = box.inventory("src", "out").differences(from: before)
        .filter { !$0.hasPrefix("doubled") }
      #expect(lost == [], "\(line)")
    }
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test(arguments: ["", "--copy"])
  func `a month that is a link leads no photo elsewhere`(_ options: String) throws {
    let (box, photos, strangers) = try scene()
    try Disk.makeLink(box.path("out/12.2023"), to: box.path("foreign"))

    let result = try box.picsort("-s @src -o @out " + options)

    #expect(result.ending == .exit(1), "\(result)")
    #expect(foreign(box) == strangers)
    #expect(Disk.entry(box.path("out/12.2023"))?.kind == .link)
    #expect(
      box.inventory("src", "out").differences(from: photos).allSatisfy { difference in
        options == "--copy" && difference.hasPrefix("doubled")
      })
    #expect(Disk.entry(box.path("src/a.jpg")) != nil)
    #expect(box.files("out").contains("11.2023/b.jpg"))
  }

  @Test(arguments: [
    "tmp", "history", "lock", "state.jsonl", "state.jsonl.new", "catalog.jsonl",
    "catalog.jsonl.new", "albums.json", "albums.json.new",
  ])
  func `a file of picsort's own that is a link is not written through`(_ name: String) throws {
    let (box, photos, strangers) = try scene()
    let isFolder = name == "tmp" || name == "history"
    try Disk.makeLink(
      box.path("out/.picsort/" + name), to: box.path(isFolder ? "foreign" : "foreign/victim"))

    for line in ["-s @src -o @out", "--resume -o @out", "undo @out"] {
      let result = try box.picsort(line)
      if case .exit = result.ending {} else { Issue.record("\(line): \(result)") }
      #expect(foreign(box) == strangers, "\(line): \(result)")
    }
    expectSame(box.inventory("src", "out"), as: photos)
  }

  @Test(
    .enabled(if: Fault.isPossible, "strace makes the faults, and it is not installed"),
    arguments: ["link", "hard link", "folder", "pipe"])
  func `a temporary name that is taken is not written through`(_ kind: String) throws {
    let (box, photos, strangers) = try scene()
    _ = try box.picsort(
      "-s @src -o @out --copy", from: Fault.script("fsync:signal=SIGKILL:when=3"))
    let journal = try box.journal()
    let operation = try #require(journal.values("header", "operation", as: String.self).first)
    for record in journal.records("file") {
      let number = try #require(record["file"] as? Int)
      let path = try #require(record["path"] as? String)
      let name = box.path("out/.picsort/tmp/\(operation.prefix(8))-\(number).\(path)")
      Disk.remove(name)
      switch kind {
      case "link": try Disk.makeLink(name, to: box.path("foreign/victim"))
      case "hard link":
        try FileManager.default.linkItem(atPath: box.path("foreign/victim"), toPath: name)
      case "folder": Disk.makeFolder(name + "/full")
      default: try Disk.makePipe(name)
      }
    }

    for line in ["--resume -o @out", "-s @src -o @out --copy"] {
      let result = try box.picsort(line)
      if case .exit = result.ending {} else { Issue.record("\(line): \(result)") }
    }

    #expect(foreign(box) == strangers)
    #expect(box.inventory("src").differences(from: photos) == [])
    let strange = box.inventory("out").differences(from: photos).filter {
      $0.hasPrefix("never seen")
    }
    #expect(strange == [])
  }

  @Test(arguments: ["", "--copy --state-file @out/.picsort/other.jsonl"])
  func `what picsort writes down is for its user only, whatever the umask`(_ options: String) throws
  {
    let box = try Sandbox()
    try box.write(SampleTree.files)

    for line in ["-s @src -o @out " + options, "-s @src -o @out " + options, "verify --full @out"] {
      _ = try box.picsort(line, from: "umask 000; exec \"$0\" \"$@\"")
    }

    for root in ["out/.picsort", "data/PicSort"] {
      let open = ([""] + Disk.walk(box.path(root)).map { "/" + $0 }).filter { name in
        guard let entry = Disk.entry(box.path(root + name)) else { return true }
        return entry.permissions != (entry.kind == .folder ? 0o700 : 0o600)
      }
      #expect(open == [], "\(root)")
    }
    #expect(Disk.entry(box.path("out/.picsort/albums.json")) != nil)
  }
}
