import Foundation
import SampleMedia
import Testing

/// Undoing runs that copied files out of archives.
@Suite struct ArchiveUndoTests {
  private static let tree: [String: SampleContent] = [
    "DCIM/IMG_1.JPG": .photo(.christmas), "DCIM/IMG_2.JPG": .photo(SampleMoment(2023, 11, 5)),
    "DCIM/IMG_2.xmp": .text("<x/>"), "logo.png": .text("no photo, but named like one"),
  ]

  /// A library with what was in `a.zip`, and with a photo of a folder beside it.
  private func sorted() throws -> (box: Sandbox, archive: [String], before: Inventory) {
    let box = try Sandbox()
    try box.zip(Self.tree, as: "a.zip")
    try box.write(["c.jpg": .photo(SampleMoment(2024, 1, 2))])
    let (archive, before) = (box.print(of: "a.zip"), box.inventory("src"))
    #expect(try box.picsort("-s @a.zip -s @src -o @out").ending == .exit(0))
    #expect(box.files("out").count == 5)
    return (box, archive, before)
  }

  @Test func `copies go when the archive still has the same bytes, and come back`() throws {
    let (box, archive, before) = try sorted()
    let library = box.inventory("out")

    let undone = try box.picsort("undo @out --json")
    #expect(undone.ending == .exit(0), "\(undone)")
    #expect(try undone.summary().isBalanced)
    #expect(box.files("out") == [])
    expectSame(box.inventory("src"), as: before)
    #expect(box.print(of: "a.zip") == archive)

    let again = try box.picsort("undo @out")
    #expect(again.ending == .exit(0), "\(again)")
    expectSame(box.inventory("out"), as: library)
    #expect(box.files("src") == [])
    #expect(box.print(of: "a.zip") == archive)
    #expect(try box.picsort("verify --full @out").ending == .exit(0))
  }

  @Test func `a preview tells what would go and changes nothing`() throws {
    let (box, _, _) = try sorted()
    let before = box.snapshot()
    let preview = try box.picsort("undo -n @out")
    #expect(preview.ending == .exit(0))
    #expect(preview.talk.contains("same bytes as @a.zip/DCIM/IMG_1.JPG"), "\(preview)")
    #expect(box.snapshot() == before)
  }

  @Test func `a copy that was edited stays`() throws {
    let (box, _, _) = try sorted()
    let copy = box.path("out/12.2023/IMG_1.JPG")
    let time = try #require(Disk.entry(copy)).modified
    var bytes = Array(try #require(Disk.read(copy)))
    bytes[bytes.count - 3] ^= 1
    try Disk.write(bytes, to: copy)
    Disk.setTime(copy, time)

    let undone = try box.picsort("undo @out")
    #expect(undone.ending == .exit(1))
    #expect(undone.talk.contains("IMG_1.JPG"))
    #expect(box.files("out") == ["12.2023/IMG_1.JPG"])
  }

  @Test(arguments: ["gone", "another", "damaged"])
  func `copies stay when their archive is gone or is another one`(_ what: String) throws {
    let (box, _, _) = try sorted()
    let archive = box.path("a.zip")
    switch what {
    case "gone": Disk.remove(archive)
    case "another":
      try box.zip(Self.tree.mapValues { _ in .text("something else") }, as: "a.zip")
    default: try Disk.write(Array("PK no archive at all".utf8), to: archive)
    }

    let undone = try box.picsort("undo @out")
    #expect(undone.ending == .exit(what == "gone" ? 3 : 1), "\(undone)")
    let copies = ["11.2023/IMG_2.JPG", "11.2023/IMG_2.xmp", "12.2023/IMG_1.JPG"]
    #expect(Set(copies).isSubset(of: Set(box.files("out"))))
  }

  @Test(.enabled(if: Strace.isAvailable, "needs strace"))
  func `an undo that was killed is gone on with`() throws {
    let (box, archive, before) = try sorted()
    for number in [1, 2, 3, 5] {
      _ = try box.picsort(
        "undo @out",
        traced: ["-qq", "-e", "trace=unlinkat", "-e", "inject=unlinkat:signal=KILL:when=\(number)"])
      #expect(box.print(of: "a.zip") == archive)
    }
    #expect(try box.picsort("undo @out").ending == .exit(0))
    #expect(box.files("out") == [])
    expectSame(box.inventory("src"), as: before)
  }
}
