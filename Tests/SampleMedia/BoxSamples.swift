extension SampleMedia {
  /// Samples of the formats made of boxes or chunks, all taken at 2023-12-25 14:30:00, one hour
  /// east of UTC.
  static let boxesAndChunks: [(format: String, bytes: [UInt8])] = [
    ("HEIF", HEIFFile(items: [.exif(boxExif), .xmp(boxXMP)]).bytes),
    ("HEIF", avif),
    ("QuickTime", mov),
    ("QuickTime", mp4),
    ("PNG", PNGFile([.exif(boxExif), .xmp(boxXMP)]).bytes),
    ("PNG", oldPNG),
    ("WebP", WebPFile(exif: boxExif, xmp: boxXMP).bytes),
  ]

  /// 13:30:00 UTC, in seconds since 1904.
  private static let boxCreated = MovieFile.unixEpoch + 1_703_511_000

  private static let boxExif = ExifBlock(
    dateTimeOriginal: "2023:12:25 14:30:00", offsetTimeOriginal: "+01:00", order: .big
  ).bytes

  private static let boxXMP = XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00+01:00"]).bytes

  /// A sequence: items in `idat`, and a movie header.
  private static let avif: [UInt8] = {
    var exif = HEIFFile.Item.exif(boxExif, prefix: [])
    exif.isInItemData = true
    var file = HEIFFile(brand: "avis", items: [exif])
    file.compatibleBrands = ["avif", "msf1", "iso8"]
    file.extra = MovieFile(created: boxCreated).movie
    return file.bytes
  }()

  private static let mov: [UInt8] = {
    var file = MovieFile(brand: "qt  ", created: boxCreated)
    file.order = .mediaFirst
    file.duration = 1200
    file.keys = [
      ("com.apple.quicktime.make", "Sample"),
      ("com.apple.quicktime.creationdate", "2023-12-25T14:30:00+0100"),
    ]
    return file.bytes
  }()

  private static let mp4: [UInt8] = {
    var file = MovieFile(created: boxCreated)
    file.headerVersion = 1
    file.userData =
      MovieFile.userText("©day", "2023-12-25T14:30:00+0100") + sampleBox("XMP_", boxXMP)
    file.extraInFile = sampleXMPBox(boxXMP)
    return file.bytes
  }()

  /// With metadata as it was written before there was `eXIf`.
  private static let oldPNG = PNGFile(
    [
      .rawProfile("APP1", Array("Exif\0\0".utf8) + boxExif),
      .internationalText(keyword: "XML:com.adobe.xmp", boxXMP, isCompressed: true),
    ],
    afterPicture: [
      .text(keyword: "Creation Time", Array("Mon, 25 Dec 2023 14:30:00 +0100".utf8))
    ]
  ).bytes
}
