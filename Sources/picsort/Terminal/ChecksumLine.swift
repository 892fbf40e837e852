internal import Platform

/// A line of a list that `sha256sum -c` reads.
enum ChecksumLine {
  /// Hash, two blanks, name, without a line end. A name with a backslash, a line feed or a carriage
  /// return has these escaped, and a backslash stands before the hash (GNU coreutils manual,
  /// "cksum output modes"; the carriage return since coreutils 9.0). Other bytes stand as they are.
  static func bytes(_ digest: Digest, _ path: Path) -> [UInt8] {
    var name: [UInt8] = []
    var isEscaped = false
    for byte in path.bytes {
      switch byte {
      case UInt8(ascii: "\\"): name += Array("\\\\".utf8)
      case UInt8(ascii: "\n"): name += Array("\\n".utf8)
      case UInt8(ascii: "\r"): name += Array("\\r".utf8)
      default:
        name.append(byte)
        continue
      }
      isEscaped = true
    }
    return Array((isEscaped ? "\\" : "").utf8) + Array(digest.hex.utf8) + Array("  ".utf8) + name
  }
}
