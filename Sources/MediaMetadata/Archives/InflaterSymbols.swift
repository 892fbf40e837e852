/// The inner loop of inflating. Nearly all the time of reading an archive is spent here.
extension Inflater {
  /// Literals and matches (RFC 1951, 3.2.5) up to `stop`, the end of the block or of the input;
  /// false at the end of the input. May write a match beyond `stop`.
  mutating func readSymbols(until stop: Int) throws(FormatError) -> Bool {
    guard let literals, let distances else { throw malformed("DEFLATE codes") }
    // Out of the struct and back: what is in a local variable needs no exclusive access.
    var run = SymbolRun(
      literals: literals.entries, distances: distances.entries,
      literalMask: 1 << UInt64(literals.bits) - 1, distanceMask: 1 << UInt64(distances.bits) - 1,
      literalBits: UInt64(literals.bits), distanceBits: UInt64(distances.bits))
    var (buffer, input): ([UInt8], [UInt8]) = ([], [])
    swap(&buffer, &self.buffer)
    swap(&input, &self.input)
    run.held = held
    run.heldCount = heldCount
    run.next = next
    run.position = position
    let end = run.run(input, &buffer, until: stop)
    swap(&buffer, &self.buffer)
    swap(&input, &self.input)
    held = run.held
    heldCount = run.heldCount
    next = run.next
    position = run.position
    switch end {
    case .stop: return true
    case .inputEnd: return false
    case .blockEnd:
      state = .blockHeader
      return true
    case .wrong(let what): throw malformed(what)
    }
  }
}

/// The registers of the inner loop.
private struct SymbolRun {
  enum End {
    case stop
    case inputEnd
    case blockEnd
    case wrong(String)
  }

  let literals: [HuffmanTable.Entry]
  let distances: [HuffmanTable.Entry]
  let literalMask: UInt64
  let distanceMask: UInt64
  let literalBits: UInt64
  let distanceBits: UInt64
  var held: UInt64 = 0
  var heldCount = 0
  var next = 0
  var position = 0

  mutating func run(_ input: [UInt8], _ buffer: inout [UInt8], until stop: Int) -> End {
    while position < stop {
      // A match takes 48 bits at most: codes of 15, extra bits of 5 and 13.
      if heldCount < 48 { refill(input) }
      let entry = entry(literals, literalMask, literalBits, held)
      let length = Int(entry & HuffmanTable.lengthMask)
      guard length <= heldCount, length > 0 else {
        return isExhausted(input) ? .inputEnd : .wrong("DEFLATE code")
      }
      if entry & HuffmanTable.literal != 0 {
        buffer[position] = UInt8(truncatingIfNeeded: entry >> HuffmanTable.valueShift)
        position &+= 1
        held >>= UInt64(length)
        heldCount &-= length
        continue
      }
      if let end = runOther(entry, input, &buffer) { return end }
    }
    return .stop
  }

  /// A match, or an end; nil to go on.
  @inline(__always)
  private mutating func runOther(
    _ entry: HuffmanTable.Entry, _ input: [UInt8], _ buffer: inout [UInt8]
  ) -> End? {
    let length = Int(entry & HuffmanTable.lengthMask)
    if entry & HuffmanTable.base == 0 {
      guard entry & HuffmanTable.end != 0 else { return .wrong("DEFLATE symbol") }
      held >>= UInt64(length)
      heldCount &-= length
      return .blockEnd
    }
    var (bits, left) = (held >> UInt64(length), heldCount &- length)
    let count = value(entry, &bits, &left)
    let second = self.entry(distances, distanceMask, distanceBits, bits)
    let secondLength = Int(second & HuffmanTable.lengthMask)
    bits >>= UInt64(secondLength)
    left &-= secondLength
    let distance = value(second, &bits, &left)
    // What lies above the held bits is not the stream's yet: first ask whether all was there.
    guard left >= 0, secondLength > 0 else {
      return isExhausted(input) ? .inputEnd : .wrong("DEFLATE code")
    }
    guard second & HuffmanTable.base != 0 else { return .wrong("DEFLATE symbol") }
    guard distance <= position else { return .wrong("DEFLATE distance") }
    (held, heldCount) = (bits, left)
    copy(count, from: position &- distance, &buffer)
    return nil
  }

  /// A match may reach into what it makes itself.
  @inline(__always)
  private mutating func copy(_ count: Int, from start: Int, _ buffer: inout [UInt8]) {
    var (from, to) = (start, position)
    let end = to &+ count
    while to < end {
      buffer[to] = buffer[from]
      to &+= 1
      from &+= 1
    }
    position = end
  }

  @inline(__always)
  private func entry(
    _ table: [HuffmanTable.Entry], _ mask: UInt64, _ shift: UInt64, _ bits: UInt64
  ) -> HuffmanTable.Entry {
    let entry = table[Int(truncatingIfNeeded: bits & mask)]
    guard entry & HuffmanTable.link != 0 else { return entry }
    let width = UInt64(entry >> HuffmanTable.extraShift & HuffmanTable.extraMask)
    let index = bits >> shift & (1 << width &- 1)
    return table[Int(entry >> HuffmanTable.valueShift) &+ Int(truncatingIfNeeded: index)]
  }

  /// What a length or distance symbol stands for: its least value and some bits more.
  @inline(__always)
  private func value(
    _ entry: HuffmanTable.Entry, _ bits: inout UInt64, _ left: inout Int
  ) -> Int {
    let extra = UInt64(entry >> HuffmanTable.extraShift & HuffmanTable.extraMask)
    let more = bits & (1 << extra &- 1)
    bits >>= extra
    left &-= Int(truncatingIfNeeded: extra)
    return Int(entry >> HuffmanTable.valueShift) &+ Int(truncatingIfNeeded: more)
  }

  /// True when the input may have been too short for the symbol that did not decode.
  private func isExhausted(_ input: [UInt8]) -> Bool {
    next == input.count && heldCount < 48
  }

  /// Holds at least 56 bits if the input has them.
  @inline(__always)
  private mutating func refill(_ input: [UInt8]) {
    if next &+ 8 <= input.count {
      var word: UInt64 = 0
      for index in 0..<8 { word |= UInt64(input[next &+ index]) << UInt64(index &* 8) }
      held |= word << UInt64(heldCount)
      let taken = (63 &- heldCount) >> 3
      next &+= taken
      heldCount &+= taken &* 8
    } else {
      while heldCount <= 56, next < input.count {
        held |= UInt64(input[next]) << UInt64(heldCount)
        next &+= 1
        heldCount &+= 8
      }
    }
  }
}
