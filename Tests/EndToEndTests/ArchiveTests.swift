import Foundation
import SampleMedia
import Testing

/// ZIP archives as sources.
@Suite struct ArchiveTests {
  private static let library = Dictionary(
    SampleTree.files.map { ($0.path, $0.content) }
  ) { first, _ in first }

  @Test(arguments: [false, true])
  func `an archive is sorted as its unpacked folder is, and stays as it was`(
    _ isDeflated: Bool
  ) throws {
    let box = try Sandbox()
    try box.write(Self.library)
    try box.zip(Self.library, as: "library.zip", isDeflated: isDeflated)
    let before = box.print(of: "library.zip")

    let unpacked = try box.picsort("-s @src -o @plain --copy --json").summary()
    let result = try box.picsort("-s @library.zip -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("out") == box.files("plain"))
    expectSame(box.inventory("out"), as: box.inventory("plain"))
    let summary = try result.summary()
    for number in ["found", "moved", "copied", "duplicates", "skipped", "failed", "left", "bytes"] {
      #expect(summary.count(number) == unpacked.count(number), "\(number)")
    }
    #expect(summary.count("moved") == 0)
    #expect(summary.isBalanced)
    #expect(box.print(of: "library.zip") == before)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
  }

  @Test func `a copy has the time of the archive and the mode of a new file`() throws {
    let box = try Sandbox()
    try box.zip(["IMG_1.JPG": .photo(.christmas)], as: "a.zip")

    #expect(try box.picsort("-s @a.zip -o @out").ending == .exit(0))

    let copy = try #require(Disk.entry(box.path("out/12.2023/IMG_1.JPG")))
    #expect(copy.permissions == 0o644)
    // 2023-12-25 14:30:16 UTC, as the sample archives have it.
    #expect(copy.modified == 1_703_514_616_000_000_000)
  }

  @Test func `the output is named after the archive, and what is there is a duplicate`() throws {
    let box = try Sandbox()
    try box.zip(["IMG_1.JPG": .photo(.christmas)], as: "takeout-001.zip")

    #expect(try box.picsort("-s @takeout-001.zip").ending == .exit(0))
    #expect(box.files("takeout-001_picsort") == ["12.2023/IMG_1.JPG"])
    let again = try box.picsort("-s @takeout-001.zip -o @takeout-001_picsort --json").summary()

    #expect(again.count("duplicates") == 1)
    #expect(again.count("copied") == 0)
    #expect(box.files("takeout-001_picsort") == ["12.2023/IMG_1.JPG"])
  }

  @Test func `a run takes folders and archives together: these are copied, those are moved`() throws
  {
    let box = try Sandbox()
    try box.write(["IMG_1.JPG": .photo(.christmas)])
    try box.zip(["IMG_2.JPG": .photo(SampleMoment(2024, 2, 29))], as: "b.zip")
    let before = box.print(of: "b.zip")

    let result = try box.picsort("-s @src -s @b.zip -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("out") == ["02.2024/IMG_2.JPG", "12.2023/IMG_1.JPG"])
    #expect(box.files("src") == [])
    let summary = try result.summary()
    #expect(summary.count("moved") == 1)
    #expect(summary.count("copied") == 1)
    #expect(box.print(of: "b.zip") == before)
  }

  /// An export in two parts: photos whose JSON lies in the other part, and one path in both.
  private static let year = "Takeout/Google Photos/Photos from 2019"
  private static let parts: [[String: SampleContent]] = [
    [
      "\(year)/a.jpg": .photo(nil), "\(year)/b.jpg": .photo(nil),
      "\(year)/c.jpg.supplemental-metadata.json": .takeout(
        title: "c.jpg", taken: SampleMoment(2017, 5, 6)),
      "\(year)/same.jpg": .photo(SampleMoment(2019, 7, 5)),
    ],
    [
      "\(year)/a.jpg.supplemental-metadata.json": .takeout(
        title: "a.jpg", taken: SampleMoment(2018, 3, 2)),
      "\(year)/b.jpg.json": .takeout(title: "b.jpg", taken: SampleMoment(2018, 4, 2)),
      "\(year)/c.jpg": .photo(nil), "\(year)/same.jpg": .photo(SampleMoment(2019, 7, 5)),
    ],
  ]

  @Test(arguments: ["zip zip", "zip folder", "folder zip"])
  func `parts of an export match, however many of them are unpacked`(_ kinds: String) throws {
    let box = try Sandbox()
    var sources = ""
    for (index, kind) in kinds.split(separator: " ").enumerated() {
      try box.write(Self.parts[index], in: "plain\(index)")
      if kind == "zip" { try box.zip(Self.parts[index], as: "part\(index).zip") }
      if kind == "folder" { try box.write(Self.parts[index], in: "part\(index)") }
      sources += " -s @part\(index)" + (kind == "zip" ? ".zip" : "")
    }
    #expect(try box.picsort("-s @plain0 -s @plain1 -o @plain").ending == .exit(0))

    let result = try box.picsort("\(sources.dropFirst()) -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("out") == box.files("plain"))
    #expect(
      box.files("out") == [
        "03.2018/a.jpg", "03.2018/a.jpg.supplemental-metadata.json", "04.2018/b.jpg",
        "04.2018/b.jpg.json", "05.2017/c.jpg", "05.2017/c.jpg.supplemental-metadata.json",
        "07.2019/same.jpg",
      ])
    expectSame(box.inventory("out"), as: box.inventory("plain"))
    #expect(try result.summary().count("duplicates") == 1)
    #expect(try result.summary().isBalanced)
  }

  @Test(arguments: ["leave", "quarantine", "delete"])
  func `duplicates between an archive and a folder`(_ policy: String) throws {
    let box = try Sandbox()
    let tree: [String: SampleContent] = [
      "IMG_1.JPG": .photo(.christmas), "long name 2.JPG": .photo(SampleMoment(2023, 11, 1)),
    ]
    // The folder's copy of one has the longer name, that of the other the shorter one.
    let bytes = try tree.mapValues { content in
      SampleContent.bytes(try Sandbox.bytes(of: content, at: "x", tree))
    }
    try box.zip(bytes, as: "a.zip")
    try box.write([
      "IMG_1 (1).JPG": try #require(bytes["IMG_1.JPG"]),
      "2.JPG": try #require(bytes["long name 2.JPG"]),
    ])
    let before = box.print(of: "a.zip")

    let result = try box.picsort("-s @a.zip -s @src -o @out --duplicates \(policy) --json")

    #expect(result.ending == .exit(0), "\(result)")
    let kept = ["11.2023/2.JPG", "12.2023/IMG_1.JPG"]
    #expect(
      box.files("out") == kept + (policy == "quarantine" ? ["Duplicates/IMG_1 (1).JPG"] : []))
    #expect(box.files("src") == (policy == "leave" ? ["IMG_1 (1).JPG"] : []))
    let summary = try result.summary()
    #expect(summary.count("duplicates") == 2)
    #expect(summary.count("copied") == 1)
    #expect(summary.count("moved") == 1)
    #expect(summary.isBalanced)
    #expect(box.print(of: "a.zip") == before)
  }

  @Test func `an asset may lie in both: each file goes by its own kind`() throws {
    let box = try Sandbox()
    let json = SampleContent.takeout(title: "a.jpg", taken: SampleMoment(2018, 3, 2))
    let folder = "Takeout/Google Photos/Photos from 2018"
    try box.zip(["\(folder)/a.jpg": .photo(nil)], as: "a.zip")
    try box.write(["\(folder)/a.jpg.json": json])

    let first = try box.picsort("-s @a.zip -s @src -o @out --json")

    #expect(first.ending == .exit(0), "\(first)")
    #expect(box.files("out") == ["03.2018/a.jpg", "03.2018/a.jpg.json"])
    #expect(box.files("src") == [])
    #expect(try first.summary().count("moved") == 1)

    // A second time the photo is a duplicate that stays, and a JSON does not go without it.
    try box.write(["\(folder)/a.jpg.json": json])
    let second = try box.picsort("-s @a.zip -s @src -o @out --duplicates quarantine --json")
    #expect(try second.summary().isBalanced)
    #expect(box.files("out").filter { $0.hasSuffix("jpg") } == ["03.2018/a.jpg"])
  }

  @Test func `a dry run says what would be copied and changes nothing`() throws {
    let box = try Sandbox()
    try box.zip(Self.library, as: "a.zip")
    let before = box.snapshot()

    let result = try box.picsort("-n -s @a.zip -o @out")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.snapshot() == before)
    #expect(result.output.contains("would copy"))
    #expect(!result.output.contains("would move"), "\(result)")
  }

  @Test func `explain looks into an archive`() throws {
    let box = try Sandbox()
    try box.zip(
      ["DCIM/IMG_1.JPG": .photo(.christmas), "DCIM/notes.txt": .text("no photo")], as: "a.zip")

    let result = try box.picsort("explain --json @a.zip")

    #expect(result.ending == .exit(0), "\(result)")
    let events = try #require(result.events)
    #expect(events.count == 1)
    #expect(events.first?["path"] as? String == box.path("a.zip/DCIM/IMG_1.JPG"))
    #expect(events.first?["source"] as? String == "exif:DateTimeOriginal")
    #expect(events.first?["month"] as? String == "12.2023")
  }

  @Test func `archives of an export in a folder are passed over, and that is said`() throws {
    let box = try Sandbox()
    try box.write(["IMG_1.JPG": .photo(.christmas)])
    for number in 1...3 {
      try box.zip(
        ["Takeout/\(number).jpg": .photo(.christmas)],
        as: "src/takeout-20240101T000000Z-00\(number).zip")
    }
    let name = "takeout-20240101T000000Z-003.zip"

    let result = try box.picsort("-s @src -s @src/\(name) -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(result.talk.contains("passed over 2 archives of Google Takeout"), "\(result)")
    #expect(box.files("src").count == 3)
    #expect(box.files("out") == ["12.2023/3.jpg", "12.2023/IMG_1.JPG"])
    #expect(try result.summary().count("skipped") == 3)
  }

  @Test(arguments: [
    ("a.tgz", "unpack it first"), ("a.txt", "neither a folder nor a ZIP archive"),
    ("a.zip", "neither a folder nor a ZIP archive"),
  ])
  func `a file that is no ZIP archive is refused`(_ name: String, _ words: String) throws {
    let box = try Sandbox()
    try Disk.write(Array("not an archive".utf8), to: box.path(name))

    let result = try box.picsort("-s @\(name) -o @out")

    #expect(result.ending == .exit(1))
    #expect(result.error.contains(words), "\(result)")
    #expect(result.error.contains(name))
    #expect(Disk.entry(box.path("out")) == nil)
  }

  @Test func `an archive that is cut off is refused`() throws {
    let box = try Sandbox()
    try box.zip(["IMG_1.JPG": .photo(.christmas)], as: "a.zip")
    let bytes = try #require(Disk.read(box.path("a.zip")))
    try Disk.write(bytes.prefix(bytes.count / 2), to: box.path("a.zip"))

    let result = try box.picsort("-s @a.zip -o @out")

    #expect(result.ending == .exit(1))
    #expect(result.error.contains("a.zip cannot be read"), "\(result)")
    #expect(result.error.contains("download it again"))
  }
}
