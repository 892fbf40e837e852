/// Decompresses zlib streams (RFC 1950) of DEFLATE data (RFC 1951), as PNG's text chunks have them.
///
/// Made for metadata of some kilobytes: small before fast, and bounded, so that no stream can ask
/// for more memory than the caller grants.
package enum Inflate {
  /// What a zlib stream holds; bytes after the stream are ignored.
  ///
  /// Throws when the stream is damaged, cut off, or holds more than `limit` bytes. A checksum that
  /// is wrong is damage; one that is missing is not, as some writers leave it out.
  package static func zlib(_ bytes: Bytes, limit: Int = 4 << 20) throws(FormatError) -> [UInt8] {
    let header = try bytes.u16(0, .big)
    // Compression method 8 in the low half of the first byte; 0x20: a preset dictionary, which PNG
    // does not have (RFC 1950, 2.2).
    guard header >> 8 & 0xF == 8, header % 31 == 0, header & 0x20 == 0 else {
      throw .malformed("not a zlib stream", offset: 0)
    }
    var inflater = Inflater(bytes.suffix(from: 2), limit: limit)
    try inflater.run()
    let end = 2 + inflater.consumed
    if end < bytes.count, try bytes.u32(end, .big) != adler32(inflater.output) {
      throw .malformed("zlib checksum", offset: end)
    }
    return inflater.output
  }

  /// The checksum of RFC 1950, 8.2.
  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a &+ UInt32(byte)) % 65_521
      b = (b &+ a) % 65_521
    }
    return b << 16 | a
  }
}

/// One run over a DEFLATE stream, block after block.
private struct Inflater {
  private(set) var output: [UInt8] = []
  private var input: BitReader
  private let limit: Int

  init(_ bytes: Bytes, limit: Int) {
    input = BitReader(bytes)
    self.limit = limit
  }

  /// Bytes of the input that belong to the stream.
  var consumed: Int { input.position }

  /// Reads blocks up to the one marked as the last (RFC 1951, 3.2.3).
  mutating func run() throws(FormatError) {
    var isLast = false
    while !isLast {
      isLast = try input.bits(1) == 1
      switch try input.bits(2) {
      case 0: try copyStored()
      case 1: try decode(lengths: Self.fixedLengths, distances: Self.fixedDistances)
      case 2: try decodeDynamic()
      default: throw input.malformed("DEFLATE block type")
      }
    }
  }

  /// A stored block (3.2.4): a length, its complement, the bytes.
  private mutating func copyStored() throws(FormatError) {
    input.alignToByte()
    let length = try input.bits(16)
    guard try input.bits(16) == ~length & 0xFFFF else {
      throw input.malformed("length of a stored block")
    }
    guard length <= limit - output.count else { throw tooLong }
    output += try input.bytes(length).array
  }

  /// The order in which a dynamic block states the lengths of its code length code (3.2.7).
  private static let codeLengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// A block that begins with its own codes (3.2.7).
  private mutating func decodeDynamic() throws(FormatError) {
    let lengthCount = try input.bits(5) + 257
    let distanceCount = try input.bits(5) + 1
    let codeLengthCount = try input.bits(4) + 4
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for place in Self.codeLengthOrder.prefix(codeLengthCount) {
      codeLengths[place] = UInt8(truncatingIfNeeded: try input.bits(3))
    }
    let codeLengthCode = HuffmanCode(codeLengths[...])
    guard let codeLengthCode else { throw input.malformed("DEFLATE code lengths") }

    var lengths: [UInt8] = []
    while lengths.count < lengthCount + distanceCount {
      switch try input.symbol(codeLengthCode) {
      case 16:
        guard let last = lengths.last else { throw input.malformed("DEFLATE repeat") }
        lengths += [UInt8](repeating: last, count: try input.bits(2) + 3)
      case 17: lengths += [UInt8](repeating: 0, count: try input.bits(3) + 3)
      case 18: lengths += [UInt8](repeating: 0, count: try input.bits(7) + 11)
      case let length: lengths.append(UInt8(truncatingIfNeeded: length))
      }
    }
    guard lengths.count == lengthCount + distanceCount,
      let literals = HuffmanCode(lengths[..<lengthCount]),
      let distances = HuffmanCode(lengths[lengthCount...])
    else { throw input.malformed("DEFLATE codes") }
    try decode(lengths: literals, distances: distances)
  }

  /// Literals and matches up to the end of the block (3.2.5).
  private mutating func decode(
    lengths: HuffmanCode, distances: HuffmanCode
  ) throws(FormatError) {
    while true {
      let symbol = try input.symbol(lengths)
      if symbol == 256 { return }
      guard symbol > 256 else {
        guard output.count < limit else { throw tooLong }
        output.append(UInt8(truncatingIfNeeded: symbol))
        continue
      }
      let length = try value(symbol - 257, of: Self.lengthCodes)
      let distance = try value(try input.symbol(distances), of: Self.distanceCodes)
      guard distance <= output.count else { throw input.malformed("DEFLATE distance") }
      guard length <= limit - output.count else { throw tooLong }
      // A match may reach into what it makes itself.
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  /// What a length or distance symbol stands for: its base and some bits more.
  private mutating func value(
    _ symbol: Int, of codes: [(base: Int, bits: Int)]
  ) throws(FormatError) -> Int {
    guard codes.indices.contains(symbol) else { throw input.malformed("DEFLATE symbol") }
    return codes[symbol].base + (try input.bits(codes[symbol].bits))
  }

  private var tooLong: FormatError { .malformed("more than is wanted", offset: consumed) }
}

// MARK: - The tables of RFC 1951, 3.2.5 and 3.2.6

extension Inflater {
  /// Symbols 257 to 285: four to a number of extra bits, the last one apart.
  private static let lengthCodes: [(base: Int, bits: Int)] = {
    var codes: [(base: Int, bits: Int)] = []
    var base = 3
    for index in 0..<28 {
      let bits = max(0, index / 4 - 1)
      codes.append((base, bits))
      base += 1 << bits
    }
    return codes + [(258, 0)]
  }()

  /// Symbols 0 to 29: two to a number of extra bits.
  private static let distanceCodes: [(base: Int, bits: Int)] = {
    var codes: [(base: Int, bits: Int)] = []
    var base = 1
    for index in 0..<30 {
      let bits = max(0, index / 2 - 1)
      codes.append((base, bits))
      base += 1 << bits
    }
    return codes
  }()

  private static let fixedLengths = HuffmanCode(
    complete: [UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112)
      + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))
  private static let fixedDistances = HuffmanCode(complete: [UInt8](repeating: 5, count: 32))
}

/// A canonical Huffman code (RFC 1951, 3.2.2): how many codes there are of each length, and the
/// symbols in the order of their codes.
private struct HuffmanCode {
  static let longest = 15

  let counts: [Int]
  let symbols: [Int]

  /// The code that gives symbol `n` the length `lengths[n]`, 0 for none; nil when more codes of a
  /// length are asked for than there can be. Fewer are let pass: a code not given never matches.
  init?(_ lengths: ArraySlice<UInt8>) {
    self.init(complete: Array(lengths))
    var free = 1
    for count in counts.dropFirst() {
      free = free << 1 - count
      guard free >= 0 else { return nil }
    }
  }

  /// The code of `lengths` that are known to be right.
  init(complete lengths: [UInt8]) {
    var counts = [Int](repeating: 0, count: Self.longest + 1)
    var symbols: [Int] = []
    for length in 1...Self.longest {
      for (symbol, wanted) in lengths.enumerated() where Int(wanted) == length {
        counts[length] += 1
        symbols.append(symbol)
      }
    }
    self.counts = counts
    self.symbols = symbols
  }
}

/// Reads bits from the low end of each byte upwards (RFC 1951, 3.1.1).
private struct BitReader {
  private let input: Bytes
  private var next = 0
  private var held: UInt32 = 0
  private var heldCount = 0

  init(_ bytes: Bytes) { input = bytes }

  /// Bytes begun so far.
  var position: Int { next - heldCount / 8 }

  /// The next `count` bits (at most 16), the first one lowest.
  mutating func bits(_ count: Int) throws(FormatError) -> Int {
    while heldCount < count {
      held |= UInt32(try input.u8(next)) << UInt32(heldCount)
      next += 1
      heldCount += 8
    }
    let value = held & (1 << UInt32(count) - 1)
    held >>= UInt32(count)
    heldCount -= count
    return Int(value)
  }

  /// The symbol whose code comes next, highest bit of the code first.
  mutating func symbol(_ code: HuffmanCode) throws(FormatError) -> Int {
    var value = 0
    // The first code of the current length, and how many symbols have shorter ones.
    var (first, shorter) = (0, 0)
    for length in 1...HuffmanCode.longest {
      value = value << 1 | (try bits(1))
      let count = code.counts[length]
      if value - first < count { return code.symbols[shorter + value - first] }
      shorter += count
      first = (first + count) << 1
    }
    throw malformed("DEFLATE code")
  }

  /// Drops the bits that are left of the current byte.
  mutating func alignToByte() {
    held >>= UInt32(heldCount % 8)
    heldCount -= heldCount % 8
  }

  /// The next `count` whole bytes; the reader must be at the start of a byte.
  mutating func bytes(_ count: Int) throws(FormatError) -> Bytes {
    let bytes = try input.slice(position, count)
    next = position + count
    (held, heldCount) = (0, 0)
    return bytes
  }

  func malformed(_ what: String) -> FormatError { .malformed(what, offset: position) }
}
