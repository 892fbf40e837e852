import PicsortCore
import Platform
import Testing

@Suite("Files that belong together")
struct GroupingTests {
  /// Groups `paths`, whose extensions say what they are, and tells each asset as `a.jpg + a.xmp`.
  private func group(_ paths: [String], sources: [Int] = []) -> (
    assets: [String], orphans: [String]
  ) {
    let files = paths.enumerated().map { index, path in
      let suffix = FileKinds.lowercasedExtension(of: Path(path).lastComponent)
      return GroupingFile(
        source: sources.indices.contains(index) ? sources[index] : 0, path: Path(path),
        role: FileKinds.role(forExtension: suffix))
    }
    let (assets, orphans) = Grouping.group(files)
    return (
      assets.map { ([$0.primary] + $0.companions).map { paths[$0] }.joined(separator: " + ") },
      orphans.map { paths[$0] }
    )
  }

  @Test(
    arguments: [
      ([], [], []),
      (["b.jpg", "a.mov"], ["b.jpg", "a.mov"], []),
      // Both spellings of a sidecar, the longer one first.
      (["a.jpg", "a.xmp"], ["a.jpg + a.xmp"], []),
      (["a.jpg", "a.jpg.xmp"], ["a.jpg + a.jpg.xmp"], []),
      (["a.xmp", "a.jpg", "a.jpg.xmp"], ["a.jpg + a.xmp + a.jpg.xmp"], []),
      (["a.heic", "a.mov", "a.mov.json"], ["a.heic", "a.mov + a.mov.json"], []),
      // A bare stem: the raw file before the photo before the video.
      (["a.jpg", "a.mov", "a.cr2", "a.xmp"], ["a.jpg", "a.mov", "a.cr2 + a.xmp"], []),
      (["a.mov", "a.jpg", "a.aae"], ["a.mov", "a.jpg + a.aae"], []),
      (["a.mov", "a.thm"], ["a.mov + a.thm"], []),
      (["a.jpg", "a.wav"], ["a.jpg + a.wav"], []),
      // Case does not matter.
      (["IMG_1.JPG", "img_1.XMP"], ["IMG_1.JPG + img_1.XMP"], []),
      (["É.jpg", "é.xmp"], ["É.jpg + é.xmp"], []),
      // Without its photo, beside another, or beside what is no photo at all.
      (["a.xmp"], [], ["a.xmp"]),
      (["ab.jpg", "a.xmp"], ["ab.jpg"], ["a.xmp"]),
      (["a.jpg.bak", "a.jpg.xmp", "a.txt"], [], ["a.jpg.xmp"]),
      // Folders are apart.
      (["x/a.jpg", "y/a.xmp", "a.xmp"], ["x/a.jpg"], ["y/a.xmp", "a.xmp"]),
      (["x/a.jpg", "y/a.jpg", "y/a.xmp"], ["x/a.jpg", "y/a.jpg + y/a.xmp"], []),
    ] as [([String], [String], [String])])
  func `a sidecar travels with its photo`(paths: [String], assets: [String], orphans: [String]) {
    let result = group(paths)
    #expect(result.assets == assets)
    #expect(result.orphans == orphans)
  }

  @Test func `sources are apart even where their paths are the same`() {
    let result = group(["a.jpg", "a.xmp"], sources: [0, 1])
    #expect(result.assets == ["a.jpg"] && result.orphans == ["a.xmp"])
  }

  @Test func `every photo, video and sidecar comes out exactly once`() {
    var random = SeededGenerator(seed: 3)
    let suffixes = ["jpg", "cr2", "mov", "xmp", "jpg.xmp", "aae", "txt"]
    for _ in 0..<300 {
      let paths = Set(
        (0..<8).map { _ in
          let folder = ["", "x/"].randomElement(using: &random) ?? ""
          let stem = ["a", "A", "b"].randomElement(using: &random) ?? ""
          return "\(folder)\(stem).\(suffixes.randomElement(using: &random) ?? "")"
        }
      ).sorted()
      let result = group(paths)
      let out =
        result.assets.flatMap { $0.split(separator: " + ").map(String.init) } + result.orphans
      #expect(out.sorted() == paths.filter { !$0.hasSuffix("txt") })
    }
  }
}
