import Foundation
import SampleMedia
import Testing

/// A source of few files whose events are long, because their paths are: a run that nobody reads
/// from comes to a halt after some forty of them.
struct LongLibrary {
  static let count = 80
  private static let folder = [Character("a"), "b", "c"].map { String(repeating: $0, count: 240) }
    .joined(separator: "/")

  /// Two months, and a duplicate.
  static let tree: [String: SampleContent] = {
    var tree: [String: SampleContent] = [:]
    for index in 0..<count - 1 {
      let moment = SampleMoment(2023, index % 2 == 0 ? 12 : 11, 1 + index % 28)
      tree["\(folder)/IMG_\(1000 + index).JPG"] = .photo(moment)
    }
    tree["\(folder)/IMG_1000 (1).JPG"] = .copy(of: "\(folder)/IMG_1000.JPG")
    return tree
  }()
}

extension Sandbox {
  /// Starts a run over a `LongLibrary` and reads its events until `count` files have moved: the
  /// next ones are under way, the last ones are not, and will not be before somebody reads on.
  func startAndHalt(
    _ options: String = "", afterFiles count: Int = 1, word: String = "\"event\":\"moved\"",
    environment: [String: String] = [:]
  ) throws -> RunningPicsort {
    if Disk.entry(path("src")) == nil { try write(LongLibrary.tree) }
    let run = try start("-s @src -o @out --json " + options, environment: environment)
    for _ in 0..<count {
      try #require(run.output.read(upTo: word), "it ended before: \(run.finish())")
    }
    return run
  }

  /// A run that was killed in the middle of moving.
  func killHalfway(_ options: String = "", afterFiles count: Int = 1) throws {
    let word = options.contains("--copy") ? "\"event\":\"copied\"" : "\"event\":\"moved\""
    let run = try startAndHalt(options, afterFiles: count, word: word)
    run.send(SIGKILL)
    #expect(run.waitUnread() == .signal(SIGKILL))
  }

  /// A run that was asked to stop in the middle of moving.
  @discardableResult
  func interruptHalfway(_ options: String = "") throws -> RunResult {
    let run = try startAndHalt(options)
    run.send(SIGINT)
    let result = run.finish()
    #expect(result.ending == .signal(SIGINT), "\(result)")
    return result
  }
}

/// What stands below a folder, to be put back as it was.
struct Image {
  private let root: String
  private var files: [(name: String, bytes: Data, entry: DiskEntry)] = []
  private var folders: [String] = []

  init(of root: String) {
    self.root = root
    for name in Disk.walk(root) {
      guard let entry = Disk.entry(root + "/" + name) else { continue }
      if entry.kind == .folder { folders.append(name) }
      if entry.kind == .file, let bytes = Disk.read(root + "/" + name) {
        files.append((name, bytes, entry))
      }
    }
  }

  func restore() throws {
    Disk.remove(root)
    for name in folders { Disk.makeFolder(root + "/" + name) }
    for file in files {
      let path = root + "/" + file.name
      try Disk.write(file.bytes, to: path)
      Disk.setTime(path, file.entry.modified)
      Disk.setPermissions(path, mode_t(file.entry.permissions))
    }
  }
}
