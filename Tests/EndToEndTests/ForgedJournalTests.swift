import Foundation
import SampleMedia
import Testing

/// Journals that somebody forged, every checksum right: nothing outside the source and the output
/// is touched, and no photo is lost or hidden.
@Suite struct ForgedJournalTests {
  /// A source of three photos, a folder of somebody else's, and links that lead there.
  private struct Scene {
    let box: Sandbox
    let photos: Inventory
    let foreign: [String: String]

    init() throws {
      box = try Sandbox()
      try box.write([
        "a.jpg": .photo(SampleMoment(2023, 12, 25)), "b.jpg": .photo(SampleMoment(2023, 12, 26)),
        "sub/c.jpg": .photo(SampleMoment(2023, 11, 5)),
      ])
      // The same bytes as a photo of ours, and others.
      try Disk.write(try #require(Disk.read(box.path("src/a.jpg"))), to: box.path("foreign/a.jpg"))
      try box.write(["victim.jpg": .photo(SampleMoment(2020, 1, 1))], in: "foreign")
      Disk.makeFolder(box.path("foreign/empty"))
      try Disk.makeLink(box.path("foreign/link"), to: "a.jpg")
      try Disk.makeLink(box.path("src/away"), to: box.path("foreign"))
      try Disk.makeLink(box.path("out/away"), to: box.path("foreign"))
      photos = box.inventory("src")
      foreign = Self.facts(box)
    }

    static func facts(_ box: Sandbox) -> [String: String] {
      box.snapshot().filter { $0.key == "foreign" || $0.key.hasPrefix("foreign/") }
    }

    /// The journal of a run that planned everything and was killed before it moved anything.
    func halted(_ options: String = "") throws -> ForgedJournal {
      try box.picsort("-s @src -o @out " + options)
      var journal = try ForgedJournal(copying: box.path("out/" + Sandbox.statePath))
      try box.picsort("undo @out")
      Disk.remove(box.path("out/.picsort"))
      for type in ["made", "copied", "done", "end"] { journal.drop(type) }
      expectSame(box.inventory("src"), as: photos)
      return journal
    }

    func plant(_ journal: ForgedJournal) throws {
      Disk.makeFolder(box.path("out/.picsort"))
      try Disk.write(journal.bytes, to: box.path("out/" + Sandbox.statePath))
    }

    /// Runs each of `lines`; nothing of somebody else's may have changed, and every photo must
    /// stand in the source or the output, where a person sees it.
    func expectHarmless(_ lines: [String], _ comment: String) throws {
      for line in lines {
        let result = try box.picsort(line)
        if case .exit = result.ending {} else { Issue.record("\(comment), \(line): \(result)") }
        #expect(Self.facts(box) == foreign, "\(comment), \(line): \(result)")
        #expect(
          box.inventory("src", "out").differences(from: photos)
            .filter { $0.hasPrefix("lost") } == [],
          "\(comment), \(line): \(result)")
      }
    }
  }

  private static let commands = ["--resume -o @out", "-s @src -o @out", "undo @out"]

  /// Places that are nobody's to name, one for each photo of the scene.
  private static let outside: [[String]] = {
    stride(from: 0, to: places.count, by: 3).map { Array(places[$0..<min($0 + 3, places.count)]) }
  }()
  private static let places = [
    "../foreign/x.jpg", "../../x.jpg", "12.2023/../../foreign/x.jpg", "away/x.jpg",
    "away/victim.jpg", "away/empty", "./x.jpg", "12.2023//x.jpg", "x/", "..", ".", "",
    ".picsort/x.jpg", ".picsort/state.jsonl", ".picsort/tmp/x.jpg", ".picsort/catalog.jsonl",
    ".PicSort/x.jpg", "12.2023/x%00.jpg",
  ]

  @Test(arguments: ["", "--copy"])
  func `a target outside the output is nobody's`(_ options: String) throws {
    for targets in Self.outside {
      let scene = try Scene()
      var journal = try scene.halted(options)
      try journal.set("to", of: "move", to: targets.map { "\"\($0)\"" })
      try scene.plant(journal)

      try scene.expectHarmless(Self.commands, "\(targets)")
    }
  }

  @Test func `an absolute target is nobody's`() throws {
    let scene = try Scene()
    var journal = try scene.halted()
    try journal.set("to", of: "move", to: "\"\(scene.box.path("foreign/x.jpg"))\"")
    try scene.plant(journal)

    try scene.expectHarmless(Self.commands, "absolute")
  }

  @Test func `a name that the books change on the way leads nowhere else`() throws {
    for targets in Self.outside {
      let scene = try Scene()
      var journal = try scene.halted()
      try journal.insert(
        targets.enumerated().map {
          "{\"type\":\"retarget\",\"file\":\($0),\"to\":\"\($1)\""
        }, behind: "planned")
      try scene.plant(journal)

      try scene.expectHarmless(Self.commands, "\(targets)")
    }
  }

  @Test(arguments: [
    "../foreign/victim.jpg", "away/victim.jpg", "sub/../../foreign/victim.jpg", "away/empty",
  ])
  func `a file outside the source is nobody's`(_ path: String) throws {
    let scene = try Scene()
    let victim = try #require(Disk.entry(scene.box.path("foreign/victim.jpg")))
    var journal = try scene.halted()
    try journal.set("path", of: "file", to: "\"\(path)\"")
    try journal.set("size", of: "file", to: "\(victim.size)")
    try journal.set("mtime_ns", of: "file", to: "\(victim.modified)")
    try scene.plant(journal)

    try scene.expectHarmless(Self.commands, path)
  }

  @Test(arguments: [
    "../foreign/a.jpg", "away/a.jpg", "12.2023/b.jpg", ".picsort/tmp/a.jpg", "link.jpg", "a.jpg",
  ])
  func `a removal needs a twin in the output, and the same bytes`(_ twin: String) throws {
    let scene = try Scene()
    let box = scene.box
    var journal = try scene.halted()
    let moves = journal.objects.filter { $0.hasPrefix("{\"type\":\"move\"") }.count
    journal.drop("move")
    try journal.insert(
      (0..<moves).map {
        "{\"type\":\"move\",\"file\":\($0),\"action\":\"delete\",\"twin_path\":\"\(twin)\""
      }, behind: "planning")
    try scene.plant(journal)
    let bytes = try #require(Disk.read(box.path("src/a.jpg")))
    try Disk.write(bytes, to: box.path("out/.picsort/tmp/a.jpg"))
    try Disk.write(Array("different".utf8), to: box.path("out/12.2023/b.jpg"))
    try Disk.makeLink(box.path("out/link.jpg"), to: box.path("src/a.jpg"))
    if twin == "a.jpg" {
      // Not a twin but another name of the same file.
      try FileManager.default.linkItem(
        atPath: box.path("src/a.jpg"), toPath: box.path("out/a.jpg"))
    }

    try scene.expectHarmless(["--resume -o @out", "-s @src -o @out --duplicates delete"], twin)
  }

  @Test func `an undo takes away no folder and no link of somebody else's`() throws {
    for path in ["../foreign/empty", "away/empty", "../foreign", ".picsort/tmp", "away"] {
      let scene = try Scene()
      var journal = try scene.halted()
      try journal.insert(
        [
          "{\"type\":\"made\",\"folder\":\"\(path)\"",
          "{\"type\":\"made\",\"folder\":\"\(path)\",\"source\":0",
          "{\"type\":\"linked\",\"path\":\"\(path)/link\",\"target\":\"a.jpg\"",
        ], behind: "planned")
      try scene.plant(journal)

      try scene.expectHarmless(["undo @out", "undo @out"], path)
    }
  }

  @Test func `the books of an undo that name strangers move nothing of theirs`() throws {
    for path in ["../foreign/victim.jpg", "away/victim.jpg", "../foreign/new.jpg", "away/new.jpg"] {
      let scene = try Scene()
      let box = scene.box
      try box.picsort("-s @src -o @out")
      var journal = try ForgedJournal(copying: box.path("out/" + Sandbox.statePath))
      try journal.set("path", of: "file", to: "\"\(path)\"")
      try Disk.write(journal.bytes, to: box.path("out/" + Sandbox.statePath))

      try scene.expectHarmless(["undo @out", "--resume -o @out", "undo @out"], path)
    }
  }

  @Test func `the steps of a forged undo stay in the output and the source`() throws {
    for path in ["../foreign/empty", "away/empty", "../foreign/new", "away/new", "away"] {
      let scene = try Scene()
      let box = scene.box
      try box.picsort("-s @src -o @out")
      try box.picsort("undo @out")
      var journal = try ForgedJournal(copying: box.path("out/" + Sandbox.statePath))
      for type in ["step", "end"] { journal.drop(type) }
      try journal.insert(
        ["", ",\"source\":0"].flatMap { source in
          ["remove-folder", "make-folder"].map {
            "{\"type\":\"step\",\"do\":\"\($0)\",\"folder\":\"\(path)\"\(source)"
          }
        } + [
          #"{"type":"step","do":"remove-link","path":"\#(path)/link","target":"a.jpg""#,
          #"{"type":"step","do":"make-link","path":"\#(path)/new","target":"a.jpg""#,
        ], behind: "planning")
      try Disk.write(journal.bytes, to: box.path("out/" + Sandbox.statePath))

      try scene.expectHarmless(["undo @out", "--resume -o @out", "undo @out"], path)
    }
  }
}
