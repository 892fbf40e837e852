extension MediaFormat {
  /// Photoshop's PSD, and PSB for large documents (Adobe Photoshop File Formats Specification).
  package static let psd = MediaFormat(
    name: "PSD", kind: .photo, extensions: ["psd", "psb", "psdt"],
    dates: "Exif, XMP and IPTC of the image resources",
    recognises: {
      $0.matches([0x38, 0x42, 0x50, 0x53, 0, 1]) || $0.matches([0x38, 0x42, 0x50, 0x53, 0, 2])
    },
    read: readPSD)

  /// A header of 26 bytes; then sections that begin with their length: the colour mode's data, the
  /// image resources, the layers and the picture. Only here are PSD and PSB the same.
  @Sendable
  private static func readPSD(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    let colourMode = 26
    let resources = colourMode + 4 + Int(try source.read(colourMode, 4).u32(0, .big))
    let length = Int(try source.read(resources, 4).u32(0, .big))
    let start = resources + 4
    var metadata = Metadata()
    try PhotoshopResources.read(&source, in: start..<start + length, into: &metadata)
    return metadata
  }
}
