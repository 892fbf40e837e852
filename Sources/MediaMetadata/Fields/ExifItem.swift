/// Exif as ISO base media has it: a length, then that many bytes to skip, then the TIFF header
/// (ISO/IEC 23008-12, A.2.1). HEIF has it in an item, JPEG XL in a box.
package enum ExifItem {
  /// Adds what `item` says. A damaged one leaves the other claims standing.
  package static func read(_ item: Bytes, into metadata: inout Metadata) {
    guard let block = tiffBlock(in: item) else { return }
    try? Exif.read(block, into: &metadata)
  }

  /// The bytes from the TIFF header on. Where the stated place is wrong the usual ones are tried.
  private static func tiffBlock(in item: Bytes) -> Bytes? {
    guard let stated = try? item.u32(0, .big) else { return nil }
    let headers: [[UInt8]] = [[0x49, 0x49, 0x2A, 0x00], [0x4D, 0x4D, 0x00, 0x2A]]
    for start in [4 + Int(stated), 4, 10, 0, 6] {
      if headers.contains(where: { item.matches($0, at: start) }) {
        return item.suffix(from: start)
      }
    }
    return nil
  }
}
