/// Decompresses DEFLATE data (RFC 1951) piece by piece: push compressed bytes, pull the others.
///
/// A value: a copy goes on by itself. Bounded: holds 32 KiB of history, one batch of output and the
/// input that was pushed, and gives out `limit` bytes at most. Nothing here traps.
package struct Inflater: Sendable {
  /// Farthest that a match may reach back (RFC 1951, 2).
  static let historySize = 32 * 1024
  /// Longest match.
  static let longestMatch = 258
  private static let smallestBuffer = 16 * 1024
  private static let largestBuffer = historySize + 256 * 1024

  /// Where in the stream the next bits are.
  enum State {
    case blockHeader
    case storedLength
    case stored(left: Int)
    case symbols
    case finished
  }

  var state = State.blockHeader
  var isLastBlock = false
  /// Bits taken from the input and not used, the next one lowest. Above `heldCount` there may be
  /// bits of the next byte, which is then still in the input.
  var held: UInt64 = 0
  var heldCount = 0
  var input: [UInt8] = []
  var next = 0
  /// History, then output that was not pulled yet, then room.
  var buffer = [UInt8](repeating: 0, count: Self.smallestBuffer)
  var position = 0
  var literals: HuffmanTable?
  var distances: HuffmanTable?
  var dynamic = DynamicHeader()

  private var pulled = 0
  private var dropped = 0
  private var slid = 0
  private let limit: Int
  private var failure: FormatError?

  /// A decompressor of one stream, which is refused when it holds more than `limit` bytes.
  package init(limit: Int = .max) {
    self.limit = limit
  }

  /// True when the last block ended; what was pushed beyond it is left alone.
  package var isFinished: Bool {
    if case .finished = state { return pulled == position }
    return false
  }

  /// Bytes of the input that belong to the stream, as far as it was read.
  package var consumed: Int { dropped + next - heldCount / 8 }

  /// Bytes of output made so far, those that were not pulled yet included.
  package var produced: Int { slid + position }

  /// Appends compressed bytes.
  package mutating func push(_ bytes: [UInt8]) {
    dropped += next
    if next == input.count {
      input = bytes
    } else {
      input.removeFirst(next)
      input += bytes
    }
    next = 0
  }

  /// The next bytes, `count` at most and 256 KiB at most; none when the stream is finished or needs
  /// more input.
  ///
  /// Throws when the stream is damaged or holds more than the limit, and from then on.
  package mutating func pull(_ count: Int) throws(FormatError) -> [UInt8] {
    if let failure { throw failure }
    guard count > 0 else { return [] }
    do throws(FormatError) {
      if position - pulled < count { try decode(count) }
      guard produced <= limit else { throw malformed("more than is wanted") }
    } catch {
      failure = error
      throw error
    }
    let end = min(position, pulled + min(count, buffer.count))
    defer { pulled = end }
    return Array(buffer[pulled..<end])
  }

  private mutating func decode(_ count: Int) throws(FormatError) {
    makeRoom(for: count)
    let stop = min(buffer.count - Self.longestMatch, pulled + min(count, buffer.count))
    while position < stop {
      switch state {
      case .blockHeader:
        guard try readBlockHeader() else { return }
      case .storedLength:
        guard try readStoredLength() else { return }
      case .stored(let left):
        guard copyStored(left, until: stop) else { return }
      case .symbols:
        guard try readSymbols(until: stop) else { return }
      case .finished:
        return
      }
    }
  }

  /// Grows the buffer up to its largest size, then moves the history to the front.
  private mutating func makeRoom(for count: Int) {
    let room = min(count, Self.largestBuffer - Self.historySize) + Self.longestMatch
    while buffer.count - position < room, buffer.count < Self.largestBuffer {
      let size = min(buffer.count * 4, Self.largestBuffer)
      buffer += [UInt8](repeating: 0, count: size - buffer.count)
    }
    let start = min(pulled, position - Self.historySize)
    guard buffer.count - position < room, start > 0 else { return }
    for index in start..<position { buffer[index - start] = buffer[index] }
    position -= start
    pulled -= start
    slid += start
  }

  func malformed(_ what: String) -> FormatError { .malformed(what, offset: consumed) }
}

// MARK: - Bits

extension Inflater {
  /// Holds at least `count` bits (at most 56) if the input has them; false when it has not.
  mutating func hold(_ count: Int) -> Bool {
    while heldCount < count {
      guard next < input.count else { return false }
      held |= UInt64(input[next]) << UInt64(heldCount)
      next += 1
      heldCount += 8
    }
    return true
  }

  /// Takes `count` bits that are held.
  mutating func take(_ count: Int) -> Int {
    let value = held & (1 << UInt64(count) - 1)
    held >>= UInt64(count)
    heldCount -= count
    return Int(truncatingIfNeeded: value)
  }

  // MARK: Blocks

  /// RFC 1951, 3.2.3: each of these is false when the input ends first; what was read is kept.
  private mutating func readBlockHeader() throws(FormatError) -> Bool {
    if dynamic.isUnderWay { return try readDynamicHeader() }
    if isLastBlock {
      state = .finished
      return true
    }
    guard hold(3) else { return false }
    isLastBlock = take(1) == 1
    switch take(2) {
    case 0:
      _ = take(heldCount % 8)
      state = .storedLength
    case 1:
      (literals, distances) = (.fixedLiterals, .fixedDistances)
      state = .symbols
    case 2:
      dynamic = DynamicHeader()
      dynamic.isUnderWay = true
    default: throw malformed("DEFLATE block type")
    }
    return true
  }

  private mutating func readStoredLength() throws(FormatError) -> Bool {
    guard hold(32) else { return false }
    let length = take(16)
    guard take(16) == ~length & 0xFFFF else { throw malformed("length of a stored block") }
    state = .stored(left: length)
    return true
  }

  private mutating func copyStored(_ left: Int, until stop: Int) -> Bool {
    var left = left
    while left > 0, heldCount >= 8, position < stop {
      buffer[position] = UInt8(truncatingIfNeeded: take(8))
      position += 1
      left -= 1
    }
    if heldCount == 0 {
      held = 0
      let count = min(left, input.count - next, max(0, stop - position))
      for index in 0..<count { buffer[position + index] = input[next + index] }
      position += count
      next += count
      left -= count
    }
    state = left == 0 ? .blockHeader : .stored(left: left)
    return left == 0 || position >= stop
  }
}

// MARK: - Blocks that begin with their own codes

/// What was read of the codes at the start of a block (RFC 1951, 3.2.7).
struct DynamicHeader: Sendable {
  var isUnderWay = false
  var literalCount = 0
  var distanceCount = 0
  var codeLengthCount = 0
  var codeLengthsRead = 0
  var codeLengths = [UInt8](repeating: 0, count: 19)
  var code: HuffmanTable?
  var lengths: [UInt8] = []

  /// The order in which the lengths of the code length code are written.
  static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
}

extension Inflater {
  private mutating func readDynamicHeader() throws(FormatError) -> Bool {
    if dynamic.codeLengthCount == 0 {
      guard hold(14) else { return false }
      dynamic.literalCount = take(5) + 257
      dynamic.distanceCount = take(5) + 1
      dynamic.codeLengthCount = take(4) + 4
    }
    while dynamic.codeLengthsRead < dynamic.codeLengthCount {
      guard hold(3) else { return false }
      let place = DynamicHeader.order[dynamic.codeLengthsRead]
      dynamic.codeLengths[place] = UInt8(truncatingIfNeeded: take(3))
      dynamic.codeLengthsRead += 1
    }
    if dynamic.code == nil { dynamic.code = .codeLengths(dynamic.codeLengths[...]) }
    guard let code = dynamic.code else { throw malformed("DEFLATE code lengths") }
    let count = dynamic.literalCount + dynamic.distanceCount
    while dynamic.lengths.count < count {
      guard try readLength(code) else { return false }
    }
    let split = dynamic.literalCount
    guard dynamic.lengths.count == count,
      let literals = HuffmanTable.literals(dynamic.lengths[..<split]),
      let distances = HuffmanTable.distances(dynamic.lengths[split...])
    else { throw malformed("DEFLATE codes") }
    (self.literals, self.distances) = (literals, distances)
    dynamic = DynamicHeader()
    state = .symbols
    return true
  }

  /// One code length, or a repetition.
  private mutating func readLength(_ code: HuffmanTable) throws(FormatError) -> Bool {
    // The longest code is 7 bits, followed by at most 7.
    let isWhole = hold(14)
    let entry = code.entries[Int(truncatingIfNeeded: held & 0x7F)]
    let length = Int(entry & HuffmanTable.lengthMask)
    guard length > 0 else {
      if isWhole { throw malformed("DEFLATE code") }
      return false
    }
    let symbol = entry >> HuffmanTable.valueShift
    let extra = symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7
    guard heldCount >= length + extra else { return false }
    _ = take(length)
    switch symbol {
    case 16:
      guard let last = dynamic.lengths.last else { throw malformed("DEFLATE repeat") }
      dynamic.lengths += [UInt8](repeating: last, count: take(extra) + 3)
    case 17: dynamic.lengths += [UInt8](repeating: 0, count: take(extra) + 3)
    case 18: dynamic.lengths += [UInt8](repeating: 0, count: take(extra) + 11)
    default: dynamic.lengths.append(UInt8(truncatingIfNeeded: symbol))
    }
    return true
  }
}
