import MediaMetadata
import SampleMedia
import Testing

@Suite struct CanonRawTests {
  /// 2023-12-25T14:30:00 in seconds since 1970.
  private static let stamp: UInt32 = 1_703_514_600
  private static let makerLine = "maker:DateTimeOriginal 2023-12-25T14:30:00"
  private static let exifLine = "exif:DateTimeOriginal 2023-12-25T14:30:00"

  // MARK: CR3 and CRM

  @Test func `a CR3 has IFD0, ExifIFD, GPS, XMP and a movie header`() throws {
    let exif = ExifBlock(
      make: "Canon", model: "R", dateTime: "2023:12:26 00:00:00",
      dateTimeOriginal: "2023:12:25 14:30:00", subSecTimeOriginal: "25",
      offsetTimeOriginal: "+01:00", gpsDateStamp: "2023:12:25", gpsTimeStamp: (13, 30, 0))
    var file = CR3File(exif, xmp: XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00"]).bytes)
    file.created = MovieFile.unixEpoch + UInt64(Self.stamp)
    let metadata = try read(file.bytes, as: "CR3")
    #expect(
      metadata.lines == [
        "exif:DateTimeOriginal 2023-12-25T14:30:00.250 +3600",
        "xmp:CreateDate 2023-12-25T14:30:00", "quicktime:mvhd 2023-12-25T14:30:00 UTC",
        "exif:GPSDateTime 2023-12-25T13:30:00 UTC", "exif:ModifyDate 2023-12-26T00:00:00",
      ])
    #expect(metadata.make == "Canon")
    #expect(metadata.model == "R")
  }

  @Test func `a CR3 that is cut after its header has all dates`() throws {
    let bytes = CR3File(ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00")).bytes
    #expect(try read(bytes.dropLast(10), as: "CR3").lines == [Self.exifLine])
    let large = bytes.dropLast(18) + sampleBox("mdat", [1, 2], size: .stated(40_000_000))
    #expect(try read(large, as: "CR3").lines == [Self.exifLine])
  }

  @Test func `Canon's version box tells a movie from a photo`() throws {
    var file = CR3File(ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00"))
    file.version = "CanonCRM0001/02.09.00/00.00.00"
    #expect(try read(file.bytes, as: "CRM").lines == [Self.exifLine])
    #expect(MediaFormat.of(head: Bytes(file.bytes))?.kind == .video)
  }

  @Test func `a CR3 with a large preview and picture costs a few fetches`() throws {
    var exif = ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00")
    exif.extraExifFields = [TIFFField(0x927C, .undefined(Array(repeating: 1, count: 40_000)))]
    let bytes =
      CR3File(exif).bytes + sampleBox("uuid", Array(repeating: 2, count: 400_000))
      + sampleBox("mdat", Array(repeating: 3, count: 4_000_000))
    var source = ByteSource(bytes, windowSize: 4096)
    #expect(try MediaFormat.cr3.read(&source).lines == [Self.exifLine])
    #expect(source.fetches <= 10)
    #expect(source.bytesFetched < 64 * 1024)
  }

  // MARK: CRW

  @Test(arguments: SampleByteOrder.allCases)
  func `a CRW has the camera and its time stamp`(_ order: SampleByteOrder) throws {
    let metadata = try read(CIFFFile(timeStamp: Self.stamp, order: order).bytes, as: "CRW")
    #expect(metadata.lines == [Self.makerLine])
    #expect(metadata.claims.first?.raw == .number(Int(Self.stamp)))
    #expect(metadata.make == "Sample")
    #expect(metadata.model == "S1")
  }

  @Test func `a value may stand in the directory itself`() throws {
    var stamp = ByteWriter()
    stamp.append(Self.stamp, .little)
    let file = CIFFFile([.inDirectory(0x180E, stamp.bytes)])
    #expect(try read(file.bytes, as: "CRW").lines == [Self.makerLine])
  }

  @Test func `a clock that was never set is no date`() throws {
    #expect(try read(CIFFFile(timeStamp: 0).bytes, as: "CRW").lines == [])
  }

  @Test func `a heap that is its own parent is read once`() throws {
    // One record, a heap that begins and ends where its parent does.
    var bytes = CIFFFile([.heap(0x300A, [])]).bytes
    let directory = bytes.count - 4 - 10
    bytes.replaceSubrange(directory + 2..<directory + 10, with: [0, 0, 0, 0, 0, 0, 0, 0])
    bytes[directory + 2] = UInt8(bytes.count - 26)
    #expect(try read(bytes, as: "CRW").lines == [])
  }

  @Test func `a heap that reaches beyond its parent costs only itself`() throws {
    let heap = CIFFFile.Record.heap(0x2807, [.value(0x080A, Array("M\0N\0".utf8))])
    var stamp = ByteWriter()
    stamp.append(Self.stamp, .little)
    var bytes = CIFFFile([heap, .inDirectory(0x180E, stamp.bytes)]).bytes
    bytes[bytes.count - 4 - 20 + 4] = 0xFF
    let metadata = try read(bytes, as: "CRW")
    #expect(metadata.lines == [Self.makerLine])
    #expect(metadata.make == nil)
  }

  @Test func `a CRW with a large picture costs two fetches`() throws {
    var stamp = ByteWriter()
    for number: UInt32 in [Self.stamp, 0, 0] { stamp.append(number, .little) }
    let picture = CIFFFile.Record.value(0x2005, Array(repeating: 7, count: 3_000_000))
    let file = CIFFFile([picture, .heap(0x300A, [.value(0x180E, stamp.bytes)])])
    var source = ByteSource(file.bytes, windowSize: 4096)
    #expect(try MediaFormat.crw.read(&source).lines == [Self.makerLine])
    #expect(source.fetches == 2)
  }

  @Test func `the block of a CRW is read in a JPEG too`() throws {
    let block = CIFFFile(model: "Pro", timeStamp: Self.stamp, type: "HEAPJPGM").bytes
    let exif = ExifBlock(make: "Exif", dateTimeDigitized: "2023:12:25 14:30:01").bytes
    let metadata = try read(
      JPEGFile([.segment(marker: 0xE0, block), .exif(exif)]).bytes, as: "JPEG")
    #expect(
      metadata.lines == [Self.makerLine, "exif:DateTimeDigitized 2023-12-25T14:30:01"])
    #expect(metadata.model == "Pro")
  }

  private func read(_ bytes: some Sequence<UInt8>, as name: String) throws -> Metadata {
    try metadata(in: Array(bytes), as: name)
  }
}

/// What the format that recognises `bytes` reads in them; expects it to be the one called `name`.
func metadata(in bytes: [UInt8], as name: String) throws -> Metadata {
  let format = try #require(MediaFormat.of(head: Bytes(bytes).prefix(MediaFormat.headLength)))
  #expect(format.name == name)
  var source = ByteSource(bytes)
  return try format.read(&source)
}
