import Foundation
import MediaMetadata
import PicsortCore
import Platform
import Testing

/// docs/layout.md shows what templates make; these tests try every example.
@Suite struct LayoutDocumentTests {
  private let document: String

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    document = try String(contentsOf: root.appending(path: "docs/layout.md"), encoding: .utf8)
  }

  /// The first two cells of the rows in the table under `heading`, and the last one, without marks.
  private func rows(_ heading: String) -> [(first: String, second: String, last: String)] {
    let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
    let table = lines.drop { !$0.hasPrefix(heading) }.dropFirst(2).prefix { $0.hasPrefix("|") }
    return table.map { line in
      let cells = line.replacing("\\|", with: "\u{0}").split(separator: "|").map { cell in
        cell.replacing("\u{0}", with: "|").trimmingCharacters(in: [" ", "`"])
      }
      return (cells[0], cells[1], cells[cells.count - 1])
    }
  }

  private var values: LayoutValues {
    get throws {
      LayoutValues(
        date: try #require(clock("2003-02-09T04:05:06").with(nanosecond: 78_000_000)),
        precision: .subsecond, make: "Apple", model: "iPhone 15", stem: "IMG_0001",
        fileExtension: "HEIC", kind: .photo, sourceFolder: "Oslo", album: "Holiday")
    }
  }

  @Test func `every word is in the table, in order, with what it makes`() throws {
    let table = rows("| word |")
    #expect(table.map(\.first) == LayoutToken.allCases.map { "{\($0.rawValue)}" })
    for row in table {
      #expect(try LayoutTemplate(row.first).folder(for: values) == row.last, "\(row.first)")
    }
  }

  @Test func `the folders are those that the templates make`() throws {
    let table = rows("| template | folder |")
    #expect(table.count > 4)
    for row in table {
      #expect(try LayoutTemplate(row.first).folder(for: values) == row.second, "\(row.first)")
    }
  }

  @Test func `the examples of what is missing`() throws {
    var nameless = try values
    nameless.make = nil
    nameless.model = nil
    for row in rows("| template | no camera known |") {
      #expect(try LayoutTemplate(row.first).folder(for: nameless) == row.second, "\(row.first)")
    }
    var day = try values
    day.precision = .day
    let dated = rows("| template | 9 February 2003")
    #expect(dated.count == 3)
    for row in dated {
      #expect(try NameTemplate(row.first).stem(for: day) == row.second, "\(row.first)")
    }
  }

  @Test func `the companions are called as the table says`() {
    let table = rows("| was | becomes |")
    #expect(table.count > 5)
    let names = AssetNames.names(for: table.map { Path($0.first) }, stem: "NEW")
    #expect(names.map(\.description) == table.map(\.second))
  }
}
