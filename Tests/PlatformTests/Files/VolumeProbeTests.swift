import Platform
import Testing

@Suite("How a file system behaves")
struct VolumeProbeTests {
  private let place: TemporaryFolder
  private var folder: Folder { place.folder }

  init() throws {
    place = try TemporaryFolder()
  }

  @Test func `a probe leaves nothing behind`() throws {
    let manners = try folder.probeManners()
    #expect(try place.names() == [])
    #expect(!manners.fileSystem.isEmpty)
    #expect(manners.timeStep > 0 && manners.longestName > 0)
  }

  @Test func `what it found is what the calls do`() throws {
    let manners = try folder.probeManners()
    try place.write("a", [1])
    try place.write("b", [2])
    #expect(throws: SystemError.self) {
      try folder.moveWithoutReplacing(Path("a"), to: folder, as: Path("b"), by: manners.taking)
    }
    try folder.moveWithoutReplacing(Path("a"), to: folder, as: Path("c"), by: manners.taking)
    #expect(try place.names() == ["b", "c"])
    #expect(try (folder.status(of: Path("C")) != nil) == manners.foldsCase)
  }

  @Test func `what a killed probe left is removed, and nothing else`() throws {
    try place.write("probe-0abc-2", [])
    try place.write("0abc-1.probe.jpg", [1])
    folder.sweepProbes()
    #expect(try place.names() == ["0abc-1.probe.jpg"])
  }

  @Test(arguments: NameTaking.allCases)
  func `every way takes a free name and refuses one that is taken`(_ taking: NameTaking) throws {
    try place.write("a", [1, 2])
    try place.write("taken", [])
    let error = #expect(throws: SystemError.self) {
      try folder.moveWithoutReplacing(Path("a"), to: folder, as: Path("taken"), by: taking)
    }
    #expect(error?.isTaken == true)
    try folder.moveWithoutReplacing(Path("a"), to: folder, as: Path("b"), by: taking)
    #expect(try folder.status(of: Path("b"))?.size == 2)
    #expect(try place.names() == ["b", "taken"])
  }

  @Test(arguments: NameTaking.allCases)
  func `a move of nothing leaves nothing`(_ taking: NameTaking) throws {
    #expect(throws: SystemError.self) {
      try folder.moveWithoutReplacing(Path("nobody"), to: folder, as: Path("b"), by: taking)
    }
    #expect(try place.names() == [])
  }

  @Test func `a folder is reached by renames from beside it`() throws {
    #expect(folder.isRenamable(to: try folder.makeDescendant(Path("to"))))
  }
}
