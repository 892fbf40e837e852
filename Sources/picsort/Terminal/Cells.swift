/// Columns that text takes on a terminal (Unicode Standard Annex 11, East Asian width).
enum Cells {
  static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  /// The longest beginning that takes at most `cells` columns.
  static func prefix(_ text: String, _ cells: Int) -> String {
    var room = cells
    return String(
      text.prefix { character in
        room -= width(character)
        return room >= 0
      })
  }

  /// The longest end that takes at most `cells` columns.
  static func suffix(_ text: String, _ cells: Int) -> String {
    String(prefix(String(text.reversed()), cells).reversed())
  }

  static func padded(_ text: String, to cells: Int) -> String {
    text + String(repeating: " ", count: max(0, cells - width(text)))
  }

  private static func width(_ character: Character) -> Int {
    if character.isASCII { return 1 }
    var widest = 0
    for scalar in character.unicodeScalars {
      // An emoji presentation selector and a flag's letters make a wide character.
      if scalar.value == 0xFE0F || (0x1F1E6...0x1F1FF).contains(scalar.value) { return 2 }
      widest = max(widest, width(scalar))
    }
    return widest
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      return 1
    }
  }
}
