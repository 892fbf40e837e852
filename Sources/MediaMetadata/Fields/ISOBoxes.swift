// ISO base media files are boxes within boxes (ISO/IEC 14496-12, 4.2); QuickTime calls them atoms.
//
//     32-bit size | type | payload                 size counts the header too
//          1      | type | 64-bit size | payload   a size that does not fit in 32 bits
//          0      | type | payload                 up to the end of what encloses it
//
// Boxes may claim more than the file has; a box never reaches beyond its parent here.

/// A box's four-character type.
package struct ISOBoxType: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The four characters as a big-endian number.
  package let code: UInt32

  package init(_ code: UInt32) {
    self.code = code
  }

  /// Four characters of Latin-1; `©` is the byte A9 that QuickTime writes.
  package init(stringLiteral text: String) {
    code = text.unicodeScalars.reduce(0) { $0 << 8 | ($1.value & 0xFF) }
  }
}

/// One box: its type and where its payload lies.
package struct ISOBox: Equatable, Sendable {
  package let type: ISOBoxType
  /// Bytes of the file after the header, ending at the parent's end at the latest.
  package let payload: Range<Int>

  package init(type: ISOBoxType, payload: Range<Int>) {
    self.type = type
    self.payload = payload
  }

  /// What a full box holds after its version and flags (ISO/IEC 14496-12, 4.2.2).
  package var fullBoxPayload: Range<Int> {
    min(payload.lowerBound + 4, payload.upperBound)..<payload.upperBound
  }
}

/// The boxes of one level, one after the other; only their headers are read.
///
/// Ends at the range's end, at a header that makes no sense, or after `limit` boxes. Descending is
/// the caller's: `ISOBoxes(in: box.payload)`; no reader here descends by recursion.
package struct ISOBoxes {
  /// More boxes than any file met has at one level.
  package static let limit = 4096

  private var position: Int
  private let end: Int
  private var remaining = Self.limit

  /// The boxes that lie in `range`, bytes from the start of the file.
  package init(in range: Range<Int>) {
    position = max(0, range.lowerBound)
    end = range.upperBound
  }

  /// The boxes that the file itself consists of.
  package init(of source: ByteSource) {
    self.init(in: 0..<source.length)
  }

  /// The next box; nil after the last. Throws only what the source throws.
  package mutating func next(from source: inout ByteSource) throws(FormatError) -> ISOBox? {
    let available = min(end, source.length) - position
    guard remaining > 0, available >= 8 else { return nil }
    remaining -= 1
    let header = try source.readUpTo(position, min(16, available))
    guard header.count >= 8 else { return nil }

    let type = ISOBoxType(try header.u32(4, .big))
    let start: Int
    let size: Int
    switch try header.u32(0, .big) {
    case 0:
      (start, size) = (8, available)
    case 1:
      guard header.count == 16, let large = Int(exactly: try header.u64(8, .big)) else {
        return nil
      }
      (start, size) = (16, large)
    case let small:
      (start, size) = (8, Int(small))
    }
    guard size >= start else { return nil }
    let length = min(size, available)
    let box = ISOBox(type: type, payload: position + start..<position + length)
    position += length
    return box
  }

  /// The first box of `type` that is still to come; nil when there is none.
  package mutating func first(
    _ type: ISOBoxType, from source: inout ByteSource
  ) throws(FormatError) -> ISOBox? {
    while let box = try next(from: &source) {
      if box.type == type { return box }
    }
    return nil
  }
}

extension ByteSource {
  /// The bytes in `range`, at most `limit` of them, and fewer where the file ends.
  package mutating func bytes(
    in range: Range<Int>, limit: Int
  ) throws(FormatError) -> Bytes {
    try readUpTo(range.lowerBound, min(range.count, limit))
  }
}

/// What the brands of the file type box make of a file (ISO/IEC 14496-12, 4.3).
package enum ISOFileFamily: Sendable {
  /// HEIF, HEIC or AVIF, still or sequence (ISO/IEC 23008-12, 10; AV1 Image File Format, 6).
  case image
  /// MP4, QuickTime, 3GPP and all that is like them.
  case movie
  /// Sound without picture.
  case audio
  /// Canon's CR3 and CRM.
  case canonRaw

  private static let imageBrands: Set<ISOBoxType> = [
    "mif1", "mif2", "msf1", "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs",
    "avif", "avis", "avio", "miaf", "MiHE", "MiHB", "MiHA", "1pic", "jpeg", "jpgs", "avci", "avcs",
    "vvic", "vvis", "evbi", "evbs", "heif",
  ]
  private static let audioBrands: Set<ISOBoxType> = [
    "M4A ", "M4B ", "M4P ", "F4A ", "F4B ", "aax ", "aaxc",
  ]
  private static let canonBrands: Set<ISOBoxType> = ["crx "]
  /// Movie brands that are believed even where image brands are listed as compatible.
  private static let movieBrands: Set<ISOBoxType> = [
    "qt  ", "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "iso7", "iso8", "iso9", "mp41", "mp42",
    "avc1", "M4V ", "M4VH", "M4VP", "XAVC", "dash", "MSNV", "3gp4", "3gp5", "3gp6", "3gp7", "3g2a",
    "3g2b", "3g2c",
  ]

  /// The family of a file that begins with `head`; nil when no file type box comes first.
  package static func of(head: Bytes) -> ISOFileFamily? {
    guard head.matches("ftyp", at: 4), let size = try? head.u32(0, .big),
      let major = try? head.u32(8, .big)
    else { return nil }
    if let family = family(of: ISOBoxType(major)) { return family }

    // An unknown major brand: the compatible ones tell, as far as `head` shows them.
    let end = min(size == 0 ? head.count : Int(size), head.count)
    for offset in stride(from: 16, through: end - 4, by: 4) {
      guard let code = try? head.u32(offset, .big) else { break }
      if let family = family(of: ISOBoxType(code)) { return family }
    }
    return .movie
  }

  private static func family(of brand: ISOBoxType) -> ISOFileFamily? {
    if imageBrands.contains(brand) { return .image }
    if movieBrands.contains(brand) { return .movie }
    if canonBrands.contains(brand) { return .canonRaw }
    if audioBrands.contains(brand) { return .audio }
    return nil
  }
}
