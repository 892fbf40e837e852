/// Reads the directory at the end of a ZIP archive, ZIP64 included (PKWARE's APPNOTE 6.3.10).
///
/// Only the directory is believed; what a member's own header says must agree before its bytes are
/// read. Archives over several disks are refused: Google's parts are archives of their own.
package enum ZIPDirectory {
  /// Most members of an archive.
  package static let mostEntries = 4_000_000
  /// DEFLATE unpacks a byte to at most 1032: 258 bytes for two bits (RFC 1951, 3.2.5).
  static let mostExpansion = 1032
  /// Largest directory, in bytes.
  package static let largest = 1 << 30

  /// True when `head`, the first bytes of a file, begin as a ZIP archive with members does.
  package static func isArchive(head: Bytes) -> Bool {
    head.matches([0x50, 0x4B, 0x03, 0x04])
  }

  /// All members, in the order of the directory; those with a `flaw` included.
  ///
  /// Throws when there is no directory, when it is damaged, or when it is larger than the limits.
  package static func read(_ source: inout ByteSource) throws(FormatError) -> [ZIPEntry] {
    let end = try ZIPEnd.find(&source)
    let shift = try end.shift(&source)
    let start = end.directoryOffset + shift
    let limit = start + end.directorySize
    var entries: [ZIPEntry] = []
    var position = start
    var window = Bytes([])
    var windowStart = position
    while position < limit {
      // A header and the three texts behind it are shorter than a window.
      if position - windowStart + ZIPRecord.longestHeader > window.count {
        window = try source.readUpTo(position, min(windowSize, limit - position))
        windowStart = position
      }
      let record = try ZIPRecord(window.suffix(from: position - windowStart), at: position)
      guard entries.count < mostEntries else {
        throw .malformed("too many ZIP members", offset: position)
      }
      entries.append(record.entry(shift: shift, limit: start))
      position += record.length
    }
    guard entries.count & end.countMask == end.count & end.countMask else {
      throw .malformed("number of ZIP members", offset: start)
    }
    flagOverlaps(&entries)
    return entries
  }

  /// Offset of the first byte of the member's data.
  ///
  /// Throws when the member's own header contradicts the directory, or when it has a flaw.
  package static func dataOffset(
    of entry: ZIPEntry, in source: inout ByteSource
  ) throws(FormatError) -> Int {
    let offset = entry.headerOffset
    if let flaw = entry.flaw { throw .malformed(flaw.rawValue, offset: offset) }
    let header = try source.read(offset, localHeaderSize)
    let nameLength = Int(try header.u16(26, .little))
    let extraLength = Int(try header.u16(28, .little))
    let flags = try header.u16(6, .little)
    guard header.matches([0x50, 0x4B, 0x03, 0x04]),
      ZIPRecord.method(try header.u16(8, .little)) == entry.method,
      flags & ZIPRecord.encryptedFlags == 0,
      try source.read(offset + localHeaderSize, nameLength).array == entry.name
    else { throw .malformed("local ZIP header", offset: offset) }
    // Bit 3: the numbers follow the data. All ones: they are in the ZIP64 field.
    if flags & 8 == 0 {
      let crc = try header.u32(14, .little)
      let sizes =
        [(try header.u32(18, .little), entry.compressedSize)]
        + [(try header.u32(22, .little), entry.size)]
      guard crc == entry.crc32, sizes.allSatisfy({ $0.0 == .max || Int($0.0) == $0.1 }) else {
        throw .malformed("local ZIP header", offset: offset)
      }
    }
    let data = offset + localHeaderSize + nameLength + extraLength
    guard entry.compressedSize <= source.length - data else {
      throw .truncated(offset: data, wanted: entry.compressedSize)
    }
    return data
  }

  static let localHeaderSize = 30
  private static let windowSize = 1024 * 1024

  /// Members that share bytes are how small archives unpack to huge ones.
  private static func flagOverlaps(_ entries: inout [ZIPEntry]) {
    let order = entries.indices.sorted {
      (entries[$0].headerOffset, $0) < (entries[$1].headerOffset, $1)
    }
    var end = 0
    for index in order where entries[index].flaw != .outsideArchive {
      let entry = entries[index]
      if entry.headerOffset < end, entry.flaw == nil { entries[index].flaw = .overlapping }
      end = max(
        end, entry.headerOffset + localHeaderSize + entry.name.count + entry.compressedSize)
    }
  }
}

/// One header of the directory (APPNOTE 4.3.12).
struct ZIPRecord {
  private static let size = 46
  /// A header with the longest name, extra field and comment.
  static let longestHeader = size + 3 * 0xFFFF
  /// Bit 0: encrypted; 6: strongly; 13: with a masked directory.
  static let encryptedFlags: UInt16 = 1 | 1 << 6 | 1 << 13

  /// Bytes in the directory.
  let length: Int
  private let header: Bytes
  private let name: [UInt8]
  private let sizes: (compressed: UInt64, whole: UInt64, offset: UInt64, disk: UInt64)

  /// The header that `bytes` begin with; `offset` is for errors.
  init(_ bytes: Bytes, at offset: Int) throws(FormatError) {
    guard bytes.matches([0x50, 0x4B, 0x01, 0x02]) else {
      throw .malformed("ZIP directory", offset: offset)
    }
    let nameLength = Int(try bytes.u16(28, .little))
    let extraLength = Int(try bytes.u16(30, .little))
    let commentLength = Int(try bytes.u16(32, .little))
    length = Self.size + nameLength + extraLength + commentLength
    guard length <= bytes.count else { throw .truncated(offset: offset, wanted: length) }
    header = bytes
    name = try bytes.slice(Self.size, nameLength).array
    let extra = try bytes.slice(Self.size + nameLength, extraLength)
    sizes = try Self.sizes(bytes, extra)
  }

  /// The four numbers that are in the ZIP64 field where they do not fit (APPNOTE 4.5.3): in this
  /// order, and only those that do not fit.
  private static func sizes(
    _ header: Bytes, _ extra: Bytes
  ) throws(FormatError) -> (compressed: UInt64, whole: UInt64, offset: UInt64, disk: UInt64) {
    var rest = zip64Field(extra)
    func number(_ offset: Int, _ width: Int, _ long: Int) throws(FormatError) -> UInt64 {
      let short = try header.number(offset, width, .little)
      guard short == 1 << UInt64(width * 8) - 1, let field = rest else { return short }
      let value = try field.number(0, long, .little)
      rest = field.suffix(from: long)
      return value
    }
    let whole = try number(24, 4, 8)
    let compressed = try number(20, 4, 8)
    let offset = try number(42, 4, 8)
    return (compressed, whole, offset, try number(34, 2, 4))
  }

  /// The field 0x0001; fields behind one that is cut off are not there.
  private static func zip64Field(_ extra: Bytes) -> Bytes? {
    var position = 0
    while let id = try? extra.u16(position, .little),
      let length = try? extra.u16(position + 2, .little)
    {
      if id == 1 { return try? extra.slice(position + 4, Int(length)) }
      position += 4 + Int(length)
    }
    return nil
  }

  static func method(_ number: UInt16) -> ZIPEntry.Method {
    switch number {
    case 0: .stored
    case 8: .deflate
    default: .other(Int(number))
    }
  }

  /// The member; `shift` is added to its offset, and its data must end before `limit`.
  func entry(shift: Int, limit: Int) -> ZIPEntry {
    let compressed = Int(clamping: sizes.compressed)
    let (offset, isTooFar) = Int(clamping: sizes.offset).addingReportingOverflow(shift)
    var entry = ZIPEntry(
      name: name, isUTF8: flags & 1 << 11 != 0, method: Self.method(number16(10)),
      compressedSize: compressed, size: Int(clamping: sizes.whole),
      crc32: (try? header.u32(16, .little)) ?? 0, headerOffset: offset,
      modified: ZIPEntry.modified(date: number16(14), time: number16(12)))
    let isOutside =
      isTooFar || offset < 0 || offset > limit - ZIPDirectory.localHeaderSize - name.count
      || compressed > limit - offset - ZIPDirectory.localHeaderSize - name.count
    entry.flaw = isOutside ? .outsideArchive : flaw(entry)
    return entry
  }

  private func flaw(_ entry: ZIPEntry) -> ZIPEntry.Flaw? {
    if let flaw = ZIPEntry.flaw(ofName: name) { return flaw }
    if sizes.disk != 0 { return .otherDisk }
    if flags & Self.encryptedFlags != 0 { return .encrypted }
    if isSpecial { return .specialFile }
    switch entry.method {
    case .stored: return entry.size == entry.compressedSize ? nil : .sizesDiffer
    case .deflate:
      return entry.size / ZIPDirectory.mostExpansion > entry.compressedSize ? .impossibleSize : nil
    case .other: return .unsupportedMethod
    }
  }

  private var flags: UInt16 { number16(8) }

  /// Written on Unix (3) or macOS (19), with a mode that is neither a file's nor a folder's.
  private var isSpecial: Bool {
    let system = number16(4) >> 8
    let type = number16(40) & 0xF000
    return (system == 3 || system == 19) && ![0, 0x8000, 0x4000].contains(type)
  }

  /// The header is known to be there.
  private func number16(_ offset: Int) -> UInt16 {
    (try? header.u16(offset, .little)) ?? 0
  }
}
