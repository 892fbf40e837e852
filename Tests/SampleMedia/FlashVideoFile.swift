/// A Flash video of nothing but its script data (Adobe Flash Video File Format Specification).
package struct FlashVideoFile: Sendable {
  /// A value of the script data.
  package enum Value: Sendable {
    case number(Double)
    case text(String)
    /// Milliseconds since 1970 UTC.
    case date(Double)
    case list([Value])
    case object([(String, Value)])
  }

  /// Names and values of `onMetaData`.
  package var values: [(String, Value)]
  /// Tags before the script data, as they stand.
  package var tagsBefore: [UInt8] = []

  package init(_ values: [(String, Value)]) {
    self.values = values
  }

  /// The whole file.
  package var bytes: [UInt8] {
    let members = Self.members(values)
    let script =
      Self.bytes(of: .text("onMetaData")) + [8]
      + MatroskaFile.number(UInt64(values.count), width: 4)
      + members
    let header: [UInt8] = Array("FLV".utf8) + [1, 5, 0, 0, 0, 9, 0, 0, 0, 0]
    return header + tagsBefore + Self.tag(18, script)
  }

  /// A tag, and its length after it.
  package static func tag(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
    let length = MatroskaFile.number(UInt64(content.count), width: 3)
    return [type] + length + [UInt8](repeating: 0, count: 7) + content
      + MatroskaFile.number(UInt64(content.count + 11), width: 4)
  }

  private static func members(_ values: [(String, Value)]) -> [UInt8] {
    values.flatMap { name, value in text(name) + bytes(of: value) } + [0, 0, 9]
  }

  private static func text(_ text: String) -> [UInt8] {
    MatroskaFile.number(UInt64(text.utf8.count), width: 2) + Array(text.utf8)
  }

  private static func bytes(of value: Value) -> [UInt8] {
    switch value {
    case .number(let number): [0] + MatroskaFile.number(number.bitPattern, width: 8)
    case .text(let string): [2] + text(string)
    case .date(let date): [11] + MatroskaFile.number(date.bitPattern, width: 8) + [0, 0]
    case .list(let values):
      [10] + MatroskaFile.number(UInt64(values.count), width: 4) + values.flatMap(bytes(of:))
    case .object(let values): [3] + members(values)
    }
  }
}
