/// What makers of cameras put into a movie's user data: Exif, bare or in a thumbnail's JPEG, fields
/// of their own, or no more than the camera's name.
///
/// Where there is a date, it is the wall clock of the recording, where the movie header of many of
/// these cameras claims that clock to be UTC. None of this is documented by the makers; the places
/// are those that ExifTool's tag tables name (QuickTime and the makers' tags).
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
    case "RMKN", "QVMI", "MVTG":
      let block = try source.bytes(in: box.payload, limit: blockLimit)
      readExif(box.type, block, into: &metadata)
    case "NCDT":
      var boxes = ISOBoxes(in: box.payload)
      guard let tags = try boxes.first("NCTG", from: &source) else { return }
      NikonMovieTags.readMOV(
        try source.bytes(in: tags.payload, limit: blockLimit), into: &metadata)
    default:
      try CameraNames.read(box, from: &source, into: &metadata)
    }
  }

  /// Exif; damaged, it leaves the other claims standing.
  private static func readExif(
    _ type: ISOBoxType, _ block: Bytes, into metadata: inout Metadata
  ) {
    switch type {
    case "QVMI":
      // Casio: a directory without a header, its offsets from the block's start.
      try? Exif.read(directoryAt: 10, of: block, .big, into: &metadata)
    case "MVTG":
      // Fujifilm: the same, its offsets from the directory's start.
      try? Exif.read(directoryAt: 0, of: block.suffix(from: 16), .little, into: &metadata)
    default:
      // Ricoh: a TIFF structure.
      try? Exif.read(block, into: &metadata)
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
