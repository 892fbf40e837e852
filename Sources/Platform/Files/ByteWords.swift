// What a reader of lines asks of many bytes at once.

extension [UInt8] {
  /// The eight bytes from `start` on as one number, the first byte lowest; nil where not all of
  /// them are there.
  package func word(at start: Int) -> UInt64? {
    guard start >= 0, start <= count - 8 else { return nil }
    return unsafe withUnsafeBytes { buffer in
      UInt64(littleEndian: unsafe buffer.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
  }
}

extension UInt8 {
  /// The same letter of ASCII in lower case; any other byte as it is.
  @inlinable public var asciiLowercased: UInt8 {
    (0x41...0x5A).contains(self) ? self | 0x20 : self
  }
}

extension UInt64 {
  /// The number that `word(at:)` gives for the first eight bytes of a text.
  package init(word text: StaticString) {
    self = 0
    let length = Swift.min(8, text.utf8CodeUnitCount)
    for index in 0..<length {
      self |= UInt64(unsafe text.utf8Start[index]) << UInt64(8 * index)
    }
  }

  /// The same for the eight decimal digits of `value`, which has no more, without the `0x30` of
  /// each: numbers.
  init(decimalsOf value: UInt64) {
    // Four digits to each half of the word, two to each quarter, one to each byte; those of the
    // higher places are lower.
    let (high, low) = value.quotientAndRemainder(dividingBy: 10000)
    let fours = high | low << 32
    let hundreds = (fours &* 10486) >> 20 & 0x0000_007F_0000_007F
    let twos = hundreds | (fours &- hundreds &* 100) << 16
    let tens = (twos &* 103) >> 10 & 0x000F_000F_000F_000F
    self = tens | (twos &- tens &* 10) << 8
  }

  /// The same for the eight lower-case hexadecimal digits of `value`.
  @inlinable public init(hexDigitsOf value: UInt32) {
    // A byte to each sixteen bits, the highest first; then a half of it to each eight.
    var word = UInt64(value.byteSwapped)
    word = (word | word << 16) & 0x0000_FFFF_0000_FFFF
    word = (word | word << 8) & 0x00FF_00FF_00FF_00FF
    word = (word >> 4 & 0x000F_000F_000F_000F) | (word & 0x000F_000F_000F_000F) << 8
    // 10 and above: six more reach the next bit, and 0x27 lie between "9" and "a".
    let isLetter = (word &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
    self = word &+ 0x3030_3030_3030_3030 &+ isLetter &* 0x27
  }
}

extension CRC32C {
  /// The checksum of the bytes in `range`; that of nothing where it is not inside.
  package static func checksum(of bytes: [UInt8], in range: Range<Int>) -> UInt32 {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return 0 }
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe checksum(of: UnsafeRawBufferPointer(rebasing: buffer[range]))
    }
  }
}
