import Foundation
import Testing

/// A journal that somebody wrote by hand, with checksums that are right: every line proves itself
/// and its place (docs/state-format.md, section 2).
///
/// Checkpoints are left out, which a reader must accept as a run that was killed before the first.
struct ForgedJournal {
  /// The objects of the lines without `prev`, `crc` and the closing brace.
  var objects: [String]

  /// The lines of a journal that a run wrote.
  init(copying path: String) throws {
    let text = String(decoding: try #require(Disk.read(path)), as: UTF8.self)
    objects = text.split(separator: "\n").compactMap { line in
      line.range(of: ",\"prev\":").map { String(line[..<$0.lowerBound]) }
    }
    drop("checkpoint")
  }

  /// Leaves out the records of a type.
  mutating func drop(_ type: String) {
    objects.removeAll { $0.hasPrefix(Self.mark(type)) }
  }

  /// Writes `member`, JSON values as text in turn, into each record of a type that has it.
  mutating func set(_ member: String, of type: String, to values: String...) throws {
    try set(member, of: type, to: values)
  }

  mutating func set(_ member: String, of type: String, to values: [String]) throws {
    var turn = 0
    let pattern = try Regex(#""\#(member)":("(?:[^"\\]|\\.)*"|-?[0-9]+|\[[^\]]*\])"#)
    objects = objects.map { object in
      guard object.hasPrefix(Self.mark(type)) else { return object }
      turn += 1
      let value = values[(turn - 1) % values.count]
      return object.replacing(pattern) { _ in "\"\(member)\":\(value)" }
    }
  }

  /// Puts records behind the last one of a type; `object` is JSON without its closing brace.
  mutating func insert(_ added: [String], behind type: String) throws {
    let last = try #require(objects.lastIndex { $0.hasPrefix(Self.mark(type)) })
    objects.insert(contentsOf: added, at: last + 1)
  }

  /// The lines, each with the checksums that make it believed.
  var bytes: [UInt8] {
    var previous = "00000000"
    var all: [UInt8] = []
    for object in objects {
      let line = Array("\(object),\"prev\":\"\(previous)\"".utf8)
      previous = Self.hex(Self.crc32c(line))
      all += line + Array(",\"crc\":\"\(previous)\"}\n".utf8)
    }
    return all
  }

  private static func mark(_ type: String) -> String { "{\"type\":\"\(type)\"" }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// CRC-32C, bit by bit (RFC 3720, appendix B.4).
  private static func crc32c(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { start, byte in
      (0..<8).reduce(start ^ UInt32(byte)) { crc, _ in
        crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1
      }
    }
  }
}
