/// A JPEG file: the segments it is given, then a grey picture of one pixel that decoders accept.
package struct JPEGFile: Sendable {
  /// What stands between the start of the file and the picture.
  package enum Segment: Sendable {
    /// APP1 with the block behind `Exif\0\0`.
    case exif([UInt8])
    /// APP1 with the packet behind the name of XMP.
    case xmp([UInt8])
    /// APP13 with the image resources, or a part of them, behind the name of Photoshop.
    case photoshop([UInt8])
    /// A segment with any marker.
    case segment(marker: UInt8, [UInt8])
    /// Bytes as they are, no segment: fill bytes, stray bytes, damage.
    case stray([UInt8])
  }

  package var segments: [Segment]
  /// Which grey the pixel has, 0 to 127: other numbers are other pictures.
  package var shade: UInt8

  package init(_ segments: [Segment] = [], shade: UInt8 = 0) {
    self.segments = segments
    self.shade = shade
  }

  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append([0xFF, 0xD8])
    for segment in segments {
      switch segment {
      case .exif(let block): append(0xE1, Array("Exif\0\0".utf8) + block, to: &writer)
      case .xmp(let packet):
        append(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + packet, to: &writer)
      case .photoshop(let block):
        append(0xED, Array("Photoshop 3.0\0".utf8) + block, to: &writer)
      case .segment(let marker, let bytes): append(marker, bytes, to: &writer)
      case .stray(let bytes): writer.append(bytes)
      }
    }
    appendPicture(to: &writer)
    writer.append([0xFF, 0xD9])
    return writer.bytes
  }

  private func append(_ marker: UInt8, _ bytes: [UInt8], to writer: inout ByteWriter) {
    writer.append([0xFF, marker])
    writer.append(UInt16(truncatingIfNeeded: bytes.count + 2), .big)
    writer.append(bytes)
  }

  /// One block of one component, baseline: the DC difference has the one code `0` and seven bits,
  /// the AC coefficients the one code `0`, end of block (ITU-T T.81, annex F).
  private func appendPicture(to writer: inout ByteWriter) {
    append(0xDB, [0] + Array(repeating: 8, count: 64), to: &writer)
    append(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0], to: &writer)
    let oneCode: [UInt8] = [1] + Array(repeating: 0, count: 15)
    append(0xC4, [0x00] + oneCode + [7], to: &writer)
    append(0xC4, [0x10] + oneCode + [0], to: &writer)
    append(0xDA, [1, 1, 0x00, 0, 63, 0], to: &writer)
    writer.append([shade & 0x7F, 0x7F])
  }
}
