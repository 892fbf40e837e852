package import MediaMetadata

/// When a photo or video was taken, as the clock on the wall there showed it, and how sure that is.
///
/// Twenty-four bytes: a run keeps one for every photo of a library.
package struct CaptureDate: Hashable, Sendable {
  /// The wall clock at the place of capture; with `.day` or `.month` precision the rest is padding.
  package let local: CivilDateTime
  private let storedOffset: Int32
  /// The source of the date; the offset may come from another (see `rule`).
  package let source: DateSource
  package let precision: DatePrecision
  package let confidence: Confidence
  /// How the claim became a wall clock.
  package let rule: ZoneRule
  private let storedNotes: ConfidenceNotes

  private static let unknownOffset = Int32.min

  /// Seconds east of UTC at the place of capture; nil when unknown.
  package var offsetSeconds: Int? {
    storedOffset == Self.unknownOffset ? nil : Int(storedOffset)
  }

  /// What raised or lowered the confidence, for `explain`.
  package var notes: [ConfidenceNote] { ConfidenceNote.allCases.filter(storedNotes.contains) }

  package init(
    local: CivilDateTime, offsetSeconds: Int?, source: DateSource, precision: DatePrecision,
    confidence: Confidence, rule: ZoneRule, notes: ConfidenceNotes = []
  ) {
    self.local = local
    storedOffset = offsetSeconds.map { Int32(clamping: max($0, -1 << 30)) } ?? Self.unknownOffset
    self.source = source
    self.precision = precision
    self.confidence = confidence
    self.rule = rule
    storedNotes = notes
  }

  /// Whether the source stated the offset or a rule inferred it; nil when there is none.
  package var offsetBasis: OffsetBasis? {
    guard offsetSeconds != nil else { return nil }
    return rule == .statedOffset ? .stated : .inferred
  }

  /// The name of `rule` that users, the journal and `explain --json` see.
  package var ruleName: String { rule.rawValue }

  /// The same moment in UTC; nil when the offset is unknown.
  package var utc: CivilDateTime? {
    guard let offsetSeconds else { return nil }
    return local.adding(seconds: 0 &- offsetSeconds)
  }
}

/// How much a capture date can be trusted; the table is docs/dates.md's.
package enum Confidence: String, CaseIterable, Comparable, Sendable {
  case low
  case medium
  case high

  /// One step less, or `low`.
  package var lowered: Confidence { self == .high ? .medium : .low }

  /// One step more, or `high`.
  package var raised: Confidence { self == .low ? .medium : .high }

  package static func < (left: Confidence, right: Confidence) -> Bool {
    left.level < right.level
  }

  private var level: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}

/// Where the UTC offset of a capture date comes from.
package enum OffsetBasis: String, Sendable {
  /// Written beside the date.
  case stated
  /// Worked out from something else.
  case inferred
}

/// How a claim became a wall clock and an offset. The raw value never changes.
package enum ZoneRule: String, CaseIterable, Sendable {
  /// No zone was written: the clock is kept as it is and never converted.
  case wallClock = "wall-clock"
  /// The clock and its offset are kept as written.
  case statedOffset = "stated-offset"
  /// A UTC clock moved to the offset of another date in the file that is the same moment.
  case offsetFromOtherField = "offset-from-other-field"
  /// A wall clock whose distance from the GPS time is a valid offset.
  case offsetFromGPS = "offset-from-gps"
  /// A wall clock whose distance from Takeout's epoch is a valid offset.
  case offsetFromTakeout = "offset-from-takeout"
  /// A UTC clock whose distance from the file name's wall clock is a valid offset; or a wall clock
  /// and a file name in UTC.
  case offsetFromFileName = "offset-from-filename"
  /// The same, where the UTC clock marks the end of the clip: the start is given.
  case offsetFromFileNameAndDuration = "offset-from-filename-and-duration"
  /// A field that should be UTC shows the file name's wall clock: the camera wrote local time.
  case localDespiteUTC = "local-despite-utc"
  /// A field that should be UTC, of a maker whose cameras write local time there.
  case localByMaker = "local-by-maker"
  /// A UTC clock moved to the offset at which the same camera's nearest photos were taken.
  case offsetFromNeighbours = "offset-from-neighbours"
  /// A UTC clock moved to the zone of `--timezone`, or of the machine.
  case assumedZone = "assumed-zone"
  /// A UTC clock, and no zone is known: the month is the one in UTC.
  case utcAsWritten = "utc-as-written"

  /// True when nothing in or beside the file supports the zone.
  package var isGuess: Bool { self == .assumedZone || self == .utcAsWritten }
}

/// Something that raised or lowered a confidence, as they are told. The raw value never changes.
package enum ConfidenceNote: String, CaseIterable, Sendable {
  /// The date was corrected in Google Photos.
  case correctedInGooglePhotos = "corrected-in-google-photos"
  /// The file name says the same day.
  case fileNameAgrees = "filename-agrees"
  /// Another claim of the moment of capture is more than a day away.
  case sourcesDisagree = "sources-disagree"
  /// Only the month is known.
  case monthOnly = "month-only"
  /// Only the day is known.
  case dayOnly = "day-only"
  /// The wall clock rests on the zone of `--timezone` or of the machine.
  case zoneAssumed = "zone-assumed"
  /// The value is one that devices write when they do not know the date.
  case doubtfulValue = "doubtful-value"
}

/// Several notes in one byte.
package struct ConfidenceNotes: Hashable, Sendable, ExpressibleByArrayLiteral {
  private var bits: UInt8 = 0

  /// The notes in `[…]`.
  package init(arrayLiteral notes: ConfidenceNote...) {
    for note in notes { insert(note) }
  }

  /// Adds `note`.
  package mutating func insert(_ note: ConfidenceNote) { bits |= Self.bit(of: note) }

  /// True when `note` is among them.
  package func contains(_ note: ConfidenceNote) -> Bool { bits & Self.bit(of: note) != 0 }

  private static func bit(of note: ConfidenceNote) -> UInt8 {
    switch note {
    case .correctedInGooglePhotos: 1 << 0
    case .fileNameAgrees: 1 << 1
    case .sourcesDisagree: 1 << 2
    case .monthOnly: 1 << 3
    case .dayOnly: 1 << 4
    case .zoneAssumed: 1 << 5
    case .doubtfulValue: 1 << 6
    }
  }
}
