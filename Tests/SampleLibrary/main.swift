// Writes a sample library; `usage` below says how.

import Foundation
import SampleMedia

let usage = """
  usage: sample-library FOLDER [--files N] [--seed S] [--bytes N] [--copies PERCENT]
                        [--same-size PERCENT] [--distinct] [--video BYTES]

    --files N             N files as phones leave them; without it, one of everything
    --seed S              another number makes another library
    --bytes N             about how long a photo is: N, or up to a quarter less; default 2000
    --copies PERCENT      how many of a hundred files are copies of earlier ones; default 2
    --same-size PERCENT   how many of a hundred photos are exactly N bytes long; default 0
    --distinct            no two files but copies have one length
    --video BYTES         one video more, this long, its index at the end, a hole before that

  """

/// What the command line asked for.
struct Request {
  var folder: String?
  /// Number of files; nil for the small library with one of everything.
  var files: Int?
  var seed: UInt64 = 1
  var sizes = SampleSizes()
  var copies = 2
  /// Length of a further video; nil for none.
  var video: Int?

  /// Nil when the words make no sense.
  init?(_ words: ArraySlice<String>) {
    var rest = words
    while let word = rest.popFirst() {
      if word == "--distinct" {
        sizes.areDistinct = true
      } else if word.hasPrefix("--") {
        guard let number = rest.popFirst().flatMap(Int.init), number >= 0, set(word, number) else {
          return nil
        }
      } else {
        guard folder == nil else { return nil }
        folder = word
      }
    }
  }

  /// False when there is no such option.
  private mutating func set(_ option: String, _ number: Int) -> Bool {
    switch option {
    case "--files": files = number
    case "--seed": seed = UInt64(number)
    case "--bytes": sizes.bytes = number
    case "--copies": copies = number
    case "--same-size": sizes.same = number
    case "--video": video = number
    default: return false
    }
    return true
  }
}

func fail(_ message: String, status: Int32) -> Never {
  FileHandle.standardError.write(Data("sample-library: \(message)\n".utf8))
  exit(status)
}

guard let request = Request(CommandLine.arguments.dropFirst()), let folder = request.folder else {
  fail(usage, status: 2)
}
if let names = try? FileManager.default.contentsOfDirectory(atPath: folder), !names.isEmpty {
  fail("\(folder) is not empty; name a new folder", status: 1)
}
let files =
  request.files.map {
    SampleTree.scaled(files: $0, seed: request.seed, copies: request.copies)
  } ?? SampleTree.files
var writer = LibraryWriter(root: folder, seed: request.seed, sizes: request.sizes)
do {
  for (index, file) in files.enumerated() { try writer.write(file, index: index) }
  if let length = request.video { try writer.writeVideo(length: length) }
} catch {
  fail("\(error)", status: 1)
}
print("\(files.count + (request.video == nil ? 0 : 1)) files in \(folder)")
