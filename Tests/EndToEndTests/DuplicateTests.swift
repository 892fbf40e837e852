import Foundation
import SampleMedia
import Testing

/// The same bytes again: in the source, in the library, in an earlier run's library.
@Suite struct DuplicateTests {
  private static let tree: [String: SampleContent] = [
    "IMG_1.JPG": .photo(.christmas), "backup/IMG_1 (1).JPG": .copy(of: "IMG_1.JPG"),
    "backup/IMG_2.JPG": .photo(.christmas),
  ]

  @Test func `a duplicate stays in the source by default`() throws {
    let box = try Sandbox()
    try box.write(Self.tree)
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(0))
    #expect(box.files("src") == ["backup/IMG_1 (1).JPG"])
    #expect(box.files("out") == ["12.2023/IMG_1.JPG", "12.2023/IMG_2.JPG"])
    #expect(try result.summary().count("duplicates") == 1)
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `a duplicate whose twin stays for want of a date stays as well`() throws {
    let box = try Sandbox()
    try box.write([
      "a/x.jpg": .photo(nil), "b/x.jpg": .copy(of: "a/x.jpg"), "IMG_1.JPG": .photo(.christmas),
      "c/IMG_1.JPG": .copy(of: "IMG_1.JPG"),
    ])

    let result = try box.picsort("-s @src -o @out --undated leave --duplicates delete --json")

    #expect(result.ending == .exit(0), "\(result)")
    let summary = try result.summary()
    #expect(summary.isBalanced)
    #expect(summary.count("left") == 2)
    #expect(summary.count("duplicates") == 1)
    #expect(box.files("src") == ["a/x.jpg", "b/x.jpg"])
  }

  @Test func `a duplicate goes to Duplicates when that is asked for`() throws {
    let box = try Sandbox()
    try box.write(Self.tree)
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @out --duplicates quarantine --json")

    #expect(result.ending == .exit(0))
    #expect(box.files("src") == [])
    #expect(
      box.files("out") == [
        "12.2023/IMG_1.JPG", "12.2023/IMG_2.JPG", "Duplicates/IMG_1 (1).JPG",
      ])
    #expect(try result.summary().count("duplicates") == 1)
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `a duplicate is removed when that is asked for, and nothing else is`() throws {
    let box = try Sandbox()
    try box.write(Self.tree)
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @out --duplicates delete --json")

    #expect(result.ending == .exit(0))
    #expect(box.files("src") == [])
    #expect(box.files("out") == ["12.2023/IMG_1.JPG", "12.2023/IMG_2.JPG"])
    #expect(try result.summary().count("duplicates") == 1)
    expectSame(box.inventory("src", "out"), as: before.withoutDuplicates)
  }

  @Test func `removing duplicates while copying makes no sense`() throws {
    let box = try Sandbox()
    try box.write(Self.tree)
    let before = box.snapshot()

    #expect(try box.picsort("-s @src -o @out --copy --duplicates delete").ending == .exit(2))

    #expect(box.snapshot() == before)
  }

  @Test(arguments: ["leave", "quarantine", "delete"])
  func `a file that is in the library already is a duplicate`(_ policy: String) throws {
    let box = try Sandbox()
    try box.write(["new/IMG_1.JPG": .photo(.christmas)])
    try box.write(["old/IMG_7.JPG": .photo(.christmas)], in: "other")
    let bytes = try #require(Disk.read(box.path("src/new/IMG_1.JPG")))
    try Disk.write(bytes, to: box.path("out/albums/Christmas.jpg"))

    let result = try box.picsort("-s @src -o @out --duplicates \(policy) --json")

    #expect(try result.summary().count("duplicates") == 1, "\(result)")
    #expect(Disk.read(box.path("out/albums/Christmas.jpg")) == bytes)
    let quarantined = policy == "quarantine" ? ["Duplicates/IMG_1.JPG"] : []
    #expect(box.files("out") == quarantined + ["albums/Christmas.jpg"])
    #expect(box.files("src") == (policy == "leave" ? ["new/IMG_1.JPG"] : []))
  }

  @Test(arguments: [false, true])
  func `a second run knows what the first one brought`(_ isCatalogLost: Bool) throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    try box.write(SampleTree.files, in: "again")
    let before = box.inventory("src")
    let first = try box.picsort("-s @src -o @out --json").summary()
    let library = box.files("out")
    if isCatalogLost { Disk.remove(box.path("out/.picsort/catalog.jsonl")) }

    let second = try box.picsort("-s @again -o @out --json")

    let summary = try second.summary()
    #expect(second.ending == .exit(0), "\(second)")
    #expect(summary.isBalanced)
    #expect(summary.count("moved") == 0)
    #expect(
      summary.count("duplicates") == (first.count("moved") ?? 0) + (first.count("duplicates") ?? 0))
    #expect(box.files("out") == library)
    expectSame(box.inventory("src", "out"), as: before)
    expectSame(box.inventory("again"), as: before)
  }

  @Test func `a catalog that lies costs nobody a photo`() throws {
    let box = try Sandbox()
    try box.write(["IMG_1.JPG": .photo(.christmas)])
    try box.write(["IMG_1.JPG": .photo(.christmas)], in: "again")
    try box.picsort("-s @src -o @out")
    // Other bytes of the same length and time, as a failing disk leaves them.
    let place = box.path("out/12.2023/IMG_1.JPG")
    let entry = try #require(Disk.entry(place))
    var bytes = try #require(Disk.read(place))
    bytes[bytes.count / 2] ^= 1
    try Disk.write(bytes, to: place)
    Disk.setTime(place, entry.modified)
    let before = box.inventory("again", "out")

    let result = try box.picsort("-s @again -o @out --duplicates delete")

    #expect(result.ending == .exit(0), "\(result)")
    expectSame(box.inventory("again", "out"), as: before)
  }
}

/// Files of the library that are not as they were when they were noted.
@Suite struct ChangedLibraryTests {
  /// A library with one file in it, whose original stands in the source.
  private func copied(_ size: Int) throws -> (box: Sandbox, source: String, copy: String) {
    let box = try Sandbox()
    let source = box.path("src/a.jpg")
    try Disk.write((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }, to: source)
    #expect(try box.picsort("--copy -s @src -o @out").ending == .exit(0))
    let copy = try #require(box.files("out").first)
    return (box, source, box.path("out/" + copy))
  }

  @Test(arguments: [1, 5000, 300_000])
  func `a copy whose time was changed is known by its bytes`(_ size: Int) throws {
    let (box, _, copy) = try copied(size)
    // The library's hash is noted now, and must not outlive what it was of.
    #expect(try box.picsort("verify --full @out").ending == .exit(0))
    Disk.setTime(copy, 1_600_000_000_000_000_000)
    for _ in 0..<2 {
      let again = try box.picsort("--copy -s @src -o @out --json")
      #expect(try again.summary().count("duplicates") == 1, "\(again)")
      #expect(box.files("out").count == 1)
    }
  }

  @Test(arguments: [5000, 300_000])
  func `a copy that was edited is another file, whatever was noted of it`(_ size: Int) throws {
    let (box, _, copy) = try copied(size)
    #expect(try box.picsort("verify --full @out").ending == .exit(0))
    var bytes = Array(try #require(Disk.read(copy)))
    bytes[size / 2] ^= 1
    try Disk.write(bytes, to: copy)
    let again = try box.picsort("--copy -s @src -o @out --json")
    #expect(try again.summary().count("copied") == 1, "\(again)")
    #expect(box.files("out").count == 2)
  }
}
