import MediaMetadata
import SampleMedia
import Testing

@Suite struct OtherRawTests {
  private static let exif = ExifBlock(make: "Exif", dateTimeOriginal: "2023:12:25 14:30:00")
  private static let exifLine = "exif:DateTimeOriginal 2023-12-25T14:30:00"
  private static let makerLine = "maker:DateTimeOriginal 2023-12-25T14:30:00"
  private static let jpeg = JPEGFile([.exif(exif.bytes)]).bytes
  private static let time = "1703514600"

  // MARK: RAF

  @Test func `an RAF has the dates of its JPEG`() throws {
    let metadata = try metadata(in: sampleRAF(Self.jpeg), as: "RAF")
    #expect(metadata.lines == [Self.exifLine])
    #expect(metadata.make == "Exif")
  }

  @Test func `an RAF that ends in its JPEG keeps the dates before the end`() throws {
    let bytes = sampleRAF(Self.jpeg, statedLength: 10_000_000).dropLast(20)
    #expect(try metadata(in: Array(bytes), as: "RAF").lines == [Self.exifLine])
  }

  @Test func `an RAF whose JPEG is not where it should be is damaged`() {
    let bytes = sampleRAF([1, 2, 3, 4])
    #expect(throws: FormatError.malformed("no JPEG start of image", offset: 148)) {
      try metadata(in: bytes, as: "RAF")
    }
  }

  // MARK: MRW

  @Test(arguments: SampleByteOrder.allCases)
  func `an MRW has a TIFF structure among its blocks`(_ order: SampleByteOrder) throws {
    let bytes = sampleMRW(Self.exif.bytes, order: order)
    #expect(try metadata(in: bytes, as: "MRW").lines == [Self.exifLine])
  }

  @Test func `the picture of an MRW is not taken for a block`() throws {
    let picture = sampleMRW(ExifBlock(dateTimeOriginal: "2001:01:01 10:00:00").bytes).dropFirst(8)
    let bytes = sampleMRW(ExifBlock(make: "M").bytes).dropLast(4) + picture
    #expect(try metadata(in: Array(bytes), as: "MRW").lines == [])
  }

  // MARK: X3F

  @Test func `an X3F has properties`() throws {
    let file = X3FFile(properties: [
      "AFMODE": "AF", "TIME": Self.time, "CAMMANUF": "SIGMA", "CAMMODEL": "SIGMA SD10",
    ])
    let metadata = try metadata(in: file.bytes, as: "X3F")
    #expect(metadata.lines == [Self.makerLine])
    #expect(metadata.make == "SIGMA")
    #expect(metadata.model == "SIGMA SD10")
  }

  @Test func `an X3F has the Exif of its JPEG, and its word on the camera counts`() throws {
    let file = X3FFile(properties: ["CAMMANUF": "P", "TIME": Self.time], jpeg: Self.jpeg)
    let metadata = try metadata(in: file.bytes, as: "X3F")
    #expect(metadata.lines == [Self.exifLine, Self.makerLine])
    #expect(metadata.make == "Exif")
  }

  @Test(arguments: ["", "0", "-5", "soon", "99999999999999999999"])
  func `a time that is none is no date`(_ time: String) throws {
    #expect(try metadata(in: X3FFile(properties: ["TIME": time]).bytes, as: "X3F").lines == [])
  }

  @Test func `an X3F without its end has lost its directory`() {
    let bytes = X3FFile(properties: ["TIME": Self.time]).bytes.dropLast(4)
    #expect(throws: FormatError.self) { try metadata(in: Array(bytes), as: "X3F") }
  }

  @Test func `an X3F with a large picture costs a few fetches`() throws {
    let large = Self.jpeg + Array(repeating: 0, count: 4_000_000)
    let file = X3FFile(properties: ["TIME": Self.time], jpeg: large)
    var source = ByteSource(file.bytes, windowSize: 4096)
    #expect(try MediaFormat.x3f.read(&source).lines == [Self.exifLine, Self.makerLine])
    #expect(source.fetches <= 5)
  }

  // MARK: Kyocera

  @Test func `the texts of a Kyocera raw file stand backwards`() throws {
    let metadata = try metadata(in: sampleKyoceraRAW("2023:12:25 14:30:00"), as: "Kyocera RAW")
    #expect(metadata.lines == [Self.makerLine])
    #expect(metadata.make == "KYOCERA")
    #expect(metadata.model == "N DIGITAL")
  }
}
