import Platform
import Testing

@Suite("Text that grows")
struct TextBufferTests {
  private func text(_ write: (TextBuffer) -> Void) -> String {
    let buffer = TextBuffer(capacity: 1)
    write(buffer)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    0, 9, 10, 99, 100, 4_294_967_295, 1_700_000_000_123_456_789, -1, -10, Int.max, Int.min,
  ])
  func `a number is written as Swift describes it`(number: Int) {
    #expect(text { $0.append(decimal: number) } == "\(number)")
  }

  @Test func `every number of digits is right at both of its ends`() {
    var power = 1
    for _ in 0..<18 {
      power *= 10
      for number in [power - 1, power, power + 1] {
        #expect(text { $0.append(decimal: number) } == "\(number)")
      }
    }
  }

  @Test func `a number of fixed width has zeros before it`() {
    #expect(text { $0.append(decimal: 7, digits: 4) } == "0007")
    #expect(text { $0.append(decimal: 12345, digits: 2) } == "45")
  }

  @Test(arguments: [0, 9, 10, 0x0123_4567, 0x89AB_CDEF, .max, 0x9A9A_A9A9] as [UInt32])
  func `eight hexadecimal digits are those of Swift`(number: UInt32) {
    let digits = String(number, radix: 16)
    let zeros = String(repeating: "0", count: 8 - digits.count)
    #expect(text { $0.append(hex: number) } == zeros + digits)
  }

  @Test func `pieces follow each other, whatever the room was`() {
    let all = text { buffer in
      buffer.append("{" as StaticString)
      buffer.append("\"a\":" as StaticString)
      buffer.append(decimal: 1)
      buffer.append(memberAfterOther: "b")
      buffer.append("né" as String)
      buffer.append([0x7D])
    }
    #expect(all == "{\"a\":1,\"b\":né}")
  }

  @Test func `what was taken away is gone, and the room is used again`() {
    let buffer = TextBuffer(capacity: 4)
    buffer.append("a long beginning" as String)
    buffer.removeAll()
    let isEmpty = buffer.isEmpty
    #expect(isEmpty)
    buffer.append("ab" as String)
    let (all, last, none) = (buffer.bytes, buffer[1...], buffer[9...])
    #expect(all == Array("ab".utf8))
    #expect(last == Array("b".utf8))
    #expect(none.isEmpty)
  }

  @Test func `the checksum and the digest of a part are those of its bytes`() {
    let buffer = TextBuffer(capacity: 64)
    buffer.append("first line, second line" as String)
    let (part, checksum) = (buffer[11...], buffer.checksum(from: 11))
    #expect(part == Array(" second line".utf8))
    #expect(checksum == CRC32C.checksum(of: part))
    var hash = SHA256()
    buffer.add(from: 11, to: &hash)
    #expect(hash.finish() == SHA256.digest(of: part))
  }

  @Test(arguments: [(0, 0), (7, 7), (8, 8), (19, 19), (24, 24), (25, 24), (-1, 0)])
  func `three words are appended as far as is asked for`(length: Int, expected: Int) {
    let bytes = Array("2023-12-25T14:30:59 abcd".utf8)
    let words = [0, 8, 16].map { bytes.word(at: $0) ?? 0 }
    let all = text { $0.append((words[0], words[1], words[2]), length: length) }
    #expect(all == String(decoding: bytes[..<expected], as: UTF8.self))
  }

  // MARK: - What stands for itself

  /// What is appended of `text`, nil when some of it does not stand for itself.
  private func quoted(_ text: String) -> [UInt8]? {
    let buffer = TextBuffer(capacity: 8)
    return buffer.append(quotedIfPlain: text) ? buffer.bytes : nil
  }

  /// The same for a path.
  private func quoted(_ path: Path) -> [UInt8]? {
    let buffer = TextBuffer(capacity: 8)
    return buffer.append(quotedIfPlain: path) ? buffer.bytes : nil
  }

  @Test(arguments: 0...40)
  func `a byte that does not stand for itself is found in a text of any length`(length: Int) {
    let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
    #expect(quoted(Path(bytes: plain)) == [0x22] + plain + [0x22])
    for place in plain.indices {
      var bytes = plain
      bytes[place] = UInt8(ascii: "%")
      #expect(quoted(Path(bytes: bytes)) == nil, "at \(place)")
      bytes[place] = UInt8(ascii: "\n")
      #expect(quoted(String(decoding: bytes, as: UTF8.self)) == nil, "at \(place)")
    }
  }

  /// At every place in a text that is longer than the eight bytes looked at together.
  @Test func `each byte that does not stand for itself is found, and no other`() {
    for byte in UInt8.min...UInt8.max {
      let isPlain = byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F
      for place in [0, 3, 7, 8, 12] {
        var bytes = Array(repeating: UInt8(ascii: "a"), count: 13)
        bytes[place] = byte
        let expected = [0x22] + bytes + [0x22]
        if let text = String(validating: bytes, as: UTF8.self) {
          #expect(quoted(text) == (isPlain ? expected : nil), "\(byte) at \(place)")
        }
        // A path ends before a NUL.
        guard byte > 0 else { continue }
        let isPlainPath = isPlain && byte < 0x80 && byte != UInt8(ascii: "%")
        let path = quoted(Path(bytes: bytes))
        #expect(path == (isPlainPath ? expected : nil), "\(byte) at \(place)")
      }
    }
  }
}
