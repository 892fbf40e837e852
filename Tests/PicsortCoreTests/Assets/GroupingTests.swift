import MediaMetadata
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
      GroupingFile(path, source: sources.indices.contains(index) ? sources[index] : 0)
    }
    return group(files)
  }

  private func group(_ files: [GroupingFile]) -> (assets: [String], orphans: [String]) {
    let groups = Grouping.group(
      files.enumerated().map { index, file in file.record(number: index) })
    return (
      groups.assets.map { $0.files.map { files[$0].path }.joined(separator: " + ") },
      groups.orphans.map { files[$0].path }
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
      (["a.heic", "b.mov", "b.mov.json"], ["a.heic", "b.mov + b.mov.json"], []),
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

  // MARK: - Photos and videos

  @Test(
    arguments: [
      // Raw twins, the photo first.
      (["a.cr2", "a.jpg"], ["a.jpg + a.cr2"]),
      (["A.ARW", "a.jpeg", "a.xmp"], ["a.jpeg + A.ARW + a.xmp"]),
      (["a.cr2", "b.jpg"], ["a.cr2", "b.jpg"]),
      // Live Photos without a date to tell.
      (["a.heic", "a.mov"], ["a.heic + a.mov"]),
      (["a.heic", "a_HEVC.MOV"], ["a.heic + a_HEVC.MOV"]),
      (["a.MP.jpg", "a.MP.mp4"], ["a.MP.jpg + a.MP.mp4"]),
      (["a.heic", "a.dng", "a.mov", "a.aae"], ["a.heic + a.dng + a.mov + a.aae"]),
      // Edits.
      (["IMG_1234.HEIC", "IMG_E1234.JPG"], ["IMG_1234.HEIC + IMG_E1234.JPG"]),
      (
        ["IMG_1234.HEIC", "IMG_1234.MOV", "IMG_E1234.HEIC", "IMG_E1234.MOV", "IMG_O1234.AAE"],
        ["IMG_1234.HEIC + IMG_1234.MOV + IMG_E1234.MOV + IMG_E1234.HEIC + IMG_O1234.AAE"]
      ),
      (["a.jpg", "a-edited.jpg"], ["a.jpg + a-edited.jpg"]),
      (["a.jpg", "a-bearbeitet.jpg", "a~2.jpg"], ["a.jpg + a-bearbeitet.jpg + a~2.jpg"]),
      (["a-edited.jpg"], ["a-edited.jpg"]),
      (["IMG_E1234.JPG"], ["IMG_E1234.JPG"]),
      (["a-2.jpg", "a.jpg", "a_1.jpg"], ["a-2.jpg", "a.jpg", "a_1.jpg"]),
      // Pixel's names of one shot.
      (
        ["PXL_1.RAW-01.COVER.jpg", "PXL_1.RAW-02.ORIGINAL.dng"],
        ["PXL_1.RAW-01.COVER.jpg + PXL_1.RAW-02.ORIGINAL.dng"]
      ),
      (
        ["PXL_1.RAW-01.MP.COVER.jpg", "PXL_1.RAW-02.ORIGINAL.dng"],
        ["PXL_1.RAW-01.MP.COVER.jpg + PXL_1.RAW-02.ORIGINAL.dng"]
      ),
      (
        ["PXL_1.MOTION-01.COVER.jpg", "PXL_1.NIGHT.jpg"],
        ["PXL_1.MOTION-01.COVER.jpg", "PXL_1.NIGHT.jpg"]
      ),
    ] as [([String], [String])])
  func `what was shot together stays together`(paths: [String], assets: [String]) {
    let result = group(paths)
    #expect(result.assets == assets)
    #expect(result.orphans.isEmpty)
  }

  @Test func `names that repeat after the counter's end are no pair`() {
    let still = GroupingFile("a.heic", .at("2020-01-01T10:00:00", .exifDateTimeOriginal))
    let later = GroupingFile(
      "a.mov", .at("2023-01-01T10:00:00", .quickTimeCreationDate, .offset(seconds: 3600)))
    let live = GroupingFile(
      "a.mov", .at("2020-01-01T09:59:58", .quickTimeCreationDate, .offset(seconds: 3600)))
    let inUTC = GroupingFile("a.mov", .at("2020-01-01T04:30:02", .quickTimeMovieHeader, .utc))
    let otherUTC = GroupingFile("a.mov", .at("2020-01-01T04:20:00", .quickTimeMovieHeader, .utc))
    #expect(group([still, later]).assets == ["a.heic", "a.mov"])
    #expect(group([still, live]).assets == ["a.heic + a.mov"])
    #expect(group([still, inUTC]).assets == ["a.heic + a.mov"])
    #expect(group([still, otherUTC]).assets == ["a.heic", "a.mov"])
  }

  @Test func `an identifier pairs across names and folders and forbids other pairs`() {
    let still = GroupingFile("x/a.heic", identifier: "1")
    let video = GroupingFile("y/b.mov", identifier: "1")
    let namesake = GroupingFile("x/a.mov", identifier: "2")
    #expect(group([still, video, namesake]).assets == ["x/a.heic + y/b.mov", "x/a.mov"])
    // Two copies of a Live Photo in two folders are two pairs.
    let copies = ["x", "y"].flatMap { folder in
      ["heic", "mov"].map { GroupingFile("\(folder)/a.\($0)", identifier: "1") }
    }
    #expect(group(copies).assets == ["x/a.heic + x/a.mov", "y/a.heic + y/a.mov"])
    // Nobody knows which of two stills it is.
    #expect(
      group([still, GroupingFile("z/a.heic", identifier: "1"), video]).assets.count == 3)
  }

  @Test func `a raw file is no twin of another camera's photo or of another moment's`() {
    let raw = GroupingFile("a.cr2", .at("2020-01-01T10:00:00", .exifDateTimeOriginal), model: "A")
    func photo(_ time: String, _ model: String?) -> GroupingFile {
      GroupingFile("a.jpg", .at("2020-01-01T\(time)", .exifDateTimeOriginal), model: model)
    }
    #expect(group([raw, photo("10:00:02", "A")]).assets == ["a.jpg + a.cr2"])
    #expect(group([raw, photo("10:00:00", nil)]).assets == ["a.jpg + a.cr2"])
    #expect(group([raw, photo("10:00:03", "A")]).assets == ["a.cr2", "a.jpg"])
    #expect(group([raw, photo("10:00:00", "B")]).assets == ["a.cr2", "a.jpg"])
  }

  @Test func `a long video without a date is nobody's Live Photo`() {
    #expect(group([GroupingFile("a.jpg"), GroupingFile("a.mp4", duration: 3)]).assets.count == 1)
    #expect(group([GroupingFile("a.jpg"), GroupingFile("a.mp4", duration: 60)]).assets.count == 2)
  }

  @Test func `one moment that is not known is no moment in common`() {
    let dated = DateClaim.at("2020-01-01T10:00:00", .exifDateTimeOriginal)
    let changed = DateClaim.at("2020-01-01T10:00:00", .exifModifyDate)
    for (name, other) in [("a.mov", "a.heic"), ("a.cr2", "a.jpg")] {
      #expect(group([GroupingFile(name), GroupingFile(other, dated)]).assets.count == 2)
      #expect(group([GroupingFile(name, dated), GroupingFile(other, changed)]).assets.count == 2)
    }
    // What calls itself an edit is one.
    #expect(
      group([GroupingFile("a-edited.jpg"), GroupingFile("a.jpg", dated)]).assets.count == 1)
  }

  @Test func `a file that could not be read is held together with its namesake`() {
    let dated = DateClaim.at("2020-01-01T10:00:00", .exifDateTimeOriginal)
    for (name, other) in [("a.mov", "a.heic"), ("a.cr2", "a.jpg")] {
      var unread = GroupingFile(name)
      unread.facts.details.failure = "Input/output error"
      #expect(group([unread, GroupingFile(other, dated)]).assets.count == 1)
      var other = GroupingFile(other)
      other.facts.details.failure = "Permission denied"
      #expect(group([GroupingFile(name, dated, duration: 60), other]).assets.count == 1)
    }
  }

  // MARK: - Exports

  @Test func `a note that could not be read is held together with its photo`() {
    let folder = "Takeout/Google Photos/A/"
    var unread = GroupingFile(folder + "a.jpg.supplemental-metadata.json")
    unread.facts.details.failure = "Input/output error"
    let result = group([GroupingFile(folder + "a.jpg"), unread])
    #expect(result.assets == ["\(folder)a.jpg + \(folder)a.jpg.supplemental-metadata.json"])
    #expect(result.orphans.isEmpty)
    #expect(group([GroupingFile(folder + "b.jpg"), unread]).orphans.count == 1)
  }

  @Test func `the parts of an export are one tree`() {
    let photo = GroupingFile("one/Takeout/Google Photos/A/a.jpg")
    var json = GroupingFile("Takeout/Google Photos/A/a.jpg.supplemental-metadata.json", source: 1)
    json.takeout = TakeoutNote(kind: .sidecar, title: "a.jpg")
    let result = group([photo, json])
    #expect(result.assets == ["\(photo.path) + \(json.path)"])
    // Elsewhere two sources are two trees.
    #expect(group(["A/a.jpg", "A/a.xmp"], sources: [0, 1]).orphans == ["A/a.xmp"])
  }

  @Test func `one JSON tells of the original, its edit and its video`() throws {
    var json = GroupingFile("T/a.heic.json")
    json.takeout = TakeoutNote(kind: .sidecar, title: "a.heic")
    var album = GroupingFile("T/metadata.json")
    album.takeout = TakeoutNote(kind: .album, title: "Oslo")
    let files = [
      GroupingFile("T/a-edited.heic"), GroupingFile("T/a.heic"), json, GroupingFile("T/a.mp4"),
      album,
    ]
    let groups = Grouping.group(files.enumerated().map { $1.record(number: $0) })
    #expect(groups.assets == [Asset(primary: 1, companions: [3, 0, 2])])
    #expect(groups.takeout == [0: 2, 1: 2, 3: 2])
    #expect(groups.orphans == [4])
    #expect(
      Albums.folders(in: files.enumerated().map { $1.record(number: $0) })
        == [AlbumFolder(title: "Oslo", members: [0, 1, 3])])
  }
}

/// A file to be grouped.
private struct GroupingFile {
  let path: String
  let source: Int
  var facts: FileFacts
  var takeout: TakeoutNote? {
    get { facts.takeout }
    set { facts.details.takeout = newValue }
  }

  init(
    _ path: String, _ claim: DateClaim? = nil, source: Int = 0, model: String? = nil,
    identifier: String? = nil, duration: Double? = nil
  ) {
    self.path = path
    self.source = source
    let suffix = FileKinds.lowercasedExtension(of: Path(path).lastComponent)
    facts = FileFacts(
      role: FileKinds.role(forExtension: suffix), claims: [claim].compactMap(\.self), model: model,
      contentIdentifier: identifier, duration: duration)
  }

  func record(number: Int) -> FileRecord {
    FileRecord(
      number: number, source: source, path: Path(path),
      identity: FileIdentity(size: 0, modified: 0, inode: 0), facts: facts)
  }
}
