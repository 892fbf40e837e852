import MediaMetadata

extension DateSource {
  /// True for the fields that mean the moment of capture.
  package var isCapture: Bool {
    switch self {
    case .exifDateTimeOriginal, .makerDateTimeOriginal, .xmpExifDateTimeOriginal,
      .xmpPhotoshopDateCreated, .iptcDateCreated:
      true
    default: false
    }
  }

  /// True for sources that tell when a file was changed or where it was put.
  package var isWeak: Bool {
    switch self {
    case .exifModifyDate, .folderName, .modificationTime: true
    default: false
    }
  }

  /// What a full, plausible date of this source is worth before anything else is looked at.
  var baseConfidence: Confidence {
    switch self {
    case .exifDateTimeOriginal, .makerDateTimeOriginal, .xmpExifDateTimeOriginal,
      .xmpPhotoshopDateCreated, .iptcDateCreated, .exifDateTimeDigitized, .quickTimeCreationDate,
      .h264DateTimeOriginal:
      .high
    case .xmpCreateDate, .quickTimeMovieHeader, .quickTimeContentCreateDate, .pngCreationTime,
      .riffDate, .matroskaDate, .asfCreationDate, .flvCreationDate, .xmpExifDateTimeDigitized,
      .sidecarXMP, .sidecarTakeout,
      .exifGPSDateTime, .fileName:
      .medium
    case .exifModifyDate, .folderName, .modificationTime:
      .low
    }
  }
}

/// How sure a chosen claim is; the table is docs/dates.md's.
enum ConfidenceRules {
  /// The confidence of a claim that is the wall clock `date`, and what raised or lowered it.
  static func confidence(
    of judged: Judged, as date: LocalDate, zones: ZoneDecision
  ) -> (Confidence, ConfidenceNotes) {
    let claim = judged.claim
    var notes = ConfidenceNotes()
    var confidence = claim.source.baseConfidence

    if nameAgrees(with: claim, as: date, zones: zones) {
      notes.insert(.fileNameAgrees)
      confidence = confidence.raised
    }
    if claim.source.isCapture,
      zones.judged.contains(where: {
        $0.isPlausible && $0.claim.source.isCapture && !Agreement.sameDay($0, judged)
      })
    {
      notes.insert(.sourcesDisagree)
      confidence = confidence.lowered
    }
    switch claim.precision {
    case .month:
      notes.insert(.monthOnly)
      confidence = .low
    case .day:
      notes.insert(.dayOnly)
      confidence = confidence.lowered
    case .minute, .second, .subsecond: break
    }
    if date.rule.isGuess {
      notes.insert(.zoneAssumed)
      confidence = .low
    }
    if judged.doubt != nil {
      notes.insert(.doubtfulValue)
      confidence = .low
    }
    return (confidence, notes)
  }

  /// True when the file name is another witness for the day on the wall.
  private static func nameAgrees(
    with claim: PackedClaim, as date: LocalDate, zones: ZoneDecision
  ) -> Bool {
    guard !claim.isOfFileName, !claim.source.isWeak, !date.rule.isGuess,
      let name = zones.judged.first(where: { $0.isPlausible && $0.claim.isOfFileName })
    else { return false }
    return Agreement.dayNumber(zones.localDate(of: name).local.secondsSince1970)
      == Agreement.dayNumber(date.local.secondsSince1970)
  }
}
