/// A TIFF file with the fields of an Exif block, and a grey picture of one pixel.
package struct TIFFFile: Sendable {
  package var exif: ExifBlock
  package var xmp: [UInt8]?
  package var iptc: [UInt8]?
  package var photoshop: [UInt8]?
  /// The number after `II` or `MM`; nil for TIFF's own. ORF has 0x4F52, RW2 0x0055.
  package var magic: UInt16?
  /// The grey of the pixel.
  package var shade: UInt8 = 0

  package init(
    _ exif: ExifBlock, xmp: [UInt8]? = nil, iptc: [UInt8]? = nil, photoshop: [UInt8]? = nil,
    magic: UInt16? = nil
  ) {
    self.exif = exif
    self.xmp = xmp
    self.iptc = iptc
    self.photoshop = photoshop
    self.magic = magic
  }

  package var bytes: [UInt8] {
    let pixelOffset: UInt32 = exif.isBig ? 16 : 8
    var fields = exif.fields
    for (tag, number) in [
      (UInt16(0x0100), UInt32(1)), (0x0101, 1), (0x0102, 8), (0x0103, 1), (0x0106, 1),
      (0x0111, pixelOffset), (0x0116, 1), (0x0117, 1),
    ] {
      fields.append(TIFFField(tag, .longs([number])))
    }
    if let xmp { fields.append(TIFFField(0x02BC, .bytes(xmp))) }
    if let iptc { fields.append(TIFFField(0x83BB, .undefined(iptc))) }
    if let photoshop { fields.append(TIFFField(0x8649, .bytes(photoshop))) }
    return TIFFBlock(
      fields.sorted { $0.tag < $1.tag }, order: exif.order, isBig: exif.isBig, magic: magic,
      afterHeader: [shade, 0, 0, 0]
    ).bytes
  }
}
