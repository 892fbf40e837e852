/// What a `moov` box says about the whole recording.
///
///     moov
///       mvhd               creation time in UTC, duration
///       meta > keys, ilst  Apple's and Android's metadata: date with offset, camera
///       udta               older metadata: XMP_, ©day, meta > ilst, what cameras add
///       trak …             passed over
package enum MovieBox {
  /// Adds the facts in `moov`; damaged parts are left out. Throws only what the source throws.
  package static func read(
    _ moov: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    var boxes = ISOBoxes(in: moov.payload)
    while let box = try boxes.next(from: &source) {
      switch box.type {
      case "mvhd": readHeader(try source.bytes(in: box.payload, limit: 128), into: &metadata)
      case "meta": try MovieKeys.read(box, from: &source, into: &metadata)
      case "udta": try readUserData(box, from: &source, into: &metadata)
      case "uuid":
        try XMPBox.read(box, from: &source, into: &metadata)
        try CanonMovieBox.read(box, from: &source, into: &metadata)
      default: break
      }
    }
  }

  /// Seconds from 1904-01-01 to 1970-01-01, the epochs of QuickTime and Unix.
  private static let secondsFrom1904To1970 = 2_082_844_800

  /// The movie header (ISO/IEC 14496-12, 8.2.2): times have 32 bits, 64 in version 1.
  private static func readHeader(_ bytes: Bytes, into metadata: inout Metadata) {
    guard let version = try? bytes.u8(0) else { return }
    let width = version == 1 ? 8 : 4
    if let created = try? bytes.number(4, width, .big), let claim = claim(created: created) {
      metadata.claims.append(claim)
    }
    guard let timescale = try? bytes.u32(4 + 2 * width, .big), timescale > 0,
      let duration = try? bytes.number(8 + 2 * width, width, .big),
      duration > 0, duration != UInt64.max >> (64 - 8 * width)
    else { return }  // All ones: not known.
    metadata.duration = Double(duration) / Double(timescale)
  }

  /// The claim of a creation time; nil for 0 in either epoch.
  ///
  /// Times before 1970 would be older than QuickTime: the writer counted from 1970.
  private static func claim(created: UInt64) -> DateClaim? {
    guard let raw = Int(exactly: created) else { return nil }
    let seconds = raw >= secondsFrom1904To1970 ? raw - secondsFrom1904To1970 : raw
    guard seconds > 0, let dateTime = CivilDateTime(secondsSince1970: seconds) else { return nil }
    return DateClaim(
      source: .quickTimeMovieHeader, dateTime: dateTime, zone: .utc, raw: .number(raw))
  }

  /// The user data list (QuickTime File Format, "User Data Atoms").
  private static func readUserData(
    _ userData: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    var boxes = ISOBoxes(in: userData.payload)
    while let box = try boxes.next(from: &source) {
      switch box.type {
      case "XMP_": try XMPBox.read(packet: box.payload, from: &source, into: &metadata)
      case "meta": try MovieKeys.read(box, from: &source, into: &metadata)
      // Ricoh writes @ for ©.
      case "©day", "date", "@day":
        readDate(try source.bytes(in: box.payload, limit: 64), into: &metadata)
      default: try CameraUserData.read(box, from: &source, into: &metadata)
      }
    }
  }

  /// A date as text, which a length and a language precede in most of the boxes that begin with
  /// `©`. A bare year is no date.
  private static func readDate(_ bytes: Bytes, into metadata: inout Metadata) {
    let source = DateSource.quickTimeContentCreateDate
    let texts = [bytes.text, bytes.suffix(from: 4).text]
    guard let claim = texts.lazy.compactMap({ DateText.claim(source, $0) }).first else { return }
    metadata.claims.append(claim)
  }
}

/// XMP in boxes (Adobe XMP Specification Part 3, 1.2.7 and 1.2.8).
package enum XMPBox {
  private static let identifier: [UInt8] = [
    0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
  ]
  private static let packetLimit = 8 << 20

  /// Reads a `uuid` box when it is XMP's, else does nothing.
  package static func read(
    _ uuid: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    guard try source.bytes(in: uuid.payload, limit: 16).matches(identifier) else { return }
    let packet = uuid.payload.lowerBound + identifier.count..<uuid.payload.upperBound
    try read(packet: packet, from: &source, into: &metadata)
  }

  /// Reads the packet that fills `range`.
  package static func read(
    packet range: Range<Int>, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    XMP.read(try source.bytes(in: range, limit: packetLimit), into: &metadata)
  }
}
