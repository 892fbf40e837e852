import MediaMetadata
import SampleMedia
import Testing

@Suite struct QuickTimeTests {
  /// 2023-12-25 13:30:00 UTC, in seconds since 1904.
  private static let created = MovieFile.unixEpoch + 1_703_511_000
  private static let header = "quicktime:mvhd 2023-12-25T13:30:00 UTC"
  private static let creationDate = (
    name: "com.apple.quicktime.creationdate", value: "2023-12-25T14:30:00+0100"
  )
  private static let keyed = "quicktime:creationdate 2023-12-25T14:30:00 +3600"

  @Test(arguments: [0, 1] as [UInt8], [MovieFile.Order.movieFirst, .mediaFirst])
  func `the movie header gives date and duration`(
    _ version: UInt8, _ order: MovieFile.Order
  ) throws {
    var file = MovieFile(created: Self.created)
    file.headerVersion = version
    file.order = order
    file.duration = 900
    let metadata = try read(file.bytes)
    #expect(metadata.lines == [Self.header])
    #expect(metadata.duration == 1.5)
    #expect(metadata.claims.first?.raw == .number(Int(Self.created)))
  }

  @Test func `a time beyond 32 bits is read in version 1`() throws {
    var file = MovieFile(created: 1 << 32)
    file.headerVersion = 1
    #expect(try read(file.bytes).lines == ["quicktime:mvhd 2040-02-06T06:28:16 UTC"])
  }

  @Test(arguments: [0, MovieFile.unixEpoch, 1 << 62, .max]) func `no time is no claim`(
    _ created: UInt64
  ) throws {
    var file = MovieFile(created: created)
    file.headerVersion = 1
    #expect(try read(file.bytes).lines == [])
  }

  @Test func `a time before 1970 was counted from 1970`() throws {
    #expect(try read(MovieFile(created: 1_703_511_000).bytes).lines == [Self.header])
  }

  @Test(arguments: [0, 0xFFFF_FFFF]) func `a duration that is not known is none`(
    _ duration: UInt64
  ) throws {
    var file = MovieFile(created: Self.created)
    file.duration = duration
    #expect(try read(file.bytes).duration == nil)
    file.timescale = 0
    file.duration = 9
    #expect(try read(file.bytes).duration == nil)
  }

  @Test(arguments: [false, true]) func `keys give date, camera and pairing`(
    _ isFullBox: Bool
  ) throws {
    var file = MovieFile(brand: "qt  ", created: Self.created)
    file.metaIsFullBox = isFullBox
    file.keys = [
      ("com.apple.quicktime.make", "Apple"), ("com.apple.quicktime.model", "iPhone X"),
      ("com.example.other", "2001-01-01"), Self.creationDate,
      ("com.apple.quicktime.content.identifier", "9B539AB8-A668"),
    ]
    let metadata = try read(file.bytes)
    #expect(metadata.lines == [Self.keyed, Self.header])
    #expect(metadata.make == "Apple")
    #expect(metadata.model == "iPhone X")
    #expect(metadata.contentIdentifier == "9B539AB8-A668")
  }

  @Test func `keys of the file itself are read`() throws {
    var file = MovieFile(created: Self.created)
    file.extraInFile = MovieFile.meta(keys: [Self.creationDate], isFullBox: true)
    #expect(try read(file.bytes).lines == [Self.keyed, Self.header])
  }

  @Test func `an offset with a colon is read, and a date that is none is no claim`() throws {
    var file = MovieFile()
    file.keys = [(Self.creationDate.name, "2023-12-25T14:30:00+01:00")]
    #expect(try read(file.bytes).lines == [Self.keyed])
    file.keys = [(Self.creationDate.name, "2023")]
    #expect(try read(file.bytes).lines == [])
  }

  @Test func `the first text of an entry with several locales counts`() throws {
    let entry: [UInt8] =
      sampleBox("data", [0, 0, 0, 2, 0, 0, 0, 0, 0x32]) + MovieFile.sampleText("")
      + MovieFile.sampleText("2023-12-25T14:30:00+0100") + MovieFile.sampleText("2001-01-01")
    let names = sampleFullBox(
      "keys", [0, 0, 0, 1] + sampleBox("mdta", Array(Self.creationDate.name.utf8)))
    var file = MovieFile()
    file.extraInMovie = sampleBox(
      "meta", sampleHandler("mdta") + names + sampleBox("ilst", sampleBox("\0\0\0\u{1}", entry)))
    #expect(try read(file.bytes).lines == [Self.keyed])
  }

  @Test func `a day in the user data or the item list comes after the movie header`() throws {
    let day = "quicktime:ContentCreateDate 2023-12-25T14:30:00 +3600"
    var file = MovieFile(created: Self.created)
    file.userData = MovieFile.userText("©day", Self.creationDate.value)
    #expect(try read(file.bytes).lines == [Self.header, day])

    let entry = sampleBox("©day", MovieFile.sampleText(Self.creationDate.value))
    file.userData = sampleFullBox("meta", sampleHandler("mdir") + sampleBox("ilst", entry))
    #expect(try read(file.bytes).lines == [Self.header, day])

    file.userData = sampleBox("date", Array(Self.creationDate.value.utf8))
    #expect(try read(file.bytes).lines == [Self.header, day])

    file.userData = MovieFile.userText("©day", "2023") + sampleBox("date", Array("2023".utf8))
    #expect(try read(file.bytes).lines == [Self.header])
  }

  @Test func `XMP is read at the top, in the movie and in the user data`() throws {
    let line = "xmp:CreateDate 2023-12-25T14:30:00"
    let packet = XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00"]).bytes
    var files = [MovieFile(), MovieFile(), MovieFile()]
    files[0].extraInFile = sampleXMPBox(packet)
    files[1].extraInMovie = sampleXMPBox(packet)
    files[2].userData = sampleBox("XMP_", packet)
    for file in files { #expect(try read(file.bytes).lines == [line]) }
    var other = MovieFile()
    other.extraInFile = sampleBox("uuid", [UInt8](repeating: 1, count: 16) + packet)
    #expect(try read(other.bytes).lines == [])
  }

  @Test func `the Exif that cameras put into the user data is believed first`() throws {
    let exif = ExifBlock(make: "Canon", dateTimeOriginal: "2023:12:25 14:30:00")
    let line = "exif:DateTimeOriginal 2023-12-25T14:30:00"
    var length = ByteWriter()
    length.append(UInt16(exif.bytes.count + 8), .big)
    let jpeg: [UInt8] =
      [0xFF, 0xD8, 0xFF, 0xE1] + length.bytes + Array("Exif\0\0".utf8) + exif.bytes + [0xFF, 0xD9]
    var file = MovieFile(created: Self.created)
    file.userData = sampleBox("CNTH", sampleBox("CNDA", jpeg))
    #expect(try read(file.bytes).lines == [line, Self.header])
    #expect(try read(file.bytes).make == "Canon")
    file.userData = sampleBox("PANA", [UInt8](repeating: 7, count: 0x4080) + jpeg)
    #expect(try read(file.bytes).lines == [line, Self.header])
    file.userData = sampleBox("RMKN", exif.bytes)
    #expect(try read(file.bytes).lines == [line, Self.header])
    file.userData = sampleBox("CNTH", sampleBox("CNDA", [1, 2, 3])) + sampleBox("RMKN", [9])
    #expect(try read(file.bytes).lines == [Self.header])
  }

  // MARK: Recognition

  @Test(arguments: ["qt  ", "isom", "mp42", "M4V ", "3gp5", "3g2a", "XAVC", "dash", "????"])
  func `movie brands are recognised`(_ brand: String) {
    #expect(format(MovieFile(brand: brand).bytes)?.name == "QuickTime")
    #expect(format(MovieFile(brand: brand).bytes)?.kind == .video)
  }

  @Test(arguments: ["M4A ", "M4B ", "M4P ", "crx "])
  func `sound and Canon raw are not taken for movies`(_ brand: String) {
    #expect(format(MovieFile(brand: brand).bytes)?.name != "QuickTime")
  }

  @Test(arguments: ["moov", "mdat", "wide", "free", "skip", "pnot"])
  func `a file without brands is known by its first box`(_ type: String) throws {
    let bytes = sampleBox(type) + MovieFile(brand: nil, created: Self.created).bytes
    #expect(format(bytes)?.name == "QuickTime")
    #expect(try read(bytes).lines == [Self.header])
  }

  @Test func `a text that says free is no movie`() {
    #expect(format(Array("Get free stuff here".utf8)) == nil)
    #expect(format(Array("free".utf8)) == nil)
    #expect(format([]) == nil)
  }

  // MARK: Cost

  @Test func `a movie box at the end of 4 GB costs two fetches`() throws {
    var file = MovieFile(brand: "qt  ", created: Self.created)
    file.keys = [Self.creationDate]
    let length = 4 << 30
    let head = sampleFileType("qt  ") + [0, 0, 0, 1] + Array("mdat".utf8)
    var size = ByteWriter()
    size.append(UInt64(length - 20 - file.movie.count + 4), .big)
    var source = SparseFile(
      length: length, parts: [(0, head + size.bytes), (length - file.movie.count, file.movie)]
    ).source
    // The media data goes right up to the movie box.
    #expect(head.count == 24)
    let metadata = try MediaFormat.quickTime.read(&source)
    #expect(metadata.lines == [Self.keyed, Self.header])
    #expect(source.fetches == 2)
    #expect(source.bytesFetched < 40_000)
  }

  @Test func `tracks are passed over, a fetch each`() throws {
    let length = 1 << 30
    var movie = MovieFile(created: Self.created)
    movie.extraInMovie = []
    let header = Array(movie.movie.dropFirst(8))
    let track = 100 << 20
    let start = sampleFileType("mp42").count
    var parts: [(Int, [UInt8])] = [
      (0, sampleFileType("mp42") + boxHeader("moov", length - start) + header)
    ]
    var position = start + 8 + header.count
    for _ in 0..<3 {
      parts.append((position, boxHeader("trak", track)))
      position += track
    }
    parts.append((position, MovieFile.meta(keys: [Self.creationDate])))
    var source = SparseFile(length: length, parts: parts).source
    #expect(try MediaFormat.quickTime.read(&source).lines == [Self.keyed, Self.header])
    #expect(source.fetches == 4)
  }

  @Test func `fragments after the movie box are not walked`() throws {
    let fragments = (0..<2000).flatMap { _ in
      sampleBox("moof", [1]) + sampleBox("mdat", [UInt8](repeating: 0, count: 50))
    }
    let bytes = MovieFile(created: Self.created).bytes + fragments
    var source = ByteSource(bytes, windowSize: 256)
    #expect(try MediaFormat.quickTime.read(&source).lines == [Self.header])
    #expect(source.fetches < 5)
  }

  @Test func `a movie box that is cut off gives what is there`() throws {
    let bytes = MovieFile(brand: nil, created: Self.created).movie
    #expect(try read(Array(bytes.prefix(24))).lines == [Self.header])
    #expect(try read(Array(bytes.prefix(23))).lines == [])
  }

  private func boxHeader(_ type: String, _ size: Int) -> [UInt8] {
    sampleBox(type, size: .stated(UInt32(size)))
  }

  private func format(_ bytes: [UInt8]) -> MediaFormat? {
    MediaFormat.of(head: Bytes(bytes).prefix(MediaFormat.headLength))
  }

  private func read(_ bytes: [UInt8]) throws -> Metadata {
    var source = ByteSource(bytes)
    return try MediaFormat.quickTime.read(&source)
  }
}
