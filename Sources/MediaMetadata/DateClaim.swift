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
  package var rank: Int { Self.ranks[self] ?? Self.allCases.count }

  private static let ranks: [DateSource: Int] = {
    var ranks: [DateSource: Int] = [:]
    for (rank, source) in allCases.enumerated() { ranks[source] = rank }
    return ranks
  }()
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
package struct DateClaim: Hashable, Sendable {
  package let source: DateSource
  package let dateTime: CivilDateTime
  package let zone: ClaimZone
  package let precision: DatePrecision
  package let raw: RawValue

  package init(
    source: DateSource, dateTime: CivilDateTime, zone: ClaimZone,
    precision: DatePrecision = .second, raw: RawValue = .notKept
  ) {
    self.source = source
    self.dateTime = dateTime
    self.zone = zone
    self.precision = precision
    self.raw = raw
  }
}
