import Foundation
import Platform

/// A folder for one test, removed with all that is in it when the test lets go of it.
final class TemporaryFolder {
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

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try folder.create(Path(name)).write(bytes)
  }

  func read(_ name: String) throws -> [UInt8] {
    let file = try folder.open(Path(name))
    return try file.read(at: 0, count: file.status().size)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path.appending(name).description, withDestinationPath: target)
  }

  func names() throws -> [String] {
    try folder.entries().map(\.name.description).sorted()
  }
}
