/// A Matroska file without tracks (RFC 9559).
package struct MatroskaFile: Sendable {
  /// What stands in the segment, element by element, as it stands.
  package var elements: [[UInt8]]
  /// False for a segment that does not say how long it is.
  package var isLengthKnown = true

  package init(_ elements: [[UInt8]]) {
    self.elements = elements
  }

  /// The whole file.
  package var bytes: [UInt8] {
    let content = elements.flatMap(\.self)
    return Self.header
      + Self.element(0x1853_8067, content, isLengthKnown: isLengthKnown, lengthWidth: 8)
  }

  /// Where the segment's content begins; positions in a seek head count from here.
  package static let segmentStart = header.count + 4 + 8

  private static let header = element(0x1A45_DFA3, element(0x4282, Array("matroska".utf8)))

  /// An element: ID, length of `lengthWidth` bytes, content.
  package static func element(
    _ id: UInt32, _ content: [UInt8], isLengthKnown: Bool = true, lengthWidth: Int = 1
  ) -> [UInt8] {
    var width = lengthWidth
    while content.count >= 1 << (7 * width) - 1 { width += 1 }
    var id = number(UInt64(id), width: 4)
    id.removeFirst(id.prefix { $0 == 0 }.count)
    let length = isLengthKnown ? UInt64(content.count) : 1 << (7 * UInt64(width)) - 1
    return id + number(length | 1 << (7 * UInt64(width)), width: width) + content
  }

  /// The segment's Info element; the date is in nanoseconds since 2001, the duration in
  /// milliseconds.
  package static func info(
    date: Int64?, duration: Double? = nil, extra: [UInt8] = []
  ) -> [UInt8] {
    var content = extra
    if let duration {
      content += element(0x4489, number(duration.bitPattern, width: 8))
    }
    if let date { content += element(0x4461, number(UInt64(bitPattern: date), width: 8)) }
    return element(0x1549_A966, content)
  }

  /// A seek head that says where elements lie, from the start of the segment's content.
  package static func seekHead(_ places: [(id: UInt32, position: Int)]) -> [UInt8] {
    element(
      0x114D_9B74,
      places.flatMap { place in
        element(
          0x4DBB,
          element(0x53AB, number(UInt64(place.id), width: 4))
            + element(0x53AC, number(UInt64(place.position), width: 8)))
      })
  }

  /// A cluster that holds nothing.
  package static func cluster(isLengthKnown: Bool = true) -> [UInt8] {
    element(0x1F43_B675, [0xE7, 0x81, 0x00], isLengthKnown: isLengthKnown)
  }

  /// Tags: names and texts.
  package static func tags(_ tags: [(name: String, text: String)]) -> [UInt8] {
    element(
      0x1254_C367,
      element(
        0x7373,
        tags.flatMap { tag in
          element(
            0x67C8, element(0x45A3, Array(tag.name.utf8)) + element(0x4487, Array(tag.text.utf8)))
        }))
  }

  /// `value` in as many bytes, the highest first.
  package static func number(_ value: UInt64, width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
  }
}
