extension MediaFormat {
  /// Panasonic's raw format, Leica's too: TIFF with 85 in place of 42.
  package static let rw2 = MediaFormat(
    name: "RW2", kind: .raw, extensions: ["rw2", "rwl"],
    dates: "Exif, XMP; of the JPEG within where those are silent",
    recognises: { $0.matches("IIU\0") },
    read: { source throws(FormatError) in try RW2.read(&source) })
}

private enum RW2 {
  /// IFD0's field for the full-size JPEG, which has Exif of its own.
  static let jpegFromRaw: UInt16 = 0x002E

  /// The facts in the directories; what they are silent about is taken from the JPEG within.
  static func read(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = try TIFF.read(&source)
    guard !metadata.claims.contains(where: { $0.source == .exifDateTimeOriginal }) else {
      return metadata
    }
    let embedded = try passingDamage { () throws(FormatError) in
      let structure = try TIFFStructure(&source, at: 0, length: source.length)
      let entries = try structure.directory(&source, at: structure.firstDirectory)
      guard let jpeg = entries.first(where: { $0.tag == jpegFromRaw }) else { return Metadata() }
      return try JPEG.read(&source, at: jpeg.offset, length: jpeg.length)
    }
    guard var facts = embedded else { return metadata }
    facts.supersede(with: metadata)
    metadata = facts
    return metadata
  }
}
