// Damages sound input and reads it: `fuzz mutate N`. `fuzz` alone says what else it can do.

import Foundation
import FuzzTargets

let usage = """
  usage: fuzz list              the targets
         fuzz seeds FOLDER      write the seeds to FOLDER/TARGET
         fuzz replay FILE...    read each file with every target, and say how long it took
         fuzz mutate N          read N damaged inputs, the same ones every time
  """

func fail(_ message: String, status: Int32) -> Never {
  FileHandle.standardError.write(Data("\(message)\n".utf8))
  exit(status)
}

/// Prints at once, whatever becomes of the process.
func say(_ text: String) {
  FileHandle.standardOutput.write(Data(text.utf8))
}

/// The lines of a journal that a run wrote, as docs/state-format.md shows them.
func journal() throws -> [UInt8] {
  let root = (1...4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
    url.deletingLastPathComponent()
  }
  let page = try String(contentsOf: root.appending(path: "docs/state-format.md"), encoding: .utf8)
  let lines = page.split(separator: "\n").filter { $0.hasPrefix("{\"type\":") }
  return Array((lines.joined(separator: "\n") + "\n").utf8)
}

func writeSeeds(to folder: String) throws {
  for (index, seed) in FuzzSeed.all(journal: try journal()).enumerated() {
    let place = URL(fileURLWithPath: folder).appending(path: seed.target.name)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data(seed.bytes).write(to: place.appending(path: "seed-\(index)"))
  }
}

func replay(_ paths: ArraySlice<String>) throws {
  for path in paths {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    for target in FuzzTarget.all {
      // Said before it is done: a trap leaves no time for it afterwards.
      say("\(target.name) \(path) ")
      let clock = ContinuousClock()
      let start = clock.now
      try target.read(bytes)
      say("\(clock.now - start)\n")
    }
  }
}

do {
  let words = CommandLine.arguments.dropFirst()
  let numbers = words.dropFirst().compactMap { Int($0) }
  switch (words.first, words.count) {
  case ("list", 1):
    for target in FuzzTarget.all { print("\(target.name)\t\(target.summary)") }
  case ("seeds", 2):
    try writeSeeds(to: words.last ?? "")
  case ("replay", 2...):
    try replay(words.dropFirst())
  case ("mutate", 2) where numbers.count == 1 && numbers[0] > 0:
    let campaign = try Campaign(inputs: numbers[0])
    exit(try campaign.run() ? 0 : 1)
  case ("work", 3...4) where numbers.count == 2 && numbers[0] <= numbers[1]:
    try Worker(seeds: FuzzSeed.all(journal: journal()), announces: words.last == "announce")?
      .read(numbers[0]..<numbers[1])
  default:
    fail(usage, status: 2)
  }
} catch {
  fail("fuzz: \(error)", status: 1)
}
