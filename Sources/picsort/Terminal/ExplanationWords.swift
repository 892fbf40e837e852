internal import PicsortCore

// What docs/dates.md says of rules and notes, in one phrase each.

extension ZoneRule {
  /// Where the clock and its offset come from.
  var explanation: String {
    switch self {
    case .wallClock: "as written; its distance from UTC is not known"
    case .statedOffset: "as written, with the offset beside it"
    case .offsetFromOtherField:
      "written in UTC; the offset is that of another date in the file, of the same moment"
    case .offsetFromGPS: "as written; the offset is its distance from the GPS time"
    case .offsetFromTakeout: "as written; the offset is its distance from Google's UTC time"
    case .offsetFromFileName:
      "the offset is the distance between UTC and local time, of which the file name has one"
    case .offsetFromFileNameAndDuration:
      "written in UTC at the end of the clip; the file name tells the offset"
    case .localDespiteUTC: "as written: it should be UTC, but is what the file name shows"
    case .localByMaker: "as written: it should be UTC, but this maker's cameras write local time"
    case .offsetFromNeighbours:
      "written in UTC; the offset is that of the same camera's photos within 12 hours"
    case .assumedZone: "written in UTC; the zone is assumed (--timezone, else the machine's)"
    case .utcAsWritten: "written in UTC, and no zone is known"
    }
  }
}

extension ConfidenceNote {
  /// What raised or lowered the confidence.
  var explanation: String {
    switch self {
    case .doubtfulValue: "lowered: the value is doubtful"
    case .sourcesDisagree: "lowered: another date of capture is more than a day away"
    case .zoneAssumed: "lowered: the zone is assumed"
    case .correctedInGooglePhotos: "this date was corrected in Google Photos"
    case .fileNameAgrees: "raised: the file name says the same day"
    case .dayOnly: "lowered: only the day is known"
    case .monthOnly: "lowered: only the month is known"
    }
  }
}
