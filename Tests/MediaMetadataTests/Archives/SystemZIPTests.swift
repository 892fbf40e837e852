import Foundation
import MediaMetadata
import SampleMedia
import Testing

/// Archives as Python's zipfile writes them. Where there is no Python the suite is skipped, and the
/// runner says so.
@Suite(.enabled(if: Python.path != nil, "skipped: there is no python3"))
struct SystemZIPTests {
  @Test(arguments: ["ZIP_STORED", "ZIP_DEFLATED"], [false, true])
  func `another program's archive is read, by another's checksums`(
    method: String, isStreamed: Bool
  ) throws {
    let archive = try Python.archive(method: method, isStreamed: isStreamed)
    var source = ByteSource(archive)
    let entries = try ZIPDirectory.read(&source)
    #expect(entries.count == 6)
    for entry in entries {
      #expect(entry.flaw == nil)
      let offset = try ZIPDirectory.dataOffset(of: entry, in: &source)
      var reader = MemberReader(entry, at: offset) { offset, count in
        Array(archive[min(offset, archive.count)..<min(offset + count, archive.count)])
      }
      var (content, part) = ([UInt8](), [UInt8]())
      repeat {
        part = try reader.next(upTo: 1 << 16)
        content += part
      } while !part.isEmpty
      #expect(content.count == entry.size)
      #expect(sampleCRC32(content) == entry.crc32)
    }
  }

  @Test func `our archives are whole to another program`() throws {
    let content = Array(String(repeating: "month month day ", count: 2000).utf8)
    var file = ZIPFile([
      .init("Takeout/a", content), .init("Takeout/b", content, isDeflated: true), .init("c"),
    ])
    for isLong in [false, true] {
      file.isLong = isLong
      for index in file.members.indices {
        file.members[index].isLong = isLong
        file.members[index].hasDescriptor = isLong
      }
      #expect(try Python.test(file.bytes) == "None\n")
    }
  }
}

/// The system's Python, to write and to judge archives.
private enum Python {
  static let path = ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Six members: text, noise, zeros, a short one, an empty one and a folder.
  static func archive(method: String, isStreamed: Bool) throws -> [UInt8] {
    let script = """
      import io, random, sys, zipfile
      random.seed(1)
      class Pipe(io.RawIOBase):
        def __init__(self): self.data = bytearray()
        def writable(self): return True
        def write(self, part): self.data += bytes(part); return len(part)
      target = Pipe() if \(isStreamed ? "True" : "False") else io.BytesIO()
      with zipfile.ZipFile(target, "w", zipfile.\(method)) as archive:
        words = [("w%d " % random.randrange(3000)) for _ in range(20000)]
        archive.writestr("Takeout/text", "".join(words))
        archive.writestr("Takeout/noise", random.randbytes(50000))
        archive.writestr("Takeout/zeros", bytes(400000))
        archive.writestr("Takeout/\\u00e4\\u7de8", b"short")
        archive.writestr("Takeout/empty", b"")
        archive.writestr("Takeout/folder/", b"")
      sys.stdout.buffer.write(bytes(target.data) if \(isStreamed ? "True" : "False")
        else target.getvalue())
      """
    return try run(script, input: [])
  }

  /// What `zipfile` finds wrong with `archive`: `None`, or the name of the first bad member.
  static func test(_ archive: [UInt8]) throws -> String {
    let script = """
      import io, sys, zipfile
      print(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).testzip())
      """
    return String(decoding: try run(script, input: archive), as: UTF8.self)
  }

  private static func run(_ script: String, input: [UInt8]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: try #require(path))
    process.arguments = ["-c", script]
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input))
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return Array(output)
  }
}
