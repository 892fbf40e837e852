import Foundation
import MediaMetadata
import PicsortCore
import Testing

/// docs/dates.md repeats the tables of the source; these tests keep the two in step.
@Suite struct DatingDocumentTests {
  let document: String

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    document = try String(contentsOf: root.appending(path: "docs/dates.md"), encoding: .utf8)
  }

  /// The cells of the table rows that begin with `start`.
  func cells(_ start: String) -> [[String]] {
    document.split(separator: "\n").filter { $0.hasPrefix(start) }.map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test func `the order of belief and each source's confidence`() {
    for (index, source) in DateSource.allCases.enumerated() {
      let verdict = DateDecision.decide(
        [.at("2014-04-04T04:04:04", source)], context: .run(useModificationTime: true))
      let row = cells("| \(index + 1) |").first ?? []
      #expect(row.dropFirst().first == "`\(source.rawValue)`")
      #expect(row.last == verdict.chosen?.confidence.rawValue)
      #expect((row.dropFirst(3).first == "capture") == source.isCapture)
      #expect((row.dropFirst(3).first == "weak") == source.isWeak)
    }
    #expect(cells("| \(DateSource.allCases.count + 1) |").isEmpty)
  }

  @Test func `every odd value with its verdict`() throws {
    for entry in Implausible.values {
      let value = try #require(entry.value)
      let verdict = try #require(cells("| \(value.iso8601) |").first).dropFirst().first
      switch entry.verdict {
      case .rejected(let rejection): #expect(verdict == "`\(rejection.rawValue)` rejected")
      case .doubtful(let doubt): #expect(verdict == "`\(doubt.rawValue)` doubted")
      case .plausible: Issue.record("\(value.iso8601) is in the table for nothing")
      }
    }
    for rejection in Rejection.allCases {
      #expect(document.contains("`\(rejection.rawValue)` rejected"))
    }
    for doubt in Doubt.allCases { #expect(document.contains("`\(doubt.rawValue)` doubted")) }
  }

  @Test func `every zone rule and every note`() {
    for rule in ZoneRule.allCases { #expect(cells("| `\(rule.rawValue)` |").count == 1) }
    for note in ConfidenceNote.allCases { #expect(cells("| `\(note.rawValue)` |").count == 1) }
  }

  @Test func `every file name pattern with its zone and precision`() throws {
    let rows = cells("| `")
    for entry in FileNameDates.table {
      let row = try #require(rows.first { $0.first?.contains("`\(entry.template)`") == true })
      let zone = entry.template.hasSuffix("<offset>") ? "stated" : "\(entry.zone)".uppercased()
      #expect(row[1].uppercased() == zone.uppercased())
      #expect(row[2] == (entry.precision == .day ? "day" : "time"))
    }
  }

  @Test func `every valid offset that is not a whole hour`() {
    for offset in UTCOffset.all where offset % 3600 != 0 {
      let minutes = abs(offset) / 60
      let hour = minutes / 60 < 10 ? "0\(minutes / 60)" : "\(minutes / 60)"
      #expect(document.contains("\(offset < 0 ? "-" : "+")\(hour):\(minutes % 60)"))
    }
  }
}
