/// An MPEG-2 transport stream with one stream of H.264 (ISO/IEC 13818-1).
package struct TransportStreamFile: Sendable {
  /// The bytes of the H.264 stream.
  package var stream: [UInt8]
  /// True for packets with a time before them, as AVCHD has them.
  package var hasTimes = true
  /// Bytes of the adaptation field of each packet, its length included.
  package var adaptation = 0
  /// Packets of another stream before the first one.
  package var packetsBefore = 1

  package init(_ stream: [UInt8]) {
    self.stream = stream
  }

  /// The whole file.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<packetsBefore { bytes += packet(0x1100, isStart: true, [0, 0, 1, 0xFD, 0, 0]) }
    // Stream ID, length, two bytes of flags, length of the header's rest.
    var rest = ([0, 0, 1, 0xE0, 0, 0, 0x80, 0, 0] + stream)[...]
    var isStart = true
    while !rest.isEmpty {
      let payload = rest.prefix(184 - adaptation)
      bytes += packet(0x1011, isStart: isStart, Array(payload))
      rest = rest.dropFirst(payload.count)
      isStart = false
    }
    return bytes
  }

  private func packet(_ id: UInt16, isStart: Bool, _ payload: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    if hasTimes { writer.append(UInt32(0), .big) }
    writer.append([0x47])
    writer.append(id | (isStart ? 0x4000 : 0), .big)
    let room = 184 - payload.count
    writer.append([room > 0 ? 0x30 : 0x10])
    // What the payload does not fill is the adaptation field.
    if room > 0 { writer.append([UInt8(room - 1)] + [UInt8](repeating: 0, count: room - 1)) }
    writer.append(payload)
    return writer.bytes
  }

  /// Supplemental enhancement information with MDPM in it: tags and four bytes each.
  package static func packMetadata(_ entries: [(tag: UInt8, value: [UInt8])]) -> [UInt8] {
    let identifier: [UInt8] = [
      0x17, 0xEE, 0x8C, 0x60, 0xF8, 0x4D, 0x11, 0xD9, 0x8C, 0xD6, 0x08, 0x00, 0x20, 0x0C, 0x9A,
      0x66,
    ]
    var payload = identifier + Array("MDPM".utf8) + [UInt8(entries.count)]
    for entry in entries { payload += [entry.tag] + entry.value }
    return unit(6, [5, UInt8(payload.count)] + payload + [0x80])
  }

  /// A unit of H.264 with its start code; `content` gets the bytes that keep it from having one
  /// within (ITU-T H.264, 7.4.1.1).
  package static func unit(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in content {
      if byte <= 3, bytes.suffix(2) == [0, 0] { bytes.append(3) }
      bytes.append(byte)
    }
    return [0, 0, 0, 1, type] + bytes
  }
}
