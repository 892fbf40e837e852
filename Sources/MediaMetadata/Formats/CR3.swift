extension MediaFormat {
  /// Canon's raw format since 2018: ISO base media with Exif in boxes of Canon's own.
  package static let cr3 = MediaFormat(
    name: "CR3", kind: .raw, extensions: ["cr3"],
    dates: "Exif, XMP, movie header",
    recognises: { ISOFileFamily.of(head: $0) == .canonRaw && !CR3.isMovie($0) },
    read: { source throws(FormatError) in try CR3.read(&source) })
}

/// The boxes of CR3 and CRM files that hold facts; Canon documents none of them. Their names and
/// contents are as ExifTool's tags of Canon's `uuid` box have them.
///
///     moov > uuid 85C0B687…   CNCV, the kind of file; CMT1, CMT2, CMT4
///     moov > mvhd             creation time in UTC
///     uuid BE7ACFCB…          XMP
enum CR3 {
  private static let canonIdentifier: [UInt8] = [
    0x85, 0xC0, 0xB6, 0x87, 0x82, 0x0F, 0x11, 0xE0, 0x81, 0x11, 0xF4, 0xCE, 0x46, 0x2B, 0x6A, 0x48,
  ]

  /// True when `head` says that the file is a movie, a CRM. `CNCV` is the first of Canon's boxes.
  static func isMovie(_ head: Bytes) -> Bool {
    guard let box = head.prefix(256).firstIndex(of: Array("CNCV".utf8)) else { return false }
    return head.matches("CanonCRM", at: box + 4)
  }

  /// The facts of a CR3 or a CRM; a file that is cut off after its header still has them all.
  static func read(_ source: inout ByteSource) throws(FormatError) -> Metadata {
    var metadata = Metadata()
    var boxes = ISOBoxes(of: source)
    while let box = try boxes.next(from: &source) {
      switch box.type {
      case "moov": try readMovie(box, from: &source, into: &metadata)
      case "uuid": try XMPBox.read(box, from: &source, into: &metadata)
      default: break
      }
    }
    return metadata
  }

  private static func readMovie(
    _ moov: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    try MovieBox.read(moov, from: &source, into: &metadata)
    var boxes = ISOBoxes(in: moov.payload)
    while let box = try boxes.next(from: &source) {
      guard box.type == "uuid",
        try source.bytes(in: box.payload, limit: 16).matches(canonIdentifier)
      else { continue }
      try readCanon(
        box.payload.lowerBound + canonIdentifier.count..<box.payload.upperBound,
        from: &source, into: &metadata)
    }
  }

  /// Each of the `CMT` boxes is a TIFF structure of its own: IFD0, ExifIFD, maker notes, GPS IFD.
  /// So the date in IFD0 goes without its fraction and offset, which stand in the ExifIFD.
  private static func readCanon(
    _ range: Range<Int>, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    var boxes = ISOBoxes(in: range)
    while let box = try boxes.next(from: &source) {
      let first: Exif.FirstDirectory
      switch box.type {
      case "CMT1": first = .main
      case "CMT2": first = .exif
      case "CMT4": first = .gps
      default: continue
      }
      _ = try passingDamage { () throws(FormatError) in
        try Exif.read(
          &source, at: box.payload.lowerBound, length: box.payload.count, first: first,
          into: &metadata)
      }
    }
  }
}
