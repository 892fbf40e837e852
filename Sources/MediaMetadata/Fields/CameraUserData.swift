/// What makers of cameras put into a movie's user data: Exif, bare or in a thumbnail's JPEG.
///
/// It has the wall clock of the recording, where the movie header of many of these cameras claims
/// that clock to be UTC. None of this is documented by the makers; the places are those that
/// ExifTool's tag tables name (QuickTime, Canon and Panasonic tags).
package enum CameraUserData {
  /// Adds the facts in a box of user data; does nothing for boxes it does not know. Throws only
  /// what the source throws.
  package static func read(
    _ box: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    switch box.type {
    case "CNTH":
      // Canon: a box with the thumbnail.
      var boxes = ISOBoxes(in: box.payload)
      guard let thumbnail = try boxes.first("CNDA", from: &source) else { return }
      try readJPEG(in: thumbnail.payload, from: &source, into: &metadata)
    case "PANA", "LEIC":
      for offset in panasonicOffsets where offset < box.payload.count {
        let range = box.payload.lowerBound + offset..<box.payload.upperBound
        try readJPEG(in: range, from: &source, into: &metadata)
      }
    case "RMKN":
      // Ricoh: a TIFF structure. Damaged, it leaves the other claims standing.
      let block = try source.bytes(in: box.payload, limit: blockLimit)
      try? Exif.read(block, into: &metadata)
    default:
      break
    }
  }

  private static let blockLimit = 1 << 20

  /// Where Panasonic and Leica cameras put the JPEG that has Exif, by model.
  private static let panasonicOffsets = [0x10, 0x4068, 0x4080, 0x20_0080]

  private static func readJPEG(
    in range: Range<Int>, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    let jpeg = try passingDamage { () throws(FormatError) in
      try JPEG.read(&source, at: range.lowerBound, length: range.count)
    }
    guard let jpeg else { return }
    metadata.claims += jpeg.claims
    metadata.offer(make: jpeg.make, model: jpeg.model)
  }
}
