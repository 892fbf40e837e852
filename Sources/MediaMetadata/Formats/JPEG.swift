extension MediaFormat {
  /// JPEG, also by the names that cameras and programs give to plain JPEG files.
  package static let jpeg = MediaFormat(
    name: "JPEG", kind: .photo,
    extensions: ["jpg", "jpeg", "jpe", "jfif", "mpo", "jps", "insp", "thm", "jpg_original"],
    dates: "Exif, XMP, IPTC, Canon's CIFF block",
    recognises: { $0.matches([0xFF, 0xD8, 0xFF]) },
    read: { source throws(FormatError) in try JPEG.read(&source) })
}

/// The segments of a JPEG file in which metadata lies (ITU-T T.81, annex B; Exif 3.0, 4.7).
package enum JPEG {
  /// After this many segments the walk ends; a photo with a depth map in XMP has some hundreds.
  private static let mostSegments = 1024
  /// So many bytes between two segments are passed over in search of a marker: 64 KiB.
  private static let mostStrayBytes = 1 << 16
  /// Image resources beyond this are left out: 1 MiB.
  private static let mostResourceBytes = 1 << 20

  /// The facts in the segments before the image of the JPEG file at `base`, which ends `length`
  /// bytes from there. Images, gain maps and videos that follow it are not looked at.
  package static func read(
    _ source: inout ByteSource, at base: Int = 0, length: Int? = nil
  ) throws(FormatError) -> Metadata {
    let end = base + min(length ?? .max, max(0, source.length - base))
    guard try source.readUpTo(base, min(2, end - base)).matches([0xFF, 0xD8]) else {
      throw .malformed("no JPEG start of image", offset: base)
    }
    var metadata = Metadata()
    var resources: [UInt8] = []
    var position = base + 2
    for _ in 0..<mostSegments {
      guard let segment = try segment(&source, at: position, end: end) else { break }
      if segment.marker == Marker.app1 {
        try readAPP1(&source, segment, into: &metadata)
      } else if segment.marker == Marker.app0 {
        try readAPP0(&source, segment, into: &metadata)
      } else if segment.marker == Marker.app13, resources.count < mostResourceBytes {
        resources += try photoshopResources(&source, segment)
      }
      position = segment.end
    }
    if !resources.isEmpty { PhotoshopResources.read(Bytes(resources), into: &metadata) }
    return metadata
  }

  private enum Marker {
    static let startOfImage: UInt8 = 0xD8
    static let endOfImage: UInt8 = 0xD9
    static let startOfScan: UInt8 = 0xDA
    static let app0: UInt8 = 0xE0
    static let app1: UInt8 = 0xE1
    static let app13: UInt8 = 0xED
  }

  /// One segment; offsets are from the start of the file.
  private struct Segment {
    var marker: UInt8
    /// Where what follows the length begins.
    var start: Int
    /// Where the next segment begins, if the length is right; never beyond the file.
    var end: Int

    var length: Int { end - start }
  }

  /// The next segment at or after `offset`; nil where the image begins or the segments end.
  private static func segment(
    _ source: inout ByteSource, at offset: Int, end: Int
  ) throws(FormatError) -> Segment? {
    var offset = offset
    var stray = 0
    while stray < mostStrayBytes, offset < end {
      guard end - offset >= 2, let head = try head(&source, at: offset, end: end) else {
        return nil
      }
      let marker = UInt8(truncatingIfNeeded: head >> 16)
      guard head >> 24 == 0xFF, marker != 0xFF, marker != 0 else {
        offset += 1
        stray += 1
        continue
      }
      switch marker {
      case Marker.startOfScan, Marker.endOfImage:
        return nil
      case 0x01, 0xD0...Marker.startOfImage:
        return Segment(marker: marker, start: offset + 2, end: offset + 2)
      default:
        let length = Int(head & 0xFFFF)
        guard end - offset >= 4, length >= 2 else { return nil }
        return Segment(
          marker: marker, start: offset + 4, end: max(offset + 4, min(offset + 2 + length, end)))
      }
    }
    return nil
  }

  /// The marker and the length at `offset`, before `end`; zeros for a length that is not there.
  private static func head(
    _ source: inout ByteSource, at offset: Int, end: Int
  ) throws(FormatError) -> UInt32? {
    if end - offset >= 4, let head = try source.four(offset) { return head }
    let marker = try source.readUpTo(offset, 2)
    return marker.count == 2 ? UInt32(try marker.u16(0, .big)) << 16 : nil
  }

  /// What Canon's first digital cameras wrote in the place of JFIF.
  private static func readAPP0(
    _ source: inout ByteSource, _ segment: Segment, into metadata: inout Metadata
  ) throws(FormatError) {
    guard CIFF.begins(try source.readUpTo(segment.start, min(segment.length, 14))) else { return }
    try CIFF.read(&source, at: segment.start, length: segment.length, into: &metadata)
  }

  /// Exif or the main packet of XMP. Of two Exif segments the later one is believed, in what it
  /// says; extended XMP holds no dates worth its size.
  private static func readAPP1(
    _ source: inout ByteSource, _ segment: Segment, into metadata: inout Metadata
  ) throws(FormatError) {
    let xmp: StaticString = "http://ns.adobe.com/xap/1.0/\0"
    let head = try source.readUpTo(segment.start, min(segment.length, xmp.utf8CodeUnitCount))
    if head.matches("Exif\0") {
      var exif = Metadata()
      _ = try passingDamage { () throws(FormatError) in
        try Exif.read(&source, at: segment.start, length: segment.length, into: &exif)
      }
      metadata.supersede(with: exif)
    } else if head.matches(xmp) {
      let packet = try source.readUpTo(
        segment.start + head.count, segment.length - head.count)
      XMP.read(packet, into: &metadata)
    }
  }

  /// What an APP13 segment holds of the image resources; they may go on in the next one.
  private static func photoshopResources(
    _ source: inout ByteSource, _ segment: Segment
  ) throws(FormatError) -> [UInt8] {
    let name: StaticString = "Photoshop 3.0\0"
    let head = try source.readUpTo(segment.start, min(segment.length, name.utf8CodeUnitCount))
    guard head.matches(name) else { return [] }
    return try source.readUpTo(segment.start + head.count, segment.length - head.count).array
  }
}
