extension MediaFormat {
  /// GIF, 87a and 89a (CompuServe, "Graphics Interchange Format" version 89a).
  package static let gif = MediaFormat(
    name: "GIF", kind: .photo, extensions: ["gif"],
    dates: "XMP extension",
    recognises: { $0.matches("GIF87a") || $0.matches("GIF89a") },
    read: { source throws(FormatError) in
      var reader = GIFReader()
      try reader.read(&source)
      return reader.metadata
    })
}

/// One walk over the blocks of a GIF. XMP may come before the pictures or after them, and nothing
/// says where a picture ends but its last sub-block: without XMP the whole file is walked through.
private struct GIFReader {
  private(set) var metadata = Metadata()

  /// Where the next block begins, and the bytes that were fetched around there.
  private var position = 0
  private var buffer = Bytes([])
  private var bufferOffset = 0
  /// Bytes that the next fetch brings: few while the header is read, then more and more.
  private var fetchSize = 4096
  private static let largestFetch = 1 << 18
  private static let largestPacket = 8 << 20

  mutating func read(_ source: inout ByteSource) throws(FormatError) {
    // Signature, then the screen: width, height, flags, background, aspect ratio.
    position = 13
    guard let flags = try byte(10, &source) else { return }
    skipColourTable(flags)
    while let introducer = try byte(position, &source) {
      switch introducer {
      case 0x21:
        guard try !readExtension(&source) else { return }
      case 0x2C:
        guard let flags = try byte(position + 9, &source) else { return }
        position += 10
        skipColourTable(flags)
        // The size of the first codes.
        position += 1
        guard try skipSubBlocks(&source) else { return }
      default:
        // The trailer, or damage.
        return
      }
    }
  }

  /// Passes over an extension; true when it was XMP, of which there is no second.
  private mutating func readExtension(
    _ source: inout ByteSource
  ) throws(FormatError) -> Bool {
    let header = try source.readUpTo(position, 14)
    position += 2
    guard header.matches([0x21, 0xFF, 11]), header.matches("XMP DataXMP", at: 3) else {
      return try !skipSubBlocks(&source)
    }
    // The packet is not cut into sub-blocks, but followed by 257 bytes that lead whoever takes its
    // characters for lengths to a length of zero (XMP part 3, 1.1.2).
    position += 12
    let start = position
    _ = try skipSubBlocks(&source)
    XMP.read(
      try source.bytes(in: start..<max(start, position), limit: Self.largestPacket),
      into: &metadata)
    return true
  }

  /// The table of colours that `flags` announce follows: two to the power of their last three bits
  /// and one, three bytes each.
  private mutating func skipColourTable(_ flags: UInt8) {
    if flags & 0x80 != 0 { position += 3 * (2 << Int(flags & 7)) }
  }

  /// Passes over sub-blocks, each a length and as many bytes, up to the empty one that is the last.
  /// False when the file ends before.
  private mutating func skipSubBlocks(_ source: inout ByteSource) throws(FormatError) -> Bool {
    while let length = try byte(position, &source) {
      position += 1 + Int(length)
      if length == 0 { return true }
    }
    return false
  }

  /// The byte at `offset`; nil beyond the end.
  private mutating func byte(
    _ offset: Int, _ source: inout ByteSource
  ) throws(FormatError) -> UInt8? {
    if !buffer.contains(offset - bufferOffset, 1) {
      buffer = try source.readUpTo(offset, fetchSize)
      bufferOffset = offset
      fetchSize = min(fetchSize * 2, Self.largestFetch)
    }
    return try? buffer.u8(offset - bufferOffset)
  }
}
