import MediaMetadata
import SampleMedia

/// Sound input for one target, from which damaged input is made.
package struct FuzzSeed: Sendable {
  package let target: FuzzTarget
  package let bytes: [UInt8]

  /// At least one seed for every target. `journal` is the text of a sound journal, line by line.
  package static func all(journal: [UInt8]) -> [FuzzSeed] {
    var list: [(String, [UInt8])] = SampleMedia.all.map { ("file", $0.bytes) }
    list += SampleMedia.all.map { (FuzzTarget.name(forcing: $0.format), $0.bytes) }
    list += SampleTree.files.compactMap { file in
      guard case .takeout = file.content else { return nil }
      return file.content.bytes(stamp: 1, filler: []).map { ("takeout", $0) }
    }
    list += blocks + texts.map { ($0, Array($1.utf8)) }
    list += ["json", "journal", "records"].map { ($0, journal) }
    list += journal.split(separator: UInt8(ascii: "\n")).flatMap { line in
      [("json", Array(line)), ("records", Array(line))]
    }
    return list.compactMap { name, bytes in
      FuzzTarget.named(name).map { FuzzSeed(target: $0, bytes: bytes) }
    }
  }

  private static let blocks: [(String, [UInt8])] = {
    let packet: KeyValuePairs = [
      "exif:DateTimeOriginal": "2023-12-25T14:30:00+01:00", "tiff:Make": "Sample",
    ]
    let iptc = IPTCBlock(dateCreated: "20231225", timeCreated: "143000+0100").bytes
    return [
      ("exif", SampleMedia.exif(.little).bytes),
      ("exif", Array("Exif\0\0".utf8) + SampleMedia.exif(.big).bytes),
      ("iptc", iptc),
      ("iptc", PhotoshopBlock([(0x0404, iptc)]).bytes),
      ("inflate", sampleZlib(Array("2023:12:25 14:30:00".utf8))),
      ("inflate", zlib(fixedCode)),
      ("inflate", zlib(ownCode)),
    ] + XMPPacket.Style.allCases.map { ("xmp", XMPPacket(packet, style: $0).bytes) }
  }()

  private static let texts: [(String, String)] = [
    ("dates", "2023:12:25 14:30:00.25+01:00"), ("dates", "2023-12-25T14:30:00Z"),
    ("dates", "Mon, 25 Dec 2023 14:30:00 +0100"), ("dates", "xmp:CreateDate=2023-12-25T14:30Z"),
    ("names", "2023/12/25/IMG_20231225_143000.jpg"),
    ("names", "11.2022/PXL_20231225_133000123.jpg"),
    ("names", "2023-12-25 Oslo/WhatsApp Image 2023-12-25 at 14.30.00.jpeg"),
    ("names", "signal-2023-12-25-143000.jpg"), ("names", "1703511000123.jpg"),
    ("shift", "Canon EOS 5D=+1h30m"), ("shift", "*=-52w1d2h3m4s"),
    ("layout", "{MM}.{yyyy}\n"), ("layout", "{yyyy}/{MMMM}/{camera|other}\nSample\nS1\n"),
    ("layout", "{{a}}/{stem}.{ext}/{source-folder}{kind}\n\n\nIMG_1\njpg\n..\u{301}/x"),
  ]

  /// Two streams of zlib 1.3: a date with the code that the standard fixes, and 28 lines of XMP
  /// with a code of their own.
  private static let fixedCode = "78da33323032b63234b23232553034b13236b03230000025a603c2"
  private static let ownCode = """
    78da95d1310e82401805e1abd85111fef77655dc808d1cc10b98880909268658787c68a9cc14d34df775cbf355\
    e6e9f07b7fca6d191fdf71d8ea2b87532dd7a1bb72495122aae6dafdbb8dee84ee8cee23ba4fe83ea3bb45f785\
    dc0a74234b214b214b214b214b214b214b214b214b234b234b234b234b234b234b234b234bef2c57446667da
    """

  private static func zlib(_ digits: String) -> [UInt8] {
    let values = digits.compactMap(\.hexDigitValue)
    return stride(from: 0, to: values.count - 1, by: 2).map {
      UInt8(values[$0] << 4 | values[$0 + 1])
    }
  }
}
