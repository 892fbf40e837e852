import SampleMedia

/// Makes damaged input out of sound input, the same for the same number in every run.
package struct Mutator: Sendable {
  /// One input in so many is grown to `grownSize`, to see that time grows no faster than size.
  package static let grownEvery = 2048
  /// Size of a grown input, in bytes.
  package static let grownSize = 1 << 20

  private let seeds: [FuzzSeed]

  /// Nil without seeds, of which nothing can be made.
  package init?(_ seeds: [FuzzSeed]) {
    guard !seeds.isEmpty else { return nil }
    self.seeds = seeds
  }

  /// The damaged input with that number: one of the seeds after one to four mutations.
  package func input(_ number: Int) -> FuzzSeed {
    var numbers = SampleNumbers(seed: UInt64(truncatingIfNeeded: number))
    let seed = seeds[Int(truncatingIfNeeded: numbers.next() % UInt64(seeds.count))]
    var bytes = seed.bytes
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      let mutation = Mutation.allCases.randomElement(using: &numbers) ?? .bit
      mutation.apply(to: &bytes, other: other(than: seed, &numbers), &numbers)
    }
    if number % Self.grownEvery == Self.grownEvery - 1 { Self.grow(&bytes, &numbers) }
    return FuzzSeed(target: seed.target, bytes: bytes)
  }

  /// What is spliced in comes from the same target, or now and then from another.
  private func other(than seed: FuzzSeed, _ numbers: inout SampleNumbers) -> [UInt8] {
    let own = seeds.filter { $0.target.name == seed.target.name }
    let choice = UInt8.random(in: 0..<4, using: &numbers) == 0 ? seeds : own
    return choice.randomElement(using: &numbers)?.bytes ?? []
  }

  /// Repeats a piece of the bytes, all of them at most, until they are a megabyte.
  private static func grow(_ bytes: inout [UInt8], _ numbers: inout SampleNumbers) {
    guard !bytes.isEmpty, bytes.count < grownSize else { return }
    let piece = Mutation.range(in: bytes, &numbers)
    let repeated = bytes[piece.isEmpty ? bytes.indices : piece]
    let (before, after) = (bytes[..<piece.lowerBound], bytes[piece.lowerBound...])
    var grown = Array(before)
    while grown.count + after.count < grownSize { grown += repeated }
    bytes = grown + after
  }
}

/// One way to damage bytes.
private enum Mutation: CaseIterable {
  case bit
  case byte
  case number
  case cut
  case removal
  case doubling
  case splice

  func apply(to bytes: inout [UInt8], other: [UInt8], _ numbers: inout SampleNumbers) {
    guard let place = bytes.indices.randomElement(using: &numbers) else {
      bytes = other
      return
    }
    let range = Self.range(in: bytes, &numbers)
    switch self {
    case .bit: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
    case .byte: bytes[place] = UInt8.random(in: 0...UInt8.max, using: &numbers)
    case .number: Self.overwrite(&bytes, at: place, &numbers)
    case .cut: bytes.removeSubrange(place...)
    case .removal: bytes.removeSubrange(range)
    case .doubling: bytes.insert(contentsOf: Array(bytes[range]), at: range.lowerBound)
    case .splice: bytes.replaceSubrange(place..., with: other[Self.range(in: other, &numbers)])
    }
  }

  /// What lengths, counts and offsets must not be believed to be.
  private static let extremes: [UInt64] = [
    0, 1, 2, 3, 4, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFF_FFFF,
    0x8000_0000, 0xFFFF_FFF0, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFF0, 0x7FFF_FFFF_FFFF_FFFF,
    0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
  ]

  /// Writes an extreme over a number of one to eight bytes, in either byte order; or, as readers
  /// follow offsets, the distance to some place of the same bytes.
  private static func overwrite(
    _ bytes: inout [UInt8], at place: Int, _ numbers: inout SampleNumbers
  ) {
    let width = [1, 2, 4, 8].randomElement(using: &numbers) ?? 4
    let isBig = Bool.random(using: &numbers)
    var value = extremes.randomElement(using: &numbers) ?? 0
    if UInt8.random(in: 0..<4, using: &numbers) == 0 {
      value = UInt64(Int.random(in: 0...bytes.count, using: &numbers))
    }
    for index in 0..<width where place + index < bytes.count {
      let shift = UInt64((isBig ? width - 1 - index : index) * 8)
      bytes[place + index] = UInt8(truncatingIfNeeded: value >> shift)
    }
  }

  /// Some of the bytes, short more often than long.
  static func range(in bytes: [UInt8], _ numbers: inout SampleNumbers) -> Range<Int> {
    guard let start = bytes.indices.randomElement(using: &numbers) else { return 0..<0 }
    let longest = [8, 64, 1024, bytes.count].randomElement(using: &numbers) ?? 8
    return start..<min(bytes.count, start + Int.random(in: 0...longest, using: &numbers))
  }
}
