package import Platform

/// A file whose content may be another's: one of the sources' or one of the library's.
package enum ContentReference: Hashable, Sendable {
  /// A file of this run, by its number.
  case file(Int)
  /// Index into the library's files.
  case library(Int)
}

/// Reads what matching asks for; many files at once, so that they can be read side by side. Every
/// answer is nil where a file cannot be read.
package protocol ContentSource {
  /// CRC-32C of each file's first `FileFacts.headLength` bytes.
  func heads(of files: [ContentReference]) -> [UInt32?]

  /// Digests of each file's first and last `DuplicateFinder.endLength` bytes.
  func ends(of files: [ContentReference]) -> [Digest?]

  /// SHA-256 of all bytes of each file.
  func digests(of files: [ContentReference]) -> [Digest?]

  /// True for a pair that is compared byte by byte, which is faster than two digests; false where
  /// a digest is known or wanted.
  func isCompared(_ pair: ContentPair) -> Bool

  /// Whether the files of each pair have the same bytes.
  func comparisons(of pairs: [ContentPair]) -> [Bool?]
}

/// Two files of one size.
package struct ContentPair: Hashable, Sendable {
  package let first: ContentReference
  package let second: ContentReference

  package init(_ first: ContentReference, _ second: ContentReference) {
    self.first = first
    self.second = second
  }
}

/// Finds files with the same bytes, reading as little as it can: size first, then the beginning,
/// of large files both ends, then everything, each only for those that still agree. Files without
/// bytes are nobody's duplicates.
package struct DuplicateFinder {
  /// Bytes at each end that are read of a large file.
  package static let endLength = 4096

  /// A file of more bytes is large: a look at its ends costs little beside reading it.
  package static let largeSize = 1 << 20

  /// One candidate: who it is, its size in bytes, and the checksum of its beginning when that is
  /// known. Sixteen bytes: every file of a library is one.
  package struct Candidate: Sendable {
    package let size: Int
    /// Number of a file of the run, or -1 and less for the files of the library.
    private let storedReference: Int32
    /// 0 for none; the one file in 2^32 whose checksum that is is read once more.
    private let storedHead: UInt32

    /// Whose bytes they are.
    package var reference: ContentReference {
      storedReference < 0 ? .library(-1 - Int(storedReference)) : .file(Int(storedReference))
    }

    /// CRC-32C of its beginning, where it is known.
    package var head: UInt32? { storedHead == 0 ? nil : storedHead }

    package init(reference: ContentReference, size: Int, head: UInt32? = nil) {
      switch reference {
      case .file(let number): storedReference = Int32(clamping: number)
      case .library(let index): storedReference = -1 - Int32(clamping: index)
      }
      self.size = size
      storedHead = head ?? 0
    }
  }

  /// Groups of at least two files with equal bytes, at least one of them of this run; a file that
  /// cannot be read is in none.
  package static func groups(
    _ files: consuming [Candidate], source: some ContentSource
  ) -> [[ContentReference]] {
    let sameSize = split([notAlone(files)]) { $0.size }
    let unknown = sameSize.joined().filter { $0.head == nil }
    let heads = answers(unknown, source.heads)
    let sameHead = split(sameSize) { $0.head ?? heads[$0.reference] }

    var pairs: [ContentPair] = []
    var rest: [[Candidate]] = []
    for group in sameHead {
      let pair = ContentPair(group[0].reference, group[1].reference)
      if group.count == 2, source.isCompared(pair) {
        pairs.append(pair)
      } else {
        rest.append(group)
      }
    }
    let compared = zip(pairs, pairs.isEmpty ? [] : source.comparisons(of: pairs))
    let identical = compared.filter { $0.1 == true }.map { [$0.0.first, $0.0.second] }

    let large = rest.filter { $0[0].size > largeSize }
    let ends = answers(large.joined(), source.ends)
    rest = rest.filter { $0[0].size <= largeSize } + split(large) { ends[$0.reference] }
    let digests = answers(rest.joined(), source.digests)
    return identical + split(rest) { digests[$0.reference] }.map { $0.map(\.reference) }
  }

  /// Those that have bytes, and as many as another one: a few of a library, and some that only fall
  /// on the same place of a table of sizes, which is four times as large as there are files.
  private static func notAlone(_ files: [Candidate]) -> [Candidate] {
    let bits = max(4, Int.bitWidth - files.count.leadingZeroBitCount + 2)
    var met = Array(repeating: UInt8(0), count: 1 << bits)
    func place(_ size: Int) -> Int {
      // Fibonacci hashing: the upper bits of a product with 2^64 / golden ratio.
      let product = UInt64(truncatingIfNeeded: size) &* 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: product &>> UInt64(64 - bits))
    }
    for file in files where file.size > 0 {
      let place = place(file.size)
      if met[place] < 2 { met[place] += 1 }
    }
    return files.filter { $0.size > 0 && met[place($0.size)] > 1 }
  }

  private static func answers<Answer>(
    _ files: some Sequence<Candidate>, _ read: ([ContentReference]) -> [Answer?]
  ) -> [ContentReference: Answer] {
    let references = files.map(\.reference)
    guard !references.isEmpty else { return [:] }
    var answers: [ContentReference: Answer] = [:]
    for (reference, answer) in zip(references, read(references)) { answers[reference] = answer }
    return answers
  }

  /// Parts of each group whose members have the same key; those without a key are alone.
  private static func split<Key: Hashable>(
    _ groups: [[Candidate]], by key: (Candidate) -> Key?
  ) -> [[Candidate]] {
    var parts: [[Candidate]] = []
    for group in groups {
      // For a key that was met once the place of its candidate, as a negative number: most are met
      // no more, and no list is made of them.
      var place: [Key: Int] = [:]
      var own: [(first: Int, members: [Candidate])] = []
      for (index, candidate) in group.enumerated() {
        guard let key = key(candidate) else { continue }
        switch place[key] {
        case nil: place[key] = ~index
        case let single? where single < 0:
          place[key] = own.count
          own.append((~single, [group[~single], candidate]))
        case let part?: own[part].members.append(candidate)
        }
      }
      own.sort { $0.first < $1.first }
      parts += own.map(\.members).filter { part in
        part.contains { candidate in
          if case .file = candidate.reference { true } else { false }
        }
      }
    }
    return parts
  }
}
