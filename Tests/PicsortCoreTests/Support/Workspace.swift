import Foundation
import Platform

/// A folder for one test, removed with all that is in it when the test lets go of it.
final class Workspace {
  let path: Path
  let folder: Folder

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("picsort-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = Path(url.path)
    folder = try Folder(at: path)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path.description)
  }

  /// Writes the file at `name`, making the folders on the way to it.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    let path = Path(name)
    let parent = try folder.makeDescendant(path.parent)
    try parent.create(path.lastComponent).write(bytes)
  }

  /// The bytes of the file `name`.
  func read(_ name: String) throws -> [UInt8] {
    let path = Path(name)
    let file = try folder.descendant(path.parent).open(path.lastComponent)
    return try file.read(at: 0, count: file.status().size)
  }

  /// The names in the folder at `path`, sorted.
  func names(in path: String = "") throws -> [String] {
    try folder.descendant(Path(path)).entries().map(\.name.description).sorted()
  }
}
