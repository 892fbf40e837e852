import Foundation
import SampleMedia
import Testing

/// A folder of a test's own, with a home and a registry in it, gone when the test is.
///
/// Paths are given below it: `src/a.jpg`. In command lines `@` stands for it: `-s @src -o @out`.
final class Sandbox {
  let root: String
  /// The registry of operations, `XDG_DATA_HOME`.
  static let data = "data"
  private var streams = 0

  /// Where sandboxes are: in memory where the system offers that, because a disk spends most of a
  /// suite's time on the many flushes; or where PICSORT_TEST_FOLDER says.
  static let usualParent: String = {
    if let told = ProcessInfo.processInfo.environment["PICSORT_TEST_FOLDER"] { return told }
    return Disk.entry(memory)?.kind == .folder ? memory : NSTemporaryDirectory()
  }()
  /// Linux's file system in memory.
  static let memory = "/dev/shm"

  /// Makes one in `parent`, an existing folder.
  init(in parent: String = usualParent) throws {
    // A link on the way, as macOS has it, would show in what picsort prints.
    let real = (parent as NSString).resolvingSymlinksInPath
    root = "\(real)/picsort-test-\(UUID().uuidString.prefix(12))"
    Disk.makeFolder(root)
    Disk.makeFolder(path("home"))
  }

  deinit { Disk.remove(root) }

  func path(_ below: String) -> String { below.isEmpty ? root : root + "/" + below }

  // MARK: Trees

  /// Writes a tree; a copy's original must be in the same tree. Each file has its own bytes, and
  /// was written a while ago: picsort waits for those that were written just now.
  func write(_ tree: [String: SampleContent], in folder: String = "src") throws {
    for (name, content) in tree.sorted(by: { $0.key < $1.key }) {
      let path = path(folder + "/" + name)
      try Disk.write(try Self.bytes(of: content, at: name, tree), to: path)
      Disk.age(path)
    }
  }

  /// Writes files of a sample library.
  func write(_ files: [SampleFile], in folder: String = "src") throws {
    try write(
      Dictionary(files.map { ($0.path, $0.content) }) { first, _ in first }, in: folder)
  }

  static func bytes(
    of content: SampleContent, at name: String, _ tree: [String: SampleContent]
  ) throws -> [UInt8] {
    if case .copy(let original) = content {
      return try bytes(of: #require(tree[original]), at: original, tree)
    }
    // The name decides the bytes, so that they are the same in every run (FNV-1a).
    let stamp = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return content.bytes(stamp: stamp, filler: []) ?? []
  }

  /// Files below a folder, sorted, without picsort's own: what a person sees.
  func files(_ folder: String) -> [String] {
    Disk.walk(path(folder), besides: [".picsort"])
      .filter { Disk.entry(path(folder) + "/" + $0)?.kind == .file }.sorted()
  }

  /// The bytes of every file below `folders`, without picsort's own.
  func inventory(_ folders: String...) -> Inventory {
    var inventory = Inventory()
    for folder in folders {
      for name in files(folder) {
        inventory.add(Disk.read(path(folder) + "/" + name) ?? Data(), at: folder + "/" + name)
      }
    }
    return inventory
  }

  /// Everything below the sandbox that a run could have changed, to the nanosecond.
  func snapshot() -> [String: String] {
    var facts: [String: String] = [:]
    for name in Disk.walk(root) where !name.hasPrefix("stream-") {
      guard let entry = Disk.entry(path(name)) else { continue }
      let content = entry.kind == .file ? Disk.read(path(name)).map { Inventory.hash($0) } : nil
      facts[name] = "\(entry) \(content.map(String.init) ?? "")"
    }
    return facts
  }

  // MARK: Running

  /// Runs picsort to its end, with at most `openFiles` open at a time, or under strace with the
  /// options `traced`; `blank` stands for a blank in a word.
  @discardableResult
  func picsort(
    _ line: String, environment: [String: String] = [:], openFiles: Int? = nil,
    blank: Character? = nil, traced: [String]? = nil
  ) throws -> RunResult {
    let output = try streamFile()
    let error = try streamFile()
    let child = try launch(
      line, environment, openFiles, blank: blank, traced: traced, output: output, error: error)
    let ending = child.wait()
    defer {
      Disk.remove(output)
      Disk.remove(error)
    }
    return RunResult(
      ending: ending, output: String(decoding: Disk.read(output) ?? Data(), as: UTF8.self),
      error: String(decoding: Disk.read(error) ?? Data(), as: UTF8.self), root: root)
  }

  /// Starts picsort with both of its streams in the test's hands.
  func start(
    _ line: String, environment: [String: String] = [:]
  ) throws -> RunningPicsort {
    let output = try NamedPipe(at: streamName())
    let error = try NamedPipe(at: streamName())
    let child = try launch(
      line, environment, nil, output: output.path, error: error.path)
    return RunningPicsort(child: child, output: output, error: error, root: root)
  }

  /// Starts picsort on a terminal.
  func start(_ line: String, on terminal: PseudoTerminal) throws -> ChildProcess {
    try ChildProcess(
      BuiltProgram.path, words(line), environment: environment(["TERM": "dumb"]),
      output: terminal.path, error: terminal.path, input: terminal.path)
  }

  /// Runs picsort to its end below another program, which gets `arguments` before it.
  func picsort(
    _ line: String, below program: String, _ arguments: [String]
  ) throws -> RunResult {
    let output = try streamFile()
    let error = try streamFile()
    let words = arguments.map { Array($0.utf8) } + [Array(BuiltProgram.path.utf8)] + words(line)
    let child = try ChildProcess(
      program, words, environment: environment([:]), output: output, error: error)
    let ending = child.wait()
    return RunResult(
      ending: ending, output: String(decoding: Disk.read(output) ?? Data(), as: UTF8.self),
      error: String(decoding: Disk.read(error) ?? Data(), as: UTF8.self), root: root)
  }

  private func words(_ line: String, blank: Character? = nil) -> [[UInt8]] {
    line.split(separator: " ").map { word in
      let word = String(word.map { $0 == blank ? " " : $0 })
      return Disk.bytes(of: word.replacing("@", with: root + "/"))
    }
  }

  private func environment(_ extra: [String: String]) -> [String: String] {
    let usual = [
      "HOME": path("home"), "XDG_DATA_HOME": path(Self.data), "TZ": "UTC", "LC_ALL": "C",
    ]
    return usual.merging(extra) { $1 }
  }

  private func launch(
    _ line: String, _ extra: [String: String], _ openFiles: Int?, blank: Character? = nil,
    traced: [String]? = nil, output: String, error: String
  ) throws -> ChildProcess {
    let words = words(line, blank: blank)
    let environment = environment(extra)
    if let openFiles {
      let shell = ["-c", "ulimit -n \(openFiles); exec \"$0\" \"$@\"", BuiltProgram.path]
      return try ChildProcess(
        "/bin/sh", shell.map { Array($0.utf8) } + words, environment: environment, output: output,
        error: error)
    }
    if let traced, let strace = Strace.path {
      let before = (["-f", "-o", "/dev/null"] + traced + [BuiltProgram.path]).map { Array($0.utf8) }
      return try ChildProcess(
        strace, before + words, environment: environment, output: output, error: error)
    }
    return try ChildProcess(
      BuiltProgram.path, words, environment: environment, output: output, error: error)
  }

  private func streamName() -> String {
    streams += 1
    return path("stream-\(streams)")
  }

  private func streamFile() throws -> String {
    let name = streamName()
    try Disk.write([], to: name)
    return name
  }
}

/// The program under test, beside the test bundle.
enum BuiltProgram {
  private final class Marker {}

  static let path: String = {
    let places = [
      Bundle(for: Marker.self).bundleURL.deletingLastPathComponent(),
      Bundle.main.executableURL?.deletingLastPathComponent(),
      Bundle.main.bundleURL,
      URL(fileURLWithPath: CommandLine.arguments.first ?? "").deletingLastPathComponent(),
    ]
    let programs = places.compactMap { $0?.appendingPathComponent("picsort").path }
    return programs.first { Disk.entry($0)?.kind == .file } ?? "picsort"
  }()
}
