import Foundation
import FuzzTargets
import SampleMedia
import Testing

/// What scripts/fuzz does for minutes, for a moment; and every input that once did harm.
@Suite("Hostile bytes")
struct HostileBytesTests {
  private static let crashes = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fuzz/Crashes")

  /// A journal of all kinds of records; the checksums are the targets' business.
  private static let journal = Array(
    """
    {"type":"planning"}
    {"type":"hash","file":3,"ends":null,"sha256":null}
    {"type":"failed","file":3,"reason":"\\u0041 \\"b\\""}
    {"type":"made","folder":"12.2023"}
    {"type":"done","file":3}

    """.utf8)

  private static let seeds = FuzzSeed.all(journal: journal)

  @Test func `every target has a name of its own and a seed`() {
    let names = FuzzTarget.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(Set(names) == Set(Self.seeds.map(\.target.name)))
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func `what once did harm does none, and no seed does`(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.crashes, includingPropertiesForKeys: nil)
    // Its own page is one, so the folder was found; as an input it is as good as any.
    #expect(files.map(\.lastPathComponent).contains("README.md"))
    for file in files { try target.read(Array(try Data(contentsOf: file))) }
    for seed in Self.seeds { try target.read(seed.bytes) }
    try target.read([])
  }

  @Test func `some mutations of the seeds do no harm`() throws {
    let mutator = try #require(Mutator(Self.seeds))
    for number in 0..<2000 {
      let input = mutator.input(number)
      try input.target.read(input.bytes)
    }
  }

  @Test func `a number gives the same input again, and most inputs are damaged`() throws {
    let mutator = try #require(Mutator(Self.seeds))
    let sound = Set(Self.seeds.map(\.bytes))
    let inputs = (0..<200).map { mutator.input($0).bytes }
    #expect(inputs == (0..<200).map { mutator.input($0).bytes })
    #expect(Set(inputs).subtracting(sound).count > 150)
  }

  @Test func `some inputs are grown to a megabyte`() throws {
    let mutator = try #require(Mutator(Self.seeds))
    let sizes = (1...8).map { mutator.input($0 * Mutator.grownEvery - 1).bytes.count }
    #expect(sizes.filter { $0 >= Mutator.grownSize }.count > 4)
  }
}
