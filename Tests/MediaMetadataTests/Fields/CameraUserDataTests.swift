import MediaMetadata
import SampleMedia
import Testing

@Suite struct CameraUserDataTests {
  private static let date = "2023:12:25 14:30:00"
  private static let maker = "maker:DateTimeOriginal 2023-12-25T14:30:00"
  private static let exif = "exif:DateTimeOriginal 2023-12-25T14:30:00"

  @Test func `Nikon's start of the recording is believed, with its zone`() throws {
    let metadata = try read(
      nikon([
        (0x01, "NIKON"), (0x02, "Z 30"), (0x11, "2023:12:25 14:30:01"), (0x12, Self.date),
        (0x19, "+01:00"),
      ]))
    #expect(metadata.lines == [Self.maker + " +3600"])
    #expect(metadata.make == "NIKON")
    #expect(metadata.model == "Z 30")
  }

  @Test func `Nikon's other date counts where the first is blank`() throws {
    #expect(
      try read(nikon([(0x11, Self.date), (0x12, "    :  :     :  :  ")])).lines == [Self.maker])
    #expect(try read(nikon([(0x19, "+01:00")])).lines == [])
  }

  @Test func `Nikon's numbers are passed over, and a type that is none ends the tags`() throws {
    // Two numbers of 16 bits; then a text.
    let number: [UInt8] = [0, 0, 0, 0x18, 0, 3, 0, 2, 1, 2, 3, 4]
    let tags = MovieFile.nikonTags([(0x12, Self.date)])
    #expect(try read(sampleBox("NCDT", sampleBox("NCTG", number + tags))).lines == [Self.maker])
    let wrong: [UInt8] = [0, 0, 0, 0x18, 0, 99, 0, 2]
    #expect(try read(sampleBox("NCDT", sampleBox("NCTG", wrong + tags))).lines == [])
  }

  @Test func `Casio's and Fujifilm's directories are read without a header`() throws {
    let texts: [(UInt16, String)] = [(0x010F, "Maker"), (0x9003, Self.date)]
    let casio = [UInt8](repeating: 0, count: 10) + RIFFFile.directory(texts, at: 10, .big)
    let fujifilm = [UInt8](repeating: 0, count: 16) + RIFFFile.directory(texts, at: 0, .little)
    for box in [sampleBox("QVMI", casio), sampleBox("MVTG", fujifilm)] {
      #expect(try read(box).lines == [Self.exif])
      #expect(try read(box).make == "Maker")
    }
    #expect(try read(sampleBox("QVMI", [1]) + sampleBox("MVTG", [])).lines == [])
  }

  @Test func `Canon's thumbnail is read where MP4 has it`() throws {
    let identifier: [UInt8] = [
      0x85, 0xC0, 0xB6, 0x87, 0x82, 0x0F, 0x11, 0xE0, 0x81, 0x11, 0xF4, 0xCE, 0x46, 0x2B, 0x6A,
      0x48,
    ]
    let exif = ExifBlock(make: "Canon", dateTimeOriginal: Self.date)
    let thumbnail = JPEGFile([.exif(exif.bytes)]).bytes
    var file = MovieFile()
    let boxes = sampleBox("CNCV", [1]) + sampleBox("CNTH", sampleBox("CNDA", thumbnail))
    file.extraInMovie = sampleBox("uuid", identifier + boxes)
    var source = ByteSource(file.bytes)
    let metadata = try MediaFormat.quickTime.read(&source)
    #expect(metadata.lines == [Self.exif])
    #expect(metadata.make == "Canon")
  }

  @Test func `Sony's document gives the clock with its offset, and the camera`() throws {
    let document = """
      <?xml version="1.0" encoding="UTF-8"?>
      <NonRealTimeMeta xmlns="urn:schemas-professionalDisc:nonRealTimeMeta:ver.2.00">
      <CreationDate value="2023-12-25T14:30:00+01:00"/>
      <Device manufacturer="Sony" modelName="ILCE-7M3" serialNo="1"/></NonRealTimeMeta>
      """
    let metadata = try readDocument(document)
    #expect(metadata.lines == ["quicktime:ContentCreateDate 2023-12-25T14:30:00 +3600"])
    #expect(metadata.make == "Sony")
    #expect(metadata.model == "ILCE-7M3")
    #expect(try readDocument("<Other><CreationDate value=\"2023-12-25\"/></Other>").lines == [])
  }

  @Test(
    arguments: [
      (MovieFile.userText("©mak", "Maker") + MovieFile.userText("©mod", "S1"), "Maker", "S1"),
      (MovieFile.userText("@mak", "Maker") + MovieFile.userText("@mod", "S1"), "Maker", "S1"),
      (sampleBox("modl", [0, 0, 0, 0, 0x15, 0xC7] + Array("S1\0".utf8)), nil, "S1"),
      (sampleBox("manu", Array("Maker\0".utf8)), "Maker", nil),
      (sampleBox("CNMN", Array("Canon EOS 550D\0".utf8)), "Canon", "Canon EOS 550D"),
      (sampleBox("GoPr", [1]), "GoPro", nil),
      (
        sampleBox("GPMF", Array("DEVC\0\u{1}\0\u{1}MINFc\u{1}\0\u{5}HERO7\0\0\0".utf8)), "GoPro",
        "HERO7"
      ),
      (sampleBox("©mdl", Array("FC220".utf8)), "DJI", "FC220"),
      (padded("TAGS", "OLYMPUS DIGITAL CAMERA", at: 0x18, "E-1"), "OLYMPUS DIGITAL CAMERA", "E-1"),
      (
        padded("TAGS", "EASTMAN KODAK COMPANY", at: 0x16, "CX7330"), "EASTMAN KODAK COMPANY",
        "CX7330"
      ),
      (padded("PENT", "PENTAX", at: 0x1A, "WG-2"), "PENTAX", "WG-2"),
      (padded("@sec", "SAMSUNG", at: 0x20, "WB30F"), "SAMSUNG", "WB30F"),
      (sampleBox("TAGS") + sampleBox("modl") + sampleBox("GPMF", [1]), "GoPro", nil),
    ] as [([UInt8], String?, String?)])
  func `the camera's name is found`(
    _ userData: [UInt8], _ make: String?, _ model: String?
  ) throws {
    let metadata = try read(userData)
    #expect(metadata.make == make)
    #expect(metadata.model == model)
    #expect(metadata.claims == [])
  }

  @Test func `a date that Ricoh marks with another character is read`() throws {
    #expect(
      try read(MovieFile.userText("@day", "2023-12-25T14:30:00+0100")).lines
        == ["quicktime:ContentCreateDate 2023-12-25T14:30:00 +3600"])
  }

  private static func padded(
    _ type: String, _ make: String, at offset: Int, _ model: String
  ) -> [UInt8] {
    let start = Array(make.utf8)
    return sampleBox(
      type, start + [UInt8](repeating: 0, count: offset - start.count) + Array(model.utf8) + [0, 7])
  }

  private func nikon(_ tags: [(UInt32, String)]) -> [UInt8] {
    sampleBox("NCDT", sampleBox("NCHD", [1]) + sampleBox("NCTG", MovieFile.nikonTags(tags)))
  }

  private func read(_ userData: [UInt8]) throws -> Metadata {
    var file = MovieFile()
    file.userData = userData
    var source = ByteSource(file.bytes)
    return try MediaFormat.quickTime.read(&source)
  }

  private func readDocument(_ text: String) throws -> Metadata {
    var file = MovieFile()
    file.extraInFile = sampleFullBox(
      "meta", sampleHandler("nrtm") + sampleFullBox("xml ", Array(text.utf8)))
    var source = ByteSource(file.bytes)
    return try MediaFormat.quickTime.read(&source)
  }
}
