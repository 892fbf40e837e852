import Platform
import Testing

@Suite("CRC-32")
struct CRC32Tests {
  /// The check value of the CRC catalogue; the IEND chunk of every PNG; what zlib says of the rest.
  @Test(
    arguments: [
      ([], 0), (Array("123456789".utf8), 0xCBF4_3926), (Array("IEND".utf8), 0xAE42_6082),
      ([0], 0xD202_EF8D), ([UInt8](repeating: 0xFF, count: 4), 0xFFFF_FFFF),
      (Array("The quick brown fox jumps over the lazy dog".utf8), 0x414F_A339),
    ] as [([UInt8], UInt32)])
  func `published checksums come out`(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32.checksum(of: bytes) == checksum)
  }

  @Test func `every length and place agrees with the definition, bit by bit`() {
    let bytes = (0..<80).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
    for start in 0..<9 {
      for end in start...bytes.count {
        let part = Array(bytes[start..<end])
        #expect(CRC32.checksum(of: part) == Self.definition(part), "\(start)..<\(end)")
      }
    }
  }

  @Test func `the checksum of the first part is the seed of the second, wherever the cut`() {
    let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 * 91 + 5) }
    let whole = CRC32.checksum(of: bytes)
    for cut in 0...bytes.count {
      let first = CRC32.checksum(of: Array(bytes[..<cut]))
      #expect(CRC32.checksum(of: Array(bytes[cut...]), seed: first) == whole, "cut at \(cut)")
    }
  }

  private static func definition(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
