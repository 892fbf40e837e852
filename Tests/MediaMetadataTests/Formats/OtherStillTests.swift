import MediaMetadata
import SampleMedia
import Testing

@Suite struct OtherStillTests {
  private static let exif = ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00", order: .big).bytes
  private static let exifLine = "exif:DateTimeOriginal 2023-12-25T14:30:00"
  private static let xmp = XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00Z"]).bytes
  private static let xmpLine = "xmp:CreateDate 2023-12-25T14:30:00 UTC"
  private static let iptc = IPTCBlock(dateCreated: "20231225").bytes
  private static let iptcLine = "iptc:DateCreated 2023-12-25T00:00:00"

  // MARK: PSD

  @Test(arguments: [false, true])
  func `a Photoshop document has image resources`(_ isLarge: Bool) throws {
    let resources = PhotoshopBlock([
      (0x0404, Self.iptc), (0x0409, [9, 9, 9]), (0x0422, Self.exif), (0x0424, Self.xmp),
    ])
    #expect(
      try metadata(in: samplePSD(resources.bytes, isLarge: isLarge), as: "PSD").lines
        == [Self.exifLine, Self.iptcLine, Self.xmpLine])
  }

  @Test func `resources of other programs are passed over`() throws {
    let other = Array("MeSa".utf8) + [0x04, 0x22, 0, 0, 0, 0, 0, 2, 1, 1]
    let bytes = other + PhotoshopBlock([(0x0424, Self.xmp)]).bytes
    #expect(try metadata(in: samplePSD(bytes), as: "PSD").lines == [Self.xmpLine])
  }

  @Test func `damaged Exif in a document costs only itself`() throws {
    let bytes = PhotoshopBlock([(0x0422, [1, 2, 3]), (0x0424, Self.xmp)]).bytes
    #expect(try metadata(in: samplePSD(bytes), as: "PSD").lines == [Self.xmpLine])
  }

  @Test func `a thumbnail among the resources is stepped over and not fetched`() throws {
    let resources = PhotoshopBlock([
      (0x040C, Array(repeating: 1, count: 900_000)), (0x0424, Self.xmp),
    ])
    var source = ByteSource(samplePSD(resources.bytes), windowSize: 4096)
    #expect(try MediaFormat.psd.read(&source).lines == [Self.xmpLine])
    #expect(source.bytesFetched < 16 * 1024)
  }

  // MARK: GIF

  @Test(arguments: [false, true])
  func `XMP of a GIF is read before the picture and after it`(_ isLast: Bool) throws {
    var file = GIFFile(xmp: Self.xmp)
    file.xmpIsLast = isLast
    file.picture = Array(repeating: 0x21, count: 10_000)
    #expect(try metadata(in: file.bytes, as: "GIF").lines == [Self.xmpLine])
  }

  @Test func `an old GIF has no dates`() throws {
    let bytes = Array("GIF87a".utf8) + GIFFile().bytes.dropFirst(6)
    #expect(try metadata(in: bytes, as: "GIF").lines == [])
  }

  @Test func `a GIF that ends in its XMP has what is complete`() throws {
    let bytes = GIFFile(xmp: Self.xmp).bytes
    let end = try #require(Bytes(bytes).firstIndex(of: Array("<?xpacket end".utf8)))
    #expect(try metadata(in: Array(bytes.prefix(end)), as: "GIF").lines == [Self.xmpLine])
  }

  @Test func `a GIF without XMP is fetched once through, in large pieces`() throws {
    var file = GIFFile()
    file.picture = Array(repeating: 0x80, count: 2_000_000)
    var source = ByteSource(file.bytes, windowSize: 4096)
    #expect(try MediaFormat.gif.read(&source) == Metadata())
    #expect(source.bytesFetched < file.bytes.count + 64 * 1024)
    #expect(source.fetches < 20)
  }

  // MARK: BMP

  @Test func `a bitmap is a photo without dates`() throws {
    #expect(try metadata(in: sampleBMP(), as: "BMP") == Metadata())
    #expect(MediaFormat.of(head: Bytes(Array("BMW parked outside the house".utf8))) == nil)
  }

  // MARK: JPEG XL

  @Test(arguments: [[], Array("Exif\0\0".utf8)])
  func `a JPEG XL in boxes has Exif and XMP`(_ prefix: [UInt8]) throws {
    let boxes = sampleExifBox(Self.exif, prefix: prefix) + sampleBox("xml ", Self.xmp)
    #expect(
      try metadata(in: sampleJPEGXL(boxes), as: "JPEG XL").lines
        == [Self.exifLine, Self.xmpLine])
  }

  @Test func `XMP of a JPEG XL may lie in the box that JPEG 2000 has for it`() throws {
    let file = sampleJPEGXL(sampleXMPBox(Self.xmp))
    #expect(try metadata(in: file, as: "JPEG XL").lines == [Self.xmpLine])
  }

  @Test func `what a JPEG XL has compressed is passed over`() throws {
    let boxes = sampleBox("brob", Array("Exif".utf8) + [0x8B, 1, 2]) + sampleBox("xml ", Self.xmp)
    #expect(try metadata(in: sampleJPEGXL(boxes), as: "JPEG XL").lines == [Self.xmpLine])
  }

  @Test func `a bare JPEG XL has no dates`() throws {
    #expect(try metadata(in: [0xFF, 0x0A, 0x10, 0x10], as: "JPEG XL") == Metadata())
  }

  // MARK: JPEG 2000

  @Test(arguments: [
    ("JpgTiffExif->JP2", exif, exifLine),
    ("JpgTiffExif->JP2", Array("Exif\0\0".utf8) + exif, exifLine),
    ("\u{05}7\u{CD}\u{AB}\u{9D}\u{0C}D1\u{A7}*\u{FA}V\u{1F}*\u{11}>", exif, exifLine),
    (
      "3\u{C7}\u{A4}\u{D2}\u{B8}\u{1D}G#\u{A0}\u{BA}\u{F1}\u{A3}\u{E0}\u{97}\u{AD}8", iptc, iptcLine
    ),
    ("\t\u{A1}N\u{97}\u{C0}\u{B4}B\u{E0}\u{BE}\u{BF}6\u{DF}o\u{0C}\u{E3}o", iptc, iptcLine),
    (
      ",L\u{01}\0\u{85}\u{04}@\u{B9}\u{A0}>V!H\u{D6}\u{DF}\u{EB}",
      PhotoshopBlock([(0x0404, iptc)]).bytes, iptcLine
    ),
  ])
  func `the boxes of a JPEG 2000 have metadata by identifier`(
    _ identifier: String, _ block: [UInt8], _ line: String
  ) throws {
    let bytes = identifier.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    #expect(bytes.count == 16)
    let file = sampleJPEG2000(sampleUUIDBox(bytes, block))
    #expect(try metadata(in: file, as: "JPEG 2000").lines == [line])
  }

  @Test(arguments: [
    sampleBox("asoc", sampleBox("nlst") + sampleXMPBox(xmp)),
    sampleBox("uinf", sampleXMPBox(xmp)), sampleBox("jp2i", xmp),
  ])
  func `XMP of a JPEG 2000 may lie in other boxes`(_ boxes: [UInt8]) throws {
    #expect(try metadata(in: sampleJPEG2000(boxes), as: "JPEG 2000").lines == [Self.xmpLine])
  }

  @Test func `a bare JPEG 2000 has no dates`() throws {
    let codestream: [UInt8] = [0xFF, 0x4F, 0xFF, 0x51, 0, 41]
    #expect(try metadata(in: codestream, as: "JPEG 2000") == Metadata())
  }

  // MARK: JPEG XR

  @Test func `a JPEG XR is a TIFF structure of another number`() throws {
    let bytes = TIFFFile(ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00"), magic: 0x01BC).bytes
    #expect(try metadata(in: bytes, as: "JPEG XR").lines == [Self.exifLine])
  }
}
