import SampleMedia
import Testing

/// Sources and outputs in odd places, and what lies in a source besides files.
@Suite struct FolderTests {
  @Test func `an output inside the source is not sorted itself`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    let before = box.inventory("src")
    for _ in 0..<2 {
      let result = try box.picsort("-s @src -o @src/sorted --json")
      #expect(result.ending == .exit(0))
      #expect(try result.summary().isBalanced)
    }
    #expect(box.files("src") == ["sorted/12.2023/a.jpg"])
    expectSame(box.inventory("src"), as: before)
  }

  @Test func `a source inside the output is sorted, and its files are no duplicates`() throws {
    let box = try Sandbox()
    try box.write(["inbox/a.jpg": .photo(.christmas), "05.2020/b.jpg": .photo(nil)], in: "out")
    let before = box.inventory("out")

    let result = try box.picsort("-s @out/inbox -o @out --duplicates delete --json")

    #expect(result.ending == .exit(0))
    #expect(box.files("out") == ["05.2020/b.jpg", "12.2023/a.jpg"])
    #expect(try result.summary().count("moved") == 1)
    expectSame(box.inventory("out"), as: before)
  }

  @Test(arguments: ["@src", "@link", "@src/", "@src/../src"])
  func `an output that is the source is refused`(_ output: String) throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    try Disk.makeLink(box.path("link"), to: box.path("src"))
    let before = box.snapshot()

    let result = try box.picsort("-s @src -o \(output)")

    #expect(result.ending == .exit(2), "\(result)")
    #expect(box.snapshot() == before)
  }

  @Test func `an output that is a link to another folder is used`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    Disk.makeFolder(box.path("disk"))
    try Disk.makeLink(box.path("link"), to: box.path("disk"))

    #expect(try box.picsort("-s @src -o @link").ending == .exit(0))

    #expect(box.files("disk") == ["12.2023/a.jpg"])
  }

  @Test func `links and loops of links are counted and left alone`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    try Disk.makeLink(box.path("src/loop"), to: box.path("src"))
    try Disk.makeLink(box.path("src/up"), to: "..")
    try Disk.makeLink(box.path("src/b.jpg"), to: "a.jpg")
    try Disk.makeLink(box.path("src/gone.jpg"), to: "nowhere.jpg")

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(0))
    #expect(box.files("out") == ["12.2023/a.jpg"])
    #expect(Disk.names(in: box.path("src")) == ["b.jpg", "gone.jpg", "loop", "up"])
    #expect(try result.summary().count("skipped") == 4)
  }

  @Test func `a pipe with a photo's name is not opened`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    try Disk.makePipe(box.path("src/x.jpg"))

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(0))
    #expect(box.files("out") == ["12.2023/a.jpg"])
    #expect(try result.summary().count("skipped") == 1)
    #expect(Disk.entry(box.path("src/x.jpg"))?.kind == .special)
  }

  @Test(arguments: ["", " --copy"])
  func `more folders than files may be open`(_ options: String) throws {
    let box = try Sandbox()
    let names = (0..<500).map { "\($0)/IMG_\($0).JPG" }
    try box.write(
      Dictionary(uniqueKeysWithValues: names.map { ($0, SampleContent.photo(.christmas)) }))

    let result = try box.picsort("-s @src -o @out" + options, openFiles: 300)

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("out").count == names.count)
  }

  @Test func `a photo of no bytes is nobody's duplicate`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .bytes([]), "b.jpg": .bytes([]), "c.jpg": .bytes([1, 2, 3])])
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @out --duplicates delete --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("out") == ["Undated/a.jpg", "Undated/b.jpg", "Undated/c.jpg"])
    expectSame(box.inventory("src", "out"), as: before)
  }

  /// Root may read everything, so there is nothing to see for it.
  static let isRoot = currentUserIsRoot()

  @Test(.enabled(if: !isRoot, "root ignores permissions"))
  func `what cannot be read is named, and the rest is sorted`() throws {
    let box = try Sandbox()
    try box.write([
      "a.jpg": .photo(.christmas), "b.jpg": .photo(.christmas), "shut/c.jpg": .photo(.christmas),
    ])
    Disk.setPermissions(box.path("src/b.jpg"), 0)
    Disk.setPermissions(box.path("src/shut"), 0)
    defer { Disk.setPermissions(box.path("src/shut"), 0o755) }

    let result = try box.picsort("-s @src -o @out")

    #expect(result.ending == .exit(1))
    #expect(result.talk.contains("@src/b.jpg"))
    #expect(result.talk.contains("@src/shut"))
    #expect(box.files("out") == ["12.2023/a.jpg"])
  }
}
