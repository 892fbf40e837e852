import Platform
import Testing

@Suite("The bytes of files")
struct FileBytesTests {
  private let place: TemporaryFolder

  init() throws {
    place = try TemporaryFolder()
  }

  private static let sizes = [
    0, 1, 4096, FileDescriptor.chunk - 1, FileDescriptor.chunk, FileDescriptor.chunk + 1,
    2 * FileDescriptor.chunk + 17,
  ]

  private static func content(_ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
  }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> FileDescriptor {
    try place.write(name, bytes)
    return try place.folder.open(Path(name))
  }

  @Test(arguments: sizes)
  func `a copy is every byte and the digest of them`(size: Int) throws {
    let bytes = Self.content(size)
    let source = try file("a", bytes)
    let target = try place.folder.create(Path("b"))
    var asked: [Int] = []
    let pass = try source.copyBytes(to: target) { done in
      asked.append(done)
      return true
    }
    guard case .whole(let count, let digest) = pass else {
      Issue.record("stopped")
      return
    }
    #expect(count == size)
    #expect(digest == SHA256.digest(of: bytes))
    #expect(try place.read("b") == bytes)
    #expect(asked == Array(stride(from: 0, through: size, by: FileDescriptor.chunk)))
    guard case .whole(size, digest) = try source.hash() else {
      Issue.record("hashing the same file gave something else")
      return
    }
  }

  @Test func `a copy that is told to stop, stops`() throws {
    let source = try file("a", Self.content(2 * FileDescriptor.chunk))
    let target = try place.folder.create(Path("b"))
    guard case .stopped = try source.copyBytes(to: target, proceed: { $0 < FileDescriptor.chunk })
    else {
      Issue.record("it went on")
      return
    }
    #expect(try target.status().size == FileDescriptor.chunk)
    guard case .stopped = try source.hash(proceed: { _ in false }) else {
      Issue.record("hashing went on")
      return
    }
  }

  @Test(arguments: sizes)
  func `files are the same only when every byte is`(size: Int) throws {
    let bytes = Self.content(size)
    let one = try file("a", bytes)
    #expect(try one.hasSameBytes(as: file("b", bytes)) == true)
    #expect(try one.hasSameBytes(as: file("longer", bytes + [0])) == false)
    guard size > 0 else { return }
    #expect(try one.hasSameBytes(as: file("shorter", bytes.dropLast())) == false)
    for index in Set([0, size / 2, size - 1]) {
      var changed = bytes
      changed[index] ^= 1
      #expect(try one.hasSameBytes(as: file("changed at \(index)", changed)) == false)
    }
    #expect(try one.hasSameBytes(as: file("c", bytes), proceed: { _ in false }) == nil)
  }

  @Test(arguments: [0, 1, FileDescriptor.chunk, FileDescriptor.chunk + 5])
  func `a beginning is known as one`(length: Int) throws {
    let bytes = Self.content(FileDescriptor.chunk + 5)
    let whole = try file("whole", bytes)
    let part = try file("part", Array(bytes[..<length]))
    #expect(try part.isPrefix(of: whole))
    #expect(try whole.isPrefix(of: part) == (length == bytes.count))
    guard length > 0 else { return }
    var changed = Array(bytes[..<length])
    changed[length - 1] ^= 1
    #expect(try !file("changed", changed).isPrefix(of: whole))
  }

  @Test(
    arguments: [
      (0, 3, [1, 2, 3]), (1, 2, [2, 3]), (2, 9, [3, 4]), (4, 1, []), (9, 1, []), (0, 0, []),
      (-1, 2, []), (0, -1, []),
    ] as [(Int, Int, [UInt8])])
  func `reading beyond the end gives what there is`(offset: Int, count: Int, bytes: [UInt8]) throws
  {
    let file = try file("a", [1, 2, 3, 4])
    #expect(try file.read(at: offset, count: count) == bytes)
    #expect(try file.reader.read(at: offset, count: count) == bytes)
  }
}
