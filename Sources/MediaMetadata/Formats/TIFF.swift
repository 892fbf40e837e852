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
  /// The facts in the directories of the file, wherever they lie.
  static func read(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    try Exif.read(&source, into: &metadata)
    return metadata
  }
}
