// An EBML file is elements within elements (RFC 8794).
//
//     ID, 1 to 4 bytes | length, 1 to 8 bytes | content
//
// The first byte of either says by its leading zeros how many bytes follow. A length of ones is
// not known: live recordings have it for the segment and its clusters (RFC 8794, 6.2).

/// One element: what it is and where its content lies.
struct EBMLElement {
  /// The ID with its marker bit, as RFC 9559 prints it.
  let id: UInt32
  /// Bytes of the file after the header, ending at the parent's end at the latest.
  let content: Range<Int>
  /// False for an element that goes on until something ends it.
  let isLengthKnown: Bool
}

/// The elements of one level, one after the other; only their headers are read.
///
/// Ends at the range's end, at a header that makes no sense, or after `limit` elements. An element
/// of unknown length is taken to reach to the end of its parent.
struct EBMLElements {
  private var position: Int
  private let end: Int
  private var remaining: Int

  /// The elements that lie in `range`, bytes from the start of the file.
  init(in range: Range<Int>, limit: Int = 1024) {
    position = range.lowerBound
    end = range.upperBound
    remaining = limit
  }

  /// The next element; nil after the last. Throws only what the source throws.
  mutating func next(from source: inout ByteSource) throws(FormatError) -> EBMLElement? {
    let available = min(end, source.length) - position
    guard remaining > 0, available >= 2 else { return nil }
    remaining -= 1
    let header = try source.readUpTo(position, min(12, available))
    guard let idWidth = Self.width(of: header, at: 0), idWidth <= 4,
      let id = try? header.number(0, idWidth, .big),
      let lengthWidth = Self.width(of: header, at: idWidth),
      let marked = try? header.number(idWidth, lengthWidth, .big)
    else { return nil }

    let mask = UInt64.max >> (64 - 7 * UInt64(lengthWidth))
    let start = position + idWidth + lengthWidth
    let room = available - idWidth - lengthWidth
    let isKnown = marked & mask != mask
    let length = isKnown ? min(Int(clamping: marked & mask), room) : room
    position = start + length
    return EBMLElement(
      id: UInt32(truncatingIfNeeded: id), content: start..<start + length,
      isLengthKnown: isKnown)
  }

  /// Bytes of the number at `offset`, by its first byte: 1 to 8; nil where there is none.
  private static func width(of header: Bytes, at offset: Int) -> Int? {
    guard let first = try? header.u8(offset), first != 0 else { return nil }
    return first.leadingZeroBitCount + 1
  }
}
