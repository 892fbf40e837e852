/// A PNG of one black pixel with chunks of metadata.
package struct PNGFile: Sendable {
  /// A chunk of metadata.
  package enum Chunk: Sendable {
    /// `eXIf`: a TIFF structure.
    case exif([UInt8])
    /// `tEXt`.
    case text(keyword: String, [UInt8])
    /// `zTXt`.
    case compressedText(keyword: String, [UInt8])
    /// `iTXt`.
    case internationalText(keyword: String, [UInt8], isCompressed: Bool = false)
    /// Any chunk, as it is.
    case raw(type: String, [UInt8])

    /// XMP as the specification wants it: in `iTXt`, not compressed.
    package static func xmp(_ packet: [UInt8]) -> Chunk {
      .internationalText(keyword: "XML:com.adobe.xmp", packet)
    }

    /// A block in hexadecimal digits, as ImageMagick writes it.
    package static func rawProfile(_ name: String, _ block: [UInt8]) -> Chunk {
      let digits = block.map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
      var lines = "\n\(name)\n\(String(repeating: " ", count: 5))\(block.count)\n"
      for start in stride(from: 0, to: digits.count, by: 36) {
        lines += digits[start..<min(start + 36, digits.count)].joined() + "\n"
      }
      return .compressedText(keyword: "Raw profile type \(name)", Array(lines.utf8))
    }
  }

  package var beforePicture: [Chunk]
  package var afterPicture: [Chunk] = []

  package init(_ chunks: [Chunk], afterPicture: [Chunk] = []) {
    beforePicture = chunks
    self.afterPicture = afterPicture
  }

  /// The whole file.
  package var bytes: [UInt8] {
    let size: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 1]
    // Eight bits of grey; one line of filter type and pixel.
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + Self.chunk("IHDR", size + [8, 0, 0, 0, 0]) + beforePicture.flatMap(Self.encoded)
      + Self.chunk("IDAT", sampleZlib([0, 0])) + afterPicture.flatMap(Self.encoded)
      + Self.chunk("IEND", [])
  }

  private static func encoded(_ chunk: Chunk) -> [UInt8] {
    switch chunk {
    case .exif(let block):
      Self.chunk("eXIf", block)
    case .text(let keyword, let text):
      Self.chunk("tEXt", Array(keyword.utf8) + [0] + text)
    case .compressedText(let keyword, let text):
      Self.chunk("zTXt", Array(keyword.utf8) + [0, 0] + sampleZlib(text))
    case .internationalText(let keyword, let text, let isCompressed):
      Self.chunk(
        "iTXt",
        Array(keyword.utf8) + [0, isCompressed ? 1 : 0, 0, 0, 0]
          + (isCompressed ? sampleZlib(text) : text))
    case .raw(let type, let data):
      Self.chunk(type, data)
    }
  }

  /// Length, type, data and the checksum over type and data (PNG, 5.3).
  package static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    let checked = Array(type.utf8) + data
    writer.append(UInt32(data.count), .big)
    writer.append(checked)
    writer.append(sampleCRC32(checked), .big)
    return writer.bytes
  }
}

/// A zlib stream of `bytes` in stored blocks (RFC 1950; RFC 1951, 3.2.4).
package func sampleZlib(_ bytes: [UInt8]) -> [UInt8] {
  var writer = ByteWriter()
  writer.append([0x78, 0x01])
  var start = 0
  repeat {
    let part = bytes[start..<min(start + 0xFFFF, bytes.count)]
    start += part.count
    writer.append([start == bytes.count ? 1 : 0])
    writer.append(UInt16(part.count), .little)
    writer.append(~UInt16(part.count), .little)
    writer.append(part)
  } while start < bytes.count
  var (a, b): (UInt32, UInt32) = (1, 0)
  for byte in bytes {
    a = (a + UInt32(byte)) % 65_521
    b = (b + a) % 65_521
  }
  writer.append(b << 16 | a, .big)
  return writer.bytes
}
