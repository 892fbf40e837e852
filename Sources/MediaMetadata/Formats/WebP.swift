extension MediaFormat {
  /// WebP (RFC 9649): RIFF chunks, each padded to an even length.
  package static let webP = MediaFormat(
    name: "WebP", kind: .photo, extensions: ["webp"],
    dates: "Exif chunk, XMP chunk",
    recognises: { $0.matches("RIFF") && $0.matches("WEBP", at: 8) }, read: readWebP)

  /// More chunks than any picture has; each frame of an animation is one.
  private static let webPChunkLimit = 65_536
  private static let webPMetadataLimit = 8 << 20

  @Sendable
  private static func readWebP(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    var position = 12
    // The flags of VP8X may be wrong, and so may the length in the RIFF header: the chunks tell.
    for _ in 0..<webPChunkLimit {
      let header = try source.readUpTo(position, 8)
      guard let length = try? header.u32(4, .little) else { break }
      let content = position + 8
      if header.matches("EXIF") {
        let block = try source.readUpTo(content, min(Int(length), webPMetadataLimit))
        // A damaged block leaves the other claims standing.
        try? Exif.read(block, into: &metadata)
      } else if header.matches("XMP ") || header.matches([0x58, 0x4D, 0x50, 0x00]) {
        XMP.read(
          try source.readUpTo(content, min(Int(length), webPMetadataLimit)), into: &metadata)
      }
      position = content + Int(length) + Int(length & 1)
    }
    return metadata
  }
}
