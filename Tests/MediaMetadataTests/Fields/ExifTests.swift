import MediaMetadata
import SampleMedia
import Testing

@Suite struct ExifTests {
  @Test(arguments: SampleByteOrder.allCases, [false, true])
  func `all dates and the camera are read in both byte orders and sizes`(
    _ order: SampleByteOrder, _ isBig: Bool
  ) throws {
    var block = SampleMedia.exif(order)
    block.isBig = isBig
    let metadata = try read(block.bytes)
    #expect(
      metadata.lines == [
        "exif:DateTimeOriginal 2023-12-25T14:30:00.250 +3600",
        "exif:DateTimeDigitized 2023-12-25T14:30:01",
        "exif:GPSDateTime 2023-12-25T13:30:00 UTC",
        "exif:ModifyDate 2024-02-03T04:05:06",
      ])
    #expect(metadata.make == "Sample")
    #expect(metadata.model == "S1")
  }

  @Test func `each date has its own fraction and offset and no other's`() throws {
    let date = "2023:12:25 14:30:00"
    let block = ExifBlock(
      dateTime: date, dateTimeOriginal: date, dateTimeDigitized: date,
      subSecTime: "1", subSecTimeDigitized: "3", offsetTime: "+01:00", offsetTimeOriginal: "-02:00")
    #expect(
      try read(block.bytes).lines == [
        "exif:DateTimeOriginal 2023-12-25T14:30:00 -7200",
        "exif:DateTimeDigitized 2023-12-25T14:30:00.300",
        "exif:ModifyDate 2023-12-25T14:30:00.100 +3600",
      ])
  }

  @Test func `blank and zero fields claim nothing`() throws {
    let block = ExifBlock(
      make: "   ", dateTime: "0000:00:00 00:00:00", dateTimeOriginal: "    :  :     :  :  ",
      dateTimeDigitized: "2023:12:25 14:30:00", subSecTimeDigitized: "  ",
      offsetTimeDigitized: "   :  ")
    let metadata = try read(block.bytes)
    #expect(metadata.lines == ["exif:DateTimeDigitized 2023-12-25T14:30:00"])
    #expect(metadata.make == nil)
  }

  @Test func `a date in IFD0 counts where the ExifIFD has none`() throws {
    var block = ExifBlock(dateTimeDigitized: "2023:12:25 14:30:00")
    block.extraFields = [
      TIFFField(0x9003, .ascii("2022:01:02 03:04:05")),
      TIFFField(0x9004, .ascii("2021:01:02 03:04:05")),
    ]
    #expect(
      try read(block.bytes).lines == [
        "exif:DateTimeOriginal 2022-01-02T03:04:05",
        "exif:DateTimeDigitized 2023-12-25T14:30:00",
      ])
  }

  @Test func `a first directory that is the ExifIFD is read as such`() throws {
    let bytes = TIFFBlock(SampleMedia.exif(.little).exifFields).bytes
    var metadata = Metadata()
    try Exif.read(Bytes(bytes), first: .exif, into: &metadata)
    #expect(metadata.lines.first == "exif:DateTimeOriginal 2023-12-25T14:30:00.250 +3600")
  }

  @Test func `a prefix Exif before the header is passed over`() throws {
    let block = ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00", order: .big)
    #expect(
      try read(Array("Exif\0\0".utf8) + block.bytes).lines
        == ["exif:DateTimeOriginal 2023-12-25T14:30:00"])
  }

  @Test func `a field of a wrong type is passed over`() throws {
    var block = ExifBlock(dateTime: "2023:12:25 14:30:00")
    block.extraFields = [
      TIFFField(0x8769, .ascii("not an offset")), TIFFField(0x8825, .rationals([(8, 1)])),
      TIFFField(0x9003, .longs([20_231_225])), TIFFField(0x010F, .raw(type: 99, count: 4, [1])),
    ]
    #expect(try read(block.bytes).lines == ["exif:ModifyDate 2023-12-25T14:30:00"])
  }

  @Test func `a count that overflows and an offset beyond the file cost one field`() throws {
    var block = ExifBlock(dateTime: "2023:12:25 14:30:00")
    block.extraFields = [
      TIFFField(0x010F, .raw(type: 5, count: .max, [1, 2, 3, 4])),
      TIFFField(0x8769, .longs([0xFFFF_FFFF])), TIFFField(0x8825, .longs([0])),
      TIFFField(0x9003, .raw(type: 2, count: 20, [0xF0, 0xFF, 0xFF, 0xFF])),
    ]
    #expect(try read(block.bytes).lines == ["exif:ModifyDate 2023-12-25T14:30:00"])
    block.isBig = true
    #expect(try read(block.bytes).lines == ["exif:ModifyDate 2023-12-25T14:30:00"])
  }

  @Test func `an ExifIFD that points back to IFD0 ends`() throws {
    var block = ExifBlock(dateTime: "2023:12:25 14:30:00")
    block.extraFields = [TIFFField(0x8769, .longs([8])), TIFFField(0x8825, .longs([8]))]
    #expect(try read(block.bytes).lines == ["exif:ModifyDate 2023-12-25T14:30:00"])
  }

  @Test func `a directory that is cut off gives what is there`() throws {
    let bytes = TIFFBlock([
      TIFFField(0x0132, .ascii("2023:12:25 14:30:00")), TIFFField(0x9003, .longs([1])),
    ]).bytes
    // Two entries are announced; a third, and the date behind the directory, stay where they are.
    var damaged = bytes
    damaged[8] = 0xFF
    damaged[9] = 0xFF
    #expect(try read(damaged).lines == ["exif:ModifyDate 2023-12-25T14:30:00"])
  }

  @Test func `GPS time counts only with its date, and fractions of its parts count`() throws {
    let time = TIFFField(0x0007, .rationals([(13, 1), (305, 10), (15, 10)]))
    let date = TIFFField(0x001D, .ascii("2023:12:25"))
    func lines(_ fields: [TIFFField]) throws -> [String] {
      try read(TIFFBlock([TIFFField(0x8825, .directory(fields))]).bytes).lines
    }
    #expect(try lines([time]) == [])
    #expect(try lines([date]) == [])
    #expect(try lines([time, date]) == ["exif:GPSDateTime 2023-12-25T13:30:31.500 UTC"])
    let noTime = TIFFField(0x0007, .rationals([(13, 0), (30, 1), (0, 1)]))
    #expect(try lines([noTime, date]) == [])
  }

  @Test func `bytes that are no TIFF are refused`() {
    #expect(throws: FormatError.malformed("no TIFF header", offset: 0)) {
      try read(Array("II\u{01}\u{02}morebytes".utf8))
    }
    #expect(throws: FormatError.self) { try read([]) }
  }

  private func read(_ bytes: [UInt8]) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    try Exif.read(Bytes(bytes), into: &metadata)
    return metadata
  }
}
