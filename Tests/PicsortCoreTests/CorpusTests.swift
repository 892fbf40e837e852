import Foundation
import MediaMetadata
import PicsortCore
import Testing

/// The dates of real files against ExifTool's answers: `shared/corpus/dev` beside the checkout.
///
/// Only the embedded dates count, in a zone that is UTC, as the corpus demands. Where the corpus is
/// absent the suite is skipped, and the runner says so.
@Suite(.enabled(if: Corpus.isPresent, "skipped: there is no ../shared/corpus/dev/truth.tsv"))
struct CorpusTests {
  /// The types of content that this release reads.
  static let types: Set<String> = [
    "JPEG", "MPO", "TIFF", "DNG", "NEF", "CR2", "ARW", "PEF", "SRW", "ORF", "RW2", "HEIC", "AVIF",
    "MP4", "MOV", "M4V", "3GP", "3G2", "PNG", "APNG", "WEBP", "Extended WEBP",
    "CR3", "CRM", "CRW", "RAF", "MRW", "X3F", "RAW", "IIQ", "PSD", "PSB", "GIF", "BMP", "JXL",
    "JXL Codestream", "JP2", "JPX", "J2C", "EXR", "HDR",
    "AVI", "MKV", "WEBM", "M2TS", "MPEG", "ASF", "WMV", "FLV",
  ]

  /// Files whose answer is another on purpose; docs/dates.md says why.
  static let disagreements: Set<String> = [
    // ExifTool leaves out the seconds of `2009/10/27 12:14:34`.
    "exiftool+exiftool/t/images/Pentax.avi",
    // ExifTool gives the UTC clock; the offset stands beside another date of the same moment.
    "sindresorhus+file-type/fixture/fixture2.3gp",
  ]

  @Test func `every scored file has ExifTool's date, offset and source`() throws {
    let rows = try Corpus.rows().filter { $0.isScored && Self.types.contains($0.type) }
    #expect(rows.count > 200)
    var differing: Set<String> = []
    for row in rows {
      let answer = try Corpus.answer(for: row)
      guard answer != row.expected else { continue }
      differing.insert(row.path)
      if !Self.disagreements.contains(row.path) {
        Issue.record("\(row.path): expected \(row.expected), got \(answer)")
      }
    }
    #expect(differing == Self.disagreements)
  }

  @Test func `no file of the corpus traps`() throws {
    for row in try Corpus.rows() { _ = try Corpus.answer(for: row) }
  }
}

/// A date, an offset and a source in words, comparable and printable.
struct CorpusAnswer: Equatable, CustomStringConvertible {
  var date = ""
  var offset = ""
  var source = ""
  var description: String { date.isEmpty ? "no date" : "\(date)\(offset) from \(source)" }
}

/// One line of `truth.tsv`.
struct CorpusRow {
  let path: String
  let type: String
  let isScored: Bool
  let expected: CorpusAnswer

  init?(_ line: Substring) {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count >= 12 else { return nil }
    path = columns[0]
    type = columns[4]
    isScored = columns[11] == "yes"
    expected = CorpusAnswer(
      date: columns[5], offset: columns[7], source: Self.sources[columns[8]] ?? columns[8])
  }

  /// ExifTool's names for the fields and ours.
  private static let sources: [String: String] = [
    "EXIF:DateTimeOriginal": "exif:DateTimeOriginal",
    "EXIF:CreateDate": "exif:DateTimeDigitized",
    "EXIF:ModifyDate": "exif:ModifyDate",
    "XMP:exif:DateTimeOriginal": "xmp:DateTimeOriginal",
    "XMP:photoshop:DateCreated": "xmp:DateCreated",
    "XMP:xmp:CreateDate": "xmp:CreateDate",
    "IPTC:DateCreated": "iptc:DateCreated",
    "QuickTime:Keys:CreationDate": "quicktime:creationdate",
    "QuickTime:CreateDate": "quicktime:mvhd",
    "PNG:CreationTime": "png:CreationTime",
    "RIFF:DateTimeOriginal": "riff:IDIT",
    "RIFF:DateCreated": "riff:IDIT",
    "Flash:CreateDate": "flv:creationdate",
    "Nikon:DateTimeOriginal": "maker:DateTimeOriginal",
    "Matroska:DateTimeOriginal": "matroska:DateUTC",
    "H264:DateTimeOriginal": "h264:DateTimeOriginal",
    "ASF:CreationDate": "asf:CreationDate",
    "CanonRaw:DateTimeOriginal": "maker:DateTimeOriginal",
    "KyoceraRaw:DateTimeOriginal": "maker:DateTimeOriginal",
    "SigmaRaw:DateTimeOriginal": "maker:DateTimeOriginal",
  ]
}

/// The corpus on disk.
enum Corpus {
  /// `shared` stands beside the checkout, or one level further out beside its worktrees.
  private static let folder: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return ["../shared", "../../shared"].map { root.appending(path: "\($0)/corpus/dev") }
      .first { FileManager.default.fileExists(atPath: $0.appending(path: "truth.tsv").path()) }
  }()

  static var isPresent: Bool { folder != nil }

  static func rows() throws -> [CorpusRow] {
    let folder = try #require(folder)
    let table = try String(contentsOf: folder.appending(path: "truth.tsv"), encoding: .utf8)
    return table.split(separator: "\n").dropFirst().compactMap(CorpusRow.init)
  }

  /// What our readers and our decision say about the file, file and folder names left aside.
  static func answer(for row: CorpusRow) throws -> CorpusAnswer {
    let data = try Data(contentsOf: try #require(folder).appending(path: row.path))
    let bytes = Array(data)
    var source = ByteSource(bytes)
    let head = Bytes(Array(bytes.prefix(MediaFormat.headLength)))
    guard let format = MediaFormat.of(head: head),
      let metadata = try? format.read(&source),
      let date = DateDecision.decide(
        metadata.claims, context: .run(duration: metadata.duration)
      ).chosen
    else { return CorpusAnswer() }
    // The corpus gives no offset where a rule inferred one for a wall clock, as from GPS.
    let isStated = date.rule == .statedOffset || Self.sourcesInUTC.contains(date.source)
    return CorpusAnswer(
      date: date.local.iso8601,
      offset: isStated ? date.offsetSeconds.map(offsetText) ?? "" : "",
      source: date.source.rawValue)
  }

  private static let sourcesInUTC: Set<DateSource> = [
    .quickTimeMovieHeader, .matroskaDate, .asfCreationDate,
  ]

  private static func offsetText(_ seconds: Int) -> String {
    let minutes = abs(seconds) / 60
    let text = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return (seconds < 0 ? "-" : "+") + text.joined(separator: ":")
  }
}
