import MediaMetadata
import SampleMedia
import Testing

@Suite struct JPEGTests {
  private static let original = "exif:DateTimeOriginal 2023-12-25T14:30:00"

  @Test func `Exif, XMP and image resources over two segments are read`() throws {
    let exif = ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00", order: .big)
    let resources = PhotoshopBlock([(0x0404, IPTCBlock(dateCreated: "20231225").bytes)]).bytes
    let bytes = JPEGFile([
      .segment(marker: 0xE0, Array("JFIF\0".utf8)), .exif(exif.bytes),
      .xmp(XMPPacket(["xmp:CreateDate": "2023-12-25"]).bytes),
      .photoshop(Array(resources.prefix(15))), .photoshop(Array(resources.dropFirst(15))),
    ]).bytes
    #expect(
      try read(bytes).lines == [
        Self.original, "iptc:DateCreated 2023-12-25T00:00:00",
        "xmp:CreateDate 2023-12-25T00:00:00",
      ])
  }

  @Test func `fill bytes, stray bytes and markers without length are passed over`() throws {
    let bytes = JPEGFile([
      .stray([0xFF, 0xFF, 0xFF]), .segment(marker: 0xE2, [1, 2, 3]), .stray([0, 9, 0xFF, 0, 7]),
      .stray([0xFF, 0x01, 0xFF, 0xD0]), exif("2023:12:25 14:30:00"),
    ]).bytes
    #expect(try read(bytes).lines == [Self.original])
  }

  @Test func `of two Exif segments the later is believed in what it says`() throws {
    let later = ExifBlock(dateTime: "2023:12:26 00:00:00", dateTimeOriginal: "2023:12:25 14:30:00")
    let bytes = JPEGFile([
      exif("2001:01:01 00:00:00"), .exif(later.bytes), .exif(ExifBlock(make: "M").bytes),
    ]).bytes
    let metadata = try read(bytes)
    #expect(metadata.lines == [Self.original, "exif:ModifyDate 2023-12-26T00:00:00"])
    #expect(metadata.make == "M")
  }

  @Test func `what follows the image is not the photo's`() throws {
    let second = JPEGFile([exif("2001:01:01 00:00:00")]).bytes
    #expect(try read(JPEGFile().bytes + second).lines == [])
    let first = JPEGFile([exif("2023:12:25 14:30:00")]).bytes
    #expect(try read(first + second).lines == [Self.original])
  }

  @Test func `damaged Exif costs only itself`() throws {
    let bytes = JPEGFile([
      .exif(Array("XX no TIFF".utf8)), .xmp(XMPPacket(["xmp:CreateDate": "2023-12-25"]).bytes),
    ]).bytes
    #expect(try read(bytes).lines == ["xmp:CreateDate 2023-12-25T00:00:00"])
  }

  @Test func `Exif may not reach beyond its segment`() throws {
    var block = ExifBlock(dateTime: "2023:12:25 14:30:00")
    block.extraFields = [TIFFField(0x9003, .raw(type: 2, count: 20, [0, 1, 0, 0]))]
    let bytes = JPEGFile([.exif(block.bytes), .stray(Array(repeating: 0x32, count: 600))]).bytes
    #expect(try read(bytes).lines == ["exif:ModifyDate 2023-12-25T14:30:00"])
  }

  @Test func `large segments are stepped over and not fetched`() throws {
    let profile = JPEGFile.Segment.segment(marker: 0xE2, Array(repeating: 1, count: 65_000))
    let large = Array(repeating: profile, count: 20)
    let bytes = JPEGFile(large + [exif("2023:12:25 14:30:00")]).bytes
    var source = ByteSource(bytes, windowSize: 256)
    #expect(try JPEG.read(&source).lines == [Self.original])
    #expect(source.bytesFetched < 256 * 40)
  }

  @Test func `a photo with its facts in front costs one fetch`() throws {
    let picture = Array(repeating: UInt8(0x55), count: 1 << 20)
    var source = ByteSource(JPEGFile([exif("2023:12:25 14:30:00")]).bytes + picture)
    #expect(try JPEG.read(&source).lines == [Self.original])
    #expect(source.fetches == 1)
  }

  @Test func `a file that only begins like a JPEG has no facts`() throws {
    #expect(try read([0xFF, 0xD8, 0xFF]) == Metadata())
    #expect(try read([0xFF, 0xD8, 0xFF, 0xE1, 0, 0]) == Metadata())
    #expect(throws: FormatError.malformed("no JPEG start of image", offset: 0)) {
      try read(Array("GIF89a".utf8))
    }
  }

  private func exif(_ date: String) -> JPEGFile.Segment {
    .exif(ExifBlock(dateTimeOriginal: date).bytes)
  }

  private func read(_ bytes: [UInt8]) throws(FormatError) -> Metadata {
    var source = ByteSource(bytes)
    return try JPEG.read(&source)
  }
}
