import Foundation
import PicsortCore
import Platform
import SampleMedia
import Testing

/// Sample files in a folder of their own, which goes with this object.
final class ExplainTree {
  let root: Path
  private let folder: Folder

  init(_ files: [String: SampleContent]) throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "picsort-explain-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    root = Path(url.path)
    folder = try Folder(at: root)
    for (name, content) in files { try write(content, Path(name)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: root.description) }

  func path(_ name: Path) -> Path { root.appending(name) }

  func path(_ name: String) -> Path { root.appending(name) }

  func write(_ content: SampleContent, _ path: Path) throws(SystemError) {
    let parent = try folder.makeDescendant(path.parent)
    let file = try parent.create(path.lastComponent)
    try file.write(content.bytes(stamp: 1, filler: []) ?? [])
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(name).description, withDestinationPath: target)
  }

  /// What is said of the named files, and of nothing but them.
  func explanations(
    _ names: [Path], configuration: Configuration = Configuration()
  ) throws -> [Explanation] {
    let events = try events(names, configuration: configuration)
    #expect(events.problems.isEmpty)
    return events.explained
  }

  func explanations(
    _ names: [String], configuration: Configuration = Configuration()
  ) throws -> [Explanation] {
    try explanations(names.map { Path($0) }, configuration: configuration)
  }

  func events(_ names: [String]) throws -> (explained: [Explanation], problems: [Problem]) {
    try events(names.map { Path($0) }, configuration: Configuration())
  }

  private func events(
    _ names: [Path], configuration: Configuration
  ) throws -> (explained: [Explanation], problems: [Problem]) {
    var explainer = try Explainer(configuration: configuration)
    var (explained, problems): ([Explanation], [Problem]) = ([], [])
    explainer.explain(names.map { path($0) }, isStopping: { false }) { event in
      switch event {
      case .explained(let explanation): explained.append(explanation)
      case .problem(let problem): problems.append(problem)
      }
      return true
    }
    return (explained, problems)
  }
}
