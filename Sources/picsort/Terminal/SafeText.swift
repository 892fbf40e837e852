internal import Platform

/// Makes names from a disk harmless before they reach a terminal.
///
/// Escaped as `\xNN`, byte by byte: C0 controls, DEL, C1 controls, line and paragraph separators,
/// the characters that turn the writing direction around (Unicode Standard Annex 9, section 2),
/// and bytes that are not UTF-8. A backslash is doubled, so that the form can be read back.
enum SafeText {
  static func escape(_ bytes: [UInt8]) -> String {
    var result = ""
    var rest = bytes[...]
    while let (scalar, width) = nextScalar(rest) {
      if let scalar, !isDangerous(scalar) {
        result.unicodeScalars.append(scalar)
        if scalar == "\\" { result += "\\" }
      } else {
        for byte in rest.prefix(width) { result += hexadecimal(byte) }
      }
      rest = rest.dropFirst(width)
    }
    return result
  }

  static func escape(_ path: Path) -> String { escape(path.bytes) }

  /// A sentence of our own that may hold names: only what disturbs a terminal is escaped.
  static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isDangerous(scalar) {
        for byte in Array(String(scalar).utf8) { result += hexadecimal(byte) }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A word of the command line in a message.
  static func quoted(_ word: [UInt8]) -> String { "'" + escape(word) + "'" }

  static func quoted(_ word: String) -> String { quoted(Array(word.utf8)) }

  /// Safe text cut in its middle to at most `cells` columns, with `...` where something is missing.
  static func shortened(_ text: String, to cells: Int) -> String {
    guard Cells.width(text) > cells else { return text }
    guard cells > 3 else { return "" }
    // The end says more than the beginning: it holds the file's name.
    let tail = Cells.suffix(text, (cells - 3) * 2 / 3)
    let head = Cells.prefix(text, cells - 3 - Cells.width(tail))
    return head + "..." + tail
  }

  /// True for a scalar that may move the cursor, break a line or reorder what is shown.
  static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count < 2 ? "\\x0" + digits : "\\x" + digits
  }

  /// The first scalar and its length in bytes; nil scalar for a byte that is not UTF-8.
  private static func nextScalar(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar?, Int)? {
    guard let first = bytes.first else { return nil }
    let width =
      switch first {
      case 0..<0x80: 1
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 0
      }
    guard width > 0, bytes.count >= width,
      let text = String(validating: bytes.prefix(width), as: UTF8.self),
      let scalar = text.unicodeScalars.first
    else { return (nil, 1) }
    return (scalar, width)
  }
}
