extension MovieFile {
  /// Both ends of the file when it is `length` bytes long and its movie box comes last; what lies
  /// between is media data, so zeros will do. Nil when `length` has no room for the boxes.
  package func ends(length: Int) -> (head: [UInt8], tail: [UInt8])? {
    var head = ByteWriter()
    if let brand { head.append(sampleFileType(brand, compatible: compatibleBrands)) }
    let tail = movie + extraInFile
    // A size of 1 says that a size of 64 bits follows (ISO/IEC 14496-12, 4.2).
    let size = length - head.bytes.count - tail.count
    guard size >= 16 else { return nil }
    head.append(UInt32(1), .big)
    head.append(text: "mdat")
    head.append(UInt64(size), .big)
    return (head.bytes, tail)
  }
}
