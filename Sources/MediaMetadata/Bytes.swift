/// The order of the bytes in a number.
package enum ByteOrder: Sendable {
  case big
  case little
}

/// A read-only run of bytes with checked loads.
///
/// A slice shares the storage of the bytes it was cut from. Offsets count from the start of this
/// slice. Every load is bounds-checked and throws `FormatError.truncated`; nothing here traps,
/// whatever the offset.
package struct Bytes: Sendable {
  private let storage: [UInt8]
  private let start: Int

  /// Number of bytes.
  package let count: Int

  /// All of `storage`.
  package init(_ storage: [UInt8]) {
    self.storage = storage
    self.start = 0
    self.count = storage.count
  }

  private init(storage: [UInt8], start: Int, count: Int) {
    self.storage = storage
    self.start = start
    self.count = count
  }

  /// True when there are no bytes.
  package var isEmpty: Bool { count == 0 }

  /// The bytes as an array of their own.
  package var array: [UInt8] { Array(slice) }

  /// All that the bytes were cut from.
  var all: [UInt8] { storage }

  /// The bytes where they are, not copied.
  package var slice: ArraySlice<UInt8> { storage[start..<start + count] }

  /// True when `[offset, offset + length)` lies inside.
  package func contains(_ offset: Int, _ length: Int) -> Bool {
    offset >= 0 && length >= 0 && offset <= count &- length
  }

  /// `length` bytes from `offset`; nil where they are not all there.
  func part(_ offset: Int, _ length: Int) -> Bytes? {
    contains(offset, length) ? Bytes(storage: storage, start: start + offset, count: length) : nil
  }

  /// `length` bytes from `offset`.
  package func slice(_ offset: Int, _ length: Int) throws(FormatError) -> Bytes {
    guard contains(offset, length) else { throw .truncated(offset: offset, wanted: length) }
    return Bytes(storage: storage, start: start + offset, count: length)
  }

  /// Everything from `offset` to the end; empty when `offset` is the end or beyond.
  package func suffix(from offset: Int) -> Bytes {
    let offset = min(max(offset, 0), count)
    return Bytes(storage: storage, start: start + offset, count: count - offset)
  }

  /// At most the first `length` bytes.
  package func prefix(_ length: Int) -> Bytes {
    Bytes(storage: storage, start: start, count: min(max(length, 0), count))
  }

  /// The byte at `offset`; nil where there is none.
  package subscript(offset: Int) -> UInt8? {
    offset >= 0 && offset < count ? storage[start &+ offset] : nil
  }

  /// The byte at `offset`.
  package func u8(_ offset: Int) throws(FormatError) -> UInt8 {
    guard contains(offset, 1) else { throw .truncated(offset: offset, wanted: 1) }
    return storage[start + offset]
  }

  /// The 16-bit number at `offset`.
  package func u16(_ offset: Int, _ order: ByteOrder) throws(FormatError) -> UInt16 {
    guard contains(offset, 2) else { throw .truncated(offset: offset, wanted: 2) }
    let (first, second) = (storage[start &+ offset], storage[start &+ offset &+ 1])
    return order == .big
      ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first)
  }

  /// The 32-bit number at `offset`.
  package func u32(_ offset: Int, _ order: ByteOrder) throws(FormatError) -> UInt32 {
    UInt32(truncatingIfNeeded: try number(offset, 4, order))
  }

  /// The 64-bit number at `offset`.
  package func u64(_ offset: Int, _ order: ByteOrder) throws(FormatError) -> UInt64 {
    try number(offset, 8, order)
  }

  /// A number of `width` bytes (1 to 8) at `offset`.
  package func number(
    _ offset: Int, _ width: Int, _ order: ByteOrder
  ) throws(FormatError) -> UInt64 {
    guard contains(offset, width), width <= 8 else {
      throw .truncated(offset: offset, wanted: width)
    }
    var value: UInt64 = 0
    for position in start + offset..<start + offset + width {
      value = value << 8 | UInt64(storage[position])
    }
    return order == .big ? value : value.byteSwapped &>> UInt64(64 - 8 * width)
  }

  /// The number that `length` decimal digits at `offset` are; nil where there is anything else.
  func digits(_ length: Int, at offset: Int) -> Int? {
    guard contains(offset, length) else { return nil }
    var value = 0
    var position = start &+ offset
    let end = position &+ length
    while position < end {
      let digit = storage[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int(digit)
      position &+= 1
    }
    return value
  }

  /// True when the bytes at `offset` are exactly `pattern`.
  package func matches(_ pattern: [UInt8], at offset: Int = 0) -> Bool {
    guard contains(offset, pattern.count) else { return false }
    for (index, byte) in pattern.enumerated() where storage[start + offset + index] != byte {
      return false
    }
    return true
  }

  /// True when the bytes at `offset` spell `text`, which is ASCII.
  package func matches(_ text: StaticString, at offset: Int = 0) -> Bool {
    guard contains(offset, text.utf8CodeUnitCount) else { return false }
    return text.withUTF8Buffer { wanted in
      for index in 0..<wanted.count
      where storage[start + offset + index] != (unsafe wanted[index]) { return false }
      return true
    }
  }

  /// Offset of the first `pattern` at or after `from`; nil when there is none.
  package func firstIndex(of pattern: [UInt8], from: Int = 0) -> Int? {
    guard let first = pattern.first, from >= 0, pattern.count <= count else { return nil }
    var position = from
    while position <= count - pattern.count {
      if storage[start + position] == first, matches(pattern, at: position) { return position }
      position += 1
    }
    return nil
  }

  /// The bytes as text, UTF-8 with ill-formed parts replaced, up to the first NUL.
  package var text: String {
    let bytes = slice
    return String(decoding: bytes[..<(bytes.firstIndex(of: 0) ?? bytes.endIndex)], as: UTF8.self)
  }
}
