/// The dates and the camera in an Exif block, or in any file that has TIFF's structure.
///
/// Read are IFD0, the ExifIFD and the GPS IFD (Exif 3.0, 4.6); not the thumbnail's directory,
/// whose dates are not the photo's, and no maker notes.
package enum Exif {
  /// What the first directory of a structure is.
  package enum FirstDirectory: Sendable {
    /// IFD0, which points to the others.
    case main
    /// The ExifIFD itself, as in the CMT2 box of a CR3.
    case exif
    /// The GPS IFD itself, as in the CMT4 box of a CR3.
    case gps
  }

  /// Adds what the structure in `block` says. `Exif\0\0` may stand before the TIFF header.
  ///
  /// Throws when there is no TIFF header or no first directory; damage behind them costs only what
  /// is damaged.
  package static func read(
    _ block: Bytes, first: FirstDirectory = .main, into metadata: inout Metadata
  ) throws(FormatError) {
    var source = ByteSource(block)
    try read(&source, first: first, into: &metadata)
  }

  /// Adds what the structure at `base` says, of which nothing lies `length` bytes or further
  /// from there. `Exif\0\0` may stand before the TIFF header.
  ///
  /// Throws when there is no TIFF header or no first directory; damage behind them costs only what
  /// is damaged.
  package static func read(
    _ source: inout ByteSource, at base: Int = 0, length: Int? = nil,
    first: FirstDirectory = .main, into metadata: inout Metadata
  ) throws(FormatError) {
    let length = min(length ?? .max, max(0, source.length - base))
    let prefix = try source.readUpTo(base, min(6, length)).matches("Exif\0") ? 6 : 0
    let structure = try TIFFStructure(&source, at: base + prefix, length: length - prefix)
    try read(structure, first: first, &source, into: &metadata)
  }

  /// Adds what IFD0 at `offset` in `block` says, where no TIFF header precedes it. Offsets in it
  /// count from the start of `block`. Throws as the others do.
  package static func read(
    directoryAt offset: Int, of block: Bytes, _ order: ByteOrder, into metadata: inout Metadata
  ) throws(FormatError) {
    var source = ByteSource(block)
    let structure = TIFFStructure(directoryAt: offset, length: block.count, order)
    try read(structure, first: .main, &source, into: &metadata)
  }

  private static func read(
    _ structure: TIFFStructure, first: FirstDirectory, _ source: inout ByteSource,
    into metadata: inout Metadata
  ) throws(FormatError) {
    var reader = ExifReader(structure: structure)
    try reader.collect(first, at: structure.firstDirectory, &source)
    reader.add(to: &metadata)
    try reader.readBlocks(&source, into: &metadata)
  }

  /// Adds the moments of capture and of digitizing that the directory of `structure` at `offset`
  /// or an ExifIFD below it states; throws when there is no directory.
  static func readCapture(
    _ source: inout ByteSource, _ structure: TIFFStructure, at offset: Int,
    into metadata: inout Metadata
  ) throws(FormatError) {
    var reader = ExifReader(structure: structure)
    try reader.collect(.main, at: offset, &source)
    metadata.claims += reader.captureClaims
  }
}

/// The tags that are read, of IFD0, the ExifIFD and the GPS IFD.
private enum ExifTag: UInt16 {
  case gpsTimeStamp = 0x0007
  case gpsDateStamp = 0x001D
  case make = 0x010F
  case model = 0x0110
  case dateTime = 0x0132
  case xmp = 0x02BC
  case iptc = 0x83BB
  case photoshop = 0x8649
  case exifDirectory = 0x8769
  case gpsDirectory = 0x8825
  case dateTimeOriginal = 0x9003
  case dateTimeDigitized = 0x9004
  case offsetTime = 0x9010
  case offsetTimeOriginal = 0x9011
  case offsetTimeDigitized = 0x9012
  case subSecTime = 0x9290
  case subSecTimeOriginal = 0x9291
  case subSecTimeDigitized = 0x9292
}

/// Collects the fields of one structure, then says what they mean.
private struct ExifReader {
  /// Longer blocks of XMP and IPTC are read as far as this: 1 MiB.
  static let largestBlock = 1 << 20

  let structure: TIFFStructure
  private var main = Texts()
  private var exif = Texts()
  private var gpsDate: String?
  private var gpsTime: [Double]?
  private var blocks: [ExifTag: TIFFEntry] = [:]

  /// The texts of one kind of directory: few enough to be looked through.
  private struct Texts {
    private var entries: [(tag: ExifTag, text: String)] = []

    subscript(tag: ExifTag) -> String? {
      get { entries.last { $0.tag == tag }?.text }
      set { if let newValue { entries.append((tag, newValue)) } }
    }
  }

  init(structure: TIFFStructure) { self.structure = structure }

  /// Takes up the fields of the directory at `offset` and of those it points to. Of fields with
  /// the same tag the first counts, so a damaged directory cannot ask for more than it has tags.
  mutating func collect(
    _ kind: Exif.FirstDirectory, at offset: Int, _ source: inout ByteSource
  ) throws(FormatError) {
    var seen: [ExifTag] = []
    for entry in try structure.directory(&source, at: offset) {
      guard let tag = ExifTag(rawValue: entry.tag), !seen.contains(tag) else { continue }
      seen.append(tag)
      _ = try passingDamage { () throws(FormatError) in
        switch kind {
        case .main: try collectMain(tag, entry, &source)
        case .exif: exif[tag] = try structure.text(&source, of: entry)
        case .gps: try collectGPS(tag, entry, &source)
        }
      }
    }
  }

  private mutating func collectMain(
    _ tag: ExifTag, _ entry: TIFFEntry, _ source: inout ByteSource
  ) throws(FormatError) {
    switch tag {
    case .exifDirectory:
      guard let offset = try structure.number(&source, of: entry) else { return }
      try collect(.exif, at: offset, &source)
    case .gpsDirectory:
      guard let offset = try structure.number(&source, of: entry) else { return }
      try collect(.gps, at: offset, &source)
    case .xmp, .iptc, .photoshop:
      blocks[tag] = entry
    default:
      main[tag] = try structure.text(&source, of: entry)
    }
  }

  private mutating func collectGPS(
    _ tag: ExifTag, _ entry: TIFFEntry, _ source: inout ByteSource
  ) throws(FormatError) {
    switch tag {
    case .gpsDateStamp: gpsDate = try structure.text(&source, of: entry)
    case .gpsTimeStamp: gpsTime = try structure.fractions(&source, of: entry, count: 3)
    default: break
    }
  }

  /// The moments of capture and of digitizing.
  var captureClaims: [DateClaim] {
    let original = claim(
      .exifDateTimeOriginal, [exif[.dateTimeOriginal], main[.dateTimeOriginal]],
      subSecond: .subSecTimeOriginal, offset: .offsetTimeOriginal)
    let digitized = claim(
      .exifDateTimeDigitized, [exif[.dateTimeDigitized], main[.dateTimeDigitized]],
      subSecond: .subSecTimeDigitized, offset: .offsetTimeDigitized)
    return [original, digitized].compactMap(\.self)
  }

  /// Adds the claims and the camera that the collected fields amount to.
  func add(to metadata: inout Metadata) {
    let modified = claim(
      .exifModifyDate, [main[.dateTime]], subSecond: .subSecTime, offset: .offsetTime)
    metadata.claims += captureClaims + [gpsClaim, modified].compactMap(\.self)
    metadata.offer(make: main[.make], model: main[.model])
  }

  /// The first date that `texts` hold, with its own fraction and offset and no other's.
  private func claim(
    _ source: DateSource, _ texts: [String?], subSecond: ExifTag, offset: ExifTag
  ) -> DateClaim? {
    for case let text? in texts {
      guard let date = DateText(text) else { continue }
      var dateTime = date.dateTime
      var precision = date.precision
      if precision == .second, let digits = exif[subSecond] ?? main[subSecond],
        let nanosecond = DateText.nanoseconds(fraction: digits),
        let exact = dateTime.with(nanosecond: nanosecond)
      {
        dateTime = exact
        precision = .subsecond
      }
      var zone = date.zone
      if zone == .local, let text = exif[offset] ?? main[offset] {
        zone = DateText.zone(text) ?? .local
      }
      return DateClaim(
        source: source, dateTime: dateTime, zone: zone, precision: precision, raw: .text(text))
    }
    return nil
  }

  /// GPSDateStamp and GPSTimeStamp together; neither alone is a date and time.
  private var gpsClaim: DateClaim? {
    guard let gpsDate, let gpsTime, gpsTime.count == 3, let date = DateText(gpsDate) else {
      return nil
    }
    let seconds = gpsTime[0] * 3600 + gpsTime[1] * 60 + gpsTime[2]
    guard (0..<86_400).contains(seconds) else { return nil }
    let whole = Int(seconds)
    let nanosecond = min(Int((seconds - Double(whole)) * 1e9 + 0.5), 999_999_999)
    guard
      let dateTime = CivilDateTime(
        year: date.dateTime.year, month: date.dateTime.month, day: date.dateTime.day,
        hour: whole / 3600, minute: whole / 60 % 60, second: whole % 60, nanosecond: nanosecond)
    else { return nil }
    return DateClaim(
      source: .exifGPSDateTime, dateTime: dateTime, zone: .utc,
      precision: nanosecond == 0 ? .second : .subsecond, raw: .text(gpsDate))
  }

  /// Hands the XMP, IPTC and Photoshop blocks of a TIFF file to their readers.
  func readBlocks(
    _ source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    for (tag, read) in Self.blockReaders {
      guard let entry = blocks[tag] else { continue }
      _ = try passingDamage { () throws(FormatError) in
        let limit = Self.largestBlock
        read(try structure.value(&source, of: entry, limit: limit), &metadata)
      }
    }
  }

  private static let blockReaders: [(ExifTag, @Sendable (Bytes, inout Metadata) -> Void)] = [
    (.xmp, { XMP.read($0, into: &$1) }),
    (.iptc, { IPTC.read($0, into: &$1) }),
    (.photoshop, { PhotoshopResources.read($0, into: &$1) }),
  ]
}
