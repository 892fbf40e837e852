import Platform
import Testing

@Suite("Copies whose bytes nobody sees")
struct FileCopyTests {
  private let place: TemporaryFolder

  init() throws {
    place = try TemporaryFolder()
  }

  private static let ways: [CopyWay] = [.bytes, .clone, .range]
  private static let sizes = [
    0, 1, FileDescriptor.chunk - 1, FileDescriptor.chunk, 2 * FileDescriptor.chunk + 17,
    FileDescriptor.rangeLength + 3,
  ]

  private static func content(_ size: Int) -> [UInt8] {
    let block = (0..<min(size, 65_521)).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
    guard !block.isEmpty else { return [] }
    let blocks = repeatElement(block, count: size / block.count + 1)
    return Array(blocks.joined().prefix(size))
  }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> FileDescriptor {
    try place.write(name, bytes)
    return try place.folder.open(Path(name))
  }

  @Test(arguments: ways, sizes)
  func `a copy is every byte, whatever way was wanted`(way: CopyWay, size: Int) throws {
    let bytes = Self.content(size)
    let source = try file("a", bytes)
    let target = try place.folder.create(Path("b"))
    var asked: [Int] = []
    let copy = try source.copyUnseen(to: target, by: way) { done in
      asked.append(done)
      return true
    }
    guard case .whole(size, _) = copy else {
      Issue.record("\(copy)")
      return
    }
    #expect(try place.read("b") == bytes)
    #expect(asked.first == 0 && asked == asked.sorted() && (asked.last ?? 0) <= size)
  }

  @Test(arguments: ways)
  func `a copy that is told to stop, stops`(way: CopyWay) throws {
    let source = try file("a", Self.content(FileDescriptor.rangeLength + 3))
    let target = try place.folder.create(Path("b"))
    let copy = try source.copyUnseen(to: target, by: way, proceed: { _ in false })
    #expect(copy == .stopped)
    #expect(try target.status().size == 0)
    let partly = try source.copyUnseen(to: target, by: way == .clone ? .bytes : way) { $0 == 0 }
    #expect(partly == .stopped)
    let length = try target.status().size
    #expect(try place.read("b") == Self.content(length))
  }

  @Test(arguments: ways)
  func `holes are read as what they are read as`(way: CopyWay) throws {
    let size = 3 * FileDescriptor.chunk
    let sparse = try place.folder.create(Path("a"))
    try sparse.truncate(to: size)
    let source = try place.folder.open(Path("a"))
    let target = try place.folder.create(Path("b"))
    guard case .whole(size, _) = try source.copyUnseen(to: target, by: way, proceed: { _ in true })
    else {
      Issue.record("it is not whole")
      return
    }
    #expect(try place.read("b") == [UInt8](repeating: 0, count: size))
  }

  @Test(
    .enabled(if: (try? Folder(at: Path("/dev/shm"))) != nil, "needs a second file system, /dev/shm")
  )
  func `what two file systems cannot do is done by reading and writing`() throws {
    let memory = try Folder(at: Path("/dev/shm"))
    try #require(try memory.status().device != place.folder.status().device)
    let bytes = Self.content(FileDescriptor.chunk + 5)
    let source = try file("a", bytes)
    let name = Path("picsort-\(try place.folder.status().inode)")
    for way in Self.ways {
      let target = try memory.create(name)
      defer { try? memory.remove(name) }
      let copy = try source.copyUnseen(to: target, by: way, proceed: { _ in true })
      #expect(copy == .whole(bytes: bytes.count, by: .bytes))
      #expect(try memory.open(name).read(at: 0, count: bytes.count + 1) == bytes)
    }
    #expect(memory.copyWay(to: place.folder) == .bytes)
    #expect(memory.copyWay(to: memory) == .bytes)
  }

  @Test(arguments: ways)
  func `an error of writing is told`(way: CopyWay) throws {
    let source = try file("a", [1, 2, 3])
    try place.write("b", [])
    // Opened for reading only.
    let target = try place.folder.open(Path("b"))
    #expect(throws: SystemError.self) {
      try source.copyUnseen(to: target, by: way, proceed: { _ in true })
    }
  }
}
