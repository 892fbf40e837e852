import Platform
import Testing

/// Bytes and their checksum as somebody else published them.
struct CRC32CVector: CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  let checksum: UInt32

  init(_ name: String, _ bytes: [UInt8], _ checksum: UInt32) {
    testDescription = name
    self.bytes = bytes
    self.checksum = checksum
  }

  /// RFC 3720, appendix B.4 (which prints the checksums in the order of transmission), and the
  /// check value of the CRC catalogue.
  static let published: [CRC32CVector] = [
    CRC32CVector("nothing", [], 0),
    CRC32CVector("32 bytes of zeros", [UInt8](repeating: 0, count: 32), 0x8a91_36aa),
    CRC32CVector("32 bytes of ones", [UInt8](repeating: 0xff, count: 32), 0x62a8_ab43),
    CRC32CVector("32 bytes counting up", Array(0..<32), 0x46dd_794e),
    CRC32CVector("32 bytes counting down", Array((0..<32).reversed()), 0x113f_db5c),
    CRC32CVector(
      "an iSCSI SCSI Read (10) command PDU",
      [0x01, 0xc0] + [UInt8](repeating: 0, count: 14)
        + [0x14, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0x14, 0, 0, 0, 0x18, 0x28, 0, 0, 0]
        + [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0],
      0xd996_3a56),
    CRC32CVector("123456789", Array("123456789".utf8), 0xe306_9283),
  ]
}

@Suite("CRC-32C")
struct CRC32CTests {
  @Test(arguments: CRC32CVector.published, CRC32C.available)
  func `published vectors come out on every implementation of this machine`(
    vector: CRC32CVector, implementation: CRC32C.Implementation
  ) throws {
    let checksum = unsafe vector.bytes.withUnsafeBytes {
      unsafe CRC32C.checksum(of: $0, forcing: implementation)
    }
    #expect(checksum == vector.checksum)
    #expect(CRC32C.checksum(of: vector.bytes) == vector.checksum)
  }

  @Test func `the checksum of the first part is the seed of the second, wherever the cut`() {
    let bytes = mixedBytes(100)
    let whole = CRC32C.checksum(of: bytes)
    for cut in 0...bytes.count {
      let first = CRC32C.checksum(of: Array(bytes[..<cut]))
      #expect(CRC32C.checksum(of: Array(bytes[cut...]), seed: first) == whole, "cut at \(cut)")
    }
  }

  @Test func `all implementations agree on every length up to 300 at every alignment`() {
    let bytes = mixedBytes(308)
    unsafe bytes.withUnsafeBytes { buffer in
      for length in 0...300 {
        for offset in 0..<8 {
          let part = unsafe UnsafeRawBufferPointer(rebasing: buffer[offset..<offset + length])
          let portable = unsafe CRC32C.checksum(of: part, forcing: .portable)
          for implementation in CRC32C.available {
            let checksum = unsafe CRC32C.checksum(of: part, forcing: implementation)
            #expect(checksum == portable, "\(implementation), \(length) bytes at \(offset)")
          }
        }
      }
    }
  }

  /// Long runs are summed in three parts side by side.
  @Test(arguments: [4079, 4080, 4081, 4096, 8159, 8160, 8176, 12_345])
  func `all implementations agree on long runs, and on what follows them`(length: Int) {
    let bytes = mixedBytes(length + 3)
    unsafe bytes.withUnsafeBytes { buffer in
      for (offset, seed) in [(0, 0), (3, 0x89AB_CDEF)] as [(Int, UInt32)] {
        let part = unsafe UnsafeRawBufferPointer(rebasing: buffer[offset..<offset + length])
        let portable = unsafe CRC32C.checksum(of: part, seed: seed, forcing: .portable)
        for implementation in CRC32C.available {
          let checksum = unsafe CRC32C.checksum(of: part, seed: seed, forcing: implementation)
          #expect(checksum == portable, "\(implementation), \(length) bytes at \(offset)")
        }
      }
    }
  }

  @Test func `any single flipped bit is seen`() {
    let bytes = mixedBytes(64)
    let checksum = CRC32C.checksum(of: bytes)
    for bit in 0..<(bytes.count * 8) {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(CRC32C.checksum(of: damaged) != checksum, "bit \(bit)")
    }
  }

  @Test func `an implementation of another processor is refused, not replaced`() {
    for implementation in CRC32C.Implementation.allCases
    where !CRC32C.available.contains(implementation) {
      let checksum = unsafe mixedBytes(9).withUnsafeBytes {
        unsafe CRC32C.checksum(of: $0, forcing: implementation)
      }
      #expect(checksum == nil)
    }
  }
}
