import MediaMetadata
import SampleMedia
import Testing

@Suite struct WebPTests {
  private static let exif = ExifBlock(dateTimeOriginal: "2023:12:25 14:30:00").bytes
  private static let exifLine = "exif:DateTimeOriginal 2023-12-25T14:30:00"
  private static let xmp = XMPPacket(["xmp:CreateDate": "2023-12-25T14:30:00Z"]).bytes
  private static let xmpLine = "xmp:CreateDate 2023-12-25T14:30:00 UTC"

  @Test func `Exif and XMP are read`() throws {
    let metadata = try read(WebPFile(exif: Self.exif, xmp: Self.xmp))
    #expect(metadata.lines == [Self.exifLine, Self.xmpLine])
  }

  @Test func `Exif with the prefix that JPEG wants is read`() throws {
    let file = WebPFile(exif: Array("Exif\0\0".utf8) + Self.exif)
    #expect(try read(file).lines == [Self.exifLine])
  }

  @Test func `a chunk of odd length is followed by a padding byte`() throws {
    let file = WebPFile(exif: Self.exif + [0x20], xmp: Self.xmp)
    #expect(file.exif.map { $0.count % 2 } == 1)
    #expect(try read(file).lines == [Self.exifLine, Self.xmpLine])
  }

  @Test func `flags that deny the metadata are not believed`() throws {
    var file = WebPFile(exif: Self.exif, xmp: Self.xmp)
    file.hasRightFlags = false
    file.xmpType = "XMP\0"
    #expect(try read(file).lines == [Self.exifLine, Self.xmpLine])
  }

  @Test func `damaged Exif costs only itself`() throws {
    #expect(try read(WebPFile(exif: [1, 2, 3], xmp: Self.xmp)).lines == [Self.xmpLine])
  }

  @Test func `other RIFF files are not taken for WebP`() {
    let bytes = WebPFile().bytes
    #expect(MediaFormat.of(head: Bytes(bytes))?.name == "WebP")
    #expect(MediaFormat.of(head: Bytes(WebPFile.chunk("RIFF", Array("WAVE".utf8)))) == nil)
  }

  private func read(_ file: WebPFile) throws -> Metadata {
    var source = ByteSource(file.bytes)
    return try MediaFormat.webP.read(&source)
  }
}
