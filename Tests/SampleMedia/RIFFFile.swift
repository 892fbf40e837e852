/// A RIFF file, such as an AVI (Microsoft, "AVI RIFF File Reference").
package struct RIFFFile: Sendable {
  /// Type of the file, `AVI ` for instance.
  package var type: String
  /// The chunks, as they stand.
  package var chunks: [UInt8]

  package init(_ chunks: [UInt8], type: String = "AVI ") {
    self.type = type
    self.chunks = chunks
  }

  /// The whole file.
  package var bytes: [UInt8] { WebPFile.chunk("RIFF", Array(type.utf8) + chunks) }

  /// A list of chunks.
  package static func list(_ type: String, _ chunks: [UInt8]) -> [UInt8] {
    WebPFile.chunk("LIST", Array(type.utf8) + chunks)
  }

  /// A chunk with a text that ends in NUL.
  package static func text(_ type: String, _ text: String) -> [UInt8] {
    WebPFile.chunk(type, Array(text.utf8) + [0])
  }

  /// AVI's main header: microseconds a frame lasts, three numbers, and how many frames there are.
  package static func mainHeader(frameTime: UInt32, frames: UInt32) -> [UInt8] {
    var writer = ByteWriter()
    for number: UInt32 in [frameTime, 0, 0, 0, frames] { writer.append(number, .little) }
    return WebPFile.chunk("avih", writer.bytes + [UInt8](repeating: 0, count: 36))
  }

  /// The content of Nikon's `nctg`: tags and texts.
  package static func nikonTags(_ tags: [(UInt16, String)]) -> [UInt8] {
    var writer = ByteWriter()
    for (tag, text) in tags {
      writer.append(tag, .little)
      writer.append(UInt16(text.utf8.count + 1), .little)
      writer.append(text: text + "\0")
    }
    return writer.bytes
  }

  /// An Exif directory without a TIFF header, its texts' offsets counting from `base`; `order` is
  /// that of its numbers.
  package static func directory(
    _ texts: [(tag: UInt16, text: String)], at base: Int, _ order: SampleByteOrder
  ) -> [UInt8] {
    var (entries, values) = (ByteWriter(), ByteWriter())
    entries.append(UInt16(texts.count), order)
    let start = base + 2 + texts.count * 12 + 4
    for (tag, text) in texts {
      entries.append(tag, order)
      entries.append(UInt16(2), order)
      entries.append(UInt32(text.utf8.count + 1), order)
      // A value of four bytes or fewer stands in place of its offset.
      if text.utf8.count < 4 {
        entries.append(Array((text + "\0\0\0\0").utf8).prefix(4))
      } else {
        entries.append(UInt32(start + values.bytes.count), order)
        values.append(text: text + "\0")
      }
    }
    entries.append(UInt32(0), order)
    return entries.bytes + values.bytes
  }
}
