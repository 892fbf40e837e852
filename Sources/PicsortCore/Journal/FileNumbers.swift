/// A set of numbers of files, one bit each: they are given one after the other.
///
/// A number far from those that are in it costs what it would in a `Set`, so that a journal that
/// invents numbers costs no more than its length.
package struct FileNumbers: Sendable {
  private var words: [UInt64] = []
  /// The first of `words` has the bits of the numbers from 64 times this on.
  private var base = 0
  private var strays: Set<Int> = []
  /// How many there are.
  package private(set) var count = 0

  /// How far, in bits, the next number may be beyond twice as many as there are.
  private static let slack = 1 << 16

  package init() {}

  /// None yet, with room for those below `limit`.
  init(below limit: Int) {
    words = Array(repeating: 0, count: (Swift.max(0, limit) &+ 63) >> 6)
  }

  package var isEmpty: Bool { count == 0 }

  /// True when `number` is in it.
  package func contains(_ number: Int) -> Bool {
    let word = number >> 6 &- base
    if words.indices.contains(word), words[word] >> UInt64(number & 63) & 1 == 1 { return true }
    return !strays.isEmpty && strays.contains(number)
  }

  /// Adds one, if it is not in it.
  package mutating func insert(_ number: Int) {
    guard !contains(number) else { return }
    count += 1
    if words.isEmpty, number >= 0 { base = number >> 6 }
    guard number >= 0, makeRoom(for: number >> 6) else {
      strays.insert(number)
      return
    }
    words[number >> 6 - base] |= 1 << UInt64(number & 63)
  }

  /// False for a word that is too far from the others.
  private mutating func makeRoom(for word: Int) -> Bool {
    let most = (2 * count + Self.slack) >> 6
    if word < base {
      guard base - word <= most else { return false }
      // More than is needed, so that numbers that go down do not move the words each time.
      let more = Swift.min(base, Swift.max(base - word, Swift.min(words.count, most)))
      words.insert(contentsOf: repeatElement(0, count: more), at: 0)
      base -= more
    } else if word >= base + words.count {
      guard word - base <= Swift.max(words.count, most) else { return false }
      words += repeatElement(0, count: word - base + 1 - words.count)
    }
    return true
  }

  /// Takes one out, if it is in it.
  package mutating func remove(_ number: Int) {
    guard contains(number) else { return }
    count -= 1
    if strays.remove(number) == nil { words[number >> 6 - base] &= ~(1 << UInt64(number & 63)) }
  }

  /// Takes all out.
  package mutating func removeAll() { self = FileNumbers() }

  /// Adds those of `others`.
  package mutating func formUnion(_ others: some Sequence<Int>) {
    for number in others { insert(number) }
  }

  /// Those of both.
  package func union(_ others: some Sequence<Int>) -> FileNumbers {
    var all = self
    all.formUnion(others)
    return all
  }

  /// Those that are not in `others`.
  package func subtracting(_ others: FileNumbers) -> FileNumbers {
    FileNumbers(lazy.filter { !others.contains($0) })
  }

  package init(_ numbers: some Sequence<Int>) {
    for number in numbers { insert(number) }
  }
}

extension FileNumbers: Sequence {
  /// Upwards, those that are far off last and in no order.
  package func makeIterator() -> Iterator {
    Iterator(words: words, base: base, strays: strays.makeIterator())
  }

  /// Hands out the numbers of one set.
  package struct Iterator: IteratorProtocol {
    fileprivate let words: [UInt64]
    fileprivate let base: Int
    fileprivate var strays: Set<Int>.Iterator
    private var index = 0
    /// Bits of the word before `index` that were not handed out.
    private var rest: UInt64 = 0

    fileprivate init(words: [UInt64], base: Int, strays: Set<Int>.Iterator) {
      self.words = words
      self.base = base
      self.strays = strays
    }

    package mutating func next() -> Int? {
      while rest == 0 {
        guard index < words.count else { return strays.next() }
        rest = words[index]
        index += 1
      }
      let bit = rest.trailingZeroBitCount
      rest &= rest - 1
      return (base + index - 1) << 6 | bit
    }
  }
}

extension FileNumbers: Equatable {
  package static func == (left: FileNumbers, right: FileNumbers) -> Bool {
    left.count == right.count && left.allSatisfy(right.contains)
  }
}

extension FileNumbers: ExpressibleByArrayLiteral {
  package init(arrayLiteral numbers: Int...) { self.init(numbers) }
}
