import MediaMetadata
import SampleMedia
import Testing

@Suite struct MPEGTests {
  private static let line = "h264:DateTimeOriginal 2023-12-25T14:30:00 +3600"
  private static let date: [(tag: UInt8, value: [UInt8])] = [
    (0x18, [0x02, 0x20, 0x23, 0x12]), (0x19, [0x25, 0x14, 0x30, 0x00]),
  ]

  /// What comes before the date in the stream: a delimiter, so long that there are some packets.
  private static func filler(_ count: Int) -> [UInt8] {
    TransportStreamFile.unit(9, [UInt8](repeating: 0xF0, count: count))
  }

  @Test(arguments: [true, false], [0, 1, 100]) func `the date is read from either kind of packet`(
    _ hasTimes: Bool, _ adaptation: Int
  ) throws {
    var file = TransportStreamFile(
      Self.filler(400) + TransportStreamFile.packMetadata(Self.date))
    file.hasTimes = hasTimes
    file.adaptation = adaptation
    #expect(format(file.bytes)?.name == "MPEG-TS")
    #expect(try read(file.bytes).lines == [Self.line])
  }

  @Test func `the date is found wherever packets are cut`() throws {
    let metadata = TransportStreamFile.packMetadata(Self.date)
    for count in 250..<(250 + 200) {
      let file = TransportStreamFile(Self.filler(count) + metadata + Self.filler(200))
      #expect(try read(file.bytes).lines == [Self.line], "\(count) bytes before it")
    }
  }

  @Test func `a date that lies in two blocks of reading is found`() throws {
    // 64 KiB hold 341 packets of 184 bytes.
    for count in [62_600, 62_650, 62_700] {
      let stream = Self.filler(count) + TransportStreamFile.packMetadata(Self.date)
      #expect(try read(TransportStreamFile(stream).bytes).lines == [Self.line])
    }
  }

  @Test(
    arguments: [
      (0x00, "+0"), (0x02, "+3600"), (0x12, "+32400"), (0x0B, "+19800"), (0x2A, "-18000"),
      (0x27, "-12600"), (0x42, "+3600"), (0xFF, nil), (0x3F, nil),
    ] as [(UInt8, String?)])
  func `the zone has a sign, hours and half an hour`(_ byte: UInt8, _ zone: String?) throws {
    var entries = Self.date
    entries[0].value[0] = byte
    let file = TransportStreamFile(
      Self.filler(400) + TransportStreamFile.packMetadata(entries))
    let line = "h264:DateTimeOriginal 2023-12-25T14:30:00" + (zone.map { " " + $0 } ?? "")
    #expect(try read(file.bytes).lines == [line])
  }

  @Test func `bytes that keep start codes out are taken away`() throws {
    // Midnight at the start of 2000 has zeros in a row.
    let stream = TransportStreamFile.packMetadata([
      (0x13, [0, 0, 0, 0]), (0x18, [0x00, 0x20, 0x00, 0x01]), (0x19, [0x01, 0x00, 0x00, 0x00]),
    ])
    #expect(stream.count > 5 + 2 + 16 + 4 + 1 + 15 + 1)
    let file = TransportStreamFile(Self.filler(400) + stream)
    #expect(try read(file.bytes).lines == ["h264:DateTimeOriginal 2000-01-01T00:00:00 +0"])
  }

  @Test func `a first block without a date is passed over`() throws {
    let blocks =
      TransportStreamFile.packMetadata([(0x70, [1, 2, 3, 4])])
      + TransportStreamFile.packMetadata([(0x18, [0, 0x99, 0x99, 0x99]), (0x19, [0, 0, 0, 0])])
      + TransportStreamFile.packMetadata([(0x18, [0, 0xAB, 0x23, 0x12]), Self.date[1]])
    let metadata = TransportStreamFile.packMetadata(Self.date)
    #expect(
      try read(TransportStreamFile(Self.filler(400) + blocks).bytes).lines == [])
    #expect(
      try read(TransportStreamFile(Self.filler(400) + blocks + metadata).bytes).lines
        == [Self.line])
  }

  @Test(
    arguments: [
      ([0x01, 0x03], "Panasonic"), ([0x01, 0x08], "Sony"), ([0x10, 0x11], "Canon"),
      ([0x11, 0x04], "JVC"), ([0x77, 0x77], nil),
    ] as [([UInt8], String?)])
  func `the maker is a number, and Sony's model a text`(_ code: [UInt8], _ make: String?) throws {
    let entries =
      Self.date + [
        (0xE0, code + [0, 0]), (0xE4, Array("HDR-".utf8)), (0xE5, Array("CX1\0".utf8)),
      ]
    let file = TransportStreamFile(Self.filler(400) + TransportStreamFile.packMetadata(entries))
    let metadata = try read(file.bytes)
    #expect(metadata.make == make)
    #expect(metadata.model == (make == "Sony" ? "HDR-CX1" : nil))
  }

  @Test func `a long stream without a date is left after half a megabyte`() throws {
    let packet = TransportStreamFile(Self.filler(100)).bytes
    var source = SparseFile(length: 4 << 30, parts: [(0, packet + packet + packet)]).source
    #expect(try MediaFormat.mpegTransportStream.read(&source).lines == [])
    #expect(source.bytesFetched < 620_000)
    #expect(source.fetches <= 10)
  }

  @Test func `fewer packets, or bytes out of step, are no transport stream`() {
    let stream = TransportStreamFile(Self.filler(600)).bytes
    #expect(format(stream)?.name == "MPEG-TS")
    #expect(format(Array(stream.prefix(300))) == nil)
    var broken = stream
    broken[4 + 192] = 0x48
    #expect(format(broken) == nil)
    #expect(format([UInt8](repeating: 0x20, count: 1024)) == nil)
  }

  @Test(arguments: [0xBA, 0xB3] as [UInt8]) func `program streams are recognised and have no date`(
    _ code: UInt8
  ) throws {
    let bytes: [UInt8] = [0, 0, 1, code, 0x44, 0, 4, 0, 4, 1]
    #expect(format(bytes)?.name == "MPEG-PS")
    var source = ByteSource(bytes)
    #expect(try MediaFormat.mpegProgramStream.read(&source) == Metadata())
    #expect(source.fetches == 0)
  }

  private func format(_ bytes: [UInt8]) -> MediaFormat? {
    MediaFormat.of(head: Bytes(bytes).prefix(MediaFormat.headLength))
  }

  private func read(_ bytes: [UInt8]) throws -> Metadata {
    var source = ByteSource(bytes)
    return try MediaFormat.mpegTransportStream.read(&source)
  }
}
