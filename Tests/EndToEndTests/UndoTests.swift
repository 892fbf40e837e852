import Foundation
import SampleMedia
import Testing

extension Sandbox {
  /// Everything a person sees below `folders`: contents and times of files, links, folders.
  func tree(_ folders: String...) -> [String: String] {
    var facts: [String: String] = [:]
    for folder in folders {
      for name in Disk.walk(path(folder), besides: [".picsort"]) {
        let place = path(folder) + "/" + name
        guard let entry = Disk.entry(place) else { continue }
        let key = folder + "/" + name
        switch entry.kind {
        case .file:
          let bytes = Disk.read(place) ?? Data()
          facts[key] = "\(entry.size) \(entry.modified) \(Inventory.hash(bytes))"
        case .link:
          facts[key] = try? FileManager.default.destinationOfSymbolicLink(atPath: place)
        case .folder, .special: facts[key] = "\(entry.kind)"
        }
      }
    }
    return facts
  }
}

/// A whole run, back to where everything was.
@Suite struct UndoTests {
  private static let pair: [String: SampleContent] = [
    "DCIM/IMG_1.JPG": .photo(.christmas), "DCIM/IMG_1.xmp": .sidecar(rating: 3),
    "DCIM/IMG_2.JPG": .photo(.christmas),
  ]

  @Test(arguments: [
    "", "--duplicates quarantine --albums links", "--duplicates delete", "--copy",
    "--copy --duplicates quarantine", "--layout {yyyy}/{MM}/{dd} --name {yyyy}{MM}{dd}_{HH}{mm}",
  ])
  func `a finished run is undone, and the undo too`(_ options: String) throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out \(options)")
    let sorted = box.tree("src", "out")
    #expect(sorted != before)

    let undo = try box.picsort("undo @out --json")

    #expect(undo.ending == .exit(0), "\(undo)")
    let summary = try undo.summary()
    #expect(summary.isBalanced)
    #expect(summary.text("kind") == "undo")
    #expect(summary.text("status") == "completed")
    #expect((summary.count("found") ?? 0) > 40)
    #expect(box.tree("src", "out") == before)
    #expect(try box.journal().end == "completed")
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])

    let again = try box.picsort("undo @out")
    #expect(again.ending == .exit(0), "\(again)")
    #expect(box.tree("src", "out") == sorted)

    let third = try box.picsort("undo @out")
    #expect(third.ending == .exit(0), "\(third)")
    #expect(box.tree("src", "out") == before)
  }

  @Test func `a preview changes nothing at all`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    try box.picsort("-s @src -o @out")
    let before = box.snapshot()

    let result = try box.picsort("undo @out --dry-run")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(result.lines.contains("move  @out/12.2023/IMG_1.JPG -> @src/DCIM/IMG_1.JPG"))
    #expect(result.talk.contains("nothing was changed: 3 files to be moved back"), "\(result)")
    #expect(box.snapshot() == before)
    let summary = try box.picsort("undo @out -n --json").summary()
    #expect(summary.count("moved") == 3)
    #expect(summary.isBalanced)
    #expect(box.snapshot() == before)
  }

  @Test func `names that were taken go back to their own names`() throws {
    let box = try Sandbox()
    try box.write(["a/IMG_1.JPG": .photo(.christmas), "b/IMG_1.JPG": .photo(.christmas)])
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")
    #expect(box.files("out") == ["12.2023/IMG_1-2.JPG", "12.2023/IMG_1.JPG"])

    #expect(try box.picsort("undo @out").ending == .exit(0))

    #expect(box.tree("src", "out") == before)
  }

  @Test func `a changed file stays with what belongs to it, and the rest goes back`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    try box.picsort("-s @src -o @out")
    try Disk.write(Array("<x/>".utf8), to: box.path("out/12.2023/IMG_1.xmp"))
    let before = box.inventory("src", "out")

    let result = try box.picsort("undo @out --json")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(box.files("src") == ["DCIM/IMG_2.JPG"])
    #expect(box.files("out") == ["12.2023/IMG_1.JPG", "12.2023/IMG_1.xmp"])
    expectSame(box.inventory("src", "out"), as: before)
    let summary = try result.summary()
    #expect(summary.isBalanced)
    #expect(summary.count("moved") == 1)
    #expect(summary.count("failed") == 2)
    let text = try box.picsort("undo -n @out").talk
    #expect(text.contains("IMG_2.JPG"), "an undo in part can be undone: \(text)")
  }

  @Test func `bytes that changed under the same size and time are seen where they were hashed`()
    throws
  {
    let box = try Sandbox()
    try box.write(["IMG_1.JPG": .photo(.christmas), "b/IMG_2.JPG": .copy(of: "IMG_1.JPG")])
    try box.picsort("-s @src -o @out --copy --duplicates quarantine")
    let place = box.path("out/12.2023/IMG_1.JPG")
    let entry = try #require(Disk.entry(place))
    var bytes = try #require(Disk.read(place))
    bytes[bytes.count - 1] ^= 1
    try Disk.write(bytes, to: place)
    Disk.setTime(place, entry.modified)

    let result = try box.picsort("undo @out")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(box.files("out") == ["12.2023/IMG_1.JPG"])
  }

  @Test func `nothing at the original path is replaced`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    try box.picsort("-s @src -o @out")
    try Disk.write(Array("new".utf8), to: box.path("src/DCIM/IMG_2.JPG"))
    let before = box.inventory("src", "out")

    let result = try box.picsort("undo @out")

    #expect(result.ending == .exit(1))
    #expect(result.talk.contains("something else stands at its place"), "\(result)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("out") == ["12.2023/IMG_2.JPG"])
    #expect(box.files("src") == ["DCIM/IMG_1.JPG", "DCIM/IMG_1.xmp", "DCIM/IMG_2.JPG"])

    // When the way is free, the run's name undoes the rest.
    let first = try #require(box.history().first).dropLast(".jsonl".count)
    Disk.remove(box.path("src/DCIM/IMG_2.JPG"))
    #expect(try box.picsort("undo \(first)").ending == .exit(0))
    #expect(box.files("out") == [])
  }

  @Test func `missing source folders are made, and go again`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")
    Disk.remove(box.path("src/DCIM"))
    let sorted = box.tree("src", "out")

    #expect(try box.picsort("undo @out").ending == .exit(0))
    #expect(box.tree("src", "out") == before)
    #expect(try box.picsort("undo @out").ending == .exit(0))
    #expect(box.tree("src", "out") == sorted)
  }

  @Test func `an undo without its source changes nothing`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    try box.picsort("-s @src -o @out")
    Disk.remove(box.path("src"))
    let before = box.tree("out")

    let result = try box.picsort("undo @out")

    #expect(result.ending == .exit(3), "\(result)")
    #expect(box.tree("out") == before)
    #expect(box.history() == [])
  }

  @Test func `only folders that are empty go`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    Disk.makeFolder(box.path("out/mine"))
    try box.picsort("-s @src -o @out")
    try Disk.write([1], to: box.path("out/12.2023/note.txt"))

    #expect(try box.picsort("undo @out").ending == .exit(0))

    #expect(Disk.names(in: box.path("out")) == [".picsort", "12.2023", "mine"])
    #expect(Disk.names(in: box.path("out/12.2023")) == ["note.txt"])
  }

  @Test func `what a person took out of the library is named`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    try box.picsort("-s @src -o @out")
    Disk.remove(box.path("out/12.2023/IMG_2.JPG"))

    let result = try box.picsort("undo @out")

    #expect(result.ending == .exit(1))
    #expect(result.talk.contains("IMG_2.JPG: it is no longer where picsort put it"), "\(result)")
    #expect(box.files("src") == ["DCIM/IMG_1.JPG", "DCIM/IMG_1.xmp"])
  }

  @Test func `a copy is kept when its original is gone`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    try box.picsort("-s @src -o @out --copy")
    Disk.remove(box.path("src/DCIM/IMG_2.JPG"))

    let result = try box.picsort("undo @out")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(box.files("out") == ["12.2023/IMG_2.JPG"])
  }

  @Test func `two sources, and a duplicate across them`() throws {
    let box = try Sandbox()
    try box.write(["x/IMG_1.JPG": .photo(.christmas)], in: "one")
    try box.write(["x/IMG_1.JPG": .photo(.christmas), "IMG_3.JPG": .photo(.christmas)], in: "two")
    let before = box.tree("one", "two", "out")
    try box.picsort("-s @two -s @one -o @out --duplicates delete")
    let sorted = box.tree("one", "two", "out")
    #expect(box.files("one") + box.files("two") == [])

    #expect(try box.picsort("undo @out").ending == .exit(0))
    #expect(box.tree("one", "two", "out") == before)
    #expect(try box.picsort("undo @out").ending == .exit(0))
    #expect(box.tree("one", "two", "out") == sorted)
  }

  @Test func `an operation is found by its name and without any`() throws {
    let box = try Sandbox()
    try box.write(Self.pair)
    let before = box.tree("src")
    let run = try box.picsort("-s @src -o @out --json").summary()
    let name = try #require(run.text("operation"))

    #expect(try box.picsort("undo \(name.prefix(8))").ending == .exit(0))
    #expect(box.tree("src") == before)
    #expect(try box.picsort("undo").ending == .exit(0))
    #expect(box.files("src") == [])
  }

  @Test func `an older operation is undone by its name`() throws {
    let box = try Sandbox()
    try box.write(["a/IMG_1.JPG": .photo(.christmas)])
    let name = try #require(try box.picsort("-s @src -o @out --json").summary().text("operation"))
    try box.write(["b/IMG_9.JPG": .photo(.christmas)])
    try box.picsort("-s @src -o @out")

    #expect(try box.picsort("undo \(name)").ending == .exit(0))

    #expect(box.files("src") == ["a/IMG_1.JPG"])
    #expect(box.files("out") == ["12.2023/IMG_9.JPG"])
    let twice = try box.picsort("undo \(name)")
    #expect(twice.ending == .exit(0))
    #expect(twice.talk.contains("nothing to undo"), "\(twice)")
  }

  @Test func `nonsense is refused with a next step`() throws {
    let box = try Sandbox()
    Disk.makeFolder(box.path("empty"))
    for line in ["undo @nowhere", "undo @empty", "undo 0123", "undo"] {
      let result = try box.picsort(line)
      #expect(result.ending == .exit(2), "\(line): \(result)")
      #expect(result.error.contains("\n  -> "))
    }
    #expect(Disk.names(in: box.path("empty")) == [])
  }

  @Test func `a run after an undo sorts everything again`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    try box.picsort("-s @src -o @out")
    let sorted = box.tree("src", "out")
    try box.picsort("undo @out")

    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))

    #expect(box.tree("src", "out") == sorted)
  }

  @Test(
    .enabled(if: Sandbox.usualParent != NSTemporaryDirectory(), "needs a second file system"))
  func `across file systems files go back as they came`() throws {
    let box = try Sandbox()
    let other = try Sandbox(in: NSTemporaryDirectory())
    try #require(Disk.entry(box.root)?.device != Disk.entry(other.root)?.device)
    try other.write(SampleTree.files)
    let before = other.tree("src")
    try box.picsort("-s \(other.path("src")) -o @out --duplicates delete")
    let sorted = box.tree("out")

    let result = try box.picsort("undo @out")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(other.tree("src") == before)
    #expect(box.tree("out") == [:])
    #expect(try box.picsort("undo @out").ending == .exit(0))
    #expect(box.tree("out") == sorted)
  }
}
