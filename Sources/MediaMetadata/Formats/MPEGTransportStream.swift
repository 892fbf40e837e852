extension MediaFormat {
  /// MPEG-2 transport streams (ISO/IEC 13818-1), as camcorders write them for AVCHD with a time
  /// before each packet (Blu-ray Disc Audio Visual stream).
  package static let mpegTransportStream = MediaFormat(
    name: "MPEG-TS", kind: .video, extensions: ["mts", "m2ts", "m2t", "ts", "tod"],
    dates: "MDPM in the H.264 stream",
    recognises: { TransportPackets(head: $0) != nil },
    read: { source throws(FormatError) in
      var reader = TransportStreamReader()
      return try reader.read(&source)
    })
}

/// How the packets of a stream lie in a file.
private struct TransportPackets {
  /// Bytes of a packet with what stands before it.
  let stride: Int
  /// Bytes before a packet's first.
  let prefix: Int

  static let packetLength = 188
  private static let sync: UInt8 = 0x47
  /// Fewer packets than this are no evidence.
  private static let leastPackets = 3

  /// Nil where not every packet that `head` shows begins as packets do.
  init?(head: Bytes) {
    for (stride, prefix) in [(188, 0), (192, 4)] {
      let starts = Array(Swift.stride(from: prefix, to: head.count, by: stride))
      guard starts.count >= Self.leastPackets,
        starts.allSatisfy({ (try? head.u8($0)) == Self.sync })
      else { continue }
      self.stride = stride
      self.prefix = prefix
      return
    }
    return nil
  }

  /// What packet `index` of `block` holds; nil where there is none.
  func packet(_ index: Int, of block: Bytes) -> Bytes? {
    let packet = try? block.slice(index * stride + prefix, Self.packetLength)
    guard let packet, (try? packet.u8(0)) == Self.sync else { return nil }
    return packet
  }
}

/// Puts the video streams together, as far as the first date.
private struct TransportStreamReader {
  /// The first date stands at the first picture, within the first kilobytes: 512 KiB.
  private static let limit = 512 << 10
  private static let blockLength = 64 << 10
  /// Streams beyond this are left out; a camera writes one, or two for two eyes.
  private static let mostStreams = 4

  private struct Stream {
    var bytes: [UInt8] = []
    var searched = 0
  }

  private var streams: [UInt16: Stream] = [:]
  private var metadata = Metadata()

  mutating func read(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    let head = try source.readUpTo(0, MediaFormat.headLength)
    guard let packets = TransportPackets(head: head) else { return metadata }
    var position = 0
    while position < Self.limit {
      let count = Self.blockLength / packets.stride
      let block = try source.readUpTo(position, count * packets.stride)
      if block.isEmpty { break }
      for index in 0..<count {
        if let packet = packets.packet(index, of: block) { take(packet) }
      }
      if search() { break }
      position += count * packets.stride
    }
    return metadata
  }

  /// Appends the payload of a video packet to its stream (ISO/IEC 13818-1, 2.4.3.2).
  private mutating func take(_ packet: Bytes) {
    guard let flags = try? packet.u16(1, .big), let control = try? packet.u8(3),
      control & 0x10 != 0
    else { return }
    let adaptation = control & 0x20 == 0 ? 0 : 1 + Int((try? packet.u8(4)) ?? 0)
    var payload = packet.suffix(from: 4 + adaptation)
    let id = flags & 0x1FFF
    // A packet of the elementary stream begins here: its header is passed over (2.4.3.6).
    if flags & 0x4000 != 0, payload.matches([0, 0, 1]), let kind = try? payload.u8(3),
      let headerLength = try? payload.u8(8)
    {
      guard (0xE0...0xEF).contains(kind) || kind == 0xFD else { return }
      payload = payload.suffix(from: 9 + Int(headerLength))
      if streams[id] == nil, streams.count < Self.mostStreams { streams[id] = Stream() }
    }
    streams[id]?.bytes += payload.array
  }

  /// True when a stream has a date.
  private mutating func search() -> Bool {
    for id in streams.keys.sorted() {
      guard let stream = streams[id] else { continue }
      let start = max(0, stream.searched - CameraPackMetadata.seam)
      if CameraPackMetadata.read(Bytes(stream.bytes), from: start, into: &metadata) {
        return true
      }
      streams[id]?.searched = stream.bytes.count
    }
    return false
  }
}
