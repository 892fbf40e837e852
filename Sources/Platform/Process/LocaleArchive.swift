/// The names in glibc's archive of locales, `/usr/lib/locale/locale-archive`.
///
/// The header is a row of numbers of 32 bits in the machine's order: magic, serial, and for the
/// table of names its offset, entries used, and size. An entry holds a hash, the offset of the
/// name, and the offset of the record, 0 for none (glibc, locale/locarchive.h).
enum LocaleArchive {
  private static let magic: UInt32 = 0xDE02_0109
  private static let headerBytes = 20
  private static let entryBytes = 12
  /// More than any system has, so that a damaged header costs little.
  private static let mostEntries = 65_536
  private static let longestName = 64

  /// The names; none when this is no such archive.
  static func names(in file: borrowing FileDescriptor) -> [String] {
    guard let header = try? file.read(at: 0, count: headerBytes), header.count == headerBytes,
      number(header, 0) == magic
    else { return [] }
    let entries = min(Int(number(header, 16)), mostEntries)
    guard
      let table = try? file.read(
        at: Int(number(header, 8)), count: entries * entryBytes)
    else { return [] }
    var names: [String] = []
    for entry in 0..<table.count / entryBytes where number(table, entry * entryBytes + 8) != 0 {
      let offset = Int(number(table, entry * entryBytes + 4))
      guard let bytes = try? file.read(at: offset, count: longestName),
        let end = bytes.firstIndex(of: 0),
        let name = String(validating: bytes[..<end], as: UTF8.self)
      else { continue }
      names.append(name)
    }
    return names
  }

  /// The number at an offset that is known to be inside.
  private static func number(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    var value: UInt32 = 0
    for byte in bytes[offset..<offset + 4].reversed() { value = value << 8 | UInt32(byte) }
    return UInt32(littleEndian: value)
  }
}
