/// The image resources that Photoshop keeps in PSD, TIFF, JPEG and JPEG 2000 files (Adobe Photoshop
/// File Formats Specification, "Image Resource Blocks").
package enum PhotoshopResources {
  /// More resources than any document met has.
  private static let mostResources = 4096
  /// Longer values of XMP, Exif and IPTC are read as far as this.
  private static let largestValue = 8 << 20
  /// Signature, identifier, the longest name and the length.
  private static let largestHeader = 4 + 2 + 256 + 4

  /// Adds what the resources for IPTC, Exif and XMP in `block` say. Damage ends the reading; what
  /// came before it counts.
  package static func read(_ block: Bytes, into metadata: inout Metadata) {
    var source = ByteSource(block)
    // Bytes in memory do not fail.
    try? read(&source, in: 0..<block.count, into: &metadata)
  }

  /// The same of the resources in `range`, bytes from the start of the file; only the values that
  /// are read are fetched. Throws only what the source throws.
  package static func read(
    _ source: inout ByteSource, in range: Range<Int>, into metadata: inout Metadata
  ) throws(FormatError) {
    let end = min(range.upperBound, source.length)
    var position = range.lowerBound
    for _ in 0..<mostResources {
      let header = try source.readUpTo(position, min(largestHeader, end - position))
      guard let resource = try? resource(header, at: position) else { return }
      if let read = readers[resource.identifier] {
        let value = resource.value.clamped(to: 0..<end)
        read(try source.bytes(in: value, limit: largestValue), &metadata)
      }
      position = resource.end
    }
  }

  /// The resources that are read: IPTC, Exif and XMP.
  private static let readers: [UInt16: @Sendable (Bytes, inout Metadata) -> Void] = [
    0x0404: { IPTC.read($0, into: &$1) },
    // Damaged Exif leaves the other claims standing.
    0x0422: { try? Exif.read($0, into: &$1) },
    0x0424: { XMP.read($0, into: &$1) },
  ]

  private struct Resource {
    /// 0 for those of programs other than Photoshop.
    var identifier: UInt16
    /// Where the value lies.
    var value: Range<Int>
    /// Where the next one begins.
    var end: Int
  }

  /// The resource at `offset`, which begins with `header`: `8BIM`, identifier, name, length, value;
  /// name and value are padded to an even length.
  private static func resource(
    _ header: Bytes, at offset: Int
  ) throws(FormatError) -> Resource {
    let isPhotoshop = header.matches("8BIM")
    // ImageReady and others have signatures of their own.
    guard
      isPhotoshop || header.matches("MeSa") || header.matches("AgHg") || header.matches("PHUT")
        || header.matches("DCSR")
    else { throw .malformed("no image resource", offset: offset) }
    let nameLength = Int(try header.u8(6))
    let lengthOffset = 6 + (nameLength + 2) / 2 * 2
    let length = Int(try header.u32(lengthOffset, .big))
    let start = offset + lengthOffset + 4
    return Resource(
      identifier: isPhotoshop ? try header.u16(4, .big) : 0, value: start..<start + length,
      end: start + length + length % 2)
  }
}
