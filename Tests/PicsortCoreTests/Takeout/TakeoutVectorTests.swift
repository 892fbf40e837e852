import Foundation
import PicsortCore
import Testing

/// Folders from real exports and from other tools' tests: `shared/takeout/vectors.tsv` beside the
/// checkout. Where it is absent the suite is skipped, and the runner says so.
@Suite(.enabled(if: TakeoutVectors.isPresent, "skipped: there is no ../shared/takeout/vectors.tsv"))
struct TakeoutVectorTests {
  @Test func `every row has its answer`() throws {
    let rows = try TakeoutVectors.rows()
    #expect(rows.count > 100)
    for row in rows {
      let matches = TakeoutMatching.match(
        media: row.media.map { TakeoutMedia(name: $0) },
        sidecars: row.sidecars.enumerated().map { index, name in
          TakeoutSidecarFile(name: name, title: index == 0 ? row.title : nil)
        })
      #expect((matches[0].sidecar == 0) == row.isMatch, "\(row): \(matches[0])")
    }
  }

  @Test func `the order of the names on disk decides nothing`() throws {
    for row in try TakeoutVectors.rows() {
      let matches = TakeoutMatching.match(
        media: row.media.reversed().map { TakeoutMedia(name: $0) },
        sidecars: row.sidecars.enumerated().reversed().map { index, name in
          TakeoutSidecarFile(name: name, title: index == 0 ? row.title : nil)
        })
      let isFirst = matches.last?.sidecar == row.sidecars.count - 1
      #expect(isFirst == row.isMatch, "\(row)")
    }
  }
}

/// One line of `vectors.tsv`: does the first of `media` take the first of `sidecars`?
struct TakeoutVector {
  let media: [String]
  let sidecars: [String]
  let title: String?
  let isMatch: Bool

  init?(_ line: Substring) {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count >= 6 else { return nil }
    media = columns[0].components(separatedBy: " | ")
    sidecars = columns[1].components(separatedBy: " | ")
    isMatch = columns[2] == "yes"
    title = columns[4].isEmpty ? nil : columns[4]
  }
}

/// The vectors on disk.
enum TakeoutVectors {
  /// `shared` stands beside the checkout, or one level further out beside its worktrees.
  private static let file: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return ["../shared", "../../shared"].map { root.appending(path: "\($0)/takeout/vectors.tsv") }
      .first { FileManager.default.fileExists(atPath: $0.path()) }
  }()

  static var isPresent: Bool { file != nil }

  static func rows() throws -> [TakeoutVector] {
    let table = try String(contentsOf: try #require(file), encoding: .utf8)
    return table.split(separator: "\n").dropFirst().compactMap(TakeoutVector.init)
  }
}
