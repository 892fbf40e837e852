/// A Photoshop document: header, no colour table, image resources, no layers.
package func samplePSD(_ resources: [UInt8], isLarge: Bool = false) -> [UInt8] {
  var writer = ByteWriter()
  writer.append(text: "8BPS")
  writer.append([0, isLarge ? 2 : 1, 0, 0, 0, 0, 0, 0, 0, 1])
  for number: UInt32 in [1, 1] { writer.append(number, .big) }
  for number: UInt16 in [8, 1] { writer.append(number, .big) }
  writer.append(UInt32(0), .big)
  writer.append(UInt32(resources.count), .big)
  writer.append(resources)
  writer.append([UInt8](repeating: 0, count: (isLarge ? 8 : 4) + 3))
  return writer.bytes
}

/// A bitmap of one black pixel.
package func sampleBMP() -> [UInt8] {
  var writer = ByteWriter()
  writer.append(text: "BM")
  for number: UInt32 in [58, 0, 54, 40, 1, 1] { writer.append(number, .little) }
  for number: UInt16 in [1, 24] { writer.append(number, .little) }
  for number: UInt32 in [0, 4, 0, 0, 0, 0, 0] { writer.append(number, .little) }
  return writer.bytes
}

/// A GIF of one pixel.
package struct GIFFile: Sendable {
  package var xmp: [UInt8]?
  /// True when the XMP comes after the picture.
  package var xmpIsLast = false
  /// Bytes of the picture; cut into sub-blocks.
  package var picture: [UInt8] = [0x44, 0x01]

  package init(xmp: [UInt8]? = nil) { self.xmp = xmp }

  /// The whole file.
  package var bytes: [UInt8] {
    // Two colours for all pictures; the extension that tells programs to repeat; the picture, with
    // two colours of its own.
    let table: [UInt8] = [0, 0, 0, 255, 255, 255]
    var writer = ByteWriter()
    writer.append(text: "GIF89a")
    writer.append([1, 0, 1, 0, 0x80, 0, 0] + table)
    writer.append([0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0])
    if !xmpIsLast { writer.append(metadata) }
    writer.append([0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0x80] + table + [2])
    for start in stride(from: 0, to: picture.count, by: 255) {
      let part = picture[start..<min(start + 255, picture.count)]
      writer.append([UInt8(part.count)])
      writer.append(part)
    }
    writer.append([0])
    if xmpIsLast { writer.append(metadata) }
    writer.append([0x3B])
    return writer.bytes
  }

  /// XMP, and the trailer that leads readers of sub-blocks to its end.
  private var metadata: [UInt8] {
    guard let xmp else { return [] }
    return [0x21, 0xFF, 11] + Array("XMP DataXMP".utf8) + xmp + [1] + (0...255).reversed() + [0]
  }
}

/// A JPEG XL in boxes: `boxes` after the file type, then a codestream that is cut off.
package func sampleJPEGXL(_ boxes: [UInt8]) -> [UInt8] {
  sampleBox("JXL ", [0x0D, 0x0A, 0x87, 0x0A]) + sampleFileType("jxl ", compatible: ["jxl "])
    + sampleBox("jxlc", [0xFF, 0x0A]) + boxes
}

/// The box of a JPEG XL that holds Exif; `prefix` stands between the offset and the TIFF header.
package func sampleExifBox(_ block: [UInt8], prefix: [UInt8] = []) -> [UInt8] {
  var writer = ByteWriter()
  writer.append(UInt32(prefix.count), .big)
  return sampleBox("Exif", writer.bytes + prefix + block)
}

/// A JPEG 2000 in boxes: `boxes` after the header, then a codestream that is cut off.
package func sampleJPEG2000(_ boxes: [UInt8]) -> [UInt8] {
  sampleBox("jP  ", [0x0D, 0x0A, 0x87, 0x0A]) + sampleFileType("jp2 ", compatible: ["jp2 "])
    + sampleBox("jp2h") + boxes + sampleBox("jp2c", [0xFF, 0x4F, 0xFF, 0x51], size: .toTheEnd)
}

/// A `uuid` box whose identifier is 16 characters of Latin-1.
package func sampleUUIDBox(_ identifier: [UInt8], _ block: [UInt8]) -> [UInt8] {
  sampleBox("uuid", identifier + block)
}
