import MediaMetadata
import SampleMedia
import Testing

@Suite struct MatroskaTests {
  private static let line = "matroska:DateUTC 2023-12-25T13:30:00 UTC"
  /// 2023-12-25 13:30:00 UTC, in nanoseconds since 2001.
  private static let date: Int64 = (1_703_511_000 - 978_307_200) * 1_000_000_000

  private static let info: UInt32 = 0x1549_A966
  private static let tags: UInt32 = 0x1254_C367

  @Test(arguments: [true, false]) func `the Info element gives date and duration`(
    _ isLengthKnown: Bool
  ) throws {
    var file = MatroskaFile([
      [0xEC, 0x83, 1, 2, 3], MatroskaFile.info(date: Self.date, duration: 1500),
      MatroskaFile.cluster(),
    ])
    file.isLengthKnown = isLengthKnown
    let metadata = try read(file)
    #expect(metadata.lines == [Self.line])
    #expect(metadata.duration == 1.5)
  }

  @Test(
    arguments: [
      (-1, "matroska:DateUTC 2000-12-31T23:59:59.999 UTC"), (0, nil),
      (1_500_000_000, "matroska:DateUTC 2001-01-01T00:00:01.500 UTC"),
      (.min, "matroska:DateUTC 1708-09-22T00:12:43.145 UTC"),
      (.max, "matroska:DateUTC 2293-04-11T23:47:16.854 UTC"),
    ] as [(Int64, String?)])
  func `dates before the epoch count backwards, and zero is none`(
    _ date: Int64, _ line: String?
  ) throws {
    let lines = try read(MatroskaFile([MatroskaFile.info(date: date)])).lines
    #expect(lines == [line].compactMap(\.self))
  }

  @Test func `the duration is in units of the scale`() throws {
    let scale = MatroskaFile.element(0x2AD7B1, [0x01, 0x86, 0xA0])  // 100,000 ns
    let short = MatroskaFile.element(
      0x4489, MatroskaFile.number(UInt64(Float(5).bitPattern), width: 4))
    #expect(
      try read(MatroskaFile([MatroskaFile.info(date: nil, duration: 1500, extra: scale)])).duration
        == 0.15)
    #expect(try read(MatroskaFile([MatroskaFile.info(date: nil, extra: short)])).duration == 0.005)
    for wrong in [Double.nan, .infinity, -1, 0] {
      let info = MatroskaFile.info(date: nil, duration: wrong)
      #expect(try read(MatroskaFile([info])).duration == nil)
    }
  }

  @Test(arguments: [true, false]) func `Info after the clusters is found by the seek head`(
    _ isLengthKnown: Bool
  ) throws {
    let cluster = MatroskaFile.cluster(isLengthKnown: isLengthKnown)
    let head = MatroskaFile.seekHead([(Self.info, 0)])
    #expect(
      try read(
        MatroskaFile([
          MatroskaFile.seekHead([(Self.info, head.count + cluster.count)]), cluster,
          MatroskaFile.info(date: Self.date),
        ])
      ).lines == [Self.line])
  }

  @Test func `without a seek head clusters of known length are walked over`() throws {
    let info = MatroskaFile.info(date: Self.date)
    let clusters = MatroskaFile.cluster() + MatroskaFile.cluster()
    #expect(try read(MatroskaFile([clusters, info])).lines == [Self.line])
    let endless = MatroskaFile.cluster(isLengthKnown: false)
    #expect(try read(MatroskaFile([endless, info])).lines == [])
  }

  @Test(arguments: [Int.max, 1 << 62, 100_000]) func `a seek head that is wrong does no harm`(
    _ position: Int
  ) throws {
    let file = MatroskaFile([
      MatroskaFile.seekHead([(Self.info, position)]), MatroskaFile.cluster(isLengthKnown: false),
    ])
    #expect(try read(file).lines == [])
  }

  @Test func `tags count where Info has no date`() throws {
    let tags = MatroskaFile.tags([
      ("DATE_RECORDED", "2023-12-25 14:30:00"), ("TITLE", "2001-01-01"),
      ("com.apple.quicktime.creationdate", "2023-12-25T14:30:00+0100"),
      ("com.apple.quicktime.make", "Apple"), ("com.apple.quicktime.model", "iPhone X"),
    ])
    let metadata = try read(MatroskaFile([MatroskaFile.info(date: nil), tags]))
    #expect(
      metadata.lines == [
        "quicktime:creationdate 2023-12-25T14:30:00 +3600", "matroska:DateUTC 2023-12-25T14:30:00",
      ])
    #expect(metadata.make == "Apple")
    #expect(metadata.model == "iPhone X")
  }

  @Test(arguments: [false, true]) func `4 GB cost a fetch, or two with Info at the end`(
    _ isAtEnd: Bool
  ) throws {
    let info = MatroskaFile.info(date: Self.date)
    let length = 4 << 30
    let place = length - MatroskaFile.segmentStart - info.count
    let cluster: [UInt8] =
      [0x1F, 0x43, 0xB6, 0x75, 0x01] + MatroskaFile.number(UInt64(place), width: 7)
    let head = isAtEnd ? MatroskaFile.seekHead([(Self.info, place)]) : info
    let start = MatroskaFile([head + cluster]).bytes
    var file = start
    // The segment goes on to the end of the file.
    let lengthPlace = MatroskaFile.segmentStart - 8
    file.replaceSubrange(
      lengthPlace..<lengthPlace + 8,
      with: [0x01] + MatroskaFile.number(UInt64(length - MatroskaFile.segmentStart), width: 7))
    var source = SparseFile(
      length: length, parts: [(0, file), (length - info.count, isAtEnd ? info : [])]
    ).source
    #expect(try MediaFormat.matroska.read(&source).lines == [Self.line])
    #expect(source.fetches == (isAtEnd ? 2 : 1))
  }

  private func read(_ file: MatroskaFile) throws -> Metadata {
    var source = ByteSource(file.bytes)
    return try MediaFormat.matroska.read(&source)
  }
}
