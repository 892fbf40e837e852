internal import Platform

/// Writes one JSON object (RFC 8259) on one line, in the order in which members are added.
struct JSONObject {
  private(set) var text = "{"

  /// The finished object.
  var line: String { text + "}" }

  mutating func add(_ key: String, _ value: String) {
    begin(key)
    text += Self.quoted(value)
  }

  mutating func add(_ key: String, _ value: Int) {
    begin(key)
    text += String(value)
  }

  mutating func add(_ key: String, _ value: Bool) {
    begin(key)
    text += value ? "true" : "false"
  }

  /// Seconds with three decimals; what is no number becomes 0.
  mutating func add(_ key: String, seconds: Double) {
    begin(key)
    let thousandths = Figures.whole((seconds * 1000).rounded())
    let rest = String(thousandths % 1000)
    text += "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  mutating func addNull(_ key: String) {
    begin(key)
    text += "null"
  }

  mutating func add(_ key: String, _ values: [String]) {
    begin(key)
    text += "[" + values.map(Self.quoted).joined(separator: ",") + "]"
  }

  mutating func add(_ key: String, _ objects: [JSONObject]) {
    begin(key)
    text += "[" + objects.map(\.line).joined(separator: ",") + "]"
  }

  /// Words of a command line or names; when one of them is not UTF-8, all are in a form that a
  /// person can read, and their bytes are added as `KEY_b64` (RFC 4648, section 4).
  mutating func add(_ key: String, words: [[UInt8]]) {
    let texts = words.compactMap { String(validating: $0, as: UTF8.self) }
    if texts.count == words.count {
      add(key, texts)
    } else {
      add(key, words.map { SafeText.escape($0) })
      add(key + "_b64", words.map(Base64.encode))
    }
  }

  mutating func add(_ key: String, _ object: JSONObject) {
    begin(key)
    text += object.line
  }

  /// The path's text; when its bytes are not UTF-8, a form a person can read, and the bytes
  /// themselves as `KEY_b64` (RFC 4648, section 4).
  mutating func add(_ key: String, _ path: Path) {
    if let utf8 = path.utf8 {
      add(key, utf8)
    } else {
      add(key, SafeText.escape(path))
      add(key + "_b64", Base64.encode(path.bytes))
    }
  }

  private mutating func begin(_ key: String) {
    if text.utf8.count > 1 { text += "," }
    text += Self.quoted(key) + ":"
  }

  /// Beyond what the standard demands, everything that could disturb a terminal is escaped.
  static func quoted(_ value: String) -> String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      // None of these lies above U+FFFF, so that one escape holds each.
      case _ where SafeText.isDangerous(scalar):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// RFC 4648, section 4.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String {
    var result = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      let three = rest.prefix(3)
      rest = rest.dropFirst(3)
      var bits = three.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      bits <<= UInt32(3 - three.count) * 8
      for place in 0..<4 {
        let index = Int(bits >> UInt32(18 - 6 * place) & 63)
        result += place <= three.count ? String(alphabet[index]) : "="
      }
    }
    return result
  }

  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
}
