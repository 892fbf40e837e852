/// One member of a ZIP archive, as the archive's directory describes it.
package struct ZIPEntry: Equatable, Sendable {
  /// How the bytes are written.
  package enum Method: Equatable, Sendable {
    case stored
    case deflate
    /// By its number (APPNOTE 4.4.5); not read here.
    case other(Int)
  }

  /// Why a member is not to be unpacked.
  package enum Flaw: String, CaseIterable, Sendable {
    case badName = "no usable name"
    case absolutePath = "an absolute path"
    case parentComponent = "a path with .. in it"
    case encrypted = "encrypted"
    case unsupportedMethod = "a compression method that is not supported"
    case specialFile = "a link or a device"
    case otherDisk = "on another disk of a split archive"
    case outsideArchive = "beyond the end of the archive"
    case sizesDiffer = "stored, but with two sizes"
    case overlapping = "overlapping another member"
    case impossibleSize = "longer than its data can unpack to"
  }

  /// The path inside the archive, as it is written.
  package let name: [UInt8]
  /// True when the archive says that the name is UTF-8 (general purpose flag, bit 11); otherwise it
  /// is in a code page that is not named.
  package let isUTF8: Bool
  package let method: Method
  /// Length of the member's bytes in the archive.
  package let compressedSize: Int
  /// Length of the file.
  package let size: Int
  /// CRC-32 (IEEE 802.3) of the file.
  package let crc32: UInt32
  /// Offset of the member's local header from the start of the archive.
  package let headerOffset: Int
  /// When the file was changed, on a clock without zone, to two seconds; nil when none was noted.
  package let modified: CivilDateTime?
  /// Why it is not to be unpacked; nil when nothing speaks against it.
  package internal(set) var flaw: Flaw?

  /// True for a folder: its name ends in a slash.
  package var isFolder: Bool { name.last == UInt8(ascii: "/") }
}

extension ZIPEntry {
  /// What is wrong with a name that is going to be a path; both slashes count, as some programs
  /// write the wrong one.
  static func flaw(ofName name: [UInt8]) -> Flaw? {
    let slashes: Set<UInt8> = [UInt8(ascii: "/"), UInt8(ascii: "\\")]
    guard let first = name.first, !name.contains(0) else { return .badName }
    let hasDrive = name.count > 1 && name[1] == UInt8(ascii: ":") && isLetter(first)
    if slashes.contains(first) || hasDrive { return .absolutePath }
    let dots = [UInt8](repeating: UInt8(ascii: "."), count: 2)
    let components = name.split(whereSeparator: slashes.contains)
    if components.contains(where: { Array($0) == dots }) { return .parentComponent }
    return components.isEmpty ? .badName : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }

  /// The clock of a file system of DOS: seconds in twos, years from 1980.
  static func modified(date: UInt16, time: UInt16) -> CivilDateTime? {
    let (date, time) = (Int(date), Int(time))
    return CivilDateTime(
      year: 1980 + date >> 9, month: date >> 5 & 0xF, day: date & 0x1F, hour: time >> 11,
      minute: time >> 5 & 0x3F, second: (time & 0x1F) * 2)
  }
}
