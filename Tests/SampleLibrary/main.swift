// Writes a sample library: `swift run sample-library FOLDER [--files N] [--seed S] [--bytes N]`.

import Foundation
import SampleMedia

/// What the command line asked for.
struct Request {
  var folder: String?
  /// Number of files; nil for the small library with one of everything.
  var files: Int?
  var seed: UInt64 = 1
  /// About how large each photo is, in bytes.
  var bytes = 2000

  /// Nil when the words make no sense.
  init?(_ words: ArraySlice<String>) {
    var rest = words
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        guard folder == nil else { return nil }
        folder = word
        continue
      }
      guard let number = rest.popFirst().flatMap(Int.init), number >= 0 else { return nil }
      switch word {
      case "--files": files = number
      case "--seed": seed = UInt64(number)
      case "--bytes": bytes = number
      default: return nil
      }
    }
  }
}

/// Writes the files of a library below one folder.
struct LibraryWriter {
  let root: URL
  let seed: UInt64
  let filler: [UInt8]
  private var folders: Set<String> = []

  /// The time of a restored backup, which says nothing about any photo.
  private static let restored = Date(timeIntervalSince1970: 1_730_548_800)

  init(root: URL, seed: UInt64, bytes: Int) {
    self.root = root
    self.seed = seed
    var numbers = SampleNumbers(seed: seed)
    filler = (0..<bytes).map { _ in UInt8.random(in: 0...UInt8.max, using: &numbers) }
  }

  mutating func write(_ file: SampleFile, index: Int) throws {
    let url = root.appendingPathComponent(file.path)
    let folder = url.deletingLastPathComponent()
    if folders.insert(folder.path).inserted {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    try content(of: file, index: index).write(to: url, options: .withoutOverwriting)
    try FileManager.default.setAttributes(
      [.modificationDate: Self.restored], ofItemAtPath: url.path)
  }

  private func content(of file: SampleFile, index: Int) throws -> Data {
    if case .copy(let original) = file.content {
      return try Data(contentsOf: root.appendingPathComponent(original))
    }
    var numbers = SampleNumbers(seed: seed &+ UInt64(truncatingIfNeeded: index))
    let stamp = numbers.next()
    // Sizes differ, as those of real photos do.
    let length = filler.count - Int(stamp % UInt64(filler.count / 4 + 1))
    return Data(file.content.bytes(stamp: stamp, filler: filler[..<length]) ?? [])
  }
}

func fail(_ message: String, status: Int32) -> Never {
  FileHandle.standardError.write(Data("sample-library: \(message)\n".utf8))
  exit(status)
}

guard let request = Request(CommandLine.arguments.dropFirst()), let folder = request.folder else {
  fail("usage: sample-library FOLDER [--files N] [--seed S] [--bytes N]", status: 2)
}
if let names = try? FileManager.default.contentsOfDirectory(atPath: folder), !names.isEmpty {
  fail("\(folder) is not empty; name a new folder", status: 1)
}
let files =
  request.files.map { SampleTree.scaled(files: $0, seed: request.seed) } ?? SampleTree.files
var writer = LibraryWriter(
  root: URL(fileURLWithPath: folder), seed: request.seed, bytes: request.bytes)
do {
  for (index, file) in files.enumerated() { try writer.write(file, index: index) }
} catch {
  fail("\(error)", status: 1)
}
print("\(files.count) files in \(folder)")
