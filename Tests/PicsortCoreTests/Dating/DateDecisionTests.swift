import MediaMetadata
import PicsortCore
import Testing

@Suite struct DateDecisionTests {
  @Test func `no claims give no date`() {
    let verdict = DateDecision.decide([], context: .run())
    #expect(verdict.chosen == nil)
    #expect(verdict.candidates == [])
  }

  @Test(arguments: zip(DateSource.allCases.dropLast(), DateSource.allCases.dropFirst()))
  func `a source is believed before the next`(_ first: DateSource, _ second: DateSource) throws {
    let claims: [DateClaim] = [
      .at("2015-05-05T05:05:05", second), .at("2014-04-04T04:04:04", first),
    ]
    let verdict = DateDecision.decide(claims, context: .run(useModificationTime: true))
    #expect(try #require(verdict.chosen).source == first)
    #expect(verdict.candidates.map(\.claim.source) == [first, second])
    #expect(verdict.candidates.map(\.outcome) == [.chosen(nil), .outranked])
  }

  @Test func `of two claims of one source the earlier in the list is believed`() throws {
    let claims: [DateClaim] = [
      .at("2022-11-09", .folderName, .local, .day), .at("2022-10-01", .folderName, .local, .month),
    ]
    let date = try #require(DateDecision.decide(claims, context: .run()).chosen)
    #expect(date.local.iso8601 == "2022-11-09T00:00:00")
  }

  @Test func `the order of many claims is that of belief, and theirs within a source`() {
    var numbers = SeededGenerator(seed: 7)
    for count in 0..<60 {
      let claims: [DateClaim] = (0..<count).compactMap { second in
        let source = DateSource.allCases.randomElement(using: &numbers)
        return source.map { .at("2014-04-04T04:04:\(second)", $0) }
      }
      let verdict = DateDecision.decide(claims, context: .run(useModificationTime: true))
      let wanted = DateSource.allCases.flatMap { source in claims.filter { $0.source == source } }
      #expect(verdict.candidates.map(\.claim) == wanted)
      let date = DateDecision.date(
        claims.map(PackedClaim.init), context: .run(useModificationTime: true))
      #expect(date == verdict.chosen)
    }
  }

  @Test(arguments: ConfidenceNote.allCases)
  func `a date keeps each of its notes`(_ note: ConfidenceNote) {
    var notes: ConfidenceNotes = [note]
    #expect(ConfidenceNote.allCases.filter(notes.contains) == [note])
    notes.insert(.dayOnly)
    let date = CaptureDate(
      local: clock("2014-04-04"), offsetSeconds: nil, source: .fileName, precision: .day,
      confidence: .low, rule: .wallClock, notes: notes)
    #expect(Set(date.notes) == [note, .dayOnly])
  }

  @Test func `a file time counts only on request`() throws {
    let claims: [DateClaim] = [.at("2014-04-04T04:04:04", .modificationTime)]
    let refused = DateDecision.decide(claims, context: .run())
    #expect(refused.chosen == nil)
    #expect(refused.candidates.map(\.outcome) == [.rejected(.notRequested)])
    let used = DateDecision.decide(claims, context: .run(useModificationTime: true))
    #expect(try #require(used.chosen).confidence == .low)
  }

  // MARK: - Values that are odd by themselves

  struct OddValue: Sendable, CustomTestStringConvertible {
    let text: String
    let source: DateSource
    let outcome: CandidateOutcome
    var testDescription: String { "\(source.rawValue) \(text)" }
  }

  static let oddValues: [OddValue] = [
    OddValue(
      text: "1825-12-31T23:59:59", source: .exifDateTimeOriginal,
      outcome: .rejected(.tooEarly)),
    OddValue(
      text: "1601-01-01T00:00:00", source: .exifDateTimeOriginal,
      outcome: .rejected(.tooEarly)),
    OddValue(
      text: "1904-01-01T00:00:00", source: .quickTimeMovieHeader,
      outcome: .rejected(.zeroEpoch)),
    OddValue(
      text: "1970-01-01T00:00:00", source: .exifDateTimeOriginal,
      outcome: .rejected(.zeroEpoch)),
    OddValue(
      text: "1970-01-01T01:00:00", source: .exifDateTimeOriginal,
      outcome: .chosen(.shiftedEpoch)),
    OddValue(
      text: "1969-12-31T16:00:00", source: .exifDateTimeOriginal,
      outcome: .chosen(.shiftedEpoch)),
    OddValue(
      text: "1904-01-01T02:00:00", source: .quickTimeCreationDate,
      outcome: .chosen(.shiftedEpoch)),
    OddValue(
      text: "1980-01-01T00:00:00", source: .exifDateTimeOriginal,
      outcome: .chosen(.deviceDefault)),
    OddValue(
      text: "1980-01-06T00:00:00", source: .exifGPSDateTime,
      outcome: .chosen(.deviceDefault)),
    OddValue(
      text: "2000-01-01T00:00:00", source: .exifDateTimeOriginal,
      outcome: .chosen(.deviceDefault)),
    OddValue(text: "2001-01-01T00:00:00", source: .matroskaDate, outcome: .chosen(.deviceDefault)),
    OddValue(
      text: "2002-12-08T12:00:00", source: .exifDateTimeDigitized,
      outcome: .chosen(.deviceDefault)),
    OddValue(text: "2026-11-22T12:00:01", source: .exifDateTimeOriginal, outcome: .chosen(.future)),
    OddValue(text: "2026-11-22T12:00:01", source: .fileName, outcome: .rejected(.future)),
    OddValue(text: "2026-11-22T12:00:01", source: .folderName, outcome: .rejected(.future)),
    // The neighbours of odd values are dates like any other.
    OddValue(text: "1826-01-01T00:00:00", source: .exifDateTimeOriginal, outcome: .chosen(nil)),
    OddValue(text: "1970-01-01T01:00:01", source: .exifDateTimeOriginal, outcome: .chosen(nil)),
    OddValue(text: "1980-01-01T00:00:01", source: .exifDateTimeOriginal, outcome: .chosen(nil)),
    OddValue(text: "1999-12-31T23:59:59", source: .exifDateTimeOriginal, outcome: .chosen(nil)),
    OddValue(text: "2000-01-01T00:00:01", source: .exifDateTimeOriginal, outcome: .chosen(nil)),
    OddValue(text: "2002-12-08T12:00:01", source: .exifDateTimeOriginal, outcome: .chosen(nil)),
    OddValue(text: "2026-11-22T12:00:00", source: .exifDateTimeOriginal, outcome: .chosen(nil)),
  ]

  @Test(arguments: oddValues)
  func `an odd value by itself`(_ odd: OddValue) {
    let verdict = DateDecision.decide([.at(odd.text, odd.source)], context: .run())
    #expect(verdict.candidates.map(\.outcome) == [odd.outcome])
    if case .chosen(let doubt) = odd.outcome {
      #expect(verdict.chosen?.notes.contains(.doubtfulValue) == (doubt != nil))
      #expect(doubt == nil || verdict.chosen?.confidence == .low)
    } else {
      #expect(verdict.chosen == nil)
    }
  }

  @Test(arguments: ["1970-01-01", "1980-01-01", "2000-01-01"])
  func `a day that a person typed is not a device's default`(_ day: String) {
    let claim = DateClaim.at(day, .xmpPhotoshopDateCreated, .local, .day)
    let verdict = DateDecision.decide([claim], context: .run())
    #expect(verdict.candidates.map(\.outcome) == [.chosen(nil)])
  }

  // MARK: - Doubtful against plausible

  struct Contest: Sendable, CustomTestStringConvertible {
    let name: String
    let claims: [DateClaim]
    let winner: DateSource
    var testDescription: String { name }
  }

  static let reset = DateClaim.at("2000-01-01T00:00:00", .exifDateTimeOriginal)
  static let future = DateClaim.at("2099-09-29T10:10:10", .exifDateTimeOriginal)
  static let modified = DateClaim.at("2016-06-06T06:06:06", .exifModifyDate)

  static let contests: [Contest] = [
    Contest(
      name: "2002 in CreateDate loses to DateTimeOriginal (phockup issue 51)",
      claims: [
        .at("2014-04-04T04:04:04", .exifDateTimeOriginal),
        .at("2002-12-08T12:00:00", .exifDateTimeDigitized),
      ], winner: .exifDateTimeOriginal),
    Contest(
      name: "a reset loses to the file name",
      claims: [reset, .at("2016-06-06T06:06:06", .fileName)], winner: .fileName),
    Contest(
      name: "a reset loses to the moment of digitizing",
      claims: [reset, .at("2016-06-06T06:06:06", .exifDateTimeDigitized)],
      winner: .exifDateTimeDigitized),
    Contest(
      name: "a reset stands before ModifyDate alone", claims: [reset, modified],
      winner: .exifDateTimeOriginal),
    Contest(
      name: "a reset stands before a folder alone",
      claims: [reset, .at("2016-06-01", .folderName, .local, .month)],
      winner: .exifDateTimeOriginal),
    Contest(
      name: "two folders are one source",
      claims: [
        reset, .at("2016-06-06", .folderName, .local, .day),
        .at("2016-06-01", .folderName, .local, .month),
      ], winner: .exifDateTimeOriginal),
    Contest(
      name: "ModifyDate and a folder that agree outrank a reset",
      claims: [reset, modified, .at("2016-06-01", .folderName, .local, .month)],
      winner: .exifModifyDate),
    Contest(
      name: "ModifyDate and a folder that disagree do not",
      claims: [reset, modified, .at("2015-01-01", .folderName, .local, .month)],
      winner: .exifDateTimeOriginal),
    Contest(
      name: "the future loses to ModifyDate alone", claims: [future, modified],
      winner: .exifModifyDate),
    Contest(
      name: "the future is better than nothing",
      claims: [future, .at("1904-01-01T00:00:00", .quickTimeMovieHeader, .utc)],
      winner: .exifDateTimeOriginal),
    Contest(
      name: "a year before photography is passed over (corpus: before_epoch.jpg)",
      claims: [
        .at("1601-01-01T00:00:00", .exifDateTimeOriginal),
        .at("2015-06-12T16:39:33", .exifDateTimeDigitized),
      ], winner: .exifDateTimeDigitized),
  ]

  @Test(arguments: contests)
  func `doubtful against plausible`(_ contest: Contest) throws {
    let verdict = DateDecision.decide(contest.claims, context: .run())
    #expect(try #require(verdict.chosen).source == contest.winner)
    let chosen = verdict.candidates.filter {
      if case .chosen = $0.outcome { true } else { false }
    }
    #expect(chosen.map(\.claim.source) == [contest.winner])
    #expect(verdict.candidates.count == contest.claims.count)
  }

  @Test func `a date alone keeps its midnight though a lower source knows the time`() throws {
    let claims: [DateClaim] = [
      .at("2007-11-19", .xmpPhotoshopDateCreated, .local, .day),
      .at("2007-11-19T15:30:00", .xmpCreateDate),
    ]
    let date = try #require(DateDecision.decide(claims, context: .run()).chosen)
    #expect(date.local.iso8601 == "2007-11-19T00:00:00")
    #expect(date.precision == .day)
  }

  // MARK: - Confidence

  @Test(
    arguments: [
      (.exifDateTimeOriginal, .high), (.xmpExifDateTimeOriginal, .high),
      (.xmpPhotoshopDateCreated, .high), (.iptcDateCreated, .high), (.exifDateTimeDigitized, .high),
      (.quickTimeCreationDate, .high), (.xmpCreateDate, .medium), (.quickTimeMovieHeader, .medium),
      (.pngCreationTime, .medium), (.riffDate, .medium), (.matroskaDate, .medium),
      (.xmpExifDateTimeDigitized, .medium), (.sidecarXMP, .medium), (.sidecarTakeout, .medium),
      (.exifGPSDateTime, .medium), (.fileName, .medium), (.exifModifyDate, .low),
      (.folderName, .low), (.modificationTime, .low),
    ] as [(DateSource, Confidence)])
  func `a full date of one source`(_ source: DateSource, _ confidence: Confidence) {
    let verdict = DateDecision.decide(
      [.at("2014-04-04T04:04:04", source)], context: .run(useModificationTime: true))
    #expect(verdict.chosen?.confidence == confidence)
    #expect(verdict.chosen?.notes == [])
  }

  struct Sure: Sendable, CustomTestStringConvertible {
    let name: String
    let claims: [DateClaim]
    let confidence: Confidence
    let notes: [ConfidenceNote]
    var testDescription: String { name }
  }

  static let sures: [Sure] = [
    Sure(
      name: "two claims of the moment of capture within a day",
      claims: [
        .at("2014-04-04T04:04:04", .exifDateTimeOriginal),
        .at("2014-04-05T04:04:04", .iptcDateCreated),
      ], confidence: .high, notes: []),
    Sure(
      name: "two claims of the moment of capture more than a day apart",
      claims: [
        .at("2014-04-04T04:04:04", .exifDateTimeOriginal),
        .at("2014-04-05T04:04:05", .iptcDateCreated),
      ], confidence: .medium, notes: [.sourcesDisagree]),
    Sure(
      name: "digitizing much later than capture is a scan, not a contradiction",
      claims: [
        .at("1985-04-04T04:04:04", .exifDateTimeOriginal),
        .at("2014-04-05T04:04:05", .exifDateTimeDigitized),
      ], confidence: .high, notes: []),
    Sure(
      name: "a doubted claim of capture contradicts nobody",
      claims: [.at("2014-04-04T04:04:04", .xmpPhotoshopDateCreated), reset], confidence: .high,
      notes: []),
    Sure(
      name: "the file name raises by one step",
      claims: [
        .at("2014-04-04T04:04:04", .xmpCreateDate), .at("2014-04-04T09:00:00", .fileName),
      ], confidence: .high, notes: [.fileNameAgrees]),
    Sure(
      name: "a file name of another day does not",
      claims: [
        .at("2014-04-04T04:04:04", .xmpCreateDate), .at("2014-04-05T04:04:04", .fileName),
      ], confidence: .medium, notes: []),
    Sure(
      name: "a file name does not raise ModifyDate, which would have lost to it",
      claims: [.at("2014-04-04T04:04:04", .exifModifyDate)], confidence: .low, notes: []),
    Sure(
      name: "a day from the embedded fields",
      claims: [
        .at("2014-04-04", .iptcDateCreated, .local, .day)
      ], confidence: .medium, notes: [.dayOnly]),
    Sure(
      name: "a day from a file name",
      claims: [.at("2014-04-04", .fileName, .local, .day)], confidence: .low, notes: [.dayOnly]),
    Sure(
      name: "a month from a folder",
      claims: [.at("2014-04-01", .folderName, .local, .month)], confidence: .low,
      notes: [.monthOnly]),
    Sure(
      name: "a zone that was assumed",
      claims: [.at("2014-04-04T04:04:04", .quickTimeMovieHeader, .utc)], confidence: .low,
      notes: [.zoneAssumed]),
  ]

  @Test(arguments: sures)
  func `what raises and lowers the confidence`(_ sure: Sure) {
    let verdict = DateDecision.decide(sure.claims, context: .run())
    #expect(verdict.chosen?.confidence == sure.confidence)
    #expect(verdict.chosen?.notes == sure.notes)
  }

  @Test func `explanations are there for every outcome and differ`() {
    let outcomes: [CandidateOutcome] =
      [.chosen(nil), .outranked] + Doubt.allCases.map(CandidateOutcome.chosen)
      + Doubt.allCases.map(CandidateOutcome.doubted)
      + Rejection.allCases.map(CandidateOutcome.rejected)
    #expect(Set(outcomes.map(\.explanation)).count == outcomes.count)
  }
}
