import MediaMetadata
import SampleMedia
import Testing

@Suite struct ISOBoxesTests {
  @Test func `boxes with short, long and open sizes follow each other`() throws {
    let bytes =
      sampleBox("free", [1, 2]) + sampleBox("mdat", [3, 4, 5], size: .long)
      + sampleBox("moov", [6], size: .toTheEnd)
    #expect(
      try boxes(bytes) == [
        ISOBox(type: "free", payload: 8..<10), ISOBox(type: "mdat", payload: 26..<29),
        ISOBox(type: "moov", payload: 37..<38),
      ])
  }

  @Test func `a box that claims more than there is ends where its parent ends`() throws {
    let bytes = sampleBox("moov", [7, 7], size: .stated(.max))
    #expect(try boxes(bytes) == [ISOBox(type: "moov", payload: 8..<10)])
    #expect(try boxes(bytes, in: 0..<9) == [ISOBox(type: "moov", payload: 8..<9)])
  }

  @Test(arguments: [2, 7]) func `a size below that of the header ends the walk`(
    _ size: UInt32
  ) throws {
    let bytes = sampleBox("free") + sampleBox("moov", size: .stated(size)) + sampleBox("free")
    #expect(try boxes(bytes) == [ISOBox(type: "free", payload: 8..<8)])
  }

  @Test func `a long size that does not fit in a number ends the walk`() throws {
    var bytes = sampleBox("mdat", [1], size: .long)
    for index in 8..<16 { bytes[index] = 0xFF }
    #expect(try boxes(bytes) == [])
    for index in 8..<15 { bytes[index] = 0 }
    bytes[15] = 15
    #expect(try boxes(bytes) == [])
    #expect(try boxes(Array(bytes.prefix(12))) == [])
  }

  @Test func `a level of more boxes than the limit is read up to it`() throws {
    let bytes = (0...ISOBoxes.limit).flatMap { _ in sampleBox("free") }
    #expect(try boxes(bytes).count == ISOBoxes.limit)
  }

  @Test func `a range outside the file holds no boxes`() throws {
    #expect(try boxes(sampleBox("free"), in: 100..<200) == [])
    #expect(try boxes(sampleBox("free"), in: 4..<8) == [])
    #expect(try boxes([]) == [])
  }

  @Test func `a type is four bytes of Latin-1`() {
    #expect(ISOBoxType("©day").code == 0xA964_6179)
    #expect(ISOBoxType("moov") == ISOBoxType(0x6D6F_6F76))
  }

  @Test(arguments: [
    ("heic", [], "image"), ("avis", ["iso8"], "image"), ("mp42", ["isom"], "movie"),
    ("qt  ", [], "movie"), ("isom", ["mif1"], "movie"), ("M4A ", ["mp42"], "audio"),
    ("crx ", ["isom"], "canonRaw"), ("????", ["mif1"], "image"), ("????", ["M4A "], "audio"),
    ("????", ["crx "], "canonRaw"), ("????", ["!!!!"], "movie"),
  ]) func `the major brand decides, then the compatible ones`(
    _ major: String, _ compatible: [String], _ family: String
  ) throws {
    let head = Bytes(sampleFileType(major, compatible: compatible))
    #expect(ISOFileFamily.of(head: head).map { "\($0)" } == family)
  }

  @Test func `brands are only those inside the file type box`() {
    let bytes = sampleFileType("????") + Array("mif1mif1".utf8)
    #expect(ISOFileFamily.of(head: Bytes(bytes)) == .movie)
    #expect(ISOFileFamily.of(head: Bytes(sampleBox("moov"))) == nil)
    #expect(ISOFileFamily.of(head: Bytes(Array(bytes.prefix(11)))) == nil)
  }

  private func boxes(_ bytes: [UInt8], in range: Range<Int>? = nil) throws -> [ISOBox] {
    var source = ByteSource(bytes)
    var walk = range.map { ISOBoxes(in: $0) } ?? ISOBoxes(of: source)
    var boxes: [ISOBox] = []
    while let box = try walk.next(from: &source) { boxes.append(box) }
    return boxes
  }
}
