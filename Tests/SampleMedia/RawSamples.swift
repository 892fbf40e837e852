extension SampleMedia {
  /// Samples of the raw formats that are not plain TIFF, all taken at 2023-12-25 14:30:00.
  static let rawFiles: [(format: String, bytes: [UInt8])] = [
    ("CR3", cr3.bytes),
    ("CRM", crm),
    ("CRW", CIFFFile(timeStamp: wallClock).bytes),
    ("CRW", CIFFFile(timeStamp: wallClock, order: .big).bytes),
    ("JPEG", ciffJPEG),
    ("RAF", sampleRAF(JPEGFile([.exif(stillExif)]).bytes)),
    ("MRW", sampleMRW(stillExif)),
    ("X3F", X3FFile(properties: ["CAMMANUF": "Sample", "TIME": "\(wallClock)"]).bytes),
    ("X3F", X3FFile(jpeg: JPEGFile([.exif(stillExif)]).bytes).bytes),
    ("Kyocera RAW", sampleKyoceraRAW("2023:12:25 14:30:00")),
  ]

  /// Samples of the remaining formats of stills.
  static let otherStills: [(format: String, bytes: [UInt8])] = [
    ("PSD", samplePSD(stillResources)),
    ("PSD", samplePSD(stillResources, isLarge: true)),
    ("GIF", GIFFile(xmp: stillXMP).bytes),
    ("BMP", sampleBMP()),
    ("JPEG XL", sampleJPEGXL(sampleExifBox(stillExif) + sampleBox("xml ", stillXMP))),
    ("JPEG 2000", jpeg2000),
    ("JPEG XR", TIFFBlock([TIFFField(0x0132, .ascii(stillDate))], magic: 0x01BC).bytes),
  ]

  /// 2023-12-25 14:30:00 on the camera's clock, in seconds since 1970.
  private static let wallClock: UInt32 = 1_703_514_600
  private static let stillDate = "2023:12:25 14:30:00"
  private static let stillExif = ExifBlock(dateTimeOriginal: stillDate, order: .big).bytes
  private static let stillXMP = XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00+01:00"]).bytes
  private static let stillResources = PhotoshopBlock([
    (0x0404, iptc), (0x03ED, [1, 2, 3]), (0x0422, stillExif), (0x0424, stillXMP),
  ]).bytes

  private static let cr3: CR3File = {
    var file = CR3File(exif(.little), xmp: stillXMP)
    file.created = MovieFile.unixEpoch + UInt64(wallClock) - 3600
    return file
  }()

  private static let crm: [UInt8] = {
    var file = CR3File(ExifBlock(dateTimeOriginal: stillDate))
    file.version = "CanonCRM0001/02.09.00/00.00.00"
    return file.bytes
  }()

  private static let ciffJPEG = JPEGFile([
    .segment(marker: 0xE0, CIFFFile(timeStamp: wallClock, type: "HEAPJPGM").bytes)
  ]).bytes

  private static let jpeg2000 = sampleJPEG2000(
    sampleUUIDBox(Array("JpgTiffExif->JP2".utf8), stillExif)
      + sampleBox("asoc", sampleXMPBox(stillXMP)))
}
