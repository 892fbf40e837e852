extension SampleMedia {
  /// Samples of the video formats, all taken at 2023-12-25 14:30:00, one hour east of UTC.
  static let videos: [(format: String, bytes: [UInt8])] = [
    ("AVI", avi),
    ("AVI", nikonAVI),
    ("Matroska", matroska),
    ("Matroska", matroskaWithInfoAtTheEnd),
    ("MPEG-TS", transportStream(hasTimes: true)),
    ("MPEG-TS", transportStream(hasTimes: false)),
    ("MPEG-PS", [0, 0, 1, 0xBA, 0x44, 0, 4, 0, 4, 1]),
    ("ASF", asf),
    ("FLV", flashVideo),
    ("QuickTime", nikonMOV),
    ("QuickTime", sonyMP4),
  ]

  /// 13:30:00 UTC, in seconds since 1970.
  private static let instant = 1_703_511_000

  private static let avi: [UInt8] = {
    let directory = RIFFFile.directory(
      [(0x010F, "Sample"), (0x9003, "2023:12:25 14:30:00")], at: 0, .little)
    let stream = RIFFFile.list(
      "strl", WebPFile.chunk("strd", Array("AVIF".utf8) + [0, 0, 0, 0] + directory))
    let header = RIFFFile.list(
      "hdrl",
      RIFFFile.mainHeader(frameTime: 40_000, frames: 50) + stream
        + RIFFFile.text("IDIT", "Mon Dec 25 14:30:00 2023\n"))
    let information = RIFFFile.list("INFO", RIFFFile.text("ICRD", "2023-12-25"))
    let frames = RIFFFile.list("movi", WebPFile.chunk("00dc", [1, 2, 3]))
    let packet = XMPPacket(["xmp:CreateDate": "2023-12-25"]).bytes
    return RIFFFile(header + information + frames + WebPFile.chunk("_PMX", packet)).bytes
  }()

  private static let nikonAVI = RIFFFile(
    RIFFFile.list(
      "ncdt",
      WebPFile.chunk(
        "nctg",
        RIFFFile.nikonTags([(3, "NIKON"), (4, "COOLPIX"), (0x13, "2023:12:25 14:30:00")])))
  ).bytes

  /// Nanoseconds since 2001.
  private static let sinceTheMillennium = Int64(instant - 978_307_200) * 1_000_000_000

  private static let matroska: [UInt8] = {
    var file = MatroskaFile([
      MatroskaFile.info(date: sinceTheMillennium, duration: 1500), MatroskaFile.cluster(),
    ])
    file.isLengthKnown = false
    return file.bytes
  }()

  private static let matroskaWithInfoAtTheEnd: [UInt8] = {
    let cluster = MatroskaFile.cluster(isLengthKnown: false)
    let tags = MatroskaFile.tags([("DATE_RECORDED", "2023-12-25 14:30:00")])
    let head = MatroskaFile.seekHead([(0x1549_A966, 0), (0x1254_C367, 0)])
    let place = head.count + cluster.count
    let info = MatroskaFile.info(date: nil)
    return MatroskaFile([
      MatroskaFile.seekHead([(0x1549_A966, place), (0x1254_C367, place + info.count)]), cluster,
      info, tags,
    ]).bytes
  }()

  private static func transportStream(hasTimes: Bool) -> [UInt8] {
    let metadata = TransportStreamFile.packMetadata([
      (0x18, [0x02, 0x20, 0x23, 0x12]), (0x19, [0x25, 0x14, 0x30, 0x00]),
      (0xE0, [0x01, 0x08, 0, 0]), (0xE4, Array("HDR-".utf8)), (0xE5, Array("CX1\0".utf8)),
    ])
    // Long enough for three packets; the metadata crosses from one to the next.
    let stream = TransportStreamFile.unit(9, [0xF0] + [UInt8](repeating: 1, count: 150)) + metadata
    var file = TransportStreamFile(stream)
    file.hasTimes = hasTimes
    return file.bytes
  }

  private static let asf: [UInt8] = {
    var file = ASFFile(created: UInt64(instant + 11_644_473_600) * 10_000_000)
    file.playDuration = 45_000_000
    file.preroll = 3000
    file.xmp = XMPPacket(["xmp:CreateDate": "2023-12-25"]).bytes
    return file.bytes
  }()

  private static let flashVideo = FlashVideoFile([
    ("duration", .number(1.5)), ("keyframes", .object([("times", .list([.number(0)]))])),
    ("creationdate", .text("Mon Dec 25 14:30:00 2023")),
  ]).bytes

  private static let nikonMOV: [UInt8] = {
    var file = MovieFile(brand: "qt  ")
    file.userData = sampleBox(
      "NCDT",
      sampleBox(
        "NCTG", MovieFile.nikonTags([(0x12, "2023:12:25 14:30:00"), (0x19, "+01:00")])))
    return file.bytes
  }()

  private static let sonyMP4: [UInt8] = {
    var file = MovieFile(brand: "XAVC")
    let document =
      "<NonRealTimeMeta><CreationDate value=\"2023-12-25T14:30:00+01:00\"/>"
      + "<Device manufacturer=\"Sony\" modelName=\"ILCE-7M3\"/></NonRealTimeMeta>"
    file.extraInFile = sampleFullBox(
      "meta", sampleHandler("nrtm") + sampleFullBox("xml ", Array(document.utf8)))
    return file.bytes
  }()
}
