// A RIFF file is chunks within lists ("Multimedia Programming Interface and Data Specifications
// 1.0", IBM and Microsoft, 1991; "AVI RIFF File Reference", Microsoft).
//
//     type | 32-bit length, little-endian | content, padded to an even length
//     LIST | length | type of the list | chunks
//
// Chunks may claim more than the file has; a chunk never reaches beyond its parent here.

/// One chunk: its type and where its content lies.
struct RIFFChunk {
  /// Four characters; of a list, the type of the list.
  let type: ISOBoxType
  /// True for `LIST` and `RIFF`, whose content is chunks.
  let isList: Bool
  /// Bytes of the file after the header, ending at the parent's end at the latest.
  let content: Range<Int>

  /// True for what streams are made of, `00dc` for instance: two digits come first.
  var isStreamData: Bool {
    let digits: ClosedRange<UInt32> = 0x30...0x39
    return digits.contains(type.code >> 24) && digits.contains(type.code >> 16 & 0xFF)
  }
}

/// The chunks of one level, one after the other; only their headers are read.
///
/// Ends at the range's end, at a header of zeros, or after `limit` chunks.
struct RIFFChunks {
  private var position: Int
  private let end: Int
  private var remaining: Int

  /// The chunks that lie in `range`, bytes from the start of the file.
  init(in range: Range<Int>, limit: Int = 256) {
    position = range.lowerBound
    end = range.upperBound
    remaining = limit
  }

  /// The next chunk; nil after the last. Throws only what the source throws.
  mutating func next(from source: inout ByteSource) throws(FormatError) -> RIFFChunk? {
    let available = min(end, source.length) - position
    guard remaining > 0, available >= 8 else { return nil }
    remaining -= 1
    let header = try source.readUpTo(position, min(12, available))
    guard header.count >= 8, !header.matches([0, 0, 0, 0]) else { return nil }

    let length = min(Int(try header.u32(4, .little)), available - 8)
    let isList = (header.matches("LIST") || header.matches("RIFF")) && length >= 4
    let start = position + 8
    let end = start + length
    position = end + length % 2
    guard isList, let type = try? header.u32(8, .big) else {
      return RIFFChunk(
        type: ISOBoxType(try header.u32(0, .big)), isList: false, content: start..<end)
    }
    return RIFFChunk(type: ISOBoxType(type), isList: true, content: start + 4..<end)
  }
}
