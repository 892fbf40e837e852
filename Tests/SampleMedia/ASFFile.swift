/// An ASF file of nothing but its header (Advanced Systems Format Specification).
package struct ASFFile: Sendable {
  /// 100 ns since 1601-01-01 UTC.
  package var created: UInt64
  /// 100 ns, the preroll included.
  package var playDuration: UInt64 = 0
  /// Milliseconds.
  package var preroll: UInt64 = 0
  /// What the streams are.
  package var streams: [Stream] = [.video]
  /// XMP after the header.
  package var xmp: [UInt8]?

  package enum Stream: Sendable {
    case audio
    case video
  }

  package init(created: UInt64) {
    self.created = created
  }

  /// The whole file.
  package var bytes: [UInt8] {
    var properties = ByteWriter()
    properties.append([UInt8](repeating: 0, count: 24))
    for number in [created, 0, playDuration, 0, preroll] { properties.append(number, .little) }
    properties.append([UInt8](repeating: 0, count: 16))
    let objects =
      Self.object("A1DCAB8C47A9CF118EE400C00C205365", properties.bytes)
      + streams.flatMap { stream in
        Self.object(
          "9107DCB7B7A9CF118EE600C00C205365",
          Self.identifier(
            stream == .video
              ? "C0EF19BC4D5BCF11A8FD00805F5C442B" : "409E69F84D5BCF11A8FD00805F5C442B")
            + [UInt8](repeating: 0, count: 38))
      }
    var header = ByteWriter()
    header.append(UInt32(1 + streams.count), .little)
    header.append([1, 2])
    header.append(objects)
    let packet = xmp.map { Self.object("CBCF7ABEA997E8429C71999491E3AFAC", $0) } ?? []
    return Self.object("3026B2758E66CF11A6D900AA0062CE6C", header.bytes) + packet
  }

  /// An object: identifier, length with this header, content.
  package static func object(_ name: String, _ content: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(identifier(name))
    writer.append(UInt64(content.count + 24), .little)
    writer.append(content)
    return writer.bytes
  }

  /// The bytes that hexadecimal digits spell.
  private static func identifier(_ digits: String) -> [UInt8] {
    let values = digits.compactMap(\.hexDigitValue)
    return stride(from: 0, to: values.count - 1, by: 2).map {
      UInt8(values[$0] * 16 + values[$0 + 1])
    }
  }
}
