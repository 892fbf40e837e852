extension MediaFormat {
  /// Sigma's raw format for Foveon sensors (Sigma, "X3F Format" of 2003).
  package static let x3f = MediaFormat(
    name: "X3F", kind: .raw, extensions: ["x3f"],
    dates: "Exif and XMP of the JPEG within, else the property list's `TIME`",
    recognises: { $0.matches("FOVb") },
    read: { source throws(FormatError) in try X3F.read(&source) })
}

/// A file of sections, whose directory is found from the last four bytes; all little-endian.
private enum X3F {
  /// More sections than any file has; five or six are usual.
  private static let mostSections = 64
  private static let mostProperties = 1024
  private static let longestPropertyList = 1 << 20
  /// Longest property read, in UTF-16 units.
  private static let longestText = 256

  static func read(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    let place = Int(try source.read(source.length - 4, 4).u32(0, .little))
    let header = try source.read(place, 12)
    guard header.matches("SECd") else { throw .malformed("no X3F directory", offset: place) }
    let count = min(Int(try header.u32(8, .little)), mostSections)
    let directory = try source.readUpTo(place + 12, count * 12)
    var metadata = Metadata()
    // The JPEG knows the camera by its Exif name, so the list is taken up after it.
    var properties = Metadata()
    for index in 0..<directory.count / 12 {
      let entry = try directory.slice(index * 12, 12)
      let start = Int(try entry.u32(0, .little))
      let range = start..<start + Int(try entry.u32(4, .little))
      _ = try passingDamage { () throws(FormatError) in
        if entry.matches("PROP", at: 8) {
          try readProperties(range, from: &source, into: &properties)
        } else if entry.matches("IMA2", at: 8) || entry.matches("IMAG", at: 8) {
          try readImage(range, from: &source, into: &metadata)
        }
      }
    }
    metadata.claims += properties.claims
    metadata.offer(make: properties.make, model: properties.model)
    return metadata
  }

  /// An image section: a header of 28 bytes, and when that says so (type 2, format 18) a JPEG.
  /// The full-size one has Exif.
  private static func readImage(
    _ range: Range<Int>, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    let header = try source.read(range.lowerBound, 28)
    guard header.matches("SECi"), try header.u32(8, .little) == 2,
      try header.u32(12, .little) == 18
    else { return }
    let jpeg = try JPEG.read(
      &source, at: range.lowerBound + 28, length: max(0, range.count - 28))
    metadata.claims += jpeg.claims
    metadata.offer(make: jpeg.make, model: jpeg.model)
  }

  /// A property list: a header of 24 bytes, pairs of places, and texts in UTF-16. The places of a
  /// name and of its value count in units of UTF-16 from the first text.
  private static func readProperties(
    _ range: Range<Int>, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    let list = try source.bytes(in: range, limit: longestPropertyList)
    // Format 0 is UTF-16; there is no other.
    guard list.matches("SECp"), try list.u32(12, .little) == 0 else { return }
    let count = Int(try list.u32(8, .little))
    let texts = list.suffix(from: 24 + count * 8)
    for index in 0..<min(count, mostProperties) {
      let pair = try list.slice(24 + index * 8, 8)
      let value = text(texts, at: Int(try pair.u32(4, .little)))
      switch text(texts, at: Int(try pair.u32(0, .little))) {
      case "TIME": readTime(value, into: &metadata)
      case "CAMMANUF": metadata.offer(make: value)
      case "CAMMODEL": metadata.offer(model: value)
      default: break
      }
    }
  }

  /// Seconds since 1970 on the camera's clock.
  private static func readTime(_ text: String, into metadata: inout Metadata) {
    guard let seconds = Int(text), seconds > 0,
      let dateTime = CivilDateTime(secondsSince1970: seconds)
    else { return }
    metadata.claims.append(
      DateClaim(
        source: .makerDateTimeOriginal, dateTime: dateTime, zone: .local, raw: .number(seconds)))
  }

  /// The text `position` units from the start of `texts`, up to its NUL.
  private static func text(_ texts: Bytes, at position: Int) -> String {
    var units: [UInt16] = []
    while units.count < longestText,
      let unit = try? texts.u16((position + units.count) * 2, .little), unit != 0
    {
      units.append(unit)
    }
    return String(decoding: units, as: UTF16.self)
  }
}
