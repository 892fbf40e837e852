import Foundation
import SampleMedia

extension Sandbox {
  /// Writes a tree as the ZIP archive `name`: the same bytes that `write` gives its files, which
  /// `change` may alter.
  func zip(
    _ tree: [String: SampleContent], as name: String, isDeflated: Bool = true,
    change: (inout ZIPFile) -> Void = { _ in }
  ) throws {
    var archive = ZIPFile(
      try tree.sorted { $0.key < $1.key }.map { path, content in
        ZIPFile.Member(
          path, try Self.bytes(of: content, at: path, tree), isDeflated: isDeflated)
      })
    change(&archive)
    try Disk.write(archive.bytes, to: path(name))
    Disk.setTime(path(name), 1_700_000_000_000_000_000)
  }

  /// The bytes of a tree's files by their paths, as an `Inventory`.
  func inventory(of tree: [String: SampleContent]) throws -> Inventory {
    var inventory = Inventory()
    for (path, content) in tree {
      inventory.add(Data(try Self.bytes(of: content, at: path, tree)), at: path)
    }
    return inventory
  }

  /// What must not change of an archive: its bytes and its time.
  func print(of archive: String) -> [String] {
    let bytes = Disk.read(path(archive)).map { Inventory.hash($0) }
    return ["\(String(describing: bytes)) \(String(describing: Disk.entry(path(archive))))"]
  }
}
