import Platform

/// Which paths a journal may name below an output or a source.
enum JournalPath {
  /// A relative path without `.`, `..`, empty parts or NUL, and not into a state folder, where
  /// nobody would find a photo again; nil for any other.
  static func below(_ bytes: [UInt8]) -> Path? {
    var start = 0
    for index in 0...bytes.count {
      if index < bytes.count {
        if bytes[index] == 0 { return nil }
        if bytes[index] != slash { continue }
      }
      guard isName(start..<index, of: bytes) else { return nil }
      start = index + 1
    }
    return Path(bytes: bytes)
  }

  private static func isName(_ part: Range<Int>, of bytes: [UInt8]) -> Bool {
    switch part.count {
    case 0: false
    case 1: bytes[part.lowerBound] != dot
    case 2: bytes[part.lowerBound] != dot || bytes[part.lowerBound + 1] != dot
    case StateFolder.name.bytes.count: !isStateFolder(bytes[part])
    default: true
    }
  }

  /// File systems that ignore case know `.picsort` by other names as well.
  private static func isStateFolder(_ part: ArraySlice<UInt8>) -> Bool {
    zip(part, StateFolder.name.bytes).allSatisfy { $0.asciiLowercased == $1 }
  }

  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")
}
