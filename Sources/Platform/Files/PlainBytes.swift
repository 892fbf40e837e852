/// Which bytes stand for themselves, eight of them looked at a time: nearly all do.
struct PlainBytes {
  /// One more byte that does not; a quote for none.
  private let exception: UInt8
  /// Whether bytes beyond ASCII do not.
  private let isASCII: Bool
  /// Whether DEL does not.
  private let refusesDelete: Bool

  /// In a JSON text as it is read.
  static let read = PlainBytes(exception: UInt8(ascii: "\""), isASCII: false, refusesDelete: false)
  /// In a JSON text as it is written.
  static let text = PlainBytes(exception: UInt8(ascii: "\""), isASCII: false, refusesDelete: true)
  /// In the text of a path, which writes `%` and what is not UTF-8 in another form.
  static let path = PlainBytes(exception: UInt8(ascii: "%"), isASCII: true, refusesDelete: true)

  /// Index of the first byte of `buffer` from `start` to `end` that does not stand for itself;
  /// `end` when all do.
  @inline(__always)
  func end(in buffer: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
    guard start >= 0, end <= buffer.count else { return start }
    var index = start
    while index <= end - 8 {
      guard has(all: unsafe buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)) else {
        break
      }
      index += 8
    }
    while index < end, unsafe has(buffer[index]) { index += 1 }
    return index
  }

  @inline(__always)
  private func has(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != exception
      && !(isASCII && byte >= 0x80) && !(refusesDelete && byte == 0x7F)
  }

  /// False when one of eight bytes does not stand for itself; sometimes also when all do.
  @inline(__always)
  private func has(all word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    /// High bits where a byte is below `limit`, and above such a one where none need be.
    func below(_ limit: UInt64, _ word: UInt64) -> UInt64 { (word &- (ones &* limit)) & ~word }
    func equal(_ byte: UInt8) -> UInt64 { below(1, word ^ (ones &* UInt64(byte))) }
    var odd = below(0x20, word) | equal(UInt8(ascii: "\"")) | equal(UInt8(ascii: "\\"))
    odd |= equal(exception)
    if isASCII { odd |= word }
    if refusesDelete { odd |= equal(0x7F) }
    return odd & (ones &* 0x80) == 0
  }
}
