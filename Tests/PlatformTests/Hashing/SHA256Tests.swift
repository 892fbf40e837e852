import Foundation
import Platform
import Testing

/// A message and its digest as somebody else published them.
struct SHA256Vector: CustomTestStringConvertible {
  let testDescription: String
  let message: [UInt8]
  let hex: String

  init(_ name: String, _ message: [UInt8], _ hex: String) {
    testDescription = name
    self.message = message
    self.hex = hex
  }

  /// FIPS 180-4's examples (NIST, "SHA256.pdf" of the example values) and the shortest messages of
  /// the NIST CAVS file SHA256ShortMsg.rsp.
  static let published: [SHA256Vector] = [
    SHA256Vector(
      "empty", [], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    SHA256Vector(
      "CAVS, 8 bits", [0xd3],
      "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    SHA256Vector(
      "CAVS, 16 bits", [0x11, 0xaf],
      "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
    SHA256Vector(
      "CAVS, 24 bits", [0xb4, 0x19, 0x0e],
      "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2"),
    SHA256Vector(
      "abc", Array("abc".utf8),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    SHA256Vector(
      "448 bits: the length no longer fits the block",
      Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    SHA256Vector(
      "896 bits",
      Array(
        ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu").utf8),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
    SHA256Vector(
      "one million times a", [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]
}

/// Bytes without a pattern that a broken path could get right by luck.
func mixedBytes(_ count: Int) -> [UInt8] {
  var state: UInt64 = 0x9e37_79b9_7f4a_7c15
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(truncatingIfNeeded: state >> 33)
  }
}

@Suite("SHA-256")
struct SHA256Tests {
  @Test(arguments: SHA256Vector.published, SHA256.available)
  func `published vectors come out on every implementation of this machine`(
    vector: SHA256Vector, implementation: SHA256.Implementation
  ) throws {
    var hash = try #require(SHA256(forcing: implementation))
    hash.update(vector.message)
    #expect(hash.finish().hex == vector.hex)
  }

  @Test(arguments: SHA256.available)
  func `a message cut in two anywhere has the same digest`(
    implementation: SHA256.Implementation
  ) throws {
    let message = mixedBytes(200)
    let whole = SHA256.digest(of: message)
    for cut in 0...message.count {
      var hash = try #require(SHA256(forcing: implementation))
      hash.update(Array(message[..<cut]))
      hash.update(Array(message[cut...]))
      #expect(hash.finish() == whole, "cut at \(cut)")
    }
  }

  @Test(arguments: SHA256.available)
  func `a message fed in pieces of any size has the same digest`(
    implementation: SHA256.Implementation
  ) throws {
    let message = mixedBytes(1000)
    let whole = SHA256.digest(of: message)
    for size in 1...130 {
      var hash = try #require(SHA256(forcing: implementation))
      for start in stride(from: 0, to: message.count, by: size) {
        hash.update(Array(message[start..<min(start + size, message.count)]))
      }
      #expect(hash.finish() == whole, "pieces of \(size)")
    }
  }

  @Test func `all implementations agree on every length up to 300`() throws {
    for length in 0...300 {
      let message = mixedBytes(length)
      var portable = try #require(SHA256(forcing: .portable))
      portable.update(message)
      for implementation in SHA256.available {
        var hash = try #require(SHA256(forcing: implementation))
        hash.update(message)
        #expect(hash.finish() == portable.finish(), "\(implementation), \(length) bytes")
      }
    }
  }

  @Test(arguments: SHA256.available)
  func `bytes at any alignment have the same digest`(
    implementation: SHA256.Implementation
  ) throws {
    let message = mixedBytes(300)
    let whole = SHA256.digest(of: message)
    for offset in 0..<32 {
      let shifted = [UInt8](repeating: 0, count: offset) + message
      var hash = try #require(SHA256(forcing: implementation))
      unsafe shifted.withUnsafeBytes { buffer in
        unsafe hash.update(UnsafeRawBufferPointer(rebasing: buffer[offset...]))
      }
      #expect(hash.finish() == whole, "offset \(offset)")
    }
  }

  @Test func `finishing does not end a digest, and a copy goes on by itself`() {
    var hash = SHA256()
    hash.update(Array("ab".utf8))
    var copy = hash
    #expect(hash.finish() == copy.finish())
    copy.update(Array("c".utf8))
    #expect(copy.finish() == SHA256.digest(of: Array("abc".utf8)))
    #expect(hash.finish() == SHA256.digest(of: Array("ab".utf8)))
  }

  @Test func `the portable implementation is always there and the default is one of the list`() {
    #expect(SHA256.available.contains(.portable))
    #expect(SHA256.available.first == SHA256.implementation)
  }

  @Test(.enabled(if: Sha256sum.isInstalled, "sha256sum is not installed: nothing to compare with"))
  func `sha256sum agrees`() throws {
    for length in [0, 1, 63, 64, 65, 4096, 100_000] {
      let message = mixedBytes(length)
      #expect(SHA256.digest(of: message).hex == (try Sha256sum.hex(of: message)))
    }
  }
}

@Suite("Digest")
struct DigestTests {
  @Test func `hex goes there and back`() throws {
    let digest = SHA256.digest(of: Array("abc".utf8))
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(hex: digest.hex.uppercased()) == digest)
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect(digest.description == digest.hex)
    #expect(digest.hex.utf8.count == 64)
  }

  @Test(arguments: [
    "", "00", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
    String(repeating: "0", count: 66), String(repeating: "g", count: 64),
    String(repeating: "0", count: 62) + "é", " " + String(repeating: "0", count: 63),
  ])
  func `what is not 64 hexadecimal digits is refused`(text: String) {
    #expect(Digest(hex: text) == nil)
  }

  @Test func `only 32 bytes make a digest`() {
    #expect(Digest(bytes: mixedBytes(31)) == nil)
    #expect(Digest(bytes: mixedBytes(33)) == nil)
    #expect(Digest(bytes: mixedBytes(32))?.bytes == mixedBytes(32))
  }

  @Test func `a change in any byte makes another digest`() throws {
    let bytes = mixedBytes(32)
    let digest = try #require(Digest(bytes: bytes))
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(Digest(bytes: changed) != digest, "byte \(index)")
    }
  }
}

/// The program of GNU coreutils.
private enum Sha256sum {
  static let isInstalled = ["/usr/bin/sha256sum", "/bin/sha256sum"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static func hex(of message: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("picsort-sha256-\(UUID().uuidString)")
    try Data(message).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sha256sum", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text.prefix(64), as: UTF8.self)
  }
}
