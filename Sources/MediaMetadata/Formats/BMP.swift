extension MediaFormat {
  /// Windows bitmaps, which hold no dates; they are recognised so that they count as photos.
  package static let bmp = MediaFormat(
    name: "BMP", kind: .photo, extensions: ["bmp", "dib"],
    dates: "none",
    recognises: isBMP,
    read: { _ throws(FormatError) in Metadata() })

  /// Sizes of the headers that have followed the file header over time: OS/2 1 and 2, Windows 3,
  /// NT and its variants, 4 and 5 (Microsoft, "Bitmap Header Types").
  private static let bmpHeaderSizes: Set<UInt32> = [12, 16, 40, 52, 56, 64, 108, 124]

  /// Two letters alone would take in texts as well.
  @Sendable
  private static func isBMP(_ head: Bytes) -> Bool {
    guard head.matches("BM"), let size = try? head.u32(14, .little) else { return false }
    return bmpHeaderSizes.contains(size)
  }
}
