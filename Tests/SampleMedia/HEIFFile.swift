/// A HEIF file with items but no picture: the first item is the primary one, and made of zeros.
package struct HEIFFile: Sendable {
  /// An item of metadata.
  package struct Item: Sendable {
    /// Item type: `Exif` or `mime`.
    package var type: String
    package var contentType: String?
    package var bytes: [UInt8]
    /// Items that this one describes, counted from 1; empty for no reference.
    package var describes: [UInt32]
    /// True when the bytes lie in `idat` (construction method 1), not in the media data.
    package var isInItemData = false
    /// Number of extents the bytes are cut into.
    package var pieces = 1

    package init(
      type: String, contentType: String? = nil, bytes: [UInt8], describes: [UInt32] = [1]
    ) {
      self.type = type
      self.contentType = contentType
      self.bytes = bytes
      self.describes = describes
    }

    /// An Exif item around `block`, with the prefix that most cameras put between the offset and
    /// the TIFF header.
    package static func exif(_ block: [UInt8], prefix: [UInt8] = Array("Exif\0\0".utf8)) -> Item {
      var writer = ByteWriter()
      writer.append(UInt32(prefix.count), .big)
      writer.append(prefix + block)
      return Item(type: "Exif", bytes: writer.bytes)
    }

    package static func xmp(_ packet: [UInt8]) -> Item {
      Item(type: "mime", contentType: "application/rdf+xml", bytes: packet)
    }
  }

  package var brand: String
  package var compatibleBrands = ["mif1"]
  /// Items 2, 3, …
  package var items: [Item]
  /// Number of the primary item.
  package var primary: UInt32 = 1
  /// Version of `iloc`: 1 adds construction methods, 2 wide item numbers.
  package var locationVersion: UInt8 = 1
  /// Bytes of the offset, length, base offset and index fields of `iloc`: 0, 2, 4 or 8.
  package var widths = (offset: 4, length: 4, base: 0, index: 0)
  /// Version of `infe`: 2, or 3 for wide item numbers.
  package var infoVersion: UInt8 = 2
  /// Further boxes at the end of the file.
  package var extra: [UInt8] = []

  package init(brand: String = "heic", items: [Item]) {
    self.brand = brand
    self.items = items
  }

  private static let picture = Item(type: "hvc1", bytes: [0, 0, 0, 0], describes: [])

  /// The whole file.
  package var bytes: [UInt8] {
    let type = sampleFileType(brand, compatible: compatibleBrands)
    // The places depend on the length of `meta`, which does not depend on the places.
    let start = type.count + meta(mediaStart: 0).count + 8
    let media = ([Self.picture] + items).filter { !$0.isInItemData }.flatMap(\.bytes)
    return type + meta(mediaStart: start) + sampleBox("mdat", media) + extra
  }

  private func meta(mediaStart: Int) -> [UInt8] {
    let all = [Self.picture] + items
    var infos = ByteWriter()
    var references: [UInt8] = []
    infos.append(UInt16(all.count), .big)
    for (index, item) in all.enumerated() {
      infos.append(info(of: item, number: UInt32(index + 1)))
      if !item.describes.isEmpty { references += reference(of: item, number: UInt16(index + 1)) }
    }
    let data = all.filter(\.isInItemData).flatMap(\.bytes)
    return sampleFullBox(
      "meta",
      sampleHandler("pict") + primaryItem + sampleFullBox("iinf", infos.bytes)
        + (references.isEmpty ? [] : sampleFullBox("iref", references))
        + (data.isEmpty ? [] : sampleBox("idat", data))
        + locations(of: all, mediaStart: mediaStart))
  }

  private var primaryItem: [UInt8] {
    var writer = ByteWriter()
    writer.append(UInt16(truncatingIfNeeded: primary), .big)
    return sampleFullBox("pitm", writer.bytes)
  }

  private func info(of item: Item, number: UInt32) -> [UInt8] {
    var writer = ByteWriter()
    append(number, width: infoVersion == 2 ? 2 : 4, to: &writer)
    writer.append([0, 0] + Array(item.type.utf8) + [0])
    if let contentType = item.contentType { writer.append(Array(contentType.utf8) + [0]) }
    return sampleFullBox("infe", version: infoVersion, writer.bytes)
  }

  private func reference(of item: Item, number: UInt16) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(number, .big)
    writer.append(UInt16(item.describes.count), .big)
    for target in item.describes { writer.append(UInt16(truncatingIfNeeded: target), .big) }
    return sampleBox("cdsc", writer.bytes)
  }

  private func locations(of items: [Item], mediaStart: Int) -> [UInt8] {
    var writer = ByteWriter()
    let numberWidth = locationVersion == 2 ? 4 : 2
    let packed = widths.offset << 12 | widths.length << 8 | widths.base << 4 | widths.index
    writer.append(UInt16(packed), .big)
    append(UInt32(items.count), width: numberWidth, to: &writer)
    var (inMedia, inData) = (mediaStart, 0)
    for (index, item) in items.enumerated() {
      let start = item.isInItemData ? inData : inMedia
      append(UInt32(index + 1), width: numberWidth, to: &writer)
      if locationVersion > 0 { writer.append(UInt16(item.isInItemData ? 1 : 0), .big) }
      writer.append(UInt16(0), .big)
      append(UInt32(start), width: widths.base, to: &writer)
      appendExtents(of: item, at: widths.base == 0 ? start : 0, to: &writer)
      if item.isInItemData { inData += item.bytes.count } else { inMedia += item.bytes.count }
    }
    return sampleFullBox("iloc", version: locationVersion, writer.bytes)
  }

  private func appendExtents(of item: Item, at start: Int, to writer: inout ByteWriter) {
    writer.append(UInt16(item.pieces), .big)
    let piece = item.bytes.count / item.pieces
    for index in 0..<item.pieces {
      let isLast = index == item.pieces - 1
      if locationVersion > 0 { append(UInt32(index), width: widths.index, to: &writer) }
      append(UInt32(start + index * piece), width: widths.offset, to: &writer)
      let length = isLast ? item.bytes.count - index * piece : piece
      append(UInt32(length), width: widths.length, to: &writer)
    }
  }

  private func append(_ number: UInt32, width: Int, to writer: inout ByteWriter) {
    switch width {
    case 2: writer.append(UInt16(truncatingIfNeeded: number), .big)
    case 4: writer.append(number, .big)
    case 8: writer.append(UInt64(number), .big)
    default: break
    }
  }
}
