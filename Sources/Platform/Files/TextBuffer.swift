#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Text that grows at its end: for lines that are put together of millions of small pieces, each of
/// them written where it stays.
package struct TextBuffer: Sendable {
  /// Never empty, every byte of it initialised; those from `count` on mean nothing.
  private var room: [UInt8]
  /// Bytes of the text.
  package private(set) var count = 0
  package var isEmpty: Bool { count == 0 }

  /// An empty text; `capacity` bytes are reserved.
  package init(capacity: Int) {
    room = Array(repeating: 0, count: max(capacity, 1))
  }

  /// The text.
  package var bytes: [UInt8] { Array(room[..<count]) }

  /// The text from `start` on, which lies in it.
  package subscript(start: PartialRangeFrom<Int>) -> ArraySlice<UInt8> {
    room[min(max(0, start.lowerBound), count)..<count]
  }

  /// Takes everything away; the room is kept.
  package mutating func removeAll() { count = 0 }

  /// CRC-32C of the text from `start` on.
  package func checksum(from start: Int) -> UInt32 {
    unsafe room.withUnsafeBytes { buffer in
      unsafe CRC32C.checksum(
        of: UnsafeRawBufferPointer(rebasing: buffer[min(max(0, start), count)..<count]))
    }
  }

  // MARK: - Pieces

  /// Appends one byte, which is ASCII.
  package mutating func append(_ scalar: Unicode.Scalar) {
    append(UInt8(truncatingIfNeeded: scalar.value))
  }

  package mutating func append(_ byte: UInt8) {
    unsafe extend(by: 1) { place in unsafe place[0] = byte }
  }

  package mutating func append(_ text: StaticString) {
    let length = text.utf8CodeUnitCount
    unsafe extend(by: length) { place in unsafe memcpy(place, text.utf8Start, length) }
  }

  package mutating func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
  }

  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { unsafe append($0) }
  }

  /// Appends `value` in decimal digits.
  package mutating func append(decimal value: Int) {
    if value < 0 { append("-" as Unicode.Scalar) }
    // From the last digit to the first, before the end of the room that the longest would need;
    // then to where they belong.
    let longest = 20
    var digits = 0
    unsafe extend(by: longest) { place in
      var rest = value.magnitude
      var first = unsafe place + longest
      repeat {
        let tenth = rest / 10
        unsafe first -= 1
        unsafe first.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest &- tenth &* 10)
        rest = tenth
      } while rest > 0
      digits = unsafe place + longest - first
      unsafe memmove(place, first, digits)
    }
    count -= longest - digits
  }

  /// Appends `separator`, which is ASCII, and the last two decimal digits of `value`.
  package mutating func append(_ separator: Unicode.Scalar, twoDigits value: Int) {
    let (ten, one) = (value.magnitude % 100).quotientAndRemainder(dividingBy: 10)
    unsafe extend(by: 3) { place in
      unsafe place[0] = UInt8(truncatingIfNeeded: separator.value)
      unsafe place[1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: ten)
      unsafe place[2] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: one)
    }
  }

  /// Appends the last `digits` decimal digits of `value`, with zeros before it.
  package mutating func append(decimal value: UInt, digits: Int) {
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
  package mutating func append(hex value: UInt32) {
    let digits = UInt64(hexDigitsOf: value).littleEndian
    unsafe extend(by: 8) { place in
      unsafe UnsafeMutableRawPointer(place).storeBytes(of: digits, as: UInt64.self)
    }
  }

  // MARK: - JSON

  /// Appends `,"name":`, the beginning of a member that follows another one.
  package mutating func append(memberAfterOther name: StaticString) {
    let length = name.utf8CodeUnitCount
    unsafe extend(by: length + 4) { place in
      unsafe place[0] = UInt8(ascii: ",")
      unsafe place[1] = UInt8(ascii: "\"")
      unsafe memcpy(place + 2, name.utf8Start, length)
      unsafe place[length + 2] = UInt8(ascii: "\"")
      unsafe place[length + 3] = UInt8(ascii: ":")
    }
  }

  /// Appends `text` in quotes when every byte of it stands for itself in a JSON text; else nothing,
  /// and false.
  package mutating func append(quotedIfPlain text: String) -> Bool {
    var text = text
    return text.withUTF8 { unsafe append($0, ifPlain: .text) }
  }

  /// Appends `bytes` in quotes when each of them stands for itself in a JSON text and in the text
  /// of a path; else nothing, and false.
  package mutating func append(quotedIfPlainPath bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { unsafe append($0, ifPlain: .path) }
  }

  @inline(__always)
  private mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, ifPlain kind: PlainBytes
  ) -> Bool {
    let length = text.count
    guard unsafe kind.end(in: UnsafeRawBufferPointer(text), from: 0, to: length) == length else {
      return false
    }
    unsafe extend(by: length + 2) { place in
      unsafe place[0] = UInt8(ascii: "\"")
      if let source = text.baseAddress { unsafe memcpy(place + 1, source, length) }
      unsafe place[length + 1] = UInt8(ascii: "\"")
    }
    return true
  }

  // MARK: - Room

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let source = text.baseAddress else { return }
    unsafe extend(by: text.count) { place in unsafe memcpy(place, source, text.count) }
  }

  /// Makes the text `length` bytes longer; `write` sets them, at the place it is given.
  @inline(__always)
  private mutating func extend(
    by length: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Void
  ) {
    if room.count - count < length { grow(by: length) }
    unsafe room.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe write(base + count)
    }
    count += length
  }

  @inline(never)
  private mutating func grow(by length: Int) {
    room.append(contentsOf: repeatElement(0, count: max(length, room.count)))
  }
}
