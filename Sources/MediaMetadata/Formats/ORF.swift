extension MediaFormat {
  /// Olympus' raw format: TIFF with letters in place of the number 42.
  package static let orf = MediaFormat(
    name: "ORF", kind: .raw, extensions: ["orf", "ori"],
    dates: "Exif, XMP",
    recognises: { $0.matches("IIRO") || $0.matches("IIRS") || $0.matches("MMOR") },
    read: { source throws(FormatError) in try TIFF.read(&source) })
}
