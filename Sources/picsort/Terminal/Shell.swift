/// Words as a shell reads them, for commands that a person copies.
enum Shell {
  /// One word, quoted only where it must be; bytes that no terminal should show use `$'...'`,
  /// which bash, zsh and (since 2024) POSIX know.
  static func quote(_ word: [UInt8]) -> String {
    if let text = String(validating: word, as: UTF8.self),
      !text.unicodeScalars.contains(where: SafeText.isDangerous)
    {
      if !text.isEmpty, text.utf8.allSatisfy(isPlain), text.first != "~" { return text }
      return "'"
        + text.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
    }
    // Octal, not hexadecimal: at most three digits, so that a digit may follow.
    return "$'" + word.map(escaped).joined() + "'"
  }

  /// A whole command line.
  static func line(_ words: [[UInt8]]) -> String { words.map(quote).joined(separator: " ") }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_-./=:,@%+~".utf8.contains(byte)
    }
  }

  private static func escaped(_ byte: UInt8) -> String {
    if byte < 0x80, isPlain(byte) || byte == UInt8(ascii: " ") {
      return String(Unicode.Scalar(byte))
    }
    let digits = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
