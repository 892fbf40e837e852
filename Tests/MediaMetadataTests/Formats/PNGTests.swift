import MediaMetadata
import SampleMedia
import Testing

@Suite struct PNGTests {
  private static let exif = ExifBlock(
    make: "M", dateTimeOriginal: "2023:12:25 14:30:00", offsetTimeOriginal: "+01:00"
  ).bytes
  private static let exifLine = "exif:DateTimeOriginal 2023-12-25T14:30:00 +3600"
  private static let xmp = XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00Z"]).bytes
  private static let xmpLine = "xmp:CreateDate 2023-12-25T14:30:00 UTC"
  private static let xmpKeyword = "XML:com.adobe.xmp"

  @Test func `eXIf before or after the picture is read`() throws {
    #expect(try read([.exif(Self.exif)]).lines == [Self.exifLine])
    #expect(try read([], after: [.exif(Self.exif)]).lines == [Self.exifLine])
    #expect(try read([.exif(Self.exif)]).make == "M")
  }

  /// Text that says how it is compressed, and is damaged at its first block.
  private static func damaged(_ count: Int) -> PNGFile.Chunk {
    let text = [0x78, 0x9C, 0xFF] + [UInt8](repeating: 0xFF, count: count)
    return .raw(type: "zTXt", Array((xmpKeyword + "\0\0").utf8) + text)
  }

  @Test func `damaged texts that could be megabytes use up what may be decompressed`() throws {
    let small = [PNGFile.Chunk](repeating: Self.damaged(100), count: 8)
    let large = [PNGFile.Chunk](repeating: Self.damaged(5000), count: 4)
    let sound = PNGFile.Chunk.compressedText(keyword: Self.xmpKeyword, Self.xmp)
    #expect(try read(small + [sound]).lines == [Self.xmpLine])
    #expect(try read(large + [sound]).lines == [])
  }

  @Test func `a stray prefix in eXIf is passed over`() throws {
    #expect(try read([.exif(Array("Exif\0\0".utf8) + Self.exif)]).lines == [Self.exifLine])
  }

  @Test(
    arguments: [
      .xmp(xmp), .internationalText(keyword: xmpKeyword, xmp, isCompressed: true),
      .compressedText(keyword: xmpKeyword, xmp), .text(keyword: xmpKeyword, xmp),
      .rawProfile("xmp", xmp),
      .rawProfile("APP1", Array("http://ns.adobe.com/xap/1.0/\0".utf8) + xmp),
    ] as [PNGFile.Chunk])
  func `XMP is read wherever it is put`(_ chunk: PNGFile.Chunk) throws {
    #expect(try read([chunk]).lines == [Self.xmpLine])
  }

  @Test(arguments: ["exif", "APP1"]) func `Exif in a raw profile is read`(
    _ name: String
  ) throws {
    #expect(try read([.rawProfile(name, Self.exif)]).lines == [Self.exifLine])
    let prefixed = Array("Exif\0\0".utf8) + Self.exif
    #expect(try read([.rawProfile(name, prefixed)]).lines == [Self.exifLine])
  }

  @Test func `a raw profile with a wrong length and without line ends is read`() throws {
    let digits = Self.exif.map { ($0 < 16 ? "0" : "") + String($0, radix: 16).uppercased() }
    let text = "\nexif\n   99999\n" + digits.joined()
    let chunk = PNGFile.Chunk.text(keyword: "Raw profile type exif", Array(text.utf8))
    #expect(try read([chunk]).lines == [Self.exifLine])
  }

  @Test func `IPTC in a raw profile is read, bare or among image resources`() throws {
    let line = "iptc:DateCreated 2023-12-25T00:00:00"
    let block = IPTCBlock(dateCreated: "20231225").bytes
    #expect(try read([.rawProfile("iptc", block)]).lines == [line])
    let resources = PhotoshopBlock([(0x0404, block)]).bytes
    #expect(try read([.rawProfile("iptc", resources)]).lines == [line])
  }

  @Test(arguments: [
    ("Creation Time", "Sat 20 Dec 2008 17:00:46 -0600", "2008-12-20T17:00:46 -21600"),
    ("Creation Time", "2018:12:14 00:42:19", "2018-12-14T00:42:19"),
    ("CreationTime", "2018-12-14T00:42:19Z", "2018-12-14T00:42:19 UTC"),
    ("create-date", "2020-09-13T14:40:07+05:00", "2020-09-13T14:40:07 +18000"),
  ])
  func `the creation time is read in its forms`(
    _ keyword: String, _ text: String, _ date: String
  ) throws {
    let chunk = PNGFile.Chunk.text(keyword: keyword, Array(text.utf8))
    #expect(try read([chunk]).lines == ["png:CreationTime \(date)"])
  }

  @Test(arguments: ["CreationDate", "date:create", "date:modify", "Comment", ""])
  func `other texts are no capture dates`(_ keyword: String) throws {
    let chunk = PNGFile.Chunk.text(keyword: keyword, Array("2018-12-14T00:42:19".utf8))
    #expect(try read([chunk, .raw(type: "tIME", [7, 231, 1, 1, 1, 1, 1])]).lines == [])
  }

  @Test func `a creation time loses against Exif and XMP`() throws {
    let time = PNGFile.Chunk.text(keyword: "Creation Time", Array("2001:01:01 00:00:00".utf8))
    #expect(
      try read([time, .xmp(Self.xmp), .exif(Self.exif)]).lines
        == [Self.exifLine, Self.xmpLine, "png:CreationTime 2001-01-01T00:00:00"])
  }

  @Test(
    arguments: [
      .exif([1, 2, 3]), .raw(type: "zTXt", Array("Raw profile type exif\0\0\u{1}".utf8)),
      .raw(type: "iTXt", Array("XML:com.adobe.xmp\0\u{1}".utf8)), .raw(type: "tEXt", []),
      .rawProfile("exif", []), .text(keyword: "Raw profile type exif", [0x0A]),
    ] as [PNGFile.Chunk])
  func `a damaged chunk costs only itself`(_ chunk: PNGFile.Chunk) throws {
    #expect(try read([chunk, .xmp(Self.xmp)]).lines == [Self.xmpLine])
  }

  @Test func `what follows the end is not the picture's`() throws {
    let bytes = PNGFile([]).bytes + PNGFile.chunk("eXIf", Self.exif)
    var source = ByteSource(bytes)
    #expect(try MediaFormat.png.read(&source).lines == [])
  }

  @Test func `texts that inflate to more than is granted are left out`() throws {
    let long = Self.xmp + [UInt8](repeating: 0x20, count: 4 << 20)
    #expect(try read([.compressedText(keyword: Self.xmpKeyword, long)]).lines == [])
  }

  @Test func `thousands of chunks of one size cost a few fetches`() throws {
    // A picture of 80 MB in chunks of 8 KiB, the last one shorter; then Exif.
    let size = 8192
    let count = 10_000
    let start =
      PNGFile([]).bytes.prefix(8) + PNGFile.chunk("IHDR", [UInt8](repeating: 0, count: 13))
    let header = Array(PNGFile.chunk("IDAT", [UInt8](repeating: 0, count: size)).prefix(8))
    let end =
      PNGFile.chunk("IDAT", [1, 2, 3]) + PNGFile.chunk("eXIf", Self.exif)
      + PNGFile.chunk("IEND", [])
    let endOffset = start.count + count * (size + 12)
    var source = ByteSource(length: endOffset + end.count) { offset, wanted in
      (offset..<min(offset + wanted, endOffset + end.count)).map { place in
        if place < start.count { return start[place] }
        if place >= endOffset { return end[place - endOffset] }
        let inChunk = (place - start.count) % (size + 12)
        return inChunk < 8 ? header[inChunk] : 0x55
      }
    }
    #expect(try MediaFormat.png.read(&source).lines == [Self.exifLine])
    #expect(source.fetches < 40)
  }

  private func read(
    _ chunks: [PNGFile.Chunk], after: [PNGFile.Chunk] = []
  ) throws -> Metadata {
    var source = ByteSource(PNGFile(chunks, afterPicture: after).bytes)
    return try MediaFormat.png.read(&source)
  }
}
