import PicsortCore
import Platform
import Testing

@Suite("Files with the same bytes")
struct DuplicateFinderTests {
  private typealias Reference = ContentReference

  /// Contents by reference; counts what is read of them.
  private final class Shelf: ContentSource {
    let contents: [(Reference, [UInt8]?)]
    /// Files whose digest is known or wanted.
    let digested: Set<Reference>
    var heads: [Reference] = []
    var ends: [Reference] = []
    var whole: [Reference] = []
    var compared: [ContentPair] = []

    init(_ contents: [(Reference, [UInt8]?)], digested: Set<Reference> = []) {
      self.contents = contents
      self.digested = digested
    }

    func groups(
      sizes: [Reference: Int] = [:], heads: [Reference: UInt32] = [:]
    ) -> [[Reference]] {
      DuplicateFinder.groups(
        contents.map { reference, bytes in
          .init(
            reference: reference, size: sizes[reference] ?? bytes?.count ?? 0,
            head: heads[reference])
        }, source: self)
    }

    func heads(of files: [Reference]) -> [UInt32?] {
      heads += files
      return files.map { bytes($0).map { CRC32C.checksum(of: Array($0.prefix(4096))) } }
    }

    func ends(of files: [Reference]) -> [Digest?] {
      ends += files
      let length = DuplicateFinder.endLength
      return files.map {
        bytes($0).map { SHA256.digest(of: Array($0.prefix(length) + $0.suffix(length))) }
      }
    }

    func digests(of files: [Reference]) -> [Digest?] {
      whole += files
      return files.map { bytes($0).map { SHA256.digest(of: $0) } }
    }

    func isCompared(_ pair: ContentPair) -> Bool {
      for case .library in [pair.first, pair.second] { return false }
      return digested.isDisjoint(with: [pair.first, pair.second])
    }

    func comparisons(of pairs: [ContentPair]) -> [Bool?] {
      compared += pairs
      return pairs.map { pair in
        guard let first = bytes(pair.first), let second = bytes(pair.second) else { return nil }
        return first == second
      }
    }

    private func bytes(_ reference: Reference) -> [UInt8]? {
      contents.first { $0.0 == reference }?.1
    }
  }

  /// `size` bytes, all zero but the one at `mark`.
  private func content(_ size: Int, mark: Int? = nil) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: size)
    if let mark { bytes[mark] = 1 }
    return bytes
  }

  @Test func `files of different sizes are not read`() {
    let shelf = Shelf([(.file(0), [1]), (.file(1), [1, 1]), (.library(0), [1, 1, 1])])
    #expect(shelf.groups().isEmpty)
    #expect(shelf.heads.isEmpty && shelf.whole.isEmpty)
  }

  @Test func `the library alone is nobody's business`() {
    let shelf = Shelf([(.library(0), [1]), (.library(1), [1]), (.file(0), [1, 2])])
    #expect(shelf.groups().isEmpty)
    #expect(shelf.heads.isEmpty)
  }

  @Test func `files without bytes are nobody's duplicates`() {
    let shelf = Shelf([(.file(0), []), (.file(1), []), (.library(0), [])])
    #expect(shelf.groups().isEmpty)
    #expect(shelf.heads.isEmpty)
  }

  @Test func `a beginning that is known is not read again`() {
    let shelf = Shelf([(.file(0), [1, 2]), (.file(1), [1, 2]), (.file(2), [2, 1])])
    let heads = [1, 2].map { CRC32C.checksum(of: $0 == 1 ? [1, 2] : [2, 1]) }
    #expect(
      shelf.groups(heads: [.file(0): heads[0], .file(1): heads[0], .file(2): heads[1]])
        == [[.file(0), .file(1)]])
    #expect(shelf.heads.isEmpty)
  }

  @Test func `files with other beginnings are read no further`() {
    let shelf = Shelf([
      (.file(0), content(10_000, mark: 4095)), (.file(1), content(10_000)),
      (.library(0), content(10_000, mark: 0)),
    ])
    #expect(shelf.groups().isEmpty)
    #expect(shelf.heads == [.file(0), .file(1), .library(0)])
    #expect(shelf.whole.isEmpty && shelf.compared.isEmpty)
  }

  @Test func `two files of a run are compared, others are hashed`() {
    let sizes = [5000, 6000, 7000]
    let shelf = Shelf([
      (.file(0), content(sizes[0])), (.file(1), content(sizes[0])),
      (.file(2), content(sizes[1])), (.library(0), content(sizes[1])),
      (.file(3), content(sizes[2])), (.file(4), content(sizes[2])), (.file(5), content(sizes[2])),
    ])
    #expect(
      shelf.groups() == [
        [.file(0), .file(1)], [.file(2), .library(0)], [.file(3), .file(4), .file(5)],
      ])
    #expect(shelf.compared == [ContentPair(.file(0), .file(1))])
    #expect(shelf.whole == [.file(2), .library(0), .file(3), .file(4), .file(5)])
    #expect(shelf.ends.isEmpty)
  }

  @Test func `a pair with a digest is hashed`() {
    let shelf = Shelf(
      [(.file(0), content(5000)), (.file(1), content(5000))], digested: [.file(1)])
    #expect(shelf.groups() == [[.file(0), .file(1)]])
    #expect(shelf.compared.isEmpty && shelf.whole == [.file(0), .file(1)])
  }

  @Test func `a pair that differs, or cannot be read, is no group`() {
    let shelf = Shelf([
      (.file(0), content(5000)), (.file(1), content(5000, mark: 4999)),
      (.file(2), nil), (.file(3), content(6000)),
    ])
    let sizes: [Reference: Int] = [.file(2): 6000]
    let head = CRC32C.checksum(of: content(4096))
    #expect(shelf.groups(sizes: sizes, heads: [.file(2): head]).isEmpty)
    #expect(
      shelf.compared == [
        ContentPair(.file(0), .file(1)), ContentPair(.file(2), .file(3)),
      ])
  }

  @Test func `large files are hashed whole only while their ends agree`() {
    let size = DuplicateFinder.largeSize + 1
    let shelf = Shelf([
      (.file(0), content(size)), (.file(1), content(size, mark: 0)),
      (.file(2), content(size, mark: size - 1)), (.file(3), content(size, mark: size / 2)),
      (.file(4), content(size)),
    ])
    #expect(shelf.groups() == [[.file(0), .file(4)]])
    #expect(shelf.heads.count == 5)
    #expect(shelf.ends == [.file(0), .file(2), .file(3), .file(4)])
    #expect(shelf.whole == [.file(0), .file(3), .file(4)])
  }

  @Test func `groups split in all steps`() {
    let size = 20_000
    let shelf = Shelf([
      (.file(0), content(size, mark: 10_000)), (.file(1), content(size)),
      (.library(0), content(size)), (.file(2), content(size, mark: 10_000)), (.file(3), [7]),
      (.library(1), [7]),
    ])
    #expect(
      shelf.groups() == [
        [.file(0), .file(2)], [.file(1), .library(0)], [.file(3), .library(1)],
      ])
  }

  @Test func `what cannot be read has no twin`() {
    let shelf = Shelf([(.file(0), nil), (.file(1), nil), (.file(2), [1]), (.file(3), [1])])
    let sizes: [Reference: Int] = [.file(0): 1, .file(1): 1]
    #expect(shelf.groups(sizes: sizes) == [[.file(2), .file(3)]])
  }
}
