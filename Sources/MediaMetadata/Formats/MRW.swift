extension MediaFormat {
  /// Minolta's raw format: blocks, one of which is a TIFF structure. The name of the file's own
  /// block says in which order numbers have their bytes.
  package static let mrw = MediaFormat(
    name: "MRW", kind: .raw, extensions: ["mrw"],
    dates: "Exif",
    recognises: { $0.matches("\0MRM") || $0.matches("\0MRI") }, read: readMRW)

  /// More blocks than any file has before its picture; four are usual.
  private static let mrwBlockLimit = 64

  /// Blocks are a name, a length and that many bytes; the first one holds all others, the picture
  /// comes after it.
  @Sendable
  private static func readMRW(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    let head = try source.read(0, 8)
    let order: ByteOrder = head.matches("\0MRM") ? .big : .little
    let end = min(8 + Int(try head.u32(4, order)), source.length)
    var position = 8
    for _ in 0..<mrwBlockLimit {
      guard position < end else { break }
      let header = try source.readUpTo(position, 8)
      guard header.count == 8 else { break }
      let length = Int(try header.u32(4, order))
      if header.matches("\0TTW") {
        _ = try passingDamage { () throws(FormatError) in
          try Exif.read(&source, at: position + 8, length: length, into: &metadata)
        }
      }
      position += 8 + length
    }
    return metadata
  }
}
