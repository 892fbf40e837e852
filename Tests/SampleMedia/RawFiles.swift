/// Fujifilm's RAF: a header that says where the JPEG lies.
package func sampleRAF(_ jpeg: [UInt8], statedLength: UInt32? = nil) -> [UInt8] {
  var writer = ByteWriter()
  writer.append(text: "FUJIFILMCCD-RAW 0201FF392201Sample")
  while writer.bytes.count < 84 { writer.append([0]) }
  writer.append(UInt32(148), .big)
  writer.append(statedLength ?? UInt32(jpeg.count), .big)
  while writer.bytes.count < 148 { writer.append([0]) }
  writer.append(jpeg)
  return writer.bytes
}

/// Minolta's MRW: a block of dimensions, then the TIFF structure.
package func sampleMRW(_ block: [UInt8], order: SampleByteOrder = .big) -> [UInt8] {
  func named(_ name: String, _ content: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(text: name)
    writer.append(UInt32(content.count), order)
    writer.append(content)
    return writer.bytes
  }
  let blocks = named("\0PRD", [UInt8](repeating: 0, count: 24)) + named("\0TTW", block)
  return named(order == .big ? "\0MRM" : "\0MRI", blocks) + [0, 0, 0, 0]
}

/// The Contax N Digital's raw file: a header with its texts backwards.
package func sampleKyoceraRAW(_ date: String) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: 80)
  for (offset, text) in [(1, "Ver. 1.07"), (12, "N DIGITAL"), (25, "KYOCERA"), (33, date)] {
    bytes.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8.reversed())
  }
  return bytes
}

/// Sigma's X3F: sections, then a directory of them, then the directory's place.
package struct X3FFile: Sendable {
  /// The properties of the property list; nil for none.
  package var properties: KeyValuePairs<String, String>?
  /// The JPEG of the image section; nil for none.
  package var jpeg: [UInt8]?

  package init(properties: KeyValuePairs<String, String>? = nil, jpeg: [UInt8]? = nil) {
    self.properties = properties
    self.jpeg = jpeg
  }

  /// The whole file.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(text: "FOVb")
    writer.append(UInt32(0x0002_0002), .little)
    while writer.bytes.count < 40 { writer.append([0]) }
    var directory = ByteWriter()
    var count: UInt32 = 0
    for case let (name, section?) in [
      ("IMA2", jpeg.map(Self.image)), ("PROP", properties.map(Self.list)),
    ] {
      directory.append(UInt32(writer.bytes.count), .little)
      directory.append(UInt32(section.count), .little)
      directory.append(text: name)
      writer.append(section)
      writer.pad(to: 4)
      count += 1
    }
    let place = UInt32(writer.bytes.count)
    writer.append(text: "SECd")
    for number in [UInt32(0x0002_0000), count] { writer.append(number, .little) }
    writer.append(directory.bytes)
    writer.append(place, .little)
    return writer.bytes
  }

  /// An image section of type 2, processed, and format 18, JPEG.
  private static func image(_ jpeg: [UInt8]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(text: "SECi")
    for number: UInt32 in [0x0002_0000, 2, 18, 1, 1, 0] { writer.append(number, .little) }
    writer.append(jpeg)
    return writer.bytes
  }

  private static func list(_ properties: KeyValuePairs<String, String>) -> [UInt8] {
    var pairs = ByteWriter()
    var texts: [UInt16] = []
    for (name, value) in properties {
      for text in [name, value] {
        pairs.append(UInt32(texts.count), .little)
        texts += Array(text.utf16) + [0]
      }
    }
    var writer = ByteWriter()
    writer.append(text: "SECp")
    let numbers: [UInt32] = [0x0002_0000, UInt32(properties.count), 0, 0, UInt32(texts.count)]
    for number in numbers { writer.append(number, .little) }
    writer.append(pairs.bytes)
    for unit in texts { writer.append(unit, .little) }
    return writer.bytes
  }
}
