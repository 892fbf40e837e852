import Platform
import Testing

@Suite("Text that grows")
struct TextBufferTests {
  private func text(_ write: (inout TextBuffer) -> Void) -> String {
    var buffer = TextBuffer(capacity: 1)
    write(&buffer)
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
      buffer.append("{" as Unicode.Scalar)
      buffer.append("\"a\":" as StaticString)
      buffer.append(decimal: 1)
      buffer.append(memberAfterOther: "b")
      buffer.append("né")
      buffer.append([0x7D])
    }
    #expect(all == "{\"a\":1,\"b\":né}")
  }

  @Test func `what was taken away is gone, and the room is used again`() {
    var buffer = TextBuffer(capacity: 4)
    buffer.append("a long beginning")
    buffer.removeAll()
    #expect(buffer.isEmpty)
    buffer.append("ab")
    #expect(buffer.bytes == Array("ab".utf8))
    #expect(Array(buffer[1...]) == Array("b".utf8))
    #expect(buffer[9...].isEmpty)
  }

  @Test func `the checksum of a part is that of its bytes`() {
    var buffer = TextBuffer(capacity: 64)
    buffer.append("first line, second line")
    let part = Array(buffer.bytes[11...])
    #expect(buffer.checksum(from: 11) == CRC32C.checksum(of: part))
  }

  /// At every place in a text that is longer than the eight bytes looked at together.
  @Test func `each byte that does not stand for itself is found, and no other`() {
    for byte in UInt8.min...UInt8.max {
      let isPlain = byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F
      for place in [0, 3, 7, 8, 12] {
        var bytes = Array(repeating: UInt8(ascii: "a"), count: 13)
        bytes[place] = byte
        var buffer = TextBuffer(capacity: 8)
        let isPlainPath = isPlain && byte < 0x80 && byte != UInt8(ascii: "%")
        #expect(buffer.append(quotedIfPlainPath: bytes) == isPlainPath, "\(byte) at \(place)")
        #expect(buffer.bytes == (isPlainPath ? [0x22] + bytes + [0x22] : []))
        guard let text = String(validating: bytes, as: UTF8.self) else { continue }
        buffer.removeAll()
        #expect(buffer.append(quotedIfPlain: text) == isPlain, "\(byte) at \(place)")
        #expect(buffer.bytes == (isPlain ? [0x22] + bytes + [0x22] : []))
      }
    }
  }
}
