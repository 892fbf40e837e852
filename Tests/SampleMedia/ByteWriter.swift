/// The order of the bytes in a number that is written.
package enum SampleByteOrder: Sendable, CaseIterable {
  case big
  case little
}

/// Bytes that grow at the end, for building files number by number.
package struct ByteWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Appends `value` as it is.
  package mutating func append(_ value: some Sequence<UInt8>) {
    bytes.append(contentsOf: value)
  }

  /// Appends the UTF-8 of `text`, without a terminator.
  package mutating func append(text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends the whole width of `value`.
  package mutating func append(_ value: some FixedWidthInteger, _ order: SampleByteOrder) {
    let width = value.bitWidth / 8
    for index in 0..<width {
      let position = order == .big ? width - 1 - index : index
      bytes.append(UInt8(truncatingIfNeeded: value >> (position * 8)))
    }
  }

  /// Appends zeros until the length is a multiple of `alignment`.
  package mutating func pad(to alignment: Int) {
    while bytes.count % alignment != 0 { bytes.append(0) }
  }
}
