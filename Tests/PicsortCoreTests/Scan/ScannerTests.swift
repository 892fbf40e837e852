import Foundation
import PicsortCore
import Platform
import Testing

@Suite("Walking a tree")
struct ScannerTests {
  private let place: Workspace

  init() throws {
    place = try Workspace()
  }

  private func write(_ names: String...) throws {
    for name in names { try place.write(name, [1]) }
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: place.path.appending(name).description, withDestinationPath: target)
  }

  private func scan(
    _ folders: [String] = [""], excluding excluded: FileStatus? = nil,
    isStopping: @escaping () -> Bool = { false }
  ) throws -> ScanResult {
    let sources = try folders.map { name in
      SourceRoot(
        path: place.path.appending(name),
        tree: .folder(try place.folder.descendant(Path(name))))
    }
    return Scanner.scan(sources, excluding: excluded, isStopping: isStopping) { _ in }
  }

  private func paths(_ result: ScanResult) -> [String] { result.files.map(\.path.description) }

  @Test func `the order is fixed: by bytes, the files of a folder before its subfolders`() throws {
    try write("b.jpg", "a.jpg", "Z.jpg", "é.jpg", "m/1.jpg", "a/2.jpg", "a/b/3.jpg", "a-/4.jpg")
    let wanted = [
      "Z.jpg", "a.jpg", "b.jpg", "é.jpg", "a/2.jpg", "a/b/3.jpg", "a-/4.jpg", "m/1.jpg",
    ]
    #expect(try paths(scan()) == wanted)
    #expect(try paths(scan()) == wanted)
  }

  @Test func `a file is told with its size and its time`() throws {
    try place.write("a.jpg", [1, 2, 3])
    let file = try #require(scan().files.first)
    let status = try place.folder.status(of: Path("a.jpg"))
    #expect(file.identity == status.map(FileIdentity.init))
    #expect(file.identity.size == 3)
    #expect(file.source == 0)
  }

  @Test func `links are not followed, so a loop ends`() throws {
    try write("a/1.jpg", "b.jpg")
    try link("a/up", to: "..")
    try link("a/self.jpg", to: "self.jpg")
    try link("gone.jpg", to: "nowhere")
    try link("file.jpg", to: "b.jpg")
    let result = try scan()
    #expect(paths(result) == ["b.jpg", "a/1.jpg"])
    #expect(result.skipped == [.symbolicLink: 4])
    #expect(result.found == 6)
    #expect(result.problems.isEmpty)
  }

  @Test func `a FIFO is counted and not opened`() throws {
    try write("a.jpg")
    let made = unsafe mkfifo("\(place.path)/pipe.jpg", 0o600)
    try #require(made == 0)
    let result = try scan()
    #expect(paths(result) == ["a.jpg"])
    #expect(result.skipped == [.special: 1])
  }

  @Test func `the output inside a source is left out and not counted`() throws {
    try write("a.jpg", "out/12.2023/b.jpg", "out/.picsort/state.jsonl", "z/c.jpg")
    let output = try place.folder.descendant(Path("out")).status()
    let result = try scan(excluding: output)
    #expect(paths(result) == ["a.jpg", "z/c.jpg"])
    #expect(result.found == 2)
  }

  @Test func `what is passed over is counted by its reason, whole trees too`() throws {
    try write(
      "a.jpg", ".hidden.jpg", "Thumbs.db", "@eaDir/a.jpg/thumb.jpg", "@eaDir/b.jpg",
      ".Trash-1000/files/c.jpg", "Photos.photoslibrary/originals/1/d.jpg",
      "Photos.photoslibrary/database.db", ".git/config", "x/.thumbnails/e.jpg")
    let result = try scan()
    #expect(paths(result) == ["a.jpg"])
    #expect(
      result.skipped == [.hidden: 2, .helper: 4, .trash: 1, .foreignLibrary: 2])
    #expect(result.found == 10)
  }

  @Test func `a source inside another is walked once`() throws {
    try write("a.jpg", "x/b.jpg")
    let result = try scan(["", "x", ""])
    #expect(paths(result) == ["a.jpg", "x/b.jpg"])
    let reversed = try scan(["x", ""])
    #expect(paths(reversed) == ["b.jpg", "a.jpg"])
    #expect(reversed.files.map(\.source) == [0, 1])
  }

  @Test func `names that are no text are found under their own bytes`() throws {
    let name = Path(bytes: [0x4D, 0xFC, 0x6C, 0x2E, 0x6A, 0x70, 0x67])
    _ = try place.folder.create(name)
    #expect(try scan().files.map(\.path) == [name])
  }

  @Test func `an empty tree has nothing, and empty folders count for nothing`() throws {
    _ = try place.folder.makeDescendant(Path("a/b/c"))
    let result = try scan()
    #expect(result.found == 0 && result.files.isEmpty && result.problems.isEmpty)
  }

  @Test func `a deep tree is walked to its end`() throws {
    var folder = place.folder
    for _ in 0..<200 {
      _ = try folder.makeFolder(Path("d"))
      folder = try folder.folder(Path("d"))
    }
    try folder.create(Path("a.jpg")).write([1])
    let result = try scan()
    #expect(result.files.count == 1)
    #expect(result.files.first?.path.components.count == 201)
  }

  @Test func `a walk that is asked to stop, stops`() throws {
    try write("a.jpg", "x/b.jpg", "y/c.jpg")
    #expect(try scan(isStopping: { true }).files.isEmpty)
    var asked = 0
    let result = try scan(isStopping: {
      asked += 1
      return asked > 2
    })
    #expect(paths(result) == ["a.jpg", "x/b.jpg"])
  }

  @Test func `found counts up`() throws {
    try write("a.jpg", ".b", "x/c.jpg", "x/y/d.jpg")
    var told: [Int] = []
    let source = SourceRoot(path: place.path, tree: .folder(place.folder))
    let result = Scanner.scan([source], excluding: nil, isStopping: { false }) { told.append($0) }
    #expect(told == [2, 3, 4])
    #expect(result.found == 4)
  }
}
