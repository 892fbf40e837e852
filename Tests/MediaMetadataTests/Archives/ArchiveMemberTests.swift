import MediaMetadata
import SampleMedia
import Testing

@Suite("Members of an archive as files")
struct ArchiveMemberTests {
  /// Counts what is fetched of an archive.
  private final class Archive {
    let bytes: [UInt8]
    private(set) var fetched = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func fetch(_ offset: Int, _ count: Int) -> [UInt8] {
      let start = min(max(offset, 0), bytes.count)
      let part = Array(bytes[start..<min(start + count, bytes.count)])
      fetched += part.count
      return part
    }
  }

  private func open(
    _ content: [UInt8], isDeflated: Bool, mostPasses: Int = 8
  ) throws -> (archive: Archive, member: ByteSource) {
    let archive = Archive(
      ZIPFile([.init("a", [1, 2, 3]), .init("b", content, isDeflated: isDeflated)]).bytes)
    var source = ByteSource(archive.bytes)
    let entry = try ZIPDirectory.read(&source)[1]
    let offset = try ZIPDirectory.dataOffset(of: entry, in: &source)
    let member = ArchiveMember.source(of: entry, at: offset, mostPasses: mostPasses, memory: 65_536)
    {
      archive.fetch($0, $1)
    }
    return (archive, member)
  }

  @Test(arguments: SampleMedia.all.indices, [false, true])
  func `readers find in a member what they find in the file`(
    index: Int, isDeflated: Bool
  ) throws {
    let content = SampleMedia.all[index].bytes
    guard let format = MediaFormat.of(head: Bytes(Array(content.prefix(MediaFormat.headLength))))
    else { return }
    var file = ByteSource(content)
    var (_, member) = try open(content, isDeflated: isDeflated)
    #expect(try format.read(&member).claims == format.read(&file).claims)
  }

  /// 384 KiB in which every place is told from every other.
  static let large = (0..<3 << 15).flatMap { index in
    (0..<4).map { UInt8(truncatingIfNeeded: index >> ($0 * 8)) }
  }

  @Test(arguments: [false, true])
  func `every place is read right, forwards and back`(isDeflated: Bool) throws {
    var (_, member) = try open(Self.large, isDeflated: isDeflated)
    let places = [
      0, 12_000, 65_000, 40_000, 380_000, 370_000, 5, 200_000, 64_000, 392_000,
    ]
    for place in places {
      let count = min(2000, Self.large.count - place)
      let bytes = try member.readUpTo(place, 2000)
      let isRight = bytes.array == Array(Self.large[place..<place + count])
      #expect(isRight, "\(place)")
    }
  }

  @Test func `a stored member costs what is asked for`() throws {
    var (archive, member) = try open(Self.large, isDeflated: false)
    _ = try member.read(200_000, 100)
    #expect(archive.fetched == 16 * 1024)
  }

  @Test func `the head of a compressed member costs its head`() throws {
    var (archive, member) = try open(Self.large, isDeflated: true)
    _ = try member.read(0, 100)
    _ = try member.read(40_000, 100)
    _ = try member.read(10_000, 100)
    #expect(archive.fetched <= 2 * 128 * 1024)
  }

  @Test func `going back and forth in a compressed member ends`() throws {
    var (archive, member) = try open(Self.large, isDeflated: true, mostPasses: 3)
    #expect(throws: FormatError.self) {
      for _ in 0..<100 {
        _ = try member.read(390_000, 100)
        _ = try member.read(150_000, 100)
      }
    }
    #expect(archive.fetched <= 3 * archive.bytes.count)
  }

  @Test func `an archive that ends too early is refused`() throws {
    for isDeflated in [false, true] {
      let archive = Archive(ZIPFile([.init("b", Self.large, isDeflated: isDeflated)]).bytes)
      var source = ByteSource(archive.bytes)
      let entry = try ZIPDirectory.read(&source)[0]
      let offset = try ZIPDirectory.dataOffset(of: entry, in: &source)
      var reader = MemberReader(entry, at: offset) { start, count in
        start < offset + 1000 ? archive.fetch(start, min(count, offset + 1000 - start)) : []
      }
      #expect(throws: FormatError.self) { while try !reader.next(upTo: 1 << 16).isEmpty {} }
    }
  }
}
