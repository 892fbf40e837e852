extension MediaFormat {
  /// TIFF and BigTIFF, and the raw formats that begin like any other TIFF file.
  package static let tiff = MediaFormat(
    name: "TIFF", kind: .photo,
    extensions: [
      "tif", "tiff", "3fr", "arw", "dcr", "dng", "erf", "fff", "gpr", "iiq", "kdc", "mef", "mos",
      "nef", "nrw", "pef", "sr2", "srf", "srw",
    ],
    dates: "Exif, XMP, IPTC, Photoshop resources",
    recognises: { head in
      head.matches("II*\0") || head.matches("MM\0*")
        || head.matches("II+\0") || head.matches("MM\0+")
    },
    read: { source throws(FormatError) in try TIFF.read(&source) })
}

/// Files that are a TIFF structure from their first byte.
enum TIFF {
  /// The field of a directory that points to more of them (TIFF Technical Note 1).
  private static let subdirectories: UInt16 = 0x014A
  /// Directories other than the first that are looked into, at most.
  private static let mostDirectories = 8

  /// The facts in the directories of the file, wherever they lie.
  ///
  /// The first directory speaks for the photo. Only where it does not know when that was taken are
  /// its subdirectories and the directories after it asked, and only for that.
  static func read(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    try Exif.read(&source, into: &metadata)
    guard !knowsCapture(metadata) else { return metadata }
    let structure = try TIFFStructure(&source, at: 0, length: source.length)
    for offset in try otherDirectories(of: structure, from: &source).prefix(mostDirectories) {
      _ = try passingDamage { () throws(FormatError) in
        try Exif.readCapture(&source, structure, at: offset, into: &metadata)
      }
      if knowsCapture(metadata) { break }
    }
    return metadata
  }

  private static func knowsCapture(_ metadata: Metadata) -> Bool {
    metadata.claims.contains {
      $0.source == .exifDateTimeOriginal || $0.source == .exifDateTimeDigitized
    }
  }

  /// Where the subdirectories of the first directory lie, and where those that follow it.
  private static func otherDirectories(
    of structure: TIFFStructure, from source: inout ByteSource
  ) throws(FormatError) -> [Int] {
    var offsets: [Int] = []
    _ = try passingDamage { () throws(FormatError) in
      let first = try structure.directory(&source, at: structure.firstDirectory)
      if let entry = first.first(where: { $0.tag == subdirectories }) {
        offsets += try structure.numbers(&source, of: entry, limit: mostDirectories)
      }
      var last = structure.firstDirectory
      while offsets.count < mostDirectories,
        let next = try structure.directory(&source, after: last)
      {
        offsets.append(next)
        last = next
      }
    }
    return offsets
  }
}
