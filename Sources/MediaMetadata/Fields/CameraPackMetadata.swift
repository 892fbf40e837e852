/// MDPM, the "Modified DV Pack Metadata" that camcorders write into H.264: user data in
/// supplemental enhancement information (ITU-T H.264, D.1.7), with an identifier of its own
/// (ExifTool's H264 tables say what is in it).
///
///     identifier, 16 bytes | MDPM | count | count times: tag, 4 bytes
enum CameraPackMetadata {
  /// The identifier, and the name after it.
  private static let marker: [UInt8] = [
    0x17, 0xEE, 0x8C, 0x60, 0xF8, 0x4D, 0x11, 0xD9, 0x8C, 0xD6, 0x08, 0x00, 0x20, 0x0C, 0x9A, 0x66,
    0x4D, 0x44, 0x50, 0x4D,
  ]

  /// How many bytes of a stream may be searched twice, so that no block is missed at a seam.
  static let seam = marker.count + 2 * longest
  /// A count and 255 entries.
  private static let longest = 1 + 255 * 5

  /// Adds the facts of the first block with a date in `stream`, looking from `start` on; false
  /// when there is none.
  static func read(_ stream: Bytes, from start: Int, into metadata: inout Metadata) -> Bool {
    var position = start
    while let found = stream.firstIndex(of: marker, from: position) {
      position = found + marker.count
      let entries = entries(in: unescaped(stream.suffix(from: position)))
      guard let claim = claim(entries) else { continue }
      metadata.claims.append(claim)
      readCamera(entries, into: &metadata)
      return true
    }
    return false
  }

  /// The bytes without those that keep three bytes from looking like a start code (ITU-T H.264,
  /// 7.4.1.1: 00 00 03 stands for 00 00).
  private static func unescaped(_ bytes: Bytes) -> Bytes {
    var kept: [UInt8] = []
    var zeros = 0
    for byte in bytes.prefix(2 * longest).array {
      if zeros >= 2, byte <= 3 {
        // Less than 3 would begin the next unit.
        guard byte == 3 else { break }
        zeros = 0
        continue
      }
      zeros = byte == 0 ? zeros + 1 : 0
      kept.append(byte)
    }
    return Bytes(kept)
  }

  /// The values of the entries, of which each has a greater tag than the one before.
  private static func entries(in bytes: Bytes) -> [UInt8: Bytes] {
    guard let count = try? bytes.u8(0) else { return [:] }
    var entries: [UInt8: Bytes] = [:]
    var last: UInt8 = 0
    for index in 0..<Int(count) {
      let offset = 1 + index * 5
      guard let tag = try? bytes.u8(offset), tag > last || index == 0,
        let value = try? bytes.slice(offset + 1, 4)
      else { break }
      entries[tag] = value
      last = tag
    }
    return entries
  }

  /// Tags 0x18 and 0x19: the zone, then century, year, month, day, hour, minute and second in BCD.
  private static func claim(_ entries: [UInt8: Bytes]) -> DateClaim? {
    guard let date = entries[0x18], let time = entries[0x19] else { return nil }
    let digits = (date.suffix(from: 1).array + time.array).map { byte -> Int? in
      let (tens, ones) = (Int(byte >> 4), Int(byte & 15))
      return tens < 10 && ones < 10 ? tens * 10 + ones : nil
    }
    let numbers = digits.compactMap(\.self)
    guard numbers.count == 7, let zone = try? date.u8(0),
      let dateTime = CivilDateTime(
        year: numbers[0] * 100 + numbers[1], month: numbers[2], day: numbers[3],
        hour: numbers[4], minute: numbers[5], second: numbers[6])
    else { return nil }
    let bytes = (date.array + time.array).reduce(0) { $0 << 8 | UInt64($1) }
    return DateClaim(
      source: .h264DateTimeOriginal, dateTime: dateTime, zone: self.zone(zone),
      raw: .text(String(bytes, radix: 16)))
  }

  /// Bit 5 is the sign, bits 4 to 1 are hours, bit 0 is half an hour. Bit 6 says that summer time
  /// is in force; nothing tells whether the hours include it, so it is not added,
  /// nor does ExifTool add it. More than 14 hours are no offset.
  private static func zone(_ byte: UInt8) -> ClaimZone {
    let minutes = Int(byte >> 1 & 15) * 60 + Int(byte & 1) * 30
    guard minutes <= 14 * 60 else { return .local }
    return .offset(seconds: (byte & 0x20 == 0 ? minutes : -minutes) * 60)
  }

  /// Tag 0xE0 begins with a number for the maker; Sony's model is text in tags 0xE4 to 0xE6.
  private static func readCamera(_ entries: [UInt8: Bytes], into metadata: inout Metadata) {
    guard let code = try? entries[0xE0]?.u16(0, .big), let make = makers[code] else { return }
    metadata.offer(make: make)
    let model = [0xE4, 0xE5, 0xE6].flatMap { (entries[$0] ?? Bytes([])).array }
    if code == 0x0108 { metadata.offer(model: Bytes(model).text) }
  }

  private static let makers: [UInt16: String] = [
    0x0103: "Panasonic", 0x0108: "Sony", 0x1011: "Canon", 0x1104: "JVC",
  ]
}
