import SampleMedia
import Testing

/// Names: those that collide, those that are no text, and those that are not files.
@Suite struct NameTests {
  @Test func `colliding names get a number, the same one in every run`() throws {
    let tree: [String: SampleContent] = [
      "100/IMG_0001.JPG": .photo(.christmas), "101/IMG_0001.JPG": .photo(.christmas),
      "102/IMG_0001.JPG": .photo(.christmas), "102/IMG_0001-2.JPG": .photo(.christmas),
    ]
    var seen: [[String: UInt64]] = []
    for _ in 0..<2 {
      let box = try Sandbox()
      try box.write(tree)
      try box.picsort("-s @src -o @out")
      seen.append(
        Dictionary(
          uniqueKeysWithValues: box.files("out").compactMap { name in
            Disk.read(box.path("out/" + name)).map { (name, Inventory.hash($0)) }
          }))
    }
    #expect(
      seen[0].keys.sorted() == [
        "12.2023/IMG_0001-2-2.JPG", "12.2023/IMG_0001-2.JPG", "12.2023/IMG_0001-3.JPG",
        "12.2023/IMG_0001.JPG",
      ])
    #expect(seen[0] == seen[1])
  }

  @Test func `names that differ in case or in Unicode form only are kept apart`() throws {
    let box = try Sandbox()
    try box.write([
      "a/img_1.jpg": .photo(.christmas), "b/IMG_1.JPG": .photo(.christmas),
      "a/caf\u{E9}.jpg": .photo(.christmas), "b/cafe\u{301}.jpg": .photo(.christmas),
    ])
    let before = box.inventory("src")

    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))

    let names = box.files("out").map { Array($0.utf8) }
    #expect(
      Set(names)
        == Set(
          [
            "12.2023/img_1.jpg", "12.2023/IMG_1-2.JPG", "12.2023/caf\u{E9}.jpg",
            "12.2023/cafe\u{301}-2.jpg",
          ].map { Array($0.utf8) }))
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `names as long as a name can be still get their number`() throws {
    let box = try Sandbox()
    let name = String(repeating: "n", count: 251) + ".jpg"
    try box.write(["a/" + name: .photo(.christmas), "b/" + name: .photo(.christmas)])

    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))

    let short = String(repeating: "n", count: 249) + "-2.jpg"
    #expect(box.files("out") == ["12.2023/" + short, "12.2023/" + name])
  }

  @Test func `a name that is no UTF-8 arrives byte for byte`() throws {
    let box = try Sandbox()
    try box.write(["caf%E9/b%FFd.jpg": .photo(.christmas), "100%25.jpg": .photo(.christmas)])

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(0))
    #expect(box.files("out") == ["12.2023/100%25.jpg", "12.2023/b%FFd.jpg"])
    #expect(result.events != nil)
  }

  @Test func `a source and an output whose names are no UTF-8`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)], in: "q%E9")

    #expect(try box.picsort("-s @q%E9").ending == .exit(0))

    #expect(box.files("q%E9_picsort") == ["12.2023/a.jpg"])
  }

  @Test func `control characters in a name reach no terminal`() throws {
    let box = try Sandbox()
    try box.write(["a\u{1B}[31m\n.jpg": .photo(.christmas)])

    let result = try box.picsort("-s @src -o @out -v")

    #expect(!result.talk.contains("\u{1B}"))
    #expect(box.files("out") == ["12.2023/a\u{1B}[31m\n.jpg"])
  }

  @Test func `what is in the output already is never replaced`() throws {
    let box = try Sandbox()
    try box.write(["IMG_1.JPG": .photo(.christmas), "IMG_2.JPG": .photo(.christmas)])
    try box.write(["IMG_1.JPG": .photo(nil), "img_2.jpg": .text("mine")], in: "out/12.2023")
    let before = box.inventory("src", "out")

    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))

    #expect(
      box.files("out") == [
        "12.2023/IMG_1-2.JPG", "12.2023/IMG_1.JPG", "12.2023/IMG_2-2.JPG", "12.2023/img_2.jpg",
      ])
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `a file stands where a month's folder should be`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    try box.write(["12.2023": .text("mine")], in: "out")
    let before = box.inventory("src", "out")

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(1))
    #expect(try result.summary().count("failed") == 1)
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `a month's folder that is a link is not followed`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    Disk.makeFolder(box.path("elsewhere"))
    try Disk.makeLink(box.path("out/12.2023"), to: box.path("elsewhere"))

    let result = try box.picsort("-s @src -o @out")

    #expect(result.ending == .exit(1))
    #expect(box.files("elsewhere") == [])
    #expect(box.files("src") == ["a.jpg"])
  }
}
