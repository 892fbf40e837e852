/// A canonical Huffman code (RFC 1951, 3.2.2) as a table that the next bits of a stream index.
///
/// The first level has `bits` bits; longer codes go on in second levels behind it. Codes stand in a
/// stream with their first bit lowest, so indices are reversed codes.
struct HuffmanTable: Sendable {
  /// What the bits stand for, packed for the decoder's inner loop.
  ///
  /// Bits 0 to 4: length of the code, 0 where no code begins so. Bits 5 to 8: number of extra bits,
  /// or of index bits of a second level. Bits 9 to 12: the kind. Bits 16 to 31: the value.
  typealias Entry = UInt32

  static let lengthMask: Entry = 0x1F
  static let extraShift: Entry = 5
  static let extraMask: Entry = 0xF
  static let valueShift: Entry = 16
  /// The value is a byte.
  static let literal: Entry = 1 << 9
  /// The block ends.
  static let end: Entry = 1 << 10
  /// The value is the offset of a second level.
  static let link: Entry = 1 << 11
  /// The value is the least length or distance; the extra bits are added.
  static let base: Entry = 1 << 12
  /// Longest code, in bits.
  static let longest = 15

  let entries: [Entry]
  /// Index bits of the first level.
  let bits: Int

  /// The code that gives symbol `n` the length `lengths[n]`, 0 for none, and the meaning
  /// `meanings[n]`; nil when more codes are asked for than there can be. Fewer are let pass: a code
  /// not given never matches.
  init?(_ lengths: ArraySlice<UInt8>, meanings: [Entry], bits: Int) {
    var counts = [Int](repeating: 0, count: Self.longest + 1)
    for length in lengths { counts[min(Int(length), Self.longest)] += 1 }
    counts[0] = 0
    var (free, code) = (1, 0)
    var next = [Int](repeating: 0, count: Self.longest + 1)
    for length in 1...Self.longest {
      free = free << 1 - counts[length]
      guard free >= 0 else { return nil }
      code = (code + counts[length - 1]) << 1
      next[length] = code
    }
    var entries = [Entry](repeating: 0, count: 1 << bits)
    var codes: [(reversed: Int, length: Int, meaning: Entry)] = []
    var deepest = [UInt8](repeating: 0, count: 1 << bits)
    for (symbol, length) in lengths.enumerated() where length > 0 && Int(length) <= Self.longest {
      let length = Int(length)
      let reversed = Self.reverse(next[length], length)
      next[length] += 1
      codes.append((reversed, length, symbol < meanings.count ? meanings[symbol] : 0))
      if length > bits {
        let prefix = reversed & (1 << bits - 1)
        deepest[prefix] = max(deepest[prefix], UInt8(truncatingIfNeeded: length - bits))
      }
    }
    for (prefix, depth) in deepest.enumerated() where depth > 0 {
      entries[prefix] =
        Self.link | Entry(depth) << Self.extraShift | Entry(entries.count) << Self.valueShift
      entries += [Entry](repeating: 0, count: 1 << Int(depth))
    }
    for code in codes {
      Self.fill(&entries, code.reversed, code.length, code.meaning, bits: bits)
    }
    self.entries = entries
    self.bits = bits
  }

  /// Puts a code wherever its bits are followed by any others.
  private static func fill(
    _ entries: inout [Entry], _ reversed: Int, _ length: Int, _ meaning: Entry, bits: Int
  ) {
    var (start, size, step, index) = (0, 1 << bits, 1 << length, reversed)
    if length > bits {
      let link = entries[reversed & (1 << bits - 1)]
      start = Int(link >> valueShift)
      size = 1 << Int(link >> extraShift & extraMask)
      (step, index) = (1 << (length - bits), reversed >> bits)
    }
    while index < size {
      entries[start + index] = meaning | Entry(length)
      index += step
    }
  }

  private static func reverse(_ code: Int, _ length: Int) -> Int {
    var (code, reversed) = (code, 0)
    for _ in 0..<length {
      reversed = reversed << 1 | code & 1
      code >>= 1
    }
    return reversed
  }
}

// MARK: - The codes of RFC 1951, 3.2.5 to 3.2.7

extension HuffmanTable {
  /// Index bits: most literals have codes of up to eleven bits, most distances of up to eight.
  private static let literalBits = 11
  private static let distanceBits = 8

  /// The code of literals and lengths; nil when there can be no such code.
  static func literals(_ lengths: ArraySlice<UInt8>) -> HuffmanTable? {
    HuffmanTable(lengths, meanings: literalMeanings, bits: literalBits)
  }

  /// The code of distances; nil when there can be no such code.
  static func distances(_ lengths: ArraySlice<UInt8>) -> HuffmanTable? {
    HuffmanTable(lengths, meanings: distanceMeanings, bits: distanceBits)
  }

  /// The code in which the lengths of the other two are written; nil when there can be no such.
  static func codeLengths(_ lengths: ArraySlice<UInt8>) -> HuffmanTable? {
    HuffmanTable(lengths, meanings: (0..<19).map { base | $0 << valueShift }, bits: 7)
  }

  /// Symbols 0 to 255 are bytes, 256 is the end, 257 to 284 lengths, four to a number of extra
  /// bits, 285 the greatest length.
  private static let literalMeanings: [Entry] = {
    var meanings = (0..<256).map { literal | $0 << valueShift } + [end]
    var least: Entry = 3
    for index in 0..<28 as Range<Entry> {
      let extra = index < 4 ? 0 : index / 4 - 1
      meanings.append(base | extra << extraShift | least << valueShift)
      least += 1 << extra
    }
    return meanings + [base | 258 << valueShift]
  }()

  /// Symbols 0 to 29: two to a number of extra bits.
  private static let distanceMeanings: [Entry] = {
    var meanings: [Entry] = []
    var least: Entry = 1
    for index in 0..<30 as Range<Entry> {
      let extra = index < 2 ? 0 : index / 2 - 1
      meanings.append(base | extra << extraShift | least << valueShift)
      least += 1 << extra
    }
    return meanings
  }()

  static let fixedLiterals = literals(
    ([UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))[...])
  static let fixedDistances = distances([UInt8](repeating: 5, count: 32)[...])
}
