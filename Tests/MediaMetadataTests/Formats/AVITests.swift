import MediaMetadata
import SampleMedia
import Testing

@Suite struct AVITests {
  private static let line = "riff:IDIT 2023-12-25T14:30:00"

  @Test(arguments: [
    "Mon Dec 25 14:30:00 2023\n", "MON DEC 25 14:30:00 2023", "Mon Dec 25 14:30:00 CET 2023",
    "Dec 25 2023 14:30:00", "2023/12/25 14:30:00", "2023/12/25 14:30", "2023/12/25/ 14:30",
    "2023/12/25  2:30PM", "2023/12/25 02:30 pm", "2023-12-25  14:30:00", "2023:12:25 14:30:00",
    "2023-12-25T14:30:00", "20231225143000",
  ])
  func `the date is read in all its spellings`(_ text: String) throws {
    let header = RIFFFile.list("hdrl", RIFFFile.text("IDIT", text))
    #expect(try read(header).lines == [Self.line])
  }

  @Test(arguments: [
    ("Sun Mar  9 05:04:03 2003", "2003-03-09T05:04:03"),
    ("2001/ 1/27  1:42PM", "2001-01-27T13:42:00"),
    ("2001/ 1/27 12:42AM", "2001-01-27T00:42:00"),
    ("2001/ 1/27 12:42PM", "2001-01-27T12:42:00"),
    ("2009/10/27 12:14:34", "2009-10-27T12:14:34"),
    ("2010-02-30", nil), ("2010", nil), ("Mon Mar", nil), ("", nil), ("0000/00/00 00:00:00", nil),
  ])
  func `padded days and halves of the day are read`(_ text: String, _ date: String?) throws {
    let lines = try read(RIFFFile.text("IDIT", text)).lines
    #expect(lines == [date].compactMap { $0.map { "riff:IDIT \($0)" } })
  }

  @Test func `the header's date comes before the information's, wherever they stand`() throws {
    let information = RIFFFile.list(
      "INFO", RIFFFile.text("ICRD", "2020-01-02") + RIFFFile.text("IART", "2001-01-01"))
    let header = RIFFFile.list("hdrl", RIFFFile.text("IDIT", "2023/12/25 14:30:00"))
    for chunks in [information + header, header + information] {
      #expect(
        try read(chunks).claims.map(\.line) == [Self.line, "riff:IDIT 2020-01-02T00:00:00"])
    }
    #expect(try read(information).claims.first?.precision == .day)
  }

  @Test func `a date in the information is read as IDIT and as the time of a file`() throws {
    let ticks = UInt64(1_703_514_600 + 11_644_473_600) * 10_000_000
    for chunk in [
      RIFFFile.text("IDIT", "2023/12/25 14:30:00"),
      RIFFFile.text("DTIM", "2023:12:25 14:30:00"),
      RIFFFile.text("DTIM", "\(ticks >> 32) \(ticks & 0xFFFF_FFFF)"),
    ] {
      #expect(try read(RIFFFile.list("INFO", chunk)).lines == [Self.line])
    }
    #expect(try read(RIFFFile.list("INFO", RIFFFile.text("DTIM", "0 0"))).lines == [])
  }

  @Test func `the main header gives the duration, OpenDML's when that is longer`() throws {
    let header = RIFFFile.mainHeader(frameTime: 40_000, frames: 50)
    #expect(try read(RIFFFile.list("hdrl", header)).duration == 2)
    var frames = ByteWriter()
    frames.append(UInt32(500), .little)
    let extended = RIFFFile.list("odml", WebPFile.chunk("dmlh", frames.bytes))
    #expect(try read(RIFFFile.list("hdrl", header + extended)).duration == 20)
    #expect(try read(RIFFFile.mainHeader(frameTime: 0, frames: 50)).duration == nil)
  }

  @Test func `Exif that cameras hide is believed first`() throws {
    let texts: [(UInt16, String)] = [
      (0x010F, "Canon"), (0x0110, "S1"), (0x9003, "2023:12:25 14:30:00"),
    ]
    let stream = Array("AVIF".utf8) + [0, 0, 0, 0] + RIFFFile.directory(texts, at: 0, .little)
    let junk = Array("QVMI".utf8) + [0, 0, 0, 0, 0, 0] + RIFFFile.directory(texts, at: 10, .big)
    for chunks in [
      RIFFFile.list("hdrl", RIFFFile.list("strl", WebPFile.chunk("strd", stream))),
      WebPFile.chunk("JUNK", junk),
    ] {
      let metadata = try read(chunks)
      #expect(metadata.lines == ["exif:DateTimeOriginal 2023-12-25T14:30:00"])
      #expect(metadata.make == "Canon")
      #expect(metadata.model == "S1")
    }
  }

  @Test func `Nikon's tags and Olympus's junk give date and camera`() throws {
    let tags = RIFFFile.nikonTags([(3, "NIKON"), (4, "S1"), (0x13, "2023:12:25 14:30:00")])
    let nikon = try read(RIFFFile.list("ncdt", WebPFile.chunk("nctg", tags)))
    #expect(nikon.lines == ["maker:DateTimeOriginal 2023-12-25T14:30:00"])
    #expect(nikon.make == "NIKON")

    var junk = Array("OLYMDigital Camera".utf8)
    for (offset, text) in [(0x12, "OLYMPUS"), (0x2C, "C2"), (0x83, "Mon Dec 25 14:30:00 2023")] {
      junk += [UInt8](repeating: 0, count: offset - junk.count) + Array(text.utf8)
    }
    let olympus = try read(WebPFile.chunk("JUNK", junk))
    #expect(olympus.lines == [Self.line])
    #expect(olympus.make == "OLYMPUS")
    #expect(olympus.model == "C2")
  }

  @Test func `XMP after the streams is read`() throws {
    let packet = XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00"]).bytes
    let chunks = RIFFFile.list("movi", [1, 2, 3]) + WebPFile.chunk("_PMX", packet)
    #expect(try read(chunks).lines == ["xmp:CreateDate 2023-12-25T14:30:00"])
  }

  @Test func `8 GB in several lists cost a fetch or two each`() throws {
    let header = RIFFFile.list("hdrl", RIFFFile.text("IDIT", "2023/12/25 14:30:00"))
    let gigabyte = 1 << 30
    var parts: [(Int, [UInt8])] = [
      (0, Self.listHeader("RIFF", "AVI ", gigabyte) + header),
      (12 + header.count, Self.listHeader("LIST", "movi", gigabyte - header.count - 12)),
    ]
    for index in 1..<8 {
      let start = index * (gigabyte + 8)
      parts.append((start, Self.listHeader("RIFF", "AVIX", gigabyte)))
      parts.append((start + 12, Self.listHeader("LIST", "movi", gigabyte - 12)))
    }
    var source = SparseFile(length: 8 * (gigabyte + 8), parts: parts).source
    #expect(try MediaFormat.avi.read(&source).lines == [Self.line])
    #expect(source.fetches <= 8)
    #expect(source.bytesFetched < 200_000)
  }

  @Test func `frames of a recording that was cut off are not walked`() throws {
    let header = RIFFFile.list("hdrl", RIFFFile.text("IDIT", "2023/12/25 14:30:00"))
    let frames = (0..<1000).flatMap { _ in
      WebPFile.chunk("00dc", [UInt8](repeating: 0, count: 50))
    }
    let file = Self.listHeader("RIFF", "AVI ", 0) + header + Self.listHeader("LIST", "movi", 4)
    var source = ByteSource(file + frames, windowSize: 256)
    #expect(try MediaFormat.avi.read(&source).lines == [Self.line])
    #expect(source.fetches < 4)
  }

  private static func listHeader(_ kind: String, _ type: String, _ length: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(text: kind)
    writer.append(UInt32(length), .little)
    writer.append(text: type)
    return writer.bytes
  }

  private func read(_ chunks: [UInt8]) throws -> Metadata {
    var source = ByteSource(RIFFFile(chunks).bytes)
    return try MediaFormat.avi.read(&source)
  }
}
