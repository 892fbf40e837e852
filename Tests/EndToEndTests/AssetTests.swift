import Foundation
import SampleMedia
import Testing

/// Photos and what belongs to them, on a real disk.
@Suite struct AssetTests {
  private static let asset: [String: SampleContent] = [
    "zzz/IMG_9000.JPG": .photo(.christmas), "zzz/IMG_9000.DNG": .raw(.christmas),
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

  @Test func `twins, Live Photos and edits share month, stem and suffix`() throws {
    let box = try Sandbox()
    var tree: [String: SampleContent] = [:]
    for folder in ["a", "b"] {
      tree["\(folder)/IMG_1.JPG"] = .photo(.christmas)
      tree["\(folder)/IMG_1.DNG"] = .raw(.christmas)
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
