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
    var reader = ExifReader(structure: structure, wantsWords: source.wantsWords)
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
    var reader = ExifReader(structure: structure, wantsWords: source.wantsWords)
    try reader.collect(.main, at: offset, &source)
    reader.addCapture(to: &metadata.claims)
  }
}

/// The tags that are read, of IFD0, the ExifIFD and the GPS IFD; the raw value is only a bit.
private enum ExifTag: UInt64 {
  case gpsTimeStamp
  case gpsDateStamp
  case make
  case model
  case dateTime
  case xmp
  case iptc
  case photoshop
  case exifDirectory
  case gpsDirectory
  case dateTimeOriginal
  case dateTimeDigitized
  case offsetTime
  case offsetTimeOriginal
  case offsetTimeDigitized
  case subSecTime
  case subSecTimeOriginal
  case subSecTimeDigitized

  /// The tag with this number; nil when it is not one that is read.
  init?(_ number: UInt16) {
    switch number {
    case 0x0007: self = .gpsTimeStamp
    case 0x001D: self = .gpsDateStamp
    case 0x010F: self = .make
    case 0x0110: self = .model
    case 0x0132: self = .dateTime
    case 0x02BC: self = .xmp
    case 0x83BB: self = .iptc
    case 0x8649: self = .photoshop
    case 0x8769: self = .exifDirectory
    case 0x8825: self = .gpsDirectory
    case 0x9003: self = .dateTimeOriginal
    case 0x9004: self = .dateTimeDigitized
    case 0x9010: self = .offsetTime
    case 0x9011: self = .offsetTimeOriginal
    case 0x9012: self = .offsetTimeDigitized
    case 0x9290: self = .subSecTime
    case 0x9291: self = .subSecTimeOriginal
    case 0x9292: self = .subSecTimeDigitized
    default: return nil
    }
  }
}

/// The fields of one directory that tell of one moment. Each is nil where there is no such field,
/// and holds nil where the field says nothing.
private struct MomentFields {
  var date: DateField?
  /// Nanoseconds.
  var fraction: Int??
  var zone: ClaimZone??
}

/// A field that holds a date, and what it was read from.
private struct DateField {
  let date: DateText
  let words: RawValue

  /// Nil when `text` holds no date.
  init?(_ text: Bytes, wantsWords: Bool) {
    guard let date = DateText(text) else { return nil }
    self.date = date
    words = wantsWords ? .text(text.text) : .notKept
  }
}

/// The date fields of one directory.
private struct DateFields {
  var original = MomentFields()
  var digitized = MomentFields()
  var modified = MomentFields()

  /// Takes up the field `tag`; does nothing when it has none to do with dates.
  mutating func take(_ tag: ExifTag, _ text: Bytes, wantsWords: Bool) {
    switch tag {
    case .dateTimeOriginal: original.date = DateField(text, wantsWords: wantsWords)
    case .dateTimeDigitized: digitized.date = DateField(text, wantsWords: wantsWords)
    case .dateTime: modified.date = DateField(text, wantsWords: wantsWords)
    case .offsetTimeOriginal: original.zone = .some(DateText.zone(text))
    case .offsetTimeDigitized: digitized.zone = .some(DateText.zone(text))
    case .offsetTime: modified.zone = .some(DateText.zone(text))
    case .subSecTimeOriginal: original.fraction = .some(DateText.nanoseconds(fraction: text))
    case .subSecTimeDigitized: digitized.fraction = .some(DateText.nanoseconds(fraction: text))
    case .subSecTime: modified.fraction = .some(DateText.nanoseconds(fraction: text))
    default: break
    }
  }
}

/// Collects the fields of one structure, then says what they mean.
private struct ExifReader {
  /// Longer blocks of XMP and IPTC are read as far as this: 1 MiB.
  static let largestBlock = 1 << 20

  let structure: TIFFStructure
  let wantsWords: Bool
  private var main = DateFields()
  private var exif = DateFields()
  /// Trimmed, and nil when blank; so is `model`.
  private var make: String?
  private var model: String?
  private var gpsDate: DateField?
  /// Seconds of the day in UTC.
  private var gpsTime: Double?
  private var xmp: TIFFEntry?
  private var iptc: TIFFEntry?
  private var photoshop: TIFFEntry?

  init(structure: TIFFStructure, wantsWords: Bool) {
    self.structure = structure
    self.wantsWords = wantsWords
  }

  /// Takes up the fields of the directory at `offset` and of those it points to. Of fields with
  /// the same tag the first counts, so a damaged directory cannot ask for more than it has tags.
  mutating func collect(
    _ kind: Exif.FirstDirectory, at offset: Int, _ source: inout ByteSource
  ) throws(FormatError) {
    var seen: UInt64 = 0
    var directory = try structure.directory(&source, at: offset)
    while let entry = directory.next(where: { ExifTag($0) != nil }) {
      guard let tag = ExifTag(entry.tag), seen & 1 << tag.rawValue == 0 else { continue }
      seen |= 1 << tag.rawValue
      _ = try passingDamage { () throws(FormatError) in
        switch kind {
        case .main: try collectMain(tag, entry, &source)
        case .exif: try collectExif(tag, entry, &source)
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
    case .xmp: xmp = entry
    case .iptc: iptc = entry
    case .photoshop: photoshop = entry
    case .make: make = try structure.text(&source, of: entry)?.text.trimmed
    case .model: model = try structure.text(&source, of: entry)?.text.trimmed
    default:
      guard let text = try structure.text(&source, of: entry) else { return }
      main.take(tag, text, wantsWords: wantsWords)
    }
  }

  private mutating func collectExif(
    _ tag: ExifTag, _ entry: TIFFEntry, _ source: inout ByteSource
  ) throws(FormatError) {
    // The ExifIFD has no such field; one that is there means something else.
    guard tag != .dateTime, let text = try structure.text(&source, of: entry) else { return }
    exif.take(tag, text, wantsWords: wantsWords)
  }

  private mutating func collectGPS(
    _ tag: ExifTag, _ entry: TIFFEntry, _ source: inout ByteSource
  ) throws(FormatError) {
    switch tag {
    case .gpsDateStamp:
      guard let text = try structure.text(&source, of: entry) else { return }
      gpsDate = DateField(text, wantsWords: wantsWords)
    case .gpsTimeStamp: gpsTime = try structure.timeOfDay(&source, of: entry)
    default: break
    }
  }

  /// Adds the moments of capture and of digitizing.
  func addCapture(to claims: inout [DateClaim]) {
    add(.exifDateTimeOriginal, exif.original, main.original, to: &claims)
    add(.exifDateTimeDigitized, exif.digitized, main.digitized, to: &claims)
  }

  /// Adds the claims and the camera that the collected fields amount to.
  func add(to metadata: inout Metadata) {
    if metadata.claims.isEmpty { metadata.claims.reserveCapacity(4) }
    addCapture(to: &metadata.claims)
    if let gpsClaim { metadata.claims.append(gpsClaim) }
    add(.exifModifyDate, exif.modified, main.modified, to: &metadata.claims)
    metadata.make = metadata.make ?? make
    metadata.model = metadata.model ?? model
  }

  /// Adds the date in `first` or else in `second`, with its own fraction and offset and no other
  /// moment's.
  private func add(
    _ source: DateSource, _ first: MomentFields, _ second: MomentFields,
    to claims: inout [DateClaim]
  ) {
    guard let field = first.date ?? second.date else { return }
    var dateTime = field.date.dateTime
    var precision = field.date.precision
    if precision == .second, let nanosecond = (first.fraction ?? second.fraction) ?? nil,
      let exact = dateTime.with(nanosecond: nanosecond)
    {
      dateTime = exact
      precision = .subsecond
    }
    var zone = field.date.zone
    if zone == .local { zone = (first.zone ?? second.zone).flatMap(\.self) ?? .local }
    claims.append(
      DateClaim(
        source: source, dateTime: dateTime, zone: zone, precision: precision, raw: field.words))
  }

  /// GPSDateStamp and GPSTimeStamp together; neither alone is a date and time.
  private var gpsClaim: DateClaim? {
    guard let gpsDate, let seconds = gpsTime, (0..<86_400).contains(seconds) else { return nil }
    let day = gpsDate.date.dateTime
    let whole = Int(seconds)
    let nanosecond = min(Int((seconds - Double(whole)) * 1e9 + 0.5), 999_999_999)
    guard
      let dateTime = CivilDateTime(
        year: day.year, month: day.month, day: day.day,
        hour: whole / 3600, minute: whole / 60 % 60, second: whole % 60, nanosecond: nanosecond)
    else { return nil }
    return DateClaim(
      source: .exifGPSDateTime, dateTime: dateTime, zone: .utc,
      precision: nanosecond == 0 ? .second : .subsecond, raw: gpsDate.words)
  }

  /// Hands the XMP, IPTC and Photoshop blocks of a TIFF file to their readers.
  func readBlocks(
    _ source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    try read(xmp, &source, into: &metadata) { XMP.read($0, into: &$1) }
    try read(iptc, &source, into: &metadata) { IPTC.read($0, into: &$1) }
    try read(photoshop, &source, into: &metadata) { PhotoshopResources.read($0, into: &$1) }
  }

  private func read(
    _ entry: TIFFEntry?, _ source: inout ByteSource, into metadata: inout Metadata,
    by read: (Bytes, inout Metadata) -> Void
  ) throws(FormatError) {
    guard let entry else { return }
    _ = try passingDamage { () throws(FormatError) in
      read(try structure.value(&source, of: entry, limit: Self.largestBlock), &metadata)
    }
  }
}
