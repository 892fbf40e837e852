/// Writes ZIP archives (PKWARE's APPNOTE 6.3.10), the odd ones too.
package struct ZIPFile: Sendable {
  /// One member.
  package struct Member: Sendable {
    package var name: [UInt8]
    package var content: [UInt8]
    package var isDeflated = false
    /// Sizes and checksum stand behind the data instead of before them.
    package var hasDescriptor = false
    /// Sizes and offset are in the ZIP64 field although they would fit.
    package var isLong = false
    /// Added to the general purpose flags; bit 11 says that the name is UTF-8.
    package var flags: UInt16 = 1 << 11
    /// In place of the true ones in the directory.
    package var statedMethod: UInt16?
    package var statedSize: UInt32?
    package var statedOffset: UInt32?
    package var statedChecksum: UInt32?
    /// Mode of Unix, in the upper half of the external attributes.
    package var mode: UInt16 = 0o100644
    /// In place of the name in the member's own header.
    package var localName: [UInt8]?
    /// In place of the data that would be written.
    package var rawData: [UInt8]?

    package init(_ name: String, _ content: [UInt8] = [], isDeflated: Bool = false) {
      self.name = Array(name.utf8)
      self.content = content
      self.isDeflated = isDeflated
    }
  }

  package var members: [Member]
  package var comment: [UInt8] = []
  /// Something before the archive, which offsets do not count.
  package var prefix: [UInt8] = []
  /// With the ZIP64 end record and its locator.
  package var isLong = false
  package var disk: UInt16 = 0
  /// In place of the true number of members.
  package var statedCount: Int?
  /// In place of the true offset of the directory.
  package var statedDirectoryOffset: Int?

  package init(_ members: [Member]) {
    self.members = members
  }

  package var bytes: [UInt8] {
    var archive = ByteWriter()
    var directory = ByteWriter()
    for member in members {
      let record = Self.record(member, offset: archive.bytes.count)
      Self.write(member, to: &archive)
      directory.append(record)
    }
    let offset = archive.bytes.count
    archive.append(directory.bytes)
    writeEnd(&archive, offset: offset, size: directory.bytes.count)
    return prefix + archive.bytes
  }

  private static func data(_ member: Member) -> [UInt8] {
    member.rawData ?? (member.isDeflated ? sampleDeflate(member.content) : member.content)
  }

  private static func method(_ member: Member) -> UInt16 { member.isDeflated ? 8 : 0 }

  private static func flags(_ member: Member) -> UInt16 {
    member.flags | (member.hasDescriptor ? 8 : 0)
  }

  /// 2023-12-25, 14:30:16.
  private static let dosTime: UInt32 = (43 << 9 | 12 << 5 | 25) << 16 | 14 << 11 | 30 << 5 | 8

  private static func write(_ member: Member, to archive: inout ByteWriter) {
    let data = data(member)
    let name = member.localName ?? member.name
    let isEmpty = member.hasDescriptor
    let sizes = [UInt32(data.count), UInt32(member.content.count)]
    archive.append([0x50, 0x4B, 0x03, 0x04, 20, 0])
    archive.append(flags(member), .little)
    archive.append(method(member), .little)
    archive.append(dosTime, .little)
    archive.append(isEmpty ? 0 : sampleCRC32(member.content), .little)
    for size in sizes { archive.append(isEmpty ? 0 : member.isLong ? .max : size, .little) }
    archive.append(UInt16(name.count), .little)
    archive.append(UInt16(member.isLong ? 20 : 0), .little)
    archive.append(name)
    if member.isLong {
      archive.append([1, 0, 16, 0])
      archive.append(UInt64(sizes[1]), .little)
      archive.append(UInt64(sizes[0]), .little)
    }
    archive.append(data)
    if member.hasDescriptor {
      archive.append([0x50, 0x4B, 0x07, 0x08])
      archive.append(sampleCRC32(member.content), .little)
      for size in sizes { archive.append(size, .little) }
    }
  }

  private static func record(_ member: Member, offset: Int) -> [UInt8] {
    var record = ByteWriter()
    let data = data(member)
    let size = member.statedSize ?? UInt32(member.content.count)
    let start = member.statedOffset ?? UInt32(offset)
    // A comment, and a field that nobody knows before the one of ZIP64.
    let unknown: [UInt8] = [0xAB, 0xCD, 2, 0, 7, 7]
    record.append([0x50, 0x4B, 0x01, 0x02, 20, 3, 20, 0])
    record.append(flags(member), .little)
    record.append(member.statedMethod ?? method(member), .little)
    record.append(dosTime, .little)
    record.append(member.statedChecksum ?? sampleCRC32(member.content), .little)
    record.append(member.isLong ? .max : UInt32(data.count), .little)
    record.append(member.isLong ? .max : size, .little)
    record.append(UInt16(member.name.count), .little)
    record.append(UInt16(unknown.count + (member.isLong ? 28 : 0)), .little)
    record.append(UInt16(3), .little)
    record.append(UInt16(0), .little)
    record.append(UInt16(0), .little)
    record.append(UInt32(member.mode) << 16, .little)
    record.append(member.isLong ? .max : start, .little)
    record.append(member.name)
    record.append(unknown)
    if member.isLong {
      record.append([1, 0, 24, 0])
      for number in [size, UInt32(data.count), start] { record.append(UInt64(number), .little) }
    }
    record.append(text: "why")
    return record.bytes
  }

  private func writeEnd(_ archive: inout ByteWriter, offset: Int, size: Int) {
    let end = archive.bytes.count
    let count = statedCount ?? members.count
    let offset = statedDirectoryOffset ?? offset
    if isLong {
      archive.append([0x50, 0x4B, 0x06, 0x06])
      archive.append(UInt64(44), .little)
      archive.append([45, 3, 45, 0])
      archive.append(UInt32(disk), .little)
      archive.append(UInt32(0), .little)
      for number in [count, count, size, offset] { archive.append(UInt64(number), .little) }
      archive.append([0x50, 0x4B, 0x06, 0x07])
      archive.append(UInt32(0), .little)
      archive.append(UInt64(end), .little)
      archive.append(UInt32(1), .little)
    }
    archive.append([0x50, 0x4B, 0x05, 0x06])
    archive.append(isLong ? .max : disk, .little)
    archive.append(isLong ? .max : UInt16(0), .little)
    for _ in 0..<2 { archive.append(isLong ? .max : UInt16(truncatingIfNeeded: count), .little) }
    archive.append(isLong ? .max : UInt32(size), .little)
    archive.append(isLong ? .max : UInt32(truncatingIfNeeded: offset), .little)
    archive.append(UInt16(comment.count), .little)
    archive.append(comment)
  }
}

/// The checksum of ZIP and PNG, bit by bit.
package func sampleCRC32(_ bytes: [UInt8]) -> UInt32 {
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return ~crc
}
