/// How the size of a written box is stated (ISO/IEC 14496-12, 4.2).
package enum SampleBoxSize: Sendable {
  /// In 32 bits.
  case short
  /// In 64 bits, after the type.
  case long
  /// Not at all: the box goes on to the end of the file.
  case toTheEnd
  /// In 32 bits and wrong.
  case stated(UInt32)
}

/// A box of `type` around `payload`. In `type`, each character is one byte of Latin-1.
package func sampleBox(
  _ type: String, _ payload: [UInt8] = [], size: SampleBoxSize = .short
) -> [UInt8] {
  var writer = ByteWriter()
  let code = type.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  switch size {
  case .short: writer.append(UInt32(payload.count + 8), .big)
  case .long: writer.append(UInt32(1), .big)
  case .toTheEnd: writer.append(UInt32(0), .big)
  case .stated(let size): writer.append(size, .big)
  }
  writer.append(code)
  if case .long = size { writer.append(UInt64(payload.count + 16), .big) }
  writer.append(payload)
  return writer.bytes
}

/// A full box: version and flags before the payload (ISO/IEC 14496-12, 4.2.2).
package func sampleFullBox(
  _ type: String, version: UInt8 = 0, _ payload: [UInt8] = []
) -> [UInt8] {
  sampleBox(type, [version, 0, 0, 0] + payload)
}

/// The file type box: what the file is, and what else it is compatible with.
package func sampleFileType(_ major: String, compatible: [String] = []) -> [UInt8] {
  sampleBox("ftyp", Array(major.utf8) + [0, 0, 0, 0] + compatible.flatMap { Array($0.utf8) })
}

/// A handler box, which says what a `meta` box is for.
package func sampleHandler(_ type: String) -> [UInt8] {
  sampleFullBox(
    "hdlr", [0, 0, 0, 0] + Array(type.utf8) + [UInt8](repeating: 0, count: 13))
}

/// The `uuid` box in which XMP lies.
package func sampleXMPBox(_ packet: [UInt8]) -> [UInt8] {
  let identifier: [UInt8] = [
    0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF, 0xAC,
  ]
  return sampleBox("uuid", identifier + packet)
}
