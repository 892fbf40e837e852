extension MediaFormat {
  /// MP4, QuickTime, M4V, 3GPP and what is made like them (ISO/IEC 14496-12, 14496-14; QuickTime
  /// File Format).
  package static let quickTime = MediaFormat(
    name: "QuickTime", kind: .video,
    extensions: ["mov", "mp4", "m4v", "3gp", "3g2", "3gpp", "qt", "insv", "lrv", "360"],
    dates: "movie header, metadata keys, user data, Exif and XMP in it",
    recognises: isQuickTime, read: readQuickTime)

  @Sendable
  private static func isQuickTime(_ head: Bytes) -> Bool {
    if let family = ISOFileFamily.of(head: head) { return family == .movie }
    // QuickTime files from before there was a file type box begin with any of these. All but the
    // media data are small, which keeps out texts that happen to say "free" there.
    if head.matches("mdat", at: 4) { return true }
    guard let size = try? head.u32(0, .big), size < 1 << 29 else { return false }
    return head.matches("moov", at: 4) || head.matches("wide", at: 4)
      || head.matches("free", at: 4) || head.matches("skip", at: 4) || head.matches("pnot", at: 4)
  }

  @Sendable
  private static func readQuickTime(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    var boxes = ISOBoxes(of: source)
    var movieSeen = false
    while let box = try boxes.next(from: &source) {
      switch box.type {
      case "moov":
        try MovieBox.read(box, from: &source, into: &metadata)
        movieSeen = true
      case "meta":
        try MovieKeys.read(box, from: &source, into: &metadata)
      case "uuid":
        try XMPBox.read(box, from: &source, into: &metadata)
      case "moof" where movieSeen:
        // Fragments from here on, thousands of them, each a fetch of its own, none with a date.
        return metadata
      default:
        break
      }
    }
    return metadata
  }
}
