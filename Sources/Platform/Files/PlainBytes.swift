/// Which bytes stand for themselves; eight of them are looked at together, for nearly all do.
enum PlainBytes {
  /// In a JSON text as it is read.
  case read
  /// In a JSON text as it is written.
  case text
  /// In the text of a path, which writes `%` and what is not UTF-8 in another form.
  case path

  /// True when all bytes of `buffer` stand for themselves.
  @inline(__always)
  func areAll(in buffer: UnsafeRawBufferPointer) -> Bool {
    let count = buffer.count
    if count >= 8 {
      // Word by word, the last one together with some of what is before it.
      var odd = marks(unsafe buffer.word(at: count &- 8))
      var index = 0
      while index < count &- 8 {
        odd |= marks(unsafe buffer.word(at: index))
        index &+= 8
      }
      return odd == 0
    }
    if count >= 4 {
      return marks(unsafe buffer.half(at: 0) | buffer.half(at: count &- 4) << 32) == 0
    }
    for index in 0..<count where !has(unsafe buffer[index]) { return false }
    return true
  }

  /// Index of the first byte of `buffer` from `start` to `end` that does not stand for itself;
  /// `end` when all do.
  @inline(__always)
  func end(in buffer: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
    guard start >= 0, end <= buffer.count else { return start }
    var index = start
    while index <= end - 8, marks(unsafe buffer.word(at: index)) == 0 { index += 8 }
    while index < end, unsafe has(buffer[index]) { index += 1 }
    return index
  }

  @inline(__always)
  private func has(_ byte: UInt8) -> Bool {
    guard byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") else { return false }
    return switch self {
    case .read: true
    case .text: byte != 0x7F
    case .path: byte < 0x7F && byte != UInt8(ascii: "%")
    }
  }

  /// Of eight bytes, the high bits of those that do not stand for themselves, and perhaps of some
  /// above such a one; 0 when all do.
  @inline(__always)
  private func marks(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    /// High bits where a byte that is ASCII is below `limit`, and above such a one where none need
    /// be.
    func below(_ limit: UInt64, _ word: UInt64) -> UInt64 { word &- ones &* limit }
    func equal(_ byte: UInt8) -> UInt64 { below(1, word ^ (ones &* UInt64(byte))) }
    var odd = below(0x20, word) | equal(UInt8(ascii: "\"")) | equal(UInt8(ascii: "\\"))
    switch self {
    case .read: odd &= ~word
    case .text: odd = (odd | equal(0x7F)) & ~word
    case .path: odd |= equal(0x7F) | equal(UInt8(ascii: "%")) | word
    }
    return odd & (ones &* 0x80)
  }
}

extension UnsafeRawBufferPointer {
  /// Eight bytes as a number, in any order that is the same for all.
  @inline(__always) fileprivate func word(at offset: Int) -> UInt64 {
    unsafe loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Four bytes likewise.
  @inline(__always) fileprivate func half(at offset: Int) -> UInt64 {
    UInt64(unsafe loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }
}
