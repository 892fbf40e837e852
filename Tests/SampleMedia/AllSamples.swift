/// Small files of every format, written by the code of this module.
package enum SampleMedia {
  /// Samples by the name of their format in `MediaFormat.all`. The suite that cuts and flips
  /// every byte runs over all of them, so each is as small as it can be.
  package static let all: [(format: String, bytes: [UInt8])] =
    [
      ("JPEG", jpeg),
      ("TIFF", TIFFFile(exif(.big), xmp: xmp, iptc: iptc, photoshop: photoshop).bytes),
      ("TIFF", bigTIFF),
      ("CR2", cr2),
      ("ORF", TIFFFile(exif(.little), magic: 0x4F52).bytes),
      ("RW2", rw2),
    ] + boxesAndChunks + videos + rawFiles + otherStills

  /// The Exif of the samples: 2023-12-25 14:30:00.25 at one hour east of UTC.
  package static func exif(_ order: SampleByteOrder) -> ExifBlock {
    ExifBlock(
      make: "Sample", model: "S1", dateTime: "2024:02:03 04:05:06",
      dateTimeOriginal: "2023:12:25 14:30:00", dateTimeDigitized: "2023:12:25 14:30:01",
      subSecTimeOriginal: "25", offsetTimeOriginal: "+01:00", gpsDateStamp: "2023:12:25",
      gpsTimeStamp: (13, 30, 0), order: order)
  }

  static let xmp = XMPPacket([
    "exif:DateTimeOriginal": "2023-12-25T14:30:00+01:00", "xmp:CreateDate": "2023-12-25",
  ]).bytes
  static let iptc = IPTCBlock(dateCreated: "20231225", timeCreated: "143000+0100").bytes
  static let photoshop = PhotoshopBlock([(0x0404, iptc)]).bytes

  private static let jpeg = JPEGFile([
    .exif(exif(.little).bytes), .xmp(xmp), .photoshop(Array(photoshop.prefix(20))),
    .photoshop(Array(photoshop.dropFirst(20))),
  ]).bytes

  private static let bigTIFF: [UInt8] = {
    var block = exif(.little)
    block.isBig = true
    return TIFFFile(block).bytes
  }()

  private static let cr2 = TIFFBlock(
    exif(.little).fields, afterHeader: Array("CR".utf8) + [2, 0, 0, 0, 0, 0]
  ).bytes

  /// Without dates of its own; those of the JPEG within count.
  private static let rw2 = TIFFBlock(
    [TIFFField(0x002E, .undefined(JPEGFile([.exif(exif(.little).bytes)]).bytes))], magic: 0x0055
  ).bytes
}
