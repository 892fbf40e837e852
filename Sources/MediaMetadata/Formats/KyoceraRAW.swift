extension MediaFormat {
  /// The raw format of one camera, Kyocera's Contax N Digital of 2002.
  package static let kyoceraRAW = MediaFormat(
    name: "Kyocera RAW", kind: .raw, extensions: ["raw"],
    dates: "the camera's date",
    recognises: { $0.matches("ARECOYK", at: 25) }, read: readKyoceraRAW)

  /// The header has its texts backwards: the model in 12 bytes, the maker in 7, the date in 20
  /// (places as ExifTool's KyoceraRaw tags have them).
  @Sendable
  private static func readKyoceraRAW(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    let header = try source.readUpTo(0, 64)
    func text(_ offset: Int, _ length: Int) -> String {
      String(header.suffix(from: offset).prefix(length).text.reversed())
    }
    metadata.offer(make: text(25, 7), model: text(12, 12))
    if let claim = DateText.claim(.makerDateTimeOriginal, text(33, 20)) {
      metadata.claims.append(claim)
    }
    return metadata
  }
}
