import MediaMetadata
import PicsortCore
import Platform
import SampleMedia
import Testing

/// What an archive shows of itself, held against what a walk over it unpacked shows.
@Suite("An archive as a source")
struct ArchiveTests {
  private let place: Workspace

  init() throws {
    place = try Workspace()
  }

  private func archive(_ members: [ZIPFile.Member]) throws -> Archive {
    try place.write("a.zip", ZIPFile(members).bytes)
    return try #require(try Archive.open(Path("a.zip"), in: place.folder))
  }

  private func scan(_ tree: SourceTree) -> ScanResult {
    Scanner.scan(
      [SourceRoot(path: Path("src"), tree: tree)], excluding: nil, isStopping: { false }
    ) { _ in }
  }

  private func paths(_ archive: Archive) -> [String] { archive.members.map(\.path.description) }

  @Test func `its files come in the order of a walk, and what a walk skips is counted`() throws {
    let names = [
      "b.jpg", "a/b/c.jpg", "a/b.jpg", "a.jpg", "a/c/d/e.jpg", "a/c.jpg", "ab/a.jpg", "a b/z.jpg",
      "a.b/z.jpg", "a/b.b/c.jpg", ".hidden.jpg", "x/._a.jpg", "x/.DS_Store", "__MACOSX/x/a.jpg",
      "x/@eaDir/a.jpg", "x/.trash/y/a.jpg", "ü/a.jpg", "z", "z1/z", "Thumbs.db",
    ]
    for name in names { try place.write("unpacked/" + name, [1]) }
    let walked = scan(.folder(try place.folder.folder(Path("unpacked"))))
    var random = SeededGenerator(seed: 7)
    let archive = try archive(names.shuffled(using: &random).map { ZIPFile.Member($0, [1]) })

    let listed = scan(.archive(archive))

    #expect(listed.files.map(\.path) == walked.files.map(\.path))
    #expect(listed.skipped == walked.skipped)
    #expect(listed.found == names.count)
    #expect(listed.problems.isEmpty)
    for member in archive.members {
      #expect(archive.member(at: member.path)?.path == member.path)
      #expect(archive.member(at: member.path.appending("x")) == nil)
    }
  }

  @Test func `names are bytes, and paths are those of the unpacked files`() throws {
    var latin = ZIPFile.Member("", [1])
    latin.name = Array("caf".utf8) + [0xE9] + Array(".jpg".utf8)
    latin.flags = 0
    let archive = try archive([
      latin, ZIPFile.Member("./a//b/./c.jpg", [1]), ZIPFile.Member("folder/"),
    ])
    #expect(archive.members.map(\.path) == [Path(bytes: latin.name), Path("a/b/c.jpg")])
    #expect(archive.problems.isEmpty)
  }

  @Test func `what has no name to be trusted is a problem, what has one fails by it`() throws {
    var locked = ZIPFile.Member("locked.jpg", [1])
    locked.flags |= 1
    var strange = locked
    strange.name = Array("locked".utf8)
    let archive = try archive([
      ZIPFile.Member("../a.jpg", [1]), ZIPFile.Member("/a.jpg", [1]), ZIPFile.Member("./.", [1]),
      locked, strange,
    ])
    #expect(archive.problems.map(\.path.description) == ["../a.jpg", "/a.jpg", "./.", "locked"])
    #expect(paths(archive) == ["locked.jpg"])
    let facts = FactReader().facts(of: Path("locked.jpg"), in: archive)
    #expect(facts.role == .photo)
    #expect(facts.failure?.contains("encrypted") == true)
  }

  @Test func `of several files of one path the last sound one counts`() throws {
    var locked = ZIPFile.Member("a.jpg", [3])
    locked.flags |= 1
    let archive = try archive([
      ZIPFile.Member("a.jpg", [1]), ZIPFile.Member("./a.jpg", [1, 2]), locked,
    ])
    #expect(archive.members.map(\.entry.size) == [2])
    #expect(archive.problems.map(\.path.description) == ["a.jpg", "a.jpg"])
  }

  @Test(arguments: [false, true])
  func `bytes are given whole, or it is said why not`(_ isDeflated: Bool) throws {
    let content = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 8) }
    var bad = ZIPFile.Member("b", content, isDeflated: isDeflated)
    bad.rawData = isDeflated ? sampleDeflate(content.reversed()) : content.reversed()
    let archive = try archive([ZIPFile.Member("a", content, isDeflated: isDeflated), bad])

    var bytes = try archive.bytes(of: archive.members[0])
    var read: [UInt8] = []
    while case let part = try bytes.next(), !part.isEmpty { read += part }
    #expect(read == content)

    var damaged = try archive.bytes(of: archive.members[1])
    #expect(throws: FormatError.self) {
      while try !damaged.next().isEmpty {}
    }
  }

  @Test func `a file that is no archive is none`() throws {
    try place.write("a.jpg", [0xFF, 0xD8])
    try place.write("empty", [])
    try place.write("empty.zip", ZIPFile([]).bytes)
    #expect(try Archive.open(Path("a.jpg"), in: place.folder) == nil)
    #expect(try Archive.open(Path("empty"), in: place.folder) == nil)
    #expect(try Archive.open(Path("empty.zip"), in: place.folder)?.members.isEmpty == true)
  }
}
