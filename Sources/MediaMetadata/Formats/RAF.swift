extension MediaFormat {
  /// Fujifilm's raw format: a header, and an ordinary JPEG whose Exif is the photo's.
  package static let raf = MediaFormat(
    name: "RAF", kind: .raw, extensions: ["raf"],
    dates: "Exif, XMP and IPTC of the JPEG within",
    recognises: { $0.matches("FUJIFILMCCD-RAW") }, read: readRAF)

  /// Where the header says that the JPEG lies and how long it is; both big-endian, as ExifTool
  /// reads them.
  private static let jpegPlace = 84

  @Sendable
  private static func readRAF(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    let place = try source.read(jpegPlace, 8)
    let (offset, length) = (Int(try place.u32(0, .big)), Int(try place.u32(4, .big)))
    return try JPEG.read(&source, at: offset, length: length)
  }
}
