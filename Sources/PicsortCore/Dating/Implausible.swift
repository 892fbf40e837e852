package import MediaMetadata

/// Why a claim is doubted: it is used only where nothing better is left. Raw values never change.
package enum Doubt: String, CaseIterable, Sendable {
  /// A value that a kind of device writes when its clock was never set.
  case deviceDefault = "device-default"
  /// Time zero of some clock, moved by a valid offset.
  case shiftedEpoch = "shifted-epoch"
  /// More than 24 hours after the run.
  case future = "future"
}

/// Why a claim is not used at all. Raw values never change.
package enum Rejection: String, CaseIterable, Sendable {
  /// Before photography.
  case tooEarly = "before-1826"
  /// Time zero of a clock: the field was never set.
  case zeroEpoch = "zero-epoch"
  /// A name or a file time after the end of the run's next day.
  case future = "future"
  /// A file time, and `--use-mtime` was not given.
  case notRequested = "not-requested"
}

/// Whether a claim can be believed, looked at by itself.
package enum Plausibility: Hashable, Sendable {
  case plausible
  case doubtful(Doubt)
  case rejected(Rejection)
}

/// What is wrong with a date by itself. The one list of odd values; docs/dates.md repeats it.
package enum Implausible {
  /// The oldest surviving photograph, Niépce's view from Le Gras, is of 1826 or 1827.
  package static let firstYear = 1826

  /// Values to the second that are no dates. A date without a time was typed by a person, so it is
  /// not held against this list.
  package static let values: [(value: CivilDateTime?, verdict: Plausibility)] = [
    // Macintosh and QuickTime time zero.
    (CivilDateTime(year: 1904, month: 1, day: 1), .rejected(.zeroEpoch)),
    // Unix time zero.
    (CivilDateTime(year: 1970, month: 1, day: 1), .rejected(.zeroEpoch)),
    // FAT time zero, and the reset of many cameras.
    (CivilDateTime(year: 1980, month: 1, day: 1), .doubtful(.deviceDefault)),
    // GPS time zero.
    (CivilDateTime(year: 1980, month: 1, day: 6), .doubtful(.deviceDefault)),
    // The reset of many cameras.
    (CivilDateTime(year: 2000, month: 1, day: 1), .doubtful(.deviceDefault)),
    // Time zero of Matroska and of Apple's frameworks.
    (CivilDateTime(year: 2001, month: 1, day: 1), .doubtful(.deviceDefault)),
    // Written by some Android phones into DateTimeDigitized (phockup issue 51).
    (CivilDateTime(year: 2002, month: 12, day: 8, hour: 12), .doubtful(.deviceDefault)),
  ]

  /// The verdicts of `values` by their seconds since 1970.
  private static let verdicts = values.compactMap { value, verdict in
    value.map { (written: $0.secondsSince1970, verdict: verdict) }
  }

  /// How believable `claim` is on its own at `context.now`.
  package static func judge(_ claim: DateClaim, context: DateContext) -> Plausibility {
    judge(PackedClaim(claim), written: claim.dateTime.secondsSince1970, context: context)
  }

  /// The same, where the claim's seconds since 1970 are known.
  static func judge(
    _ claim: PackedClaim, written: Int, context: DateContext
  ) -> Plausibility {
    if case .modificationTime = claim.source, !context.useModificationTime {
      return .rejected(.notRequested)
    }
    guard claim.dateTime.year >= firstYear else { return .rejected(.tooEarly) }
    if claim.saysTime {
      for known in verdicts where known.written == written { return known.verdict }
      if isShiftedEpoch(written) { return .doubtful(.shiftedEpoch) }
    }
    // A wall clock is at most 14 hours ahead of UTC, so it needs no conversion here.
    guard claim.dateTime.year >= context.now.year, written > context.now.secondsSince1970 + 86_400
    else { return .plausible }
    switch claim.source {
    case .fileName, .folderName, .modificationTime: return .rejected(.future)
    default: return .doubtful(.future)
    }
  }

  /// 1904-01-01T00:00:00Z, in seconds since 1970.
  private static let macintoshZero = -2_082_844_800

  /// True when the clock shows Unix or QuickTime time zero in some zone other than UTC.
  private static func isShiftedEpoch(_ seconds: Int) -> Bool {
    isOffset(seconds) || isOffset(seconds &- macintoshZero)
  }

  private static func isOffset(_ seconds: Int) -> Bool {
    seconds.magnitude < 86_400 && UTCOffset.all.contains(seconds)
  }
}
