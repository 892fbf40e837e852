/// A CR3 or CRM without its picture.
package struct CR3File: Sendable {
  package var exif: ExifBlock
  package var xmp: [UInt8]?
  /// What `CNCV` says: `CanonCR3_001/…`, `CanonCRM0001/…`.
  package var version = "CanonCR3_001/00.09.00/00.00.00"
  /// Seconds since 1904, in UTC.
  package var created: UInt64 = 0

  package init(_ exif: ExifBlock, xmp: [UInt8]? = nil) {
    self.exif = exif
    self.xmp = xmp
  }

  /// The whole file.
  package var bytes: [UInt8] {
    let identifier: [UInt8] = [
      0x85, 0xC0, 0xB6, 0x87, 0x82, 0x0F, 0x11, 0xE0, 0x81, 0x11, 0xF4, 0xCE, 0x46, 0x2B, 0x6A,
      0x48,
    ]
    let canon = sampleBox(
      "uuid",
      identifier + sampleBox("CNCV", Array(version.utf8))
        + sampleBox("CMT1", structure(exif.fields.filter { ![0x8769, 0x8825].contains($0.tag) }))
        + sampleBox("CMT2", structure(exif.exifFields))
        + sampleBox("CMT3", structure([])) + sampleBox("CMT4", structure(gpsFields)))
    var header = ByteWriter()
    header.append(UInt32(created), .big)
    header.append(UInt32(created), .big)
    header.append(UInt32(1), .big)
    header.append(UInt32(0), .big)
    return sampleFileType("crx ", compatible: ["crx ", "isom"])
      + sampleBox("moov", canon + sampleFullBox("mvhd", header.bytes))
      + (xmp.map(sampleXMPBox) ?? []) + sampleBox("mdat", [0, 0], size: .long)
  }

  private func structure(_ fields: [TIFFField]) -> [UInt8] {
    TIFFBlock(fields, order: exif.order).bytes
  }

  private var gpsFields: [TIFFField] {
    for field in exif.fields {
      if field.tag == 0x8825, case .directory(let fields) = field.value { return fields }
    }
    return []
  }
}
