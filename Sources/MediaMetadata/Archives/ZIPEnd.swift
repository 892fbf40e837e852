/// What the end of a ZIP archive says of its directory (APPNOTE 4.3.14 to 4.3.16).
struct ZIPEnd {
  private static let size = 22
  private static let locatorSize = 20
  private static let longSize = 56

  /// Number of members; modulo 65,536 where `countMask` says so.
  let count: Int
  /// The bits of `count` that mean something: some programs write more members than the short
  /// record can count.
  let countMask: Int
  let directorySize: Int
  /// As written: from the start of the archive, which may have something before it.
  let directoryOffset: Int
  /// Where the directory ends.
  let recordOffset: Int

  /// Finds the end record behind which nothing but its own comment stands, or the last one that
  /// does not claim more comment than there is.
  static func find(_ source: inout ByteSource) throws(FormatError) -> ZIPEnd {
    let length = min(source.length, size + 0xFFFF)
    let start = source.length - length
    let tail = try source.read(start, length)
    guard let offset = endRecord(in: tail) else {
      throw .malformed("no ZIP directory", offset: max(0, source.length - size))
    }
    let record = tail.suffix(from: offset)
    let short = try ZIPEnd(short: record, at: start + offset)
    if let long = try long(&source, before: start + offset) { return long }
    return short
  }

  private static func endRecord(in tail: Bytes) -> Int? {
    var loose: Int?
    var offset = tail.count - size
    while offset >= 0 {
      if tail.matches([0x50, 0x4B, 0x05, 0x06], at: offset),
        let comment = try? tail.u16(offset + 20, .little)
      {
        let rest = tail.count - offset - size
        if Int(comment) == rest { return offset }
        if Int(comment) < rest { loose = loose ?? offset }
      }
      offset -= 1
    }
    return loose
  }

  private init(short record: Bytes, at offset: Int) throws(FormatError) {
    let disks = [try record.u16(4, .little), try record.u16(6, .little)]
    // All ones: the number is in the long record.
    guard disks.allSatisfy({ $0 == 0 || $0 == .max }) else {
      throw .malformed("ZIP over several disks", offset: offset)
    }
    count = Int(try record.u16(10, .little))
    countMask = 0xFFFF
    directorySize = Int(try record.u32(12, .little))
    directoryOffset = Int(try record.u32(16, .little))
    recordOffset = offset
  }

  /// The long record, where its locator stands right before the short one.
  private static func long(
    _ source: inout ByteSource, before end: Int
  ) throws(FormatError) -> ZIPEnd? {
    guard end >= locatorSize else { return nil }
    let locator = try source.read(end - locatorSize, locatorSize)
    guard locator.matches([0x50, 0x4B, 0x06, 0x07]) else { return nil }
    let written = Int(clamping: try locator.u64(8, .little))
    // Where something stands before the archive, offsets are too small; then it is looked for
    // where it must be when it has no extension.
    for offset in [written, end - locatorSize - longSize] {
      guard offset >= 0, offset <= end - locatorSize - longSize else { continue }
      let record = try source.read(offset, longSize)
      guard record.matches([0x50, 0x4B, 0x06, 0x06]) else { continue }
      return try ZIPEnd(long: record, at: offset)
    }
    throw .malformed("ZIP64 end record", offset: end - locatorSize)
  }

  private init(long record: Bytes, at offset: Int) throws(FormatError) {
    guard try record.u32(16, .little) == 0, try record.u32(20, .little) == 0 else {
      throw .malformed("ZIP over several disks", offset: offset)
    }
    count = Int(clamping: try record.u64(32, .little))
    countMask = .max
    directorySize = Int(clamping: try record.u64(40, .little))
    directoryOffset = Int(clamping: try record.u64(48, .little))
    recordOffset = offset
  }

  /// Bytes before the archive, as of a program that unpacks itself: what must be added to every
  /// offset.
  ///
  /// Throws when the directory is not in the archive or is too large.
  func shift(_ source: inout ByteSource) throws(FormatError) -> Int {
    guard directorySize <= min(recordOffset, ZIPDirectory.largest),
      directoryOffset <= recordOffset - directorySize
    else { throw .malformed("place of the ZIP directory", offset: recordOffset) }
    if directorySize == 0 { return 0 }
    let shift = recordOffset - directorySize - directoryOffset
    for candidate in [0, shift] {
      let head = try source.readUpTo(directoryOffset + candidate, 4)
      if head.matches([0x50, 0x4B, 0x01, 0x02]) { return candidate }
    }
    throw .malformed("place of the ZIP directory", offset: directoryOffset)
  }
}
