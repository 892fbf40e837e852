/// Text that grows at its end: for lines that are put together of millions of small pieces, each of
/// them written where it stays.
///
/// It owns its memory, so that no piece has to ask whether somebody shares it, and no piece calls
/// somebody who could come back to it, so that the access to its members need not be checked: one
/// thread at a time has it. What is short and known when the program is built is copied by a few
/// instructions at the place of the call: that is what some of it is public for, because nothing
/// less is inlined into another module.
@safe public final class TextBuffer {
  @exclusivity(unchecked) @usableFromInline var room: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) @usableFromInline var capacity: Int
  @exclusivity(unchecked) @usableFromInline var length = 0
  /// Bytes of the text.
  @inlinable public var count: Int { unsafe length }

  /// An empty text; `capacity` bytes are reserved.
  package init(capacity: Int) {
    unsafe self.capacity = max(capacity, 1)
    unsafe room = .allocate(capacity: self.capacity)
  }

  deinit { unsafe room.deallocate() }

  package var isEmpty: Bool { unsafe length == 0 }

  /// The text.
  package var bytes: [UInt8] { self[0...] }

  /// The text from `start` on, which lies in it.
  package subscript(start: PartialRangeFrom<Int>) -> [UInt8] {
    unsafe Array(buffer(from: start.lowerBound))
  }

  /// Takes everything away; the room is kept.
  package func removeAll() { unsafe length = 0 }

  // MARK: - What becomes of it

  /// CRC-32C of the text from `start` on.
  package func checksum(from start: Int) -> UInt32 {
    unsafe CRC32C.checksum(of: buffer(from: start))
  }

  /// Adds the text from `start` on to what `hash` is of.
  package func add(from start: Int, to hash: inout SHA256) {
    unsafe hash.update(buffer(from: start))
  }

  /// Writes all of the text at the position of `file`.
  package func write(to file: borrowing FileDescriptor) throws(SystemError) {
    try unsafe file.write(buffer(from: 0))
  }

  private func buffer(from start: Int) -> UnsafeRawBufferPointer {
    let start = unsafe min(max(0, start), length)
    return unsafe UnsafeRawBufferPointer(start: room + start, count: length - start)
  }

  // MARK: - Pieces

  /// Appends one byte.
  @inlinable public func append(_ byte: UInt8) {
    unsafe extend(by: 1) { place in unsafe place[0] = byte }
  }

  /// Appends a text that is known when the program is built.
  @inlinable @inline(__always) public func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    unsafe extend(by: length) { place in
      unsafe place.initialize(from: text.utf8Start, count: length)
    }
  }

  package func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
  }

  package func append(_ text: String) {
    let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe append(bytes)
    }
    if isDone == nil { append(Array(text.utf8)) }
  }

  /// Appends the first `length` bytes of three numbers, the first byte of each lowest.
  @inlinable
  public func append(_ words: (UInt64, UInt64, UInt64), length count: Int) {
    reserve(24)
    let place = unsafe UnsafeMutableRawPointer(room + length)
    unsafe place.storeBytes(of: words.0.littleEndian, as: UInt64.self)
    unsafe place.storeBytes(of: words.1.littleEndian, toByteOffset: 8, as: UInt64.self)
    unsafe place.storeBytes(of: words.2.littleEndian, toByteOffset: 16, as: UInt64.self)
    unsafe length &+= min(max(0, count), 24)
  }

  /// Appends the word of `words` at `index`; nothing when there is none.
  @inlinable
  public func append(_ index: Int, of words: ShortWords) {
    guard words.words.indices.contains(index) else { return }
    let word = words.words[index]
    reserve(32)
    unsafe UnsafeMutableRawPointer(room + length).storeBytes(of: word.bytes, as: SIMD4<UInt64>.self)
    unsafe length &+= word.length
  }

  /// Appends `value` in decimal digits.
  package func append(decimal value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    reserve(24)
    let value = UInt64(value.magnitude)
    let eight: UInt64 = 100_000_000
    if value < 10000 {
      set(fourDecimalsOf: UInt32(truncatingIfNeeded: value))
    } else if value < eight {
      set(decimalsOf: value, isFirst: true)
    } else {
      let upper = value / eight
      if upper < eight {
        set(decimalsOf: upper, isFirst: true)
      } else {
        set(decimalsOf: upper / eight, isFirst: true)
        set(decimalsOf: upper % eight, isFirst: false)
      }
      set(decimalsOf: value &- upper &* eight, isFirst: false)
    }
  }

  /// Appends the digits of `value`, which is below 10,000, for which there is room.
  @inline(__always)
  private func set(fourDecimalsOf value: UInt32) {
    let hundreds = value / 100
    let twos = hundreds | (value &- hundreds &* 100) << 16
    let tens = (twos &* 103) >> 10 & 0x000F_000F
    let decimals = tens | (twos &- tens &* 10) << 8
    let zeros = min(24, decimals.trailingZeroBitCount & 0x38)
    let digits = (decimals | 0x3030_3030) &>> UInt32(truncatingIfNeeded: zeros)
    unsafe UnsafeMutableRawPointer(room + length)
      .storeBytes(of: digits.littleEndian, as: UInt32.self)
    unsafe length &+= 4 &- zeros &>> 3
  }

  /// Appends the eight decimal digits of `value`, for which there is room; of the first ones of a
  /// number no zeros.
  @inline(__always)
  private func set(decimalsOf value: UInt64, isFirst: Bool) {
    let decimals = UInt64(decimalsOf: value)
    let zeros = isFirst ? min(56, decimals.trailingZeroBitCount & 0x38) : 0
    let digits = (decimals | 0x3030_3030_3030_3030) &>> UInt64(truncatingIfNeeded: zeros)
    unsafe UnsafeMutableRawPointer(room + length)
      .storeBytes(of: digits.littleEndian, as: UInt64.self)
    unsafe length &+= 8 &- zeros &>> 3
  }

  /// Appends the last `digits` decimal digits of `value`, with zeros before it.
  package func append(decimal value: UInt, digits: Int) {
    unsafe extend(by: digits) { place in
      var rest = value
      var index = digits
      while index > 0 {
        index -= 1
        let (tenth, digit) = rest.quotientAndRemainder(dividingBy: 10)
        unsafe place[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
        rest = tenth
      }
    }
  }

  /// Appends `value` in eight lower-case hexadecimal digits.
  package func append(hex value: UInt32) {
    append("", eight: UInt64(hexDigitsOf: value), "")
  }

  /// Appends eight bytes, the first one lowest, between two texts that are known when the program
  /// is built.
  @inlinable @inline(__always)
  public func append(_ before: StaticString, eight bytes: UInt64, _ after: StaticString) {
    let (start, rest) = (before.utf8CodeUnitCount, after.utf8CodeUnitCount)
    unsafe extend(by: start + 8 + rest) { place in
      unsafe place.initialize(from: before.utf8Start, count: start)
      unsafe UnsafeMutableRawPointer(place + start)
        .storeBytes(of: bytes.littleEndian, as: UInt64.self)
      unsafe (place + start + 8).initialize(from: after.utf8Start, count: rest)
    }
  }

  // MARK: - JSON

  /// Appends `,"name":`, the beginning of a member that follows another one.
  @inlinable @inline(__always)
  public func append(memberAfterOther name: StaticString) {
    let length = name.utf8CodeUnitCount
    unsafe extend(by: length + 4) { place in
      unsafe place[0] = UInt8(ascii: ",")
      unsafe place[1] = UInt8(ascii: "\"")
      unsafe (place + 2).initialize(from: name.utf8Start, count: length)
      unsafe place[length + 2] = UInt8(ascii: "\"")
      unsafe place[length + 3] = UInt8(ascii: ":")
    }
  }

  /// Appends `text` in quotes when every byte of it stands for itself in a JSON text; else nothing,
  /// and false.
  package func append(quotedIfPlain text: String) -> Bool {
    let isPlain = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe append(bytes, ifPlain: .text)
    }
    return isPlain ?? false
  }

  /// Appends `path` in quotes when each byte of it stands for itself in a JSON text and in the text
  /// of a path; else nothing, and false.
  package func append(quotedIfPlain path: Path) -> Bool {
    unsafe path.bytes.withUnsafeBufferPointer { unsafe append($0, ifPlain: .path) }
  }

  @inline(__always)
  private func append(
    _ text: UnsafeBufferPointer<UInt8>, ifPlain kind: PlainBytes
  ) -> Bool {
    let length = text.count
    guard unsafe kind.areAll(in: UnsafeRawBufferPointer(text)) else { return false }
    unsafe extend(by: length + 2) { place in
      unsafe place[0] = UInt8(ascii: "\"")
      if let source = text.baseAddress {
        unsafe (place + 1).initialize(from: source, count: length)
      }
      unsafe place[length + 1] = UInt8(ascii: "\"")
    }
    return true
  }

  // MARK: - Room

  private func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let source = text.baseAddress else { return }
    unsafe extend(by: text.count) { place in
      unsafe place.initialize(from: source, count: text.count)
    }
  }

  /// Makes the text `length` bytes longer; `write` sets them, at the place it is given.
  @inlinable @inline(__always)
  func extend(by length: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Void) {
    reserve(length)
    unsafe write(room + self.length)
    // There is room for it.
    unsafe self.length &+= length
  }

  /// Makes sure that `length` more bytes have room.
  @inlinable @inline(__always)
  func reserve(_ length: Int) {
    if unsafe capacity &- self.length < length { grow(by: length) }
  }

  @usableFromInline @inline(never)
  func grow(by length: Int) {
    unsafe capacity += max(length, capacity)
    let old = unsafe room
    unsafe room = .allocate(capacity: capacity)
    unsafe room.initialize(from: old, count: self.length)
    unsafe old.deallocate()
  }
}
