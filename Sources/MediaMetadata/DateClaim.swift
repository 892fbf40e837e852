/// Where a date was found, in the order in which it is believed: the first case is believed first.
///
/// The raw value is the name that users, the journal and `explain --json` see; it never changes.
/// The order is docs/dates.md's.
package enum DateSource: String, CaseIterable, Sendable {
  // The moment of capture.
  case exifDateTimeOriginal = "exif:DateTimeOriginal"
  case makerDateTimeOriginal = "maker:DateTimeOriginal"
  case xmpExifDateTimeOriginal = "xmp:DateTimeOriginal"
  case xmpPhotoshopDateCreated = "xmp:DateCreated"
  case iptcDateCreated = "iptc:DateCreated"
  // The moment of digitizing.
  case exifDateTimeDigitized = "exif:DateTimeDigitized"
  case xmpCreateDate = "xmp:CreateDate"
  // The containers' own.
  case quickTimeCreationDate = "quicktime:creationdate"
  case quickTimeMovieHeader = "quicktime:mvhd"
  case quickTimeContentCreateDate = "quicktime:ContentCreateDate"
  case h264DateTimeOriginal = "h264:DateTimeOriginal"
  case pngCreationTime = "png:CreationTime"
  case riffDate = "riff:IDIT"
  case matroskaDate = "matroska:DateUTC"
  case asfCreationDate = "asf:CreationDate"
  case flvCreationDate = "flv:creationdate"
  case xmpExifDateTimeDigitized = "xmp:DateTimeDigitized"
  // Beside the file, where the file itself is silent.
  case sidecarXMP = "sidecar:xmp"
  case sidecarTakeout = "sidecar:takeout"
  case exifGPSDateTime = "exif:GPSDateTime"
  case fileName = "filename"
  case exifModifyDate = "exif:ModifyDate"
  case folderName = "folder"
  // Only on request.
  case modificationTime = "mtime"

  /// Place in the order of belief, 0 believed first.
  package var rank: Int {
    // Written out, because it is asked for several times for every file.
    switch self {
    case .exifDateTimeOriginal: 0
    case .makerDateTimeOriginal: 1
    case .xmpExifDateTimeOriginal: 2
    case .xmpPhotoshopDateCreated: 3
    case .iptcDateCreated: 4
    case .exifDateTimeDigitized: 5
    case .xmpCreateDate: 6
    case .quickTimeCreationDate: 7
    case .quickTimeMovieHeader: 8
    case .quickTimeContentCreateDate: 9
    case .h264DateTimeOriginal: 10
    case .pngCreationTime: 11
    case .riffDate: 12
    case .matroskaDate: 13
    case .asfCreationDate: 14
    case .flvCreationDate: 15
    case .xmpExifDateTimeDigitized: 16
    case .sidecarXMP: 17
    case .sidecarTakeout: 18
    case .exifGPSDateTime: 19
    case .fileName: 20
    case .exifModifyDate: 21
    case .folderName: 22
    case .modificationTime: 23
    }
  }
}

/// What a claim says about the zone its clock was in.
package enum ClaimZone: Hashable, Sendable {
  /// A wall clock at the place of capture; its distance from UTC is not known.
  case local
  /// A wall clock at the place of capture, so many seconds east of UTC.
  case offset(seconds: Int)
  /// A clock in UTC; the wall clock at the place of capture is not known.
  case utc
}

/// How much of a date was said.
package enum DatePrecision: Int, Comparable, Sendable {
  case month
  case day
  case minute
  case second
  case subsecond

  package static func < (left: DatePrecision, right: DatePrecision) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What was written, before it was understood.
package enum RawValue: Hashable, Sendable {
  case text(String)
  case number(Int)
  /// Not kept; only `explain` asks for the words.
  case notKept
}

/// One date that something in or beside a file claims.
///
/// Forty bytes: a run keeps several of these for every file of a library.
package struct DateClaim: Hashable, Sendable {
  package let raw: RawValue
  package let dateTime: CivilDateTime
  /// Seconds east of UTC, or one of the values below.
  private let storedZone: Int32
  package let source: DateSource
  package let precision: DatePrecision

  private static let local = Int32.max
  private static let utc = Int32.min

  /// The zone that its clock was in.
  package var zone: ClaimZone {
    switch storedZone {
    case Self.local: .local
    case Self.utc: .utc
    default: .offset(seconds: Int(storedZone))
    }
  }

  package init(
    source: DateSource, dateTime: CivilDateTime, zone: ClaimZone,
    precision: DatePrecision = .second, raw: RawValue = .notKept
  ) {
    self.source = source
    self.dateTime = dateTime
    self.precision = precision
    self.raw = raw
    storedZone =
      switch zone {
      case .local: Self.local
      case .utc: Self.utc
      // No offset is longer than a day or so; one that does not fit stays implausible.
      case .offset(let seconds): Int32(clamping: min(max(seconds, -1 << 30), 1 << 30))
      }
  }
}
