import PicsortCore
import Platform
import Testing

@Suite("The catalog of known hashes")
struct CatalogTests {
  private let place: Workspace

  init() throws {
    place = try Workspace()
  }

  private func file(_ path: Path, size: Int = 1, digest: Digest? = nil) -> LibraryFile {
    LibraryFile(
      path: path, identity: FileIdentity(size: size, modified: 1_700_000_000_000_000_001, inode: 0),
      digest: digest)
  }

  private func add(_ files: [LibraryFile]) throws {
    var catalog = Catalog(in: place.folder)
    try catalog.add(files)
  }

  private func lines() throws -> Int {
    try place.read("catalog.jsonl").split(separator: 0x0A).count
  }

  private func append(_ bytes: [UInt8]) throws {
    try place.folder.openForAppending(Path("catalog.jsonl")).write(bytes)
  }

  @Test func `what was added is known to the next run`() throws {
    let files = [
      file(Path("12.2023/a.jpg"), digest: SampleRecords.digest), file(Path("b.jpg"), size: 0),
      file(Path(bytes: [0xFF, 0x25, 0x0A])),
    ]
    try add(files)
    let catalog = Catalog(in: place.folder)
    for file in files { #expect(catalog[file.path] == file) }
    #expect(catalog[Path("c.jpg")] == nil)
  }

  @Test func `no catalog is an empty one, and adding nothing makes none`() throws {
    #expect(Catalog(in: place.folder)[Path("a")] == nil)
    try add([])
    #expect(try place.names().isEmpty)
  }

  @Test func `later lines win`() throws {
    try add([file(Path("a"), size: 1)])
    try add([file(Path("a"), size: 2, digest: SampleRecords.digest)])
    try add([file(Path("b")), file(Path("a"), size: 3), file(Path("a"), size: 4)])
    #expect(Catalog(in: place.folder)[Path("a")] == file(Path("a"), size: 4))
    #expect(try lines() == 5)
  }

  @Test func `lines that do not prove themselves are passed over`() throws {
    try add([file(Path("a"))])
    var changed = try place.read("catalog.jsonl")
    changed[12] ^= 1
    try append(changed)
    try append(Array("not JSON\n{}\n\n".utf8) + [0, 0xFF, 0x0A])
    try append(JournalFormat.line(.done(file: 1), after: 0).bytes)
    try add([file(Path("b"))])
    let catalog = Catalog(in: place.folder)
    #expect(catalog[Path("a")] == file(Path("a")))
    #expect(catalog[Path("b")] == file(Path("b")))
  }

  @Test func `a torn last line damages nothing but itself`() throws {
    try add([file(Path("a"))])
    let line = try place.read("catalog.jsonl")
    for length in stride(from: 1, to: line.count, by: 7) {
      try append(Array(line.dropFirst().prefix(length)))
      try add([file(Path("after \(length)"))])
    }
    let catalog = Catalog(in: place.folder)
    #expect(catalog[Path("a")] != nil)
    for length in stride(from: 1, to: line.count, by: 7) {
      #expect(catalog[Path("after \(length)")] != nil, "lost behind a line torn at \(length)")
    }
  }

  @Test func `a catalog of stale lines is written anew`() throws {
    let stale = (0..<1100).map { file(Path("a"), size: $0) }
    try add(stale + [file(Path("b"))])
    #expect(try lines() == 2)
    #expect(Catalog(in: place.folder)[Path("a")] == file(Path("a"), size: 1099))
    #expect(Catalog(in: place.folder)[Path("b")] == file(Path("b")))
    #expect(try place.names() == ["catalog.jsonl"])
  }

  @Test func `a catalog that is closed has what arrived and what it knew`() throws {
    try add([file(Path("a"), size: 1), file(Path("b"))])
    let arrived = (0..<3000).map { file(Path("new \($0)"), digest: SampleRecords.digest) }
    try Catalog(in: place.folder).close(adding: arrived + [file(Path("a"), size: 2)])
    let catalog = Catalog(in: place.folder)
    #expect(try lines() == 3003)
    #expect(catalog[Path("a")] == file(Path("a"), size: 2))
    #expect(catalog[Path("b")] == file(Path("b")))
    for file in arrived { #expect(catalog[file.path] == file) }
  }

  @Test func `one that is closed with stale lines is written anew`() throws {
    try add([file(Path("a"), size: 1), file(Path("b"))])
    try Catalog(in: place.folder).close(adding: (0..<1100).map { file(Path("a"), size: $0) })
    #expect(try lines() == 2)
    #expect(Catalog(in: place.folder)[Path("a")] == file(Path("a"), size: 1099))
    #expect(Catalog(in: place.folder)[Path("b")] == file(Path("b")))
    #expect(try place.names() == ["catalog.jsonl"])
  }

  @Test func `one that is closed with nothing is left as it is`() throws {
    try Catalog(in: place.folder).close(adding: [])
    #expect(try place.names().isEmpty)
  }

  @Test func `what an interrupted rewrite left is no hindrance`() throws {
    try place.write("catalog.new", [1])
    try add((0..<1100).map { file(Path("a"), size: $0) })
    #expect(try place.names() == ["catalog.jsonl"])
  }

  @Test func `a folder in its place is an empty catalog that takes nothing`() throws {
    _ = try place.folder.makeFolder(Path("catalog.jsonl"))
    #expect(Catalog(in: place.folder)[Path("a")] == nil)
    #expect(throws: SystemError.self) { try add([file(Path("a"))]) }
  }
}
