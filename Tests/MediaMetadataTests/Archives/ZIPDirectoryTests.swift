import MediaMetadata
import SampleMedia
import Testing

@Suite("Directory of a ZIP archive")
struct ZIPDirectoryTests {
  typealias Member = ZIPFile.Member

  static let content = Array("Two photos, and two photos more.".utf8)

  /// A folder, a stored and a compressed member.
  static let plain = ZIPFile([
    Member("Takeout/"), Member("Takeout/a.jpg", content),
    Member("Takeout/ä.jpg", content + content, isDeflated: true),
  ])

  private func read(_ bytes: [UInt8]) throws(FormatError) -> [ZIPEntry] {
    var source = ByteSource(bytes)
    return try ZIPDirectory.read(&source)
  }

  /// The file, by way of the directory, the member's header and its data.
  private func unpack(_ entry: ZIPEntry, of bytes: [UInt8]) throws -> [UInt8] {
    var source = ByteSource(bytes)
    let offset = try ZIPDirectory.dataOffset(of: entry, in: &source)
    var reader = MemberReader(entry, at: offset) { offset, count in
      Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
    }
    var (content, part) = ([UInt8](), [UInt8]())
    repeat {
      part = try reader.next(upTo: 1000)
      content += part
    } while !part.isEmpty
    return content
  }

  @Test func `members are listed as the directory has them`() throws {
    let entries = try read(Self.plain.bytes)
    #expect(
      entries.map { String(decoding: $0.name, as: UTF8.self) } == [
        "Takeout/", "Takeout/a.jpg", "Takeout/ä.jpg",
      ])
    #expect(entries.map(\.isFolder) == [true, false, false])
    #expect(entries.map(\.method) == [.stored, .stored, .deflate])
    #expect(entries.map(\.size) == [0, 32, 64])
    #expect(entries[2].compressedSize < 64)
    #expect(entries[1].crc32 == sampleCRC32(Self.content))
    #expect(entries[1].modified?.iso8601 == "2023-12-25T14:30:16")
    #expect(entries.allSatisfy { $0.flaw == nil && $0.isUTF8 })
  }

  @Test(arguments: [false, true], [false, true])
  func `every form of member and end gives the files back`(
    isLong: Bool, hasDescriptor: Bool
  ) throws {
    var file = Self.plain
    file.isLong = isLong
    for index in file.members.indices {
      file.members[index].hasDescriptor = hasDescriptor
      file.members[index].isLong = isLong
    }
    for (prefix, comment) in [(0, 0), (1000, 0), (0, 65_535), (70_000, 300)] {
      file.prefix = [UInt8](repeating: 0x50, count: prefix)
      file.comment = [UInt8](repeating: 0x4B, count: comment)
      let entries = try read(file.bytes)
      #expect(entries.allSatisfy { $0.flaw == nil })
      #expect(try unpack(entries[1], of: file.bytes) == Self.content)
      #expect(try unpack(entries[2], of: file.bytes) == Self.content + Self.content)
    }
  }

  @Test func `an archive without members is one`() throws {
    #expect(try read(ZIPFile([]).bytes) == [])
    var long = ZIPFile([])
    long.isLong = true
    #expect(try read(long.bytes) == [])
  }

  @Test func `a comment that looks like an end is none`() throws {
    var file = Self.plain
    file.comment = Array(ZIPFile([]).bytes.dropLast(2)) + [9, 0]
    #expect(try read(file.bytes).count == 3)
    #expect(try read(Self.plain.bytes + [0, 0, 0]).count == 3)
  }

  @Test(
    arguments: [
      ("/etc/passwd", .absolutePath), ("\\x", .absolutePath), ("C:\\x", .absolutePath),
      ("c:x", .absolutePath), ("../x", .parentComponent), ("a/../x", .parentComponent),
      ("a\\..\\x", .parentComponent), ("a/..", .parentComponent), ("", .badName),
      ("a\0b", .badName), ("a..b/..c/d../COVER..json", nil), ("ab:c", nil), (".", nil),
    ] as [(String, ZIPEntry.Flaw?)])
  func `a name that leads elsewhere is flagged`(name: String, flaw: ZIPEntry.Flaw?) throws {
    let bytes = ZIPFile([Member(name, Self.content)]).bytes
    #expect(try read(bytes).map(\.flaw) == [flaw])
  }

  /// What is odd about a member, and how that is called.
  private struct Oddity {
    let flaw: ZIPEntry.Flaw?
    let change: (inout Member) -> Void

    init(_ flaw: ZIPEntry.Flaw?, _ change: @escaping (inout Member) -> Void) {
      self.flaw = flaw
      self.change = change
    }
  }

  private static var oddities: [Oddity] {
    [
      Oddity(.encrypted) { $0.flags |= 1 }, Oddity(.encrypted) { $0.flags |= 1 << 6 },
      Oddity(.unsupportedMethod) { $0.statedMethod = 9 },
      Oddity(.unsupportedMethod) { $0.statedMethod = 12 },
      Oddity(.specialFile) { $0.mode = 0o120777 }, Oddity(.specialFile) { $0.mode = 0o20666 },
      Oddity(.sizesDiffer) { $0.statedSize = 7 },
      Oddity(.impossibleSize) {
        $0.isDeflated = true
        $0.statedSize = 4_000_000_000
      },
      Oddity(.outsideArchive) { $0.statedOffset = 4_000_000 },
      Oddity(.outsideArchive) { $0.statedOffset = 20 }, Oddity(nil) { $0.isDeflated = true },
    ]
  }

  @Test(arguments: oddities.indices)
  func `a member that cannot be unpacked is flagged and not left out`(index: Int) throws {
    let (change, flaw) = (Self.oddities[index].change, Self.oddities[index].flaw)
    var member = Member("a.jpg", Self.content)
    change(&member)
    let bytes = ZIPFile([member]).bytes
    let entries = try read(bytes)
    #expect(entries.map(\.flaw) == [flaw])
    guard flaw != nil else { return }
    #expect(throws: FormatError.self) { try unpack(entries[0], of: bytes) }
  }

  @Test func `members that share bytes are flagged`() throws {
    var file = Self.plain
    file.members[2].statedOffset = 40
    let entries = try read(file.bytes)
    #expect(entries.map(\.flaw) == [nil, nil, .overlapping])
  }

  private static var contradictions: [(inout Member) -> Void] {
    [
      { $0.localName = Array("b.jpg".utf8) }, { $0.statedMethod = 8 },
      { $0.statedChecksum = 1 },
    ]
  }

  @Test(arguments: contradictions.indices)
  func `a member whose own header disagrees is refused`(index: Int) throws {
    let change = Self.contradictions[index]
    var member = Member("a.jpg", Self.content)
    change(&member)
    let bytes = ZIPFile([member]).bytes
    let entries = try read(bytes)
    #expect(entries[0].flaw == nil)
    #expect(throws: FormatError.malformed("local ZIP header", offset: 0)) {
      try unpack(entries[0], of: bytes)
    }
  }

  @Test(arguments: [5, -1, 33])
  func `a compressed member of another length than is stated is refused`(change: Int) throws {
    var member = Member("a.jpg", Self.content, isDeflated: true)
    member.hasDescriptor = true
    member.statedSize = UInt32(Self.content.count + change)
    let bytes = ZIPFile([member]).bytes
    let entries = try read(bytes)
    #expect(throws: FormatError.self) { try unpack(entries[0], of: bytes) }
    member.statedSize = nil
    member.rawData = sampleDeflate(Self.content) + [0]
    let longer = ZIPFile([member]).bytes
    #expect(throws: FormatError.self) { try unpack(try read(longer)[0], of: longer) }
  }

  @Test func `several disks, wrong counts and wrong places are refused`() {
    var disk = Self.plain
    disk.disk = 1
    var count = Self.plain
    count.statedCount = 4
    var place = Self.plain
    place.statedDirectoryOffset = 1_000_000
    for var file in [disk, count, place] {
      #expect(throws: FormatError.self) { try read(file.bytes) }
      file.isLong = true
      #expect(throws: FormatError.self) { try read(file.bytes) }
    }
    for bytes in [[], [0x50], Array("no archive at all, but some bytes".utf8)] as [[UInt8]] {
      #expect(throws: FormatError.self) { try read(bytes) }
    }
  }

  @Test func `more members than the short record can count are counted modulo 65,536`() throws {
    let file = ZIPFile((0..<66_000).map { Member("\($0)") })
    var source = ByteSource(file.bytes)
    #expect(try ZIPDirectory.read(&source).count == 66_000)
    // Windows of a mebibyte, not a fetch a member.
    #expect(source.fetches < 12)
  }

  @Test(arguments: [false, true])
  func `archives cut and flipped anywhere never trap`(isLong: Bool) throws {
    var file = Self.plain
    file.isLong = isLong
    file.members[1].isLong = isLong
    let whole = file.bytes
    for length in whole.indices { #expect((try? read(Array(whole[..<length]))) == nil) }
    var bytes = whole
    for position in bytes.indices {
      for bit in 0..<8 {
        bytes[position] ^= 1 << UInt8(bit)
        for entry in (try? read(bytes)) ?? [] { _ = try? unpack(entry, of: bytes) }
        bytes[position] ^= 1 << UInt8(bit)
      }
    }
  }
}
