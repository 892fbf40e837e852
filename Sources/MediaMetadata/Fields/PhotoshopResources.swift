/// The image resources that Photoshop keeps in PSD, TIFF and JPEG files (Adobe Photoshop File
/// Formats Specification, "Image Resource Blocks").
package enum PhotoshopResources {
  /// Adds what the resources for IPTC, Exif and XMP in `block` say. Damage ends the reading; what
  /// came before it counts.
  package static func read(_ block: Bytes, into metadata: inout Metadata) {
    var position = 0
    while let resource = try? resource(block, at: position) {
      switch resource.identifier {
      case 0x0404: IPTC.read(resource.value, into: &metadata)
      case 0x0422: try? Exif.read(resource.value, into: &metadata)
      case 0x0424: XMP.read(resource.value, into: &metadata)
      default: break
      }
      position = resource.end
    }
  }

  private struct Resource {
    var identifier: UInt16
    var value: Bytes
    /// Where the next one begins.
    var end: Int
  }

  /// The resource at `offset`: `8BIM`, identifier, name, length, value; name and value are padded
  /// to an even length. A value that is cut off is taken as far as it goes.
  private static func resource(_ block: Bytes, at offset: Int) throws(FormatError) -> Resource {
    guard block.matches("8BIM", at: offset) else {
      throw .malformed("no image resource", offset: offset)
    }
    let nameLength = Int(try block.u8(offset + 6))
    let lengthOffset = offset + 6 + (nameLength + 2) / 2 * 2
    let length = Int(try block.u32(lengthOffset, .big))
    let start = lengthOffset + 4
    return Resource(
      identifier: try block.u16(offset + 4, .big),
      value: block.suffix(from: start).prefix(length), end: start + length + length % 2)
  }
}
