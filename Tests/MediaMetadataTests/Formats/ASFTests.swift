import MediaMetadata
import SampleMedia
import Testing

@Suite struct ASFTests {
  private static let created = UInt64(1_703_511_000 + 11_644_473_600) * 10_000_000
  private static let line = "asf:CreationDate 2023-12-25T13:30:00 UTC"

  @Test func `the file properties give date and duration`() throws {
    var file = ASFFile(created: Self.created)
    file.playDuration = 45_000_000
    file.preroll = 3000
    let metadata = try read(file)
    #expect(metadata.lines == [Self.line])
    #expect(metadata.duration == 1.5)
    file.preroll = 5000
    #expect(try read(file).duration == nil)
  }

  @Test(arguments: [0, 1, 10_000_000, .max] as [UInt64]) func `no time is no claim`(
    _ created: UInt64
  ) throws {
    #expect(try read(ASFFile(created: created)).lines == [])
  }

  @Test func `fractions of a second are kept`() throws {
    let metadata = try read(ASFFile(created: Self.created + 2_500_000))
    #expect(metadata.lines == ["asf:CreationDate 2023-12-25T13:30:00.250 UTC"])
    #expect(metadata.claims.first?.precision == .subsecond)
  }

  @Test func `XMP after the header is believed first`() throws {
    var file = ASFFile(created: Self.created)
    file.xmp = XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00"]).bytes
    #expect(try read(file).lines == ["xmp:CreateDate 2023-12-25T14:30:00", Self.line])
  }

  @Test(
    arguments: [
      ([.video], true), ([.audio, .video], true), ([.audio], false), ([.audio, .audio], false),
      ([], true),
    ] as [([ASFFile.Stream], Bool)])
  func `sound alone is no video`(_ streams: [ASFFile.Stream], _ isVideo: Bool) {
    var file = ASFFile(created: Self.created)
    file.streams = streams
    let head = Bytes(file.bytes).prefix(MediaFormat.headLength)
    #expect(MediaFormat.of(head: head)?.name == (isVideo ? "ASF" : nil))
  }

  @Test func `the data are passed over`() throws {
    let header = ASFFile(created: Self.created).bytes
    let length = 4 << 30
    var data = [UInt8](repeating: 0x36, count: 16)
    data += MatroskaFile.number(UInt64(length - header.count - 24), width: 8).reversed()
    var source = SparseFile(length: length, parts: [(0, header + data)]).source
    #expect(try MediaFormat.asf.read(&source).lines == [Self.line])
    #expect(source.fetches == 2)
  }

  private func read(_ file: ASFFile) throws -> Metadata {
    var source = ByteSource(file.bytes)
    return try MediaFormat.asf.read(&source)
  }
}
