import Platform

/// The end of a line as this program writes each one, `,"prev":"01234567","crc":"89abcdef"}`,
/// proven eight bytes at a time. A line with another end is not judged here.
enum ChainedLine {
  /// Of a line: its checksum, and the digits of it, which the next line repeats.
  struct Proof {
    let checksum: UInt32
    let digits: UInt64

    @inline(__always) init(checksum: UInt32) {
      self.checksum = checksum
      digits = UInt64(hexDigitsOf: checksum)
    }
  }

  /// What the first line of a journal repeats.
  static let beginning = Proof(checksum: 0)

  /// Bytes of `,"prev":"01234567"`.
  private static let linkLength = 18
  private static let previousName = UInt64(word: #","prev":"#)
  private static let checksumName = UInt64(word: #","crc":""#)

  /// The proof of a line without its line feed; nil unless its bytes are those that its end states,
  /// and it follows the line of `previous`.
  static func prove(_ line: Range<Int>, of block: [UInt8], after previous: Proof) -> Proof? {
    let body = line.upperBound - (JournalFormat.tailLength - 1)
    let link = body - linkLength
    guard link > line.lowerBound, line.count <= JournalFormat.longestLine,
      block.word(at: body) == checksumName, block.word(at: link) == previousName,
      block.word(at: link + 9) == previous.digits, block[link + 8] == UInt8(ascii: "\""),
      block[body - 1] == UInt8(ascii: "\""), block[body + 16] == UInt8(ascii: "\""),
      block[body + 17] == UInt8(ascii: "}")
    else { return nil }
    let proof = Proof(checksum: CRC32C.checksum(of: block, in: line.lowerBound..<body))
    return block.word(at: body + 8) == proof.digits ? proof : nil
  }

  /// Where the members end that say something, in a line that was proven.
  static func endOfContent(_ line: Range<Int>) -> Int {
    line.upperBound - (JournalFormat.tailLength - 1) - linkLength
  }
}
