import Foundation
import Testing

/// docs/state-format.md and the code of the journal say the same.
@Suite("State format document")
struct StateFormatTests {
  private let document: Document
  private let encoder: String

  init() throws {
    document = try Document("docs/state-format.md")
    encoder = try Document("Sources/PicsortCore/Journal/RecordEncoder.swift").text
  }

  /// The record types that the encoder writes.
  private var written: Set<String> { Set(encoder.all(/out\.begin\(type: "(\w+)"\)/)) }

  @Test func `every record has a section and every section a record`() throws {
    try #require(written.count > 10, "the encoder was not understood")
    let records = "\n" + document.section("## 3.")
    #expect(Set(records.all(/\n### (\w+)/)) == written)
  }

  @Test func `every record is shown by a line and can be read`() throws {
    let decoder = try Document("Sources/PicsortCore/Journal/RecordDecoder.swift").text
    let shown = Set(document.fenced("jsonl").flatMap { String($0).all(/^\{"type":"(\w+)"/) })
    #expect(shown == written)
    for type in written {
      #expect(decoder.contains("case \"\(type)\":"), "RecordDecoder does not know \(type)")
    }
  }

  @Test func `every member that is written is described`() throws {
    let registry = try Document("Sources/PicsortCore/Registry/RegistryText.swift").text
    for name in Set((encoder + registry).all(/\.field\(\s*"(\w+)"/)) {
      #expect(document.text.contains("`\(name)`") || name == "type", "\(name) is not described")
    }
  }

  @Test func `every member that is shown is written`() throws {
    let catalog = try Document("Sources/PicsortCore/Library/Catalog.swift").text
    let known = Set((encoder + catalog).all(/\.field\(\s*"(\w+)"/)).union(["type", "prev", "crc"])
    for line in document.fenced("jsonl") {
      let fields = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      for name in try #require(fields).keys {
        #expect(known.contains(name), "\(name) is in no record")
      }
    }
  }

  @Test func `every line proves itself`() {
    let lines = document.fenced("jsonl")
    #expect(lines.count > 20)
    for line in lines {
      let body = line.utf8.dropLast(18)
      let tail = ",\"crc\":\"\(Self.hex(Self.checksum(body)))\"}"
      #expect(line.hasSuffix(tail), "not what a run wrote: \(line.prefix(60))")
      #expect(String(body)?.contains(/,"prev":"[0-9a-f]{8}"$/) == true)
    }
  }

  @Test func `the two lines of the worked example follow each other`() throws {
    let lines = document.section("## 2.").split(separator: "\n").filter { $0.hasPrefix("{") }
    try #require(lines.count == 2)
    let first = String(lines[0]).all(/"crc":"(\w+)"/)
    #expect(first == String(lines[1]).all(/"prev":"(\w+)"/))
    #expect(document.text.contains("0x" + first.joined().uppercased()))
  }

  @Test(arguments: [
    ("Run/RunEvent.swift", "CheckpointKind"), ("Run/RunEvent.swift", "Phase"),
    ("Run/RunEvent.swift", "PlannedAction"), ("Run/RunReport.swift", "RunStatus"),
    ("Scan/FileFacts.swift", "FileRole"),
  ])
  func `the words of an enum are described`(file: String, name: String) throws {
    let words = try Document("Sources/PicsortCore/" + file).text.cases(ofEnum: name)
    #expect(words.count > 3)
    // What stays has a record of its own and no action.
    for word in words where word != "leave" {
      #expect(document.text.contains("`\(word)`"), "\(name).\(word) is not described")
    }
  }

  @Test func `the version on the page is the code's`() throws {
    let code = try Document("Sources/PicsortCore/Journal/JournalFormat.swift").text
    let version = try #require(code.all(/static let version = (\d+)/).first)
    #expect(document.section("## 6.").contains("`format_version` is \(version)."))
  }

  /// CRC-32C bit by bit, as the page describes it: another hand than the program's.
  private static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
    }
    return ~crc
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
