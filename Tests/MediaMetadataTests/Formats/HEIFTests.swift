import MediaMetadata
import SampleMedia
import Testing

@Suite struct HEIFTests {
  private static let exif = ExifBlock(
    make: "M", model: "S1", dateTimeOriginal: "2023:12:25 14:30:00", subSecTimeOriginal: "25",
    offsetTimeOriginal: "+01:00"
  ).bytes
  private static let line = "exif:DateTimeOriginal 2023-12-25T14:30:00.250 +3600"

  @Test func `an Exif item gives date and camera in one fetch`() throws {
    var source = ByteSource(HEIFFile(items: [.exif(Self.exif)]).bytes)
    let metadata = try MediaFormat.heif.read(&source)
    #expect(metadata.lines == [Self.line])
    #expect(metadata.make == "M")
    #expect(metadata.model == "S1")
    #expect(source.fetches == 1)
  }

  @Test func `an Exif item far from the tables costs one fetch more`() throws {
    let tile = HEIFFile.Item(
      type: "hvc1", bytes: [UInt8](repeating: 0, count: 100_000), describes: [])
    var source = ByteSource(HEIFFile(items: [tile, .exif(Self.exif)]).bytes)
    #expect(try MediaFormat.heif.read(&source).lines == [Self.line])
    #expect(source.fetches == 2)
  }

  @Test(arguments: ["heic", "heix", "mif1", "msf1", "avif", "avis", "hevc"])
  func `the brand decides`(_ brand: String) {
    let bytes = HEIFFile(brand: brand, items: []).bytes
    let head = Bytes(bytes).prefix(MediaFormat.headLength)
    #expect(MediaFormat.of(head: head)?.name == "HEIF")
    #expect(MediaFormat.of(head: head)?.kind == .photo)
  }

  @Test(
    arguments: [0, 1, 2] as [UInt8],
    [
      [4, 4, 0, 0], [4, 4, 4, 0], [8, 8, 0, 0], [8, 4, 8, 8], [0, 2, 4, 2], [4, 8, 0, 4],
    ]) func `every version and width of the item locations is read`(
      _ version: UInt8, _ widths: [Int]
    ) throws
  {
    var file = HEIFFile(items: [.exif(Self.exif), .xmp(Self.xmp("2023-12-25"))])
    file.locationVersion = version
    file.infoVersion = version == 2 ? 3 : 2
    let index = version == 0 ? 0 : widths[3]
    file.widths = (offset: widths[0], length: widths[1], base: widths[2], index: index)
    #expect(try read(file.bytes).lines == [Self.line, "xmp:CreateDate 2023-12-25T00:00:00"])
  }

  @Test func `an item in idat is read`() throws {
    var item = HEIFFile.Item.exif(Self.exif)
    item.isInItemData = true
    #expect(try read(HEIFFile(items: [item]).bytes).lines == [Self.line])
  }

  @Test func `an item in pieces is put together`() throws {
    var item = HEIFFile.Item.exif(Self.exif)
    item.pieces = 3
    #expect(try read(HEIFFile(items: [item]).bytes).lines == [Self.line])
  }

  @Test(arguments: [[], Array("Exif\0\0".utf8), [1, 2, 3]] as [[UInt8]])
  func `the offset to the TIFF header is followed`(_ prefix: [UInt8]) throws {
    #expect(
      try read(HEIFFile(items: [.exif(Self.exif, prefix: prefix)]).bytes).lines == [Self.line])
  }

  @Test(
    arguments: [
      [0, 0, 0, 99], [0xFF, 0xFF, 0xFF, 0xFF], Array("\0\0\0\0Exif\0\0".utf8),
      Array("Exif\0\0".utf8), [],
    ] as [[UInt8]])
  func `a wrong offset does not lose the TIFF header`(_ before: [UInt8]) throws {
    let item = HEIFFile.Item(type: "Exif", bytes: before + Self.exif)
    #expect(try read(HEIFFile(items: [item]).bytes).lines == [Self.line])
  }

  @Test func `the item that describes the primary item counts, wherever it stands`() throws {
    let other = ExifBlock(dateTimeOriginal: "2001:01:01 00:00:00").bytes
    var ofAnother = HEIFFile.Item.exif(other)
    ofAnother.describes = [7]
    var ofNothing = HEIFFile.Item.exif(other)
    ofNothing.describes = []
    let items = [ofNothing, ofAnother, .exif(Self.exif)]
    #expect(try read(HEIFFile(items: items).bytes).lines == [Self.line])

    var file = HEIFFile(items: [.exif(Self.exif), ofAnother])
    file.primary = 7
    #expect(
      try read(file.bytes).lines == ["exif:DateTimeOriginal 2001-01-01T00:00:00"])
  }

  @Test func `an item that describes nothing counts before one that describes another`() throws {
    let other = ExifBlock(dateTimeOriginal: "2001:01:01 00:00:00").bytes
    var ofAnother = HEIFFile.Item.exif(other)
    ofAnother.describes = [7]
    var ofNothing = HEIFFile.Item.exif(Self.exif)
    ofNothing.describes = []
    #expect(try read(HEIFFile(items: [ofAnother, ofNothing]).bytes).lines == [Self.line])
    #expect(
      try read(HEIFFile(items: [ofAnother]).bytes).lines
        == ["exif:DateTimeOriginal 2001-01-01T00:00:00"])
  }

  @Test func `items of other types are passed over`() throws {
    let items = [
      HEIFFile.Item(type: "mime", contentType: "text/plain", bytes: Self.xmp("2001-01-01")),
      HEIFFile.Item(type: "hvc1", bytes: Self.exif),
    ]
    #expect(try read(HEIFFile(items: items).bytes).lines == [])
  }

  @Test func `a sequence has its movie header, and its Exif is believed before`() throws {
    var file = HEIFFile(brand: "avis", items: [.exif(Self.exif)])
    var movie = MovieFile(created: MovieFile.unixEpoch + 1_703_514_600)
    movie.duration = 300
    file.extra = movie.movie
    let metadata = try read(file.bytes)
    #expect(metadata.lines == [Self.line, "quicktime:mvhd 2023-12-25T14:30:00 UTC"])
    #expect(metadata.duration == 0.5)
  }

  @Test func `damaged Exif costs only itself`() throws {
    let broken = HEIFFile.Item(type: "Exif", bytes: [0, 0, 0, 0] + Array("II*\0".utf8))
    let file = HEIFFile(items: [broken, .xmp(Self.xmp("2023-12-25"))])
    #expect(try read(file.bytes).lines == ["xmp:CreateDate 2023-12-25T00:00:00"])
  }

  private static func xmp(_ date: String) -> [UInt8] {
    XMPPacket(["xmp:CreateDate": date]).bytes
  }

  private func read(_ bytes: [UInt8]) throws -> Metadata {
    var source = ByteSource(bytes)
    return try MediaFormat.heif.read(&source)
  }
}
