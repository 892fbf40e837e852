import FuzzTargets
import Testing

/// Small files that once took seconds or gigabytes. Without what was mended, each of these takes
/// minutes in a debug build.
@Suite("Costly bytes", .timeLimit(.minutes(1)))
struct CostlyBytesTests {
  private static let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"

  private func read(_ name: String, _ bytes: [UInt8]) throws {
    try #require(FuzzTarget.named(name)).read(bytes)
  }

  /// A box of a HEIF file.
  private func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
    number(content.count + 8, 4) + Array(type.utf8) + content
  }

  private func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  @Test func `thousands of items that state 65,535 extents without a size`() throws {
    // Version 2, no widths: each entry is a number, method, reference and count.
    let entries = (0..<4000).flatMap { number($0, 4) + number(0, 4) + number(0xFFFF, 2) }
    let table = box("iloc", [2, 0, 0, 0, 0, 0] + number(4000, 4) + entries)
    try read(
      "heif", box("ftyp", Array("heic\0\0\0\0mif1".utf8)) + box("meta", [0, 0, 0, 0] + table))
  }

  @Test func `an element with thousands of prefixes and properties`() throws {
    let prefixes = (0..<8000).map { " xmlns:a\($0)=''" }.joined()
    let properties = String(repeating: " q:Make=''", count: 16_000)
    try read("xmp", Array("\(Self.rdf)<rdf:Description\(prefixes)\(properties)/>".utf8))
  }

  @Test func `prefixes of thousands of elements, each in the other`() throws {
    let elements = (0..<12_000).map { "<q:Make xmlns:a\($0)=''>" }.joined()
    try read("xmp", Array((Self.rdf + elements).utf8))
  }
}
