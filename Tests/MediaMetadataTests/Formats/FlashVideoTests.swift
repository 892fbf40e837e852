import MediaMetadata
import SampleMedia
import Testing

@Suite struct FlashVideoTests {
  @Test func `the script data give date and duration`() throws {
    let metadata = try read(
      FlashVideoFile([
        ("duration", .number(1.5)), ("creationdate", .text("Mon Dec 25 14:30:00 2023 \n")),
        ("metadatadate", .date(1_000_000_000_000)),
      ]))
    #expect(metadata.lines == ["flv:creationdate 2023-12-25T14:30:00"])
    #expect(metadata.duration == 1.5)
  }

  @Test func `a date of its own type is in UTC`() throws {
    let metadata = try read(FlashVideoFile([("creationdate", .date(1_703_511_000_250))]))
    #expect(metadata.lines == ["flv:creationdate 2023-12-25T13:30:00.250 UTC"])
    for wrong in [0, -1, .nan, .infinity, 1e300] {
      #expect(try read(FlashVideoFile([("creationdate", .date(wrong))])).lines == [])
    }
  }

  @Test func `values within values are passed over`() throws {
    let metadata = try read(
      FlashVideoFile([
        (
          "keyframes",
          .object([
            ("times", .list([.number(0), .number(1)])), ("creationdate", .text("2001-01-01")),
          ])
        ),
        ("creationdate", .text("2023-12-25 14:30:00")),
      ]))
    #expect(metadata.lines == ["flv:creationdate 2023-12-25T14:30:00"])
  }

  @Test func `values too deep end the reading`() throws {
    let deep = (0..<100).reduce(FlashVideoFile.Value.number(0)) { value, _ in .list([value]) }
    let file = FlashVideoFile([
      ("duration", .number(1)), ("deep", deep), ("creationdate", .text("2023-12-25 14:30:00")),
    ])
    #expect(try read(file).lines == [])
    #expect(try read(file).duration == 1)
  }

  @Test func `a picture may come before the script data`() throws {
    var file = FlashVideoFile([("creationdate", .text("2023-12-25 14:30:00"))])
    file.tagsBefore = FlashVideoFile.tag(9, [1, 2, 3])
    #expect(try read(file).lines == ["flv:creationdate 2023-12-25T14:30:00"])
  }

  @Test func `a text that begins with FLV is no video`() {
    #expect(MediaFormat.of(head: Bytes(Array("FLV files are old".utf8))) == nil)
  }

  private func read(_ file: FlashVideoFile) throws -> Metadata {
    var source = ByteSource(file.bytes)
    return try MediaFormat.flashVideo.read(&source)
  }
}
