import PicsortCore
import Platform
import Testing

@Suite("Who is whose duplicate")
struct TwinFinderTests {
  private func member(_ files: Int..., name length: Int = 8) -> TwinFinder.Member {
    TwinFinder.Member(files: files, nameLength: length)
  }

  private func twins(
    _ assets: [TwinFinder.Member], _ groups: [[ContentReference]]
  ) -> [Int: [Twin?]] {
    TwinFinder.twins(of: assets, groups: groups) { .library(Path("library/\($0)")) }
  }

  @Test func `without equal files nobody is a duplicate`() {
    #expect(twins([member(0), member(1)], []).isEmpty)
  }

  @Test func `of equals the earlier stays`() {
    #expect(twins([member(0), member(1)], [[.file(0), .file(1)]]) == [1: [.file(0)]])
  }

  @Test func `the shorter name stays before the earlier`() {
    let assets = [member(0, name: 12), member(1, name: 8)]
    #expect(twins(assets, [[.file(0), .file(1)]]) == [0: [.file(1)]])
  }

  @Test func `more companions stay before a shorter name`() {
    let assets = [member(0, name: 3), member(1, 2, name: 12)]
    #expect(twins(assets, [[.file(0), .file(1)]]) == [0: [.file(1)]])
  }

  @Test func `what the library has wins over all`() {
    let result = twins([member(0), member(1)], [[.file(0), .file(1), .library(4)]])
    #expect(result == [0: [.library(Path("library/4"))], 1: [.library(Path("library/4"))]])
  }

  @Test func `what Google wrote about a copy does not make it another photo`() {
    let copy = TwinFinder.Member(files: [2, 3], nameLength: 8, notes: [3])
    let groups: [[ContentReference]] = [[.file(0), .file(2)]]
    #expect(twins([member(0, 1), copy], groups) == [1: [.file(0), nil]])
    // A note alone makes no duplicate.
    #expect(twins([member(0, 1), copy], [[.file(1), .file(3)]]).isEmpty)
  }

  @Test func `a photo whose sidecar is its own stays`() {
    #expect(twins([member(0, 1), member(2, 3)], [[.file(0), .file(2)]]).isEmpty)
    let both = twins([member(0, 1), member(2, 3)], [[.file(0), .file(2)], [.file(1), .file(3)]])
    #expect(both == [1: [.file(0), .file(1)]])
  }

  @Test func `two equal files of one asset are no twins of each other`() {
    #expect(twins([member(0, 1)], [[.file(0), .file(1)]]).isEmpty)
  }

  @Test func `a twin is one that stays, not one that is a duplicate itself`() {
    // The first asset has the best name, and still goes: its files are in the two others, which
    // stay for what is theirs alone. The last one's twin must be one of those.
    let assets = [
      member(0, 1, name: 1), member(2, 3, name: 2), member(4, 5, name: 3), member(6, name: 4),
    ]
    let groups: [[ContentReference]] = [[.file(0), .file(2), .file(6)], [.file(1), .file(4)]]
    #expect(twins(assets, groups) == [0: [.file(2), .file(4)], 3: [.file(2)]])
  }

  @Test(arguments: 0..<40)
  func `of every content at least one file stays, and every twin named is one`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let sample = Sample(&random)
      let result = twins(sample.assets, sample.groups)
      for (content, files) in sample.files where sample.library[content] == nil {
        #expect(files.contains { result[sample.owner[$0] ?? -1] == nil }, "\(sample)")
      }
      for (index, named) in result {
        let files = sample.assets[index].files
        #expect(named.count == files.count, "\(sample)")
        for (file, twin) in zip(files, named) { sample.check(twin, of: file, in: index, result) }
      }
      for (index, asset) in sample.assets.enumerated()
      where asset.files.allSatisfy({ sample.library[sample.content[$0]] != nil }) {
        #expect(result[index] != nil, "all of it is in the library: \(sample)")
      }
    }
  }

  /// A few assets of a few files with a few contents, and a library.
  private struct Sample {
    var assets: [TwinFinder.Member] = []
    var content: [Int] = []
    var owner: [Int: Int] = [:]
    /// Contents that the library has, and where.
    var library: [Int: Int] = [:]
    var files: [Int: [Int]] = [:]

    init(_ random: inout SeededGenerator) {
      for index in 0..<Int.random(in: 1...5, using: &random) {
        var numbers: [Int] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let number = content.count
          content.append(Int.random(in: 0...4, using: &random))
          owner[number] = index
          files[content[number], default: []].append(number)
          numbers.append(number)
        }
        assets.append(
          TwinFinder.Member(files: numbers, nameLength: Int.random(in: 1...3, using: &random)))
      }
      for index in 0..<2 where Bool.random(using: &random) {
        library[Int.random(in: 0...8, using: &random)] = index
      }
    }

    /// As `DuplicateFinder` gives them: two members at least.
    var groups: [[ContentReference]] {
      files.sorted { $0.key < $1.key }.compactMap { content, numbers in
        let group: [ContentReference] =
          numbers.map { .file($0) } + (library[content].map { [.library($0)] } ?? [])
        return group.count > 1 ? group : nil
      }
    }

    func check(_ twin: Twin?, of file: Int, in asset: Int, _ result: [Int: [Twin?]]) {
      switch twin {
      case nil: Issue.record("file \(file) has no twin: \(self)")
      case .library(let path):
        #expect(library[content[file]].map { Path("library/\($0)") } == path, "\(self)")
      case .file(let other):
        #expect(content[other] == content[file] && library[content[file]] == nil, "\(self)")
        #expect(owner[other] != asset, "\(self)")
        #expect(result[owner[other] ?? -1] == nil, "its twin goes too: \(self)")
      }
    }
  }
}
