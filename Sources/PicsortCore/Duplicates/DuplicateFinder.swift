package import Platform

/// A file whose content may be another's: one of the sources' or one of the library's.
package enum ContentReference: Hashable, Sendable {
  /// A file of this run, by its number.
  case file(Int)
  /// Index into the library's files.
  case library(Int)
}

/// Finds files with the same bytes, reading as little as it can: size first, then both ends, then
/// everything, each only for those that still agree. Files without bytes are nobody's duplicates.
package struct DuplicateFinder {
  /// Bytes at each end that the second step reads.
  package static let endLength = 4096

  /// Files up to this size are read whole by the second step already.
  package static let smallSize = 2 * endLength

  /// Answers the digest of each file, nil where it cannot be read; called with many files at once,
  /// so that they can be read side by side.
  package typealias Read = ([ContentReference]) -> [Digest?]

  /// One candidate: who it is, and its size in bytes.
  package struct Candidate: Sendable {
    package let reference: ContentReference
    package let size: Int

    package init(reference: ContentReference, size: Int) {
      self.reference = reference
      self.size = size
    }
  }

  /// Groups of at least two files with equal bytes, at least one of them of this run, in the order
  /// of their first members.
  ///
  /// - Parameters:
  ///   - files: the candidates.
  ///   - readEnds: the digest of the first and last `endLength` bytes, or of all bytes of a file up
  ///     to `smallSize`.
  ///   - readWhole: the SHA-256 of all bytes.
  /// - Returns: the groups; a file that cannot be read is in none.
  package static func groups(
    _ files: [Candidate], readEnds: Read, readWhole: Read
  ) -> [[ContentReference]] {
    let sameSize = split([files.filter { $0.size > 0 }]) { $0.size }
    let sameEnds = split(sameSize, reading: readEnds)
    let small = sameEnds.filter { ($0.first?.size ?? 0) <= smallSize }
    let large = sameEnds.filter { ($0.first?.size ?? 0) > smallSize }
    let identical = small + split(large, reading: readWhole)
    return identical.map { $0.map(\.reference) }
  }

  private static func split(
    _ groups: [[Candidate]], reading read: Read
  ) -> [[Candidate]] {
    let all = groups.joined().map(\.reference)
    guard !all.isEmpty else { return [] }
    let digests = Dictionary(zip(all, read(all))) { first, _ in first }
    return split(groups) { digests[$0.reference] ?? nil }
  }

  /// Parts of each group whose members have the same key; those without a key are alone.
  private static func split<Key: Hashable>(
    _ groups: [[Candidate]], by key: (Candidate) -> Key?
  ) -> [[Candidate]] {
    var parts: [[Candidate]] = []
    for group in groups {
      var place: [Key: Int] = [:]
      var own: [[Candidate]] = []
      for candidate in group {
        guard let key = key(candidate) else { continue }
        if let index = place[key] {
          own[index].append(candidate)
        } else {
          place[key] = own.count
          own.append([candidate])
        }
      }
      parts += own.filter { part in
        part.count > 1
          && part.contains { candidate in
            if case .file = candidate.reference { true } else { false }
          }
      }
    }
    return parts
  }
}
