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
  /// The confidence of `claim`, and what raised or lowered it.
  static func confidence(
    of claim: DateClaim, rule: ZoneRule, doubted: Bool, among plausible: [DateClaim],
    zones: ZoneDecision
  ) -> (Confidence, [ConfidenceNote]) {
    var notes: [ConfidenceNote] = []
    var confidence = claim.source.baseConfidence

    if nameAgrees(with: claim, rule: rule, among: plausible, zones: zones) {
      notes.append(.fileNameAgrees)
      confidence = confidence.raised
    }
    if claim.source.isCapture,
      plausible.contains(where: { $0.source.isCapture && !Agreement.sameDay($0, claim) })
    {
      notes.append(.sourcesDisagree)
      confidence = confidence.lowered
    }
    switch claim.precision {
    case .month:
      notes.append(.monthOnly)
      confidence = .low
    case .day:
      notes.append(.dayOnly)
      confidence = confidence.lowered
    case .minute, .second, .subsecond: break
    }
    if rule.isGuess {
      notes.append(.zoneAssumed)
      confidence = .low
    }
    if doubted {
      notes.append(.doubtfulValue)
      confidence = .low
    }
    return (confidence, notes)
  }

  /// True when the file name is another witness for the day on the wall.
  private static func nameAgrees(
    with claim: DateClaim, rule: ZoneRule, among plausible: [DateClaim], zones: ZoneDecision
  ) -> Bool {
    guard claim.source != .fileName, !claim.source.isWeak, !rule.isGuess,
      let name = plausible.first(where: { $0.source == .fileName })
    else { return false }
    let days = [name, claim].map { Agreement.dayNumber(zones.localDate(of: $0).local) }
    return days.first == days.last
  }
}
