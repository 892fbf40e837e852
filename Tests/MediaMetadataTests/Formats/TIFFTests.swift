import MediaMetadata
import SampleMedia
import Testing

@Suite struct TIFFTests {
  @Test(arguments: SampleByteOrder.allCases)
  func `Exif, XMP, IPTC and image resources of a TIFF file are read`(
    _ order: SampleByteOrder
  ) throws {
    let exif = ExifBlock(dateTime: "2023:12:25 14:30:00", order: order)
    let xmp = XMPPacket(["exif:DateTimeOriginal": "2023-12-25T14:30:00", "tiff:Make": "M"]).bytes
    let iptc = IPTCBlock(dateCreated: "20231225").bytes
    let resources = PhotoshopBlock([(0x0424, XMPPacket(["xmp:CreateDate": "2023-12-24"]).bytes)])
    let bytes = TIFFFile(exif, xmp: xmp, iptc: iptc, photoshop: resources.bytes).bytes
    let metadata = try read(bytes, as: "TIFF")
    #expect(
      metadata.lines == [
        "xmp:DateTimeOriginal 2023-12-25T14:30:00", "iptc:DateCreated 2023-12-25T00:00:00",
        "xmp:CreateDate 2023-12-24T00:00:00", "exif:ModifyDate 2023-12-25T14:30:00",
      ])
    #expect(metadata.make == "M")
  }

  @Test func `IPTC written as 32-bit numbers is read`() throws {
    var block = ExifBlock()
    let iptc = IPTCBlock(dateCreated: "20231225", timeCreated: "1430").bytes + [0, 0, 0]
    let numbers = stride(from: 0, to: iptc.count - 3, by: 4).map { start in
      iptc[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    block.extraFields = [TIFFField(0x83BB, .longs(numbers))]
    #expect(
      try read(block.bytes, as: "TIFF").lines == ["iptc:DateCreated 2023-12-25T14:30:00"])
  }

  @Test(arguments: [
    ("TIFF", UInt16(42)), ("ORF", 0x4F52), ("ORF", 0x5352), ("RW2", 0x0055),
  ])
  func `the number after the byte order tells the format`(_ name: String, _ magic: UInt16) throws {
    let exif = ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00")
    #expect(
      try read(TIFFFile(exif, magic: magic).bytes, as: name).lines
        == ["exif:DateTimeOriginal 2023-12-25T14:30:00"])
  }

  @Test func `big-endian ORF and CR2 are recognised`() throws {
    let exif = ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00", order: .big)
    let orf = TIFFFile(exif, magic: 0x4F52).bytes
    #expect(try read(orf, as: "ORF").lines == ["exif:DateTimeOriginal 2023-12-25T14:30:00"])
    let cr2 = TIFFBlock(exif.fields, afterHeader: Array("CR\u{2}\0\0\0\0\0".utf8)).bytes
    #expect(try read(cr2, as: "CR2").lines == ["exif:DateTimeOriginal 2023-12-25T14:30:00"])
  }

  @Test func `RW2 falls back on the JPEG within`() throws {
    let inner = ExifBlock(
      make: "Inner", dateTime: "2020:01:01 00:00:00", dateTimeOriginal: "2023:12:25 14:30:00")
    let outer = [
      TIFFField(0x002E, .undefined(JPEGFile([.exif(inner.bytes)]).bytes)),
      TIFFField(0x010F, .ascii("Outer")), TIFFField(0x0132, .ascii("2023:12:26 00:00:00")),
    ]
    let metadata = try read(TIFFBlock(outer, magic: 0x0055).bytes, as: "RW2")
    #expect(
      metadata.lines == [
        "exif:DateTimeOriginal 2023-12-25T14:30:00", "exif:ModifyDate 2023-12-26T00:00:00",
      ])
    #expect(metadata.make == "Outer")
  }

  @Test func `a directory below the first is asked when that one knows no capture date`() throws {
    let below = TIFFField(0x014A, .directory([TIFFField(0x8769, .directory(Self.capture))]))
    let changed = TIFFField(0x0132, .ascii("2024:01:01 00:00:00"))
    #expect(
      try read(TIFFBlock([changed, below]).bytes, as: "TIFF").lines == [
        "exif:DateTimeOriginal 2023-12-25T14:30:00", "exif:ModifyDate 2024-01-01T00:00:00",
      ])
    let own = TIFFField(0x9004, .ascii("2023:12:24 10:00:00"))
    #expect(
      try read(TIFFBlock([below, own]).bytes, as: "TIFF").lines
        == ["exif:DateTimeDigitized 2023-12-24T10:00:00"])
  }

  @Test func `the page after the first is asked for the capture date, not for the change`() throws {
    let changed = TIFFField(0x0132, .ascii("2024:01:01 00:00:00"))
    // Behind the header stands the second page, of three fields, and then the first, of one.
    let second = TIFFBlock([changed] + Self.capture).bytes.dropFirst(8)
    var bytes = TIFFBlock([TIFFField(0x010F, .ascii("M"))], afterHeader: Array(second)).bytes
    let link = bytes.count - 4
    bytes[link] = 8
    #expect(
      try read(bytes, as: "TIFF").lines == ["exif:DateTimeOriginal 2023-12-25T14:30:00"])
    // A page that is its own successor is read no more often than others.
    bytes[link] = UInt8(8 + second.count)
    #expect(try read(bytes, as: "TIFF").lines == [])
  }

  private static let capture = [TIFFField(0x9003, .ascii("2023:12:25 14:30:00"))]

  @Test func `directories far apart cost a fetch each and not the file`() throws {
    let gap = Array(repeating: UInt8(0), count: 4 << 20)
    let exif = ExifBlock(make: "M", dateTimeOriginal: "2023:12:25 14:30:00")
    let bytes = TIFFBlock(exif.fields, afterHeader: gap).bytes
    var source = ByteSource(bytes)
    let format = try #require(MediaFormat.of(head: Bytes(bytes).prefix(MediaFormat.headLength)))
    #expect(
      try format.read(&source).lines == ["exif:DateTimeOriginal 2023-12-25T14:30:00"])
    #expect(source.fetches == 2)
  }

  private func read(_ bytes: [UInt8], as name: String) throws -> Metadata {
    let format = try #require(MediaFormat.of(head: Bytes(bytes).prefix(MediaFormat.headLength)))
    #expect(format.name == name)
    var source = ByteSource(bytes)
    return try format.read(&source)
  }
}
