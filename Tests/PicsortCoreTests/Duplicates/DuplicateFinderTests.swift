import PicsortCore
import Platform
import Testing

@Suite("Files with the same bytes")
struct DuplicateFinderTests {
  private typealias Reference = ContentReference

  /// Contents by reference; counts what is read of them.
  private final class Shelf {
    let contents: [(Reference, [UInt8]?)]
    var ends: [Reference] = []
    var whole: [Reference] = []

    init(_ contents: [(Reference, [UInt8]?)]) {
      self.contents = contents
    }

    func groups(sizes: [Reference: Int] = [:]) -> [[Reference]] {
      DuplicateFinder.groups(
        contents.map { reference, bytes in
          .init(reference: reference, size: sizes[reference] ?? bytes?.count ?? 0)
        },
        readEnds: { references in
          self.ends += references
          return references.map { self.bytes($0).map { SHA256.digest(of: Self.ends($0)) } }
        },
        readWhole: { references in
          self.whole += references
          return references.map { self.bytes($0).map { SHA256.digest(of: $0) } }
        })
    }

    private func bytes(_ reference: Reference) -> [UInt8]? {
      contents.first { $0.0 == reference }?.1
    }

    private static func ends(_ bytes: [UInt8]) -> [UInt8] {
      guard bytes.count > DuplicateFinder.smallSize else { return bytes }
      let length = DuplicateFinder.endLength
      return Array(bytes[..<length] + bytes[(bytes.count - length)...])
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
    #expect(shelf.ends.isEmpty && shelf.whole.isEmpty)
  }

  @Test func `the library alone is nobody's business`() {
    let shelf = Shelf([(.library(0), [1]), (.library(1), [1]), (.file(0), [1, 2])])
    #expect(shelf.groups().isEmpty)
    #expect(shelf.ends.isEmpty)
  }

  @Test func `files without bytes are nobody's duplicates`() {
    let shelf = Shelf([(.file(0), []), (.file(1), []), (.library(0), [])])
    #expect(shelf.groups().isEmpty)
    #expect(shelf.ends.isEmpty)
  }

  @Test func `small files are read once`() {
    let shelf = Shelf([
      (.file(0), [1, 2]), (.file(1), [1, 2]), (.file(2), [2, 1]), (.file(3), [1]),
    ])
    #expect(shelf.groups() == [[.file(0), .file(1)]])
    #expect(shelf.ends == [.file(0), .file(1), .file(2)])
    #expect(shelf.whole.isEmpty)
  }

  @Test func `the border of small is read once, the next size twice`() {
    let small = content(DuplicateFinder.smallSize)
    let large = content(DuplicateFinder.smallSize + 1)
    let shelf = Shelf([
      (.file(0), small), (.file(1), small), (.file(2), large), (.library(0), large),
    ])
    #expect(shelf.groups() == [[.file(0), .file(1)], [.file(2), .library(0)]])
    #expect(shelf.whole == [.file(2), .library(0)])
  }

  @Test func `large files are read whole only while their ends agree`() {
    let size = 100_000
    let shelf = Shelf([
      (.file(0), content(size)), (.file(1), content(size, mark: 0)),
      (.file(2), content(size, mark: size - 1)), (.file(3), content(size, mark: size / 2)),
      (.file(4), content(size)),
    ])
    #expect(shelf.groups() == [[.file(0), .file(4)]])
    #expect(shelf.ends.count == 5)
    #expect(shelf.whole == [.file(0), .file(3), .file(4)])
  }

  @Test func `groups split in all steps and keep their order`() {
    let size = 20_000
    let shelf = Shelf([
      (.file(0), content(size, mark: 10_000)), (.file(1), content(size)),
      (.library(0), content(size)), (.file(2), content(size, mark: 10_000)), (.file(3), [7]),
      (.library(1), [7]),
    ])
    #expect(
      shelf.groups() == [
        [.file(3), .library(1)], [.file(0), .file(2)], [.file(1), .library(0)],
      ])
  }

  @Test func `what cannot be read has no twin`() {
    let shelf = Shelf([(.file(0), nil), (.file(1), nil), (.file(2), [1]), (.file(3), [1])])
    let sizes: [Reference: Int] = [.file(0): 1, .file(1): 1]
    #expect(shelf.groups(sizes: sizes) == [[.file(2), .file(3)]])
  }
}
