/// DEFLATE data (RFC 1951) of `bytes`: one block with the fixed codes, with matches found where the
/// same four bytes stood last.
package func sampleDeflate(_ bytes: [UInt8]) -> [UInt8] {
  var bits = BitWriter()
  bits.append(1, 1)
  bits.append(1, 2)
  var seen: [UInt32: Int] = [:]
  var index = 0
  while index < bytes.count {
    let isWhole = index + 4 <= bytes.count
    let key = isWhole ? (0..<4).reduce(0 as UInt32) { $0 << 8 | UInt32(bytes[index + $1]) } : 0
    let start = isWhole ? seen.updateValue(index, forKey: key) : nil
    var length = 0
    if let start, index - start <= 32_768 {
      while length < 258, index + length < bytes.count,
        bytes[start + length] == bytes[index + length]
      { length += 1 }
      bits.appendMatch(length: length, distance: index - start)
    } else {
      bits.appendLiteral(Int(bytes[index]))
      length = 1
    }
    index += length
  }
  bits.appendLiteral(256)
  return bits.bytes
}

/// Bits that fill bytes from the lowest on (RFC 1951, 3.1.1).
private struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var used = 8

  /// The lowest `count` bits of `value`, the lowest one first.
  mutating func append(_ value: Int, _ count: Int) {
    for bit in 0..<count {
      if used == 8 {
        bytes.append(0)
        used = 0
      }
      bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << UInt8(used)
      used += 1
    }
  }

  /// A code: its highest bit first.
  private mutating func appendCode(_ code: Int, _ count: Int) {
    for bit in (0..<count).reversed() { append(code >> bit & 1, 1) }
  }

  /// The fixed code of RFC 1951, 3.2.6.
  mutating func appendLiteral(_ symbol: Int) {
    switch symbol {
    case 0..<144: appendCode(0x30 + symbol, 8)
    case 144..<256: appendCode(0x190 + symbol - 144, 9)
    case 256..<280: appendCode(symbol - 256, 7)
    default: appendCode(0xC0 + symbol - 280, 8)
    }
  }

  /// The tables of RFC 1951, 3.2.5.
  mutating func appendMatch(length: Int, distance: Int) {
    if length == 258 {
      appendLiteral(285)
    } else {
      let (symbol, base, extra) = Self.symbol(length - 3, firstWithExtra: 8, perGroup: 4)
      appendLiteral(257 + symbol)
      append(length - 3 - base, extra)
    }
    let (symbol, base, extra) = Self.symbol(distance - 1, firstWithExtra: 4, perGroup: 2)
    appendCode(symbol, 5)
    append(distance - 1 - base, extra)
  }

  private static func symbol(
    _ value: Int, firstWithExtra: Int, perGroup: Int
  ) -> (symbol: Int, base: Int, extra: Int) {
    guard value >= firstWithExtra else { return (value, value, 0) }
    var (symbol, base, extra) = (firstWithExtra, firstWithExtra, 1)
    while value >= base + perGroup << extra {
      base += perGroup << extra
      symbol += perGroup
      extra += 1
    }
    let step = (value - base) >> extra
    return (symbol + step, base + step << extra, extra)
  }
}
