import Foundation
import SampleMedia
import Testing

/// Photos and what belongs to them, on a real disk.
@Suite struct AssetTests {
  /// A photo or a raw file of one camera at one moment, different from others by its `remark`.
  private static func shot(_ remark: String, isRaw: Bool = false) -> SampleContent {
    let exif = ExifBlock(
      make: "Sample", model: "S1", dateTimeOriginal: SampleMoment.christmas.exif, order: .little)
    let bytes =
      isRaw ? TIFFFile(exif).bytes : JPEGFile([.exif(exif.bytes), .xmp([])]).bytes
    return .bytes(bytes + Array(remark.utf8))
  }

  private static let asset: [String: SampleContent] = [
    "zzz/IMG_9000.JPG": shot("z"), "zzz/IMG_9000.DNG": shot("z", isRaw: true),
    "zzz/IMG_9000.JPG.xmp": .sidecar(rating: 5),
  ]

  @Test(arguments: ["", "--copy"])
  func `a photo does not go without its sidecar`(_ options: String) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree.merging(Self.asset) { first, _ in first })
    let word = options.isEmpty ? "\"event\":\"moved\"" : "\"event\":\"copied\""
    let run = try box.startAndHalt(options, word: word)
    try Disk.write(Array("edited meanwhile".utf8), to: box.path("src/zzz/IMG_9000.JPG.xmp"))

    let result = run.finish()

    #expect(result.ending == .exit(1))
    #expect(box.files("src/zzz").count == 3)
    #expect(box.files("out/12.2023").filter { $0.contains("IMG_9000") }.isEmpty)
    let summary = try result.summary()
    #expect(summary.count("failed") == 3)
    #expect(summary.isBalanced)
    #expect(result.output.contains("belongs together with IMG_9000.JPG.xmp"))

    #expect(try box.picsort("-s @src -o @out " + options).ending == .exit(0))
    #expect(box.files("out/12.2023").filter { $0.contains("IMG_9000") }.count == 3)
  }

  @Test(
    arguments: ["IMG_9000.JPG", "IMG_9000.DNG", "IMG_9000.JPG.xmp", "IMG_9000-2.DNG"],
    ["", "--copy"])
  func `an asset keeps one stem when somebody takes a name of it`(
    _ name: String, _ options: String
  ) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree.merging(Self.asset) { first, _ in first })
    let before = box.inventory("src")
    let word = options.isEmpty ? "\"event\":\"moved\"" : "\"event\":\"copied\""
    let run = try box.startAndHalt(options, word: word)
    try Disk.write(Array("mine".utf8), to: box.path("out/12.2023/" + name))
    let isNumbered = name == "IMG_9000-2.DNG"
    if isNumbered {
      try Disk.write(Array("mine".utf8), to: box.path("out/12.2023/IMG_9000.JPG.xmp"))
    }

    let result = run.finish()

    #expect(result.ending == .exit(0), "\(result)")
    let stem = isNumbered ? "IMG_9000-3" : "IMG_9000-2"
    let others = isNumbered ? ["IMG_9000-2.DNG", "IMG_9000.JPG.xmp"] : [name]
    #expect(
      box.files("out/12.2023").filter { $0.contains("IMG_9000") }
        == (others + [stem + ".DNG", stem + ".JPG", stem + ".JPG.xmp"]).sorted())
    for other in others {
      #expect(Disk.read(box.path("out/12.2023/" + other)) == Data("mine".utf8))
      Disk.remove(box.path("out/12.2023/" + other))
    }
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
    expectSame(
      options.isEmpty ? box.inventory("src", "out") : box.inventory("out"),
      as: options.isEmpty ? before : before.withoutDuplicates)
  }

  @Test func `a camera's clock is corrected, and a resumed run remembers by how much`() throws {
    let box = try Sandbox()
    let midnight = ExifBlock(
      make: "Sample", model: "S1", dateTimeOriginal: "2023:12:31 23:30:00", order: .big)
    let other = ExifBlock(
      make: "Sample", model: "S2", dateTimeOriginal: "2023:12:31 23:30:00", order: .big)
    try box.write(
      LongLibrary.tree.merging([
        "zzz/a.jpg": .bytes(JPEGFile([.exif(midnight.bytes)]).bytes),
        "zzz/b.jpg": .bytes(JPEGFile([.exif(other.bytes)]).bytes),
      ]) { first, _ in first })
    let run = try box.startAndHalt("--shift S1=+30m")
    run.send(SIGKILL)
    #expect(run.waitUnread() == .signal(SIGKILL))
    #expect(try box.picsort("--resume -o @out").ending == .exit(0))
    #expect(box.files("out/01.2024") == ["a.jpg"])
    #expect(box.files("out/12.2023").contains("b.jpg"))
    // As it was: nothing is written into a photo.
    #expect(
      Disk.read(box.path("out/01.2024/a.jpg"))
        == Data(JPEGFile([.exif(midnight.bytes)]).bytes))
  }

  @Test func `twins, Live Photos and edits share month, stem and suffix`() throws {
    let box = try Sandbox()
    var tree: [String: SampleContent] = [:]
    for folder in ["a", "b"] {
      tree["\(folder)/IMG_1.JPG"] = Self.shot(folder)
      tree["\(folder)/IMG_1.DNG"] = Self.shot(folder, isRaw: true)
      tree["\(folder)/IMG_1.MOV"] = .movie(
        utc: SampleMoment(2023, 12, 25, 13, 29, 59), local: SampleMoment(2023, 12, 25, 14, 29, 59),
        offset: "+0100")
      tree["\(folder)/IMG_1-edited.JPG"] = .photo(nil)
    }
    try box.write(tree)

    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))

    #expect(
      box.files("out") == [
        "12.2023/IMG_1-2-edited.JPG", "12.2023/IMG_1-2.DNG", "12.2023/IMG_1-2.JPG",
        "12.2023/IMG_1-2.MOV", "12.2023/IMG_1-edited.JPG", "12.2023/IMG_1.DNG",
        "12.2023/IMG_1.JPG", "12.2023/IMG_1.MOV",
      ])
  }
}
