import Platform
import Testing

@Suite("Folders and the names in them")
struct FolderTests {
  private let place: TemporaryFolder
  private var folder: Folder { place.folder }

  init() throws {
    place = try TemporaryFolder()
  }

  @Test(arguments: ["file", "folder", "full", "link", "broken", "own"])
  func `a move never replaces what has the name`(kind: String) throws {
    try place.write("a", [1, 2, 3])
    let target = try folder.makeDescendant(Path("to"))
    switch kind {
    case "file": try target.create(Path("b")).write([9])
    case "folder": _ = try target.makeDescendant(Path("b"))
    case "full": try target.makeDescendant(Path("b")).create(Path("x")).write([9])
    case "link": try place.link("to/b", to: "../a")
    case "broken": try place.link("to/b", to: "nowhere")
    default: try place.write("b", [9])
    }
    let receiver = kind == "own" ? folder : target
    let before = try receiver.status(of: Path("b"))
    let error = #expect(throws: SystemError.self) {
      try folder.moveWithoutReplacing(Path("a"), to: receiver, as: Path("b"))
    }
    #expect(error?.isTaken == true)
    #expect(try place.read("a") == [1, 2, 3])
    #expect(try receiver.status(of: Path("b")) == before)
  }

  @Test func `a move gives the file its new name and takes the old one`() throws {
    try place.write("a", [1, 2, 3])
    let target = try folder.makeDescendant(Path("to"))
    let before = try #require(try folder.status(of: Path("a")))
    try folder.moveWithoutReplacing(Path("a"), to: target, as: Path("b"))
    #expect(try folder.status(of: Path("a")) == nil)
    #expect(try target.status(of: Path("b"))?.isSameFile(as: before) == true)
  }

  @Test func `a move of nothing says that it is missing`() throws {
    let error = #expect(throws: SystemError.self) {
      try folder.moveWithoutReplacing(Path("a"), to: folder, as: Path("b"))
    }
    #expect(error?.isMissing == true)
  }

  @Test(arguments: ["", ".", "..", "/", "a/b", "/a", "../a", "a/", "./a"])
  func `a name that is no single part is refused by everything`(text: String) throws {
    let name = Path(text)
    let sound = Path("sound")
    try place.write("sound", [1])
    let calls: [(String, () throws -> Void)] = [
      ("folder", { _ = try folder.folder(name) }),
      ("folderFollowingLinks", { _ = try folder.folderFollowingLinks(name) }),
      ("makeFolder", { try folder.makeFolder(name) }),
      ("status", { _ = try folder.status(of: name) }),
      ("open", { _ = try folder.open(name) }),
      ("create", { _ = try folder.create(name) }),
      ("openForAppending", { _ = try folder.openForAppending(name) }),
      ("move from", { try folder.moveWithoutReplacing(name, to: folder, as: Path("b")) }),
      ("move to", { try folder.moveWithoutReplacing(sound, to: folder, as: name) }),
      ("replace", { try folder.replace(name, with: sound) }),
      ("replace with", { try folder.replace(sound, with: name) }),
      ("remove", { try folder.remove(name) }),
      ("removeFolder", { try folder.removeFolder(name) }),
    ]
    for (call, body) in calls {
      let error = #expect(throws: SystemError.self, "\(call)") { try body() }
      #expect(error?.call == "name check", "\(call)")
    }
    #expect(try place.names() == ["sound"])
  }

  @Test func `links are not followed on the way down nor at its end`() throws {
    try folder.makeDescendant(Path("real/inside")).create(Path("a")).write([1])
    try place.link("link", to: "real")
    try place.link("file", to: "real/inside/a")
    #expect(throws: SystemError.self) { try folder.folder(Path("link")) }
    #expect(throws: SystemError.self) { try folder.descendant(Path("link/inside")) }
    #expect(throws: SystemError.self) { try folder.makeDescendant(Path("link/new")) }
    #expect(throws: SystemError.self) { _ = try folder.open(Path("file")) }
    #expect(throws: SystemError.self) { _ = try folder.openForAppending(Path("file")) }
    #expect(throws: SystemError.self) { _ = try folder.create(Path("file")) }
    #expect(try folder.status(of: Path("file"))?.kind == .symbolicLink)
    #expect(
      try folder.folderFollowingLinks(Path("link")).status(of: Path("inside"))?.kind == .folder)
    #expect(try folder.status(of: Path("new")) == nil)
  }

  @Test(arguments: ["..", "a/../..", "."])
  func `a way down does not lead up`(path: String) throws {
    _ = try folder.makeFolder(Path("a"))
    #expect(throws: SystemError.self) { try folder.descendant(Path(path)) }
    #expect(throws: SystemError.self) { try folder.makeDescendant(Path(path)) }
  }

  @Test func `folders that are made are told, those that were there are not`() throws {
    var made: [String] = []
    _ = try folder.makeDescendant(Path("a/b")) { path, _ in made.append(path.description) }
    #expect(made == ["a", "a/b"])
    _ = try folder.makeDescendant(Path("a/b/c")) { path, _ in made.append(path.description) }
    #expect(made == ["a", "a/b", "a/b/c"])
    #expect(try folder.makeFolder(Path("a")) == false)
  }

  @Test func `names are listed as bytes, dots left out`() throws {
    let odd = Path(bytes: [0xFF, 0x0A])
    _ = try folder.create(odd)
    _ = try folder.makeFolder(Path("b"))
    try place.link("c", to: "b")
    try place.write("..a", [])
    let kinds = Dictionary(uniqueKeysWithValues: try folder.entries().map { ($0.name, $0.kind) })
    #expect(Set(kinds.keys) == [odd, Path("b"), Path("c"), Path("..a")])
    // A file system may say that it does not know.
    #expect(kinds[Path("b")] == .folder || kinds[Path("b")] == .unknown)
    #expect(kinds[Path("c")] == .symbolicLink || kinds[Path("c")] == .unknown)
    #expect(try folder.entries().count == 4)
  }

  @Test func `creating refuses what is there, replacing does not`() throws {
    try place.write("a", [1])
    try place.write("b", [2])
    let error = #expect(throws: SystemError.self) { _ = try folder.create(Path("a")) }
    #expect(error?.isTaken == true)
    try folder.replace(Path("a"), with: Path("b"))
    #expect(try place.read("a") == [2])
    #expect(try place.names() == ["a"])
  }

  @Test func `a file is removed as a file and a folder only when it is empty`() throws {
    try place.write("a", [1])
    try folder.makeDescendant(Path("full")).create(Path("x")).write([1])
    #expect(throws: SystemError.self) { try folder.remove(Path("full")) }
    #expect(throws: SystemError.self) { try folder.removeFolder(Path("full")) }
    #expect(throws: SystemError.self) { try folder.removeFolder(Path("a")) }
    try folder.remove(Path("a"))
    #expect(try place.names() == ["full"])
  }

  @Test func `a lock has one owner, who lets go when he goes`() throws {
    let first = try folder.openForAppending(Path("lock"))
    #expect(try first.tryLock())
    #expect(try first.tryLock(), "its owner may ask again")
    let second = try folder.openForAppending(Path("lock"))
    #expect(try !second.tryLock())
    try first.close()
    #expect(try second.tryLock())
  }

  @Test func `a folder is locked as a file is`() throws {
    let other = try Folder(at: place.path)
    #expect(folder.tryLock())
    #expect(!other.tryLock())
  }

  @Test func `there is room and the medium answers`() throws {
    let free = try folder.freeSpace()
    #expect(free.bytes > 0)
    try folder.sync()
  }
}
