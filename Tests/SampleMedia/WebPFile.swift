/// A WebP of one black pixel with metadata (RFC 9649).
package struct WebPFile: Sendable {
  /// What the `EXIF` chunk holds.
  package var exif: [UInt8]?
  /// What the XMP chunk holds.
  package var xmp: [UInt8]?
  /// Type of the XMP chunk; some writers end it with a NUL.
  package var xmpType = "XMP "
  /// False when the flags deny the metadata that is there.
  package var hasRightFlags = true

  package init(exif: [UInt8]? = nil, xmp: [UInt8]? = nil) {
    self.exif = exif
    self.xmp = xmp
  }

  /// Lossless: the signature, a size of one by one, no transforms, and five codes of one symbol
  /// each, which need no bits (RFC 9649, 3.4 and 3.7).
  private static let picture: [UInt8] = [0x2F, 0, 0, 0, 0, 0x88, 0x88, 0x08]

  /// The whole file.
  package var bytes: [UInt8] {
    let flags: UInt8 = hasRightFlags ? (exif == nil ? 0 : 8) | (xmp == nil ? 0 : 4) : 0
    var chunks = Self.chunk("VP8X", [flags] + [UInt8](repeating: 0, count: 9))
    chunks += Self.chunk("VP8L", Self.picture)
    if let exif { chunks += Self.chunk("EXIF", exif) }
    if let xmp { chunks += Self.chunk(xmpType, xmp) }
    return Self.chunk("RIFF", Array("WEBP".utf8) + chunks)
  }

  /// Type, length, content, and a zero when the length is odd.
  package static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(text: type)
    writer.append(UInt32(content.count), .little)
    writer.append(content)
    writer.pad(to: 2)
    return writer.bytes
  }
}
