/// What Nikon's cameras note in their movies, the wall clock among it (places and types as
/// ExifTool's Nikon tables name them).
///
///     nctg of AVI, little-endian:   16-bit tag | 16-bit length | value
///     NCTG of MOV, big-endian:      32-bit tag | 16-bit Exif type | 16-bit count | value
enum NikonMovieTags {
  /// Adds the facts in an `nctg` chunk.
  static func readAVI(_ bytes: Bytes, into metadata: inout Metadata) {
    var position = 0
    while let tag = try? bytes.u16(position, .little),
      let length = try? bytes.u16(position + 2, .little),
      let value = try? bytes.slice(position + 4, Int(length))
    {
      switch tag {
      case 0x03: metadata.offer(make: value.text)
      case 0x04: metadata.offer(model: value.text)
      case 0x13: metadata.claims += [claim(value.text, zone: nil)].compactMap(\.self)
      default: break
      }
      position += 4 + value.count
    }
  }

  /// Adds the facts in an `NCTG` box. Tag 0x12 is the start of the recording, 0x11 the moment the
  /// file was made; the time zone in 0x19 is that of both.
  static func readMOV(_ bytes: Bytes, into metadata: inout Metadata) {
    var position = 0
    var texts: [UInt32: String] = [:]
    while let tag = try? bytes.u32(position, .big), let code = try? bytes.u16(position + 4, .big),
      let count = try? bytes.u16(position + 6, .big), let size = size(ofType: code),
      let value = try? bytes.slice(position + 8, Int(count) * size)
    {
      if code == 2, texts[tag] == nil { texts[tag] = value.text }
      position += 8 + value.count
    }
    metadata.offer(make: texts[0x01], model: texts[0x02])
    let zone = texts[0x19].flatMap(DateText.zone)
    let claims = [texts[0x12], texts[0x11]].compactMap { $0.flatMap { claim($0, zone: zone) } }
    metadata.claims += claims.prefix(1)
  }

  private static func claim(_ text: String, zone: ClaimZone?) -> DateClaim? {
    guard let date = DateText(text) else { return nil }
    return DateClaim(
      source: .makerDateTimeOriginal, dateTime: date.dateTime,
      zone: date.zone == .local ? zone ?? .local : date.zone, precision: date.precision,
      raw: .text(text))
  }

  /// Bytes of one value of an Exif type, those that are not read included; nil for no type.
  private static func size(ofType code: UInt16) -> Int? {
    switch code {
    case 1, 2, 6, 7: 1
    case 3, 8: 2
    case 4, 9, 11, 13: 4
    case 5, 10, 12: 8
    default: nil
    }
  }
}
