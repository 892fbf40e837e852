/// The types of TIFF fields whose values are read (TIFF 6.0 section 2; BigTIFF; Exif 3.0).
enum TIFFType: UInt16 {
  case byte = 1
  case ascii = 2
  case short = 3
  case long = 4
  case rational = 5
  case undefined = 7
  case ifd = 13
  case long8 = 16
  case ifd8 = 18
  case utf8 = 129

  /// Bytes of one value.
  var size: Int {
    switch self {
    case .byte, .ascii, .undefined, .utf8: 1
    case .short: 2
    case .long, .ifd: 4
    case .rational, .long8, .ifd8: 8
    }
  }
}

/// One field of a TIFF directory: what its value is and where it lies.
struct TIFFEntry {
  let tag: UInt16
  let type: TIFFType
  /// Bytes of the whole value.
  let length: Int
  /// Where the value lies, in bytes from the TIFF header; inside the entry when it fits there.
  let offset: Int
}

/// The entries of one directory, each decoded when it is come to; those with types that are not
/// read are left out.
struct TIFFDirectory: Sequence, IteratorProtocol {
  private let bytes: Bytes
  /// Where `bytes` begin, from the TIFF header.
  private let start: Int
  private let order: ByteOrder
  /// Bytes of a count and of an offset: 4, in BigTIFF 8.
  private let width: Int
  private var position = 0
  /// Where the last entry that is there ends.
  private let end: Int

  /// The entries in `bytes`, of which the last may be cut off.
  fileprivate init(_ bytes: Bytes, at start: Int, _ order: ByteOrder, isBig: Bool) {
    self.bytes = bytes
    self.start = start
    self.order = order
    width = isBig ? 8 : 4
    end = bytes.count - bytes.count % Self.entrySize(isBig: isBig)
  }

  /// A tag and a type of two bytes each, a count, and the value or its offset.
  static func entrySize(isBig: Bool) -> Int { isBig ? 20 : 12 }

  mutating func next() -> TIFFEntry? { next { _ in true } }

  /// The next entry with a tag that `isWanted`; the others are not decoded.
  mutating func next(where isWanted: (UInt16) -> Bool) -> TIFFEntry? {
    while position < end {
      let place = position
      position += 4 + 2 * width
      guard let tag = try? bytes.u16(place, order), isWanted(tag) else { continue }
      if let entry = try? entry(tag, at: place) { return entry }
    }
    return nil
  }

  /// The entry at `offset` in the directory; nil when its type is not one that is read.
  private func entry(_ tag: UInt16, at offset: Int) throws(FormatError) -> TIFFEntry? {
    guard let type = TIFFType(rawValue: try bytes.u16(offset + 2, order)) else { return nil }
    let count = Int(clamping: try bytes.number(offset + 4, width, order))
    let (length, overflow) = count.multipliedReportingOverflow(by: type.size)
    guard !overflow, length > 0 else { return nil }
    let place = offset + 4 + width
    let target =
      length <= width ? start + place : Int(clamping: try bytes.number(place, width, order))
    return TIFFEntry(tag: tag, type: type, length: length, offset: target)
  }
}

/// A TIFF structure in a file: where it begins, how its numbers are written.
///
/// All offsets count from its header, as TIFF's own do. Nothing outside its length is read.
struct TIFFStructure {
  /// A directory with more entries than this is read as far as this.
  static let largestDirectory = 1024

  let base: Int
  let length: Int
  let order: ByteOrder
  /// The number after `II` or `MM`.
  let magic: UInt16
  /// Where the first directory lies.
  let firstDirectory: Int

  private var isBig: Bool { magic == Magic.bigTIFF.rawValue }

  /// What follows `II` or `MM` in the files that have TIFF's structure.
  enum Magic: UInt16 {
    case tiff = 42
    case bigTIFF = 43
    /// `RO`, Olympus ORF.
    case olympus = 0x4F52
    /// `RS`, Olympus ORF.
    case olympusS = 0x5352
    /// `U\0`, Panasonic RW2.
    case panasonic = 0x0055
    /// JPEG XR.
    case jpegXR = 0x01BC
  }

  /// The structure whose header is at `base`; throws when there is no TIFF header.
  init(_ source: inout ByteSource, at base: Int, length: Int) throws(FormatError) {
    let head = try source.readUpTo(base, min(length, 16))
    if head.matches("II") {
      order = .little
    } else if head.matches("MM") {
      order = .big
    } else {
      throw .malformed("no TIFF header", offset: base)
    }
    magic = try head.u16(2, order)
    guard let known = Magic(rawValue: magic) else {
      throw .malformed("no TIFF header", offset: base)
    }
    let first =
      known == .bigTIFF ? try head.u64(8, order) : UInt64(try head.u32(4, order))
    self.base = base
    self.length = length
    firstDirectory = Int(clamping: first)
  }

  /// A structure without a header, as some cameras put it into movies: its first directory is at
  /// `offset`, and it has `length` bytes from the start of the source.
  init(directoryAt offset: Int, length: Int, _ order: ByteOrder) {
    self.base = 0
    self.length = length
    self.order = order
    magic = Magic.tiff.rawValue
    firstDirectory = offset
  }

  /// The directory at `offset`; of one that is cut off, the entries that are there.
  func directory(
    _ source: inout ByteSource, at offset: Int
  ) throws(FormatError) -> TIFFDirectory {
    let countSize = isBig ? 8 : 2
    let count = try read(&source, offset, countSize).number(0, countSize, order)
    let start = offset + countSize
    let wanted = Int(min(count, UInt64(Self.largestDirectory)))
    let bytes = try readUpTo(&source, start, wanted * TIFFDirectory.entrySize(isBig: isBig))
    return TIFFDirectory(bytes, at: start, order, isBig: isBig)
  }

  /// Where the directory after the one at `offset` lies; nil after the last.
  func directory(
    _ source: inout ByteSource, after offset: Int
  ) throws(FormatError) -> Int? {
    let countSize = isBig ? 8 : 2
    let linkSize = isBig ? 8 : 4
    let count = try read(&source, offset, countSize).number(0, countSize, order)
    guard count <= UInt64(Self.largestDirectory) else { return nil }
    let end = offset + countSize + Int(count) * TIFFDirectory.entrySize(isBig: isBig)
    let next = Int(clamping: try read(&source, end, linkSize).number(0, linkSize, order))
    return next == 0 ? nil : next
  }

  /// The value of `entry`, at most `limit` bytes of it; fewer where the structure ends.
  func value(
    _ source: inout ByteSource, of entry: TIFFEntry, limit: Int
  ) throws(FormatError) -> Bytes {
    try readUpTo(&source, entry.offset, min(entry.length, limit))
  }

  /// The bytes of a text, which ends at their first NUL; nil when the type of `entry` holds none.
  func text(
    _ source: inout ByteSource, of entry: TIFFEntry
  ) throws(FormatError) -> Bytes? {
    switch entry.type {
    case .ascii, .byte, .undefined, .utf8:
      try value(&source, of: entry, limit: 256)
    case .short, .long, .rational, .ifd, .long8, .ifd8:
      nil
    }
  }

  /// The first number of `entry`; nil when its type holds no whole numbers.
  func number(
    _ source: inout ByteSource, of entry: TIFFEntry
  ) throws(FormatError) -> Int? {
    switch entry.type {
    case .short, .long, .ifd, .long8, .ifd8:
      let size = entry.type.size
      let bytes = try value(&source, of: entry, limit: size)
      return Int(clamping: try bytes.number(0, size, order))
    case .byte, .ascii, .undefined, .utf8, .rational:
      return nil
    }
  }

  /// The numbers of `entry`, at most `limit`; none when its type holds no whole numbers.
  func numbers(
    _ source: inout ByteSource, of entry: TIFFEntry, limit: Int
  ) throws(FormatError) -> [Int] {
    switch entry.type {
    case .short, .long, .ifd, .long8, .ifd8:
      let size = entry.type.size
      let bytes = try value(&source, of: entry, limit: limit * size)
      var numbers: [Int] = []
      for index in 0..<max(1, bytes.count / size) {
        numbers.append(Int(clamping: try bytes.number(index * size, size, order)))
      }
      return numbers
    case .byte, .ascii, .undefined, .utf8, .rational:
      return []
    }
  }

  /// The hours, minutes and seconds that three fractions in `entry` are, in seconds; nil when
  /// there are fewer, or one is over zero.
  func timeOfDay(
    _ source: inout ByteSource, of entry: TIFFEntry
  ) throws(FormatError) -> Double? {
    guard entry.type == .rational, entry.length / 8 >= 3 else { return nil }
    let bytes = try value(&source, of: entry, limit: 24)
    guard let hours = try fraction(bytes, at: 0), let minutes = try fraction(bytes, at: 8),
      let seconds = try fraction(bytes, at: 16)
    else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }

  private func fraction(_ bytes: Bytes, at offset: Int) throws(FormatError) -> Double? {
    let denominator = try bytes.u32(offset + 4, order)
    guard denominator != 0 else { return nil }
    return Double(try bytes.u32(offset, order)) / Double(denominator)
  }

  private func read(
    _ source: inout ByteSource, _ offset: Int, _ count: Int
  ) throws(FormatError) -> Bytes {
    let bytes = try readUpTo(&source, offset, count)
    guard bytes.count == count else { throw .truncated(offset: offset, wanted: count) }
    return bytes
  }

  private func readUpTo(
    _ source: inout ByteSource, _ offset: Int, _ count: Int
  ) throws(FormatError) -> Bytes {
    guard offset >= 0, offset < length else { return Bytes([]) }
    return try source.readUpTo(base + offset, min(count, length - offset))
  }
}
