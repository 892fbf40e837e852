import MediaMetadata
import SampleMedia
import Testing

/// The streams were made with zlib 1.3; the texts are what went in.
@Suite struct InflateTests {
  /// One block with codes of its own: the squares from 0 to 3481.
  private static let dynamic: [UInt8] = [
    0x78, 0xDA, 0x15, 0x8E, 0xC1, 0x01, 0xC0, 0x30, 0x08, 0x02, 0x57, 0x61,
    0x04, 0x51, 0x6B, 0x74, 0xFF, 0xC5, 0x0A, 0x2F, 0x12, 0x05, 0xBC, 0x00,
    0xD1, 0x38, 0x70, 0x90, 0x1F, 0x6A, 0xD0, 0x87, 0x69, 0x2C, 0xC1, 0x08,
    0x30, 0xA5, 0xDD, 0xDA, 0xCA, 0x71, 0xB2, 0xC8, 0x93, 0x9F, 0x74, 0x0F,
    0x95, 0x2D, 0xBF, 0xD2, 0xF2, 0x75, 0x4B, 0xB7, 0xF1, 0xE5, 0xE1, 0x7B,
    0x83, 0x91, 0x6F, 0xA4, 0x4F, 0xFF, 0xA7, 0xF9, 0x6A, 0x7F, 0xF2, 0xDD,
    0xB8, 0x57, 0x41, 0x86, 0x1A, 0x48, 0x55, 0xD1, 0x9D, 0x4C, 0x95, 0xB3,
    0x7C, 0xA5, 0x7D, 0xEE, 0xF3, 0xDD, 0x31, 0xC0, 0x98, 0xE4, 0x89, 0x88,
    0xDB, 0x66, 0x10, 0x61, 0x86, 0x29, 0x68, 0xE2, 0x8C, 0x43, 0x56, 0x34,
    0xB2, 0x83, 0x22, 0x53, 0x22, 0xC7, 0xAF, 0xE7, 0xD9, 0x7A, 0x7B, 0xF2,
    0x95, 0x13, 0xA5, 0x7E, 0x43, 0x8B, 0xBC, 0xD4, 0x57, 0xBD, 0xFC, 0x01,
    0xEA, 0x2D, 0x2E, 0x92,
  ]
  private static let squares = (0..<60).map { String($0 * $0) }.joined(separator: " ")

  /// One block with the fixed codes, and matches that overlap themselves.
  private static let fixed: [UInt8] = [
    0x78, 0x01, 0xCB, 0xCD, 0xCF, 0x2B, 0xC9, 0x50, 0xC8, 0x45, 0x27, 0x75,
    0x14, 0x52, 0x12, 0x2B, 0x01, 0x9C, 0x6B, 0x0A, 0x83,
  ]

  /// One stored block.
  private static let stored: [UInt8] = [
    0x78, 0x01, 0x01, 0x06, 0x00, 0xF9, 0xFF, 0x73, 0x74, 0x6F, 0x72, 0x65,
    0x64, 0x09, 0x3C, 0x02, 0x92,
  ]

  /// Fixed blocks with empty stored ones between them, as a flush leaves them.
  private static let mixed: [UInt8] = [
    0x78, 0xDA, 0xCA, 0xCF, 0x4B, 0x55, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF,
    0x2A, 0x29, 0xCF, 0x57, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0x2B, 0xC9,
    0x28, 0x4A, 0x4D, 0x05, 0x00, 0x22, 0x6D, 0x04, 0xF5,
  ]

  /// Three hundred times `a`: the longest match there is, 258.
  private static let run: [UInt8] = [
    0x78, 0x01, 0x4B, 0x4C, 0x1C, 0x05, 0xC4, 0x02, 0x00, 0xD8, 0xA8, 0x71,
    0xAD,
  ]

  private static let streams: [(bytes: [UInt8], text: String)] = [
    (dynamic, squares), (fixed, "month month month month, day"), (stored, "stored"),
    (mixed, "one two three"), (run, String(repeating: "a", count: 300)),
  ]

  @Test(arguments: streams.indices) func `each kind of block gives back its text`(
    _ index: Int
  ) throws {
    let (bytes, text) = Self.streams[index]
    #expect(String(decoding: try Inflate.zlib(Bytes(bytes)), as: UTF8.self) == text)
  }

  @Test func `stored blocks of more than 64 KiB follow each other`() throws {
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    #expect(try Inflate.zlib(Bytes(sampleZlib(bytes))) == bytes)
    #expect(try Inflate.zlib(Bytes(sampleZlib([]))) == [])
  }

  @Test(arguments: streams.indices) func `a stream that holds more than the limit is refused`(
    _ index: Int
  ) throws {
    let (bytes, text) = Self.streams[index]
    let length = text.utf8.count
    #expect(try Inflate.zlib(Bytes(bytes), limit: length).count == length)
    #expect(throws: FormatError.self) {
      try Inflate.zlib(Bytes(bytes), limit: length - 1)
    }
  }

  @Test(arguments: streams.indices) func `a stream that is cut is refused`(_ index: Int) {
    let bytes = Self.streams[index].bytes
    // Without its checksum alone it is whole.
    for length in 0..<bytes.count - 4 {
      #expect(throws: FormatError.self) { try Inflate.zlib(Bytes(bytes).prefix(length)) }
    }
  }

  @Test func `a checksum may be missing but not wrong`() throws {
    let bytes = Bytes(Self.stored)
    #expect(try Inflate.zlib(bytes.prefix(bytes.count - 4)).count == 6)
    #expect(throws: FormatError.self) { try Inflate.zlib(bytes.prefix(bytes.count - 1)) }
    var wrong = Self.stored
    wrong[16] ^= 1
    #expect(throws: FormatError.malformed("zlib checksum", offset: 13)) {
      try Inflate.zlib(Bytes(wrong))
    }
  }

  @Test(arguments: streams.indices) func `a flipped bit is refused or harmless`(
    _ index: Int
  ) throws {
    var (bytes, text) = Self.streams[index]
    for position in bytes.indices {
      for bit in 0..<8 {
        bytes[position] ^= 1 << bit
        // Unused bits may change, but no other text may pass the checksum.
        if let inflated = try? Inflate.zlib(Bytes(bytes)) {
          #expect(String(decoding: inflated, as: UTF8.self) == text)
        }
        bytes[position] ^= 1 << bit
      }
    }
  }

  @Test(arguments: [
    // No zlib header; a preset dictionary; a check that is not divisible.
    [0x1F, 0x8B, 0x03, 0x00], [0x78, 0x20, 0x03, 0x00], [0x78, 0x02, 0x03, 0x00],
    // Block type 3; a stored block whose length and complement differ.
    [0x78, 0x01, 0x07, 0x00], [0x78, 0x01, 0x01, 0x01, 0x00, 0x00, 0x00, 0x41],
    // A match before there is any output: fixed codes 257 and distance 0.
    [0x78, 0x01, 0x03, 0x02, 0x00, 0x00],
    // Dynamic codes of which all nineteen have the length 7 or less, too many to fit.
    [0x78, 0x01, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
  ]) func `nonsense is refused`(_ bytes: [Int]) {
    let bytes = Bytes(bytes.map { UInt8(truncatingIfNeeded: $0) })
    #expect(throws: FormatError.self) { try Inflate.zlib(bytes) }
  }
}
