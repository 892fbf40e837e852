import Foundation
import Platform
import Testing

@testable import PicsortCore
@testable import picsort

struct `The verbs of resume` {
  static let now = 1_700_100_000

  static func view(
    _ operation: String = "4f1d02ab89cdef01", _ status: OperationStatus = .interrupted,
    output: Path = Path("/home/me/Organized"), books: OperationView.Books = .current
  ) -> OperationView {
    let host = HostIdentity(
      host: "desk", bootID: "b", processID: 17, processStart: 1, outOfMemoryKills: nil)
    let header = JournalHeader(
      operation: operation, sources: [Path("/home/me/Photos")], output: output,
      configuration: Configuration(), host: host, started: now - 7300)
    var entry = Registry.Entry(header, output: output, stateFile: nil)
    entry.lastCheckpoint = now - 7200
    entry.progress = RunProgress(
      phase: .move, items: 1204, totalItems: 3000, bytes: 5_100_000_000,
      totalBytes: 13_800_000_000, failures: 2)
    var view = OperationView(entry, books: books)
    view.status = status
    return view
  }

  private func lines(_ views: [OperationView], width: Int) -> [String] {
    OperationTable(now: Self.now, idLength: 4, width: width).lines(views)
  }

  @Test func `a list is one line each where there is room`() {
    var done = Self.view("a94c0dc8ac392b55", .completed, output: Path("/o"))
    done.progress?.items = 3000
    done.progress?.bytes = 13_800_000_000
    let lines = lines([Self.view(), done], width: 120)
    #expect(
      lines == [
        "ID    KIND      STATUS       FILES             SIZE         PHASE  AGE  OUTPUT",
        "4f1d  organize  interrupted  1,204/3,000 40 %  5.1/13.8 GB  move   2 h  "
          + "/home/me/Organized",
        "a94c  organize  completed    3,000             13.8 GB      move   2 h  /o",
      ])
  }

  @Test func `a list is two lines each where there is none, and the output is whole`() {
    let long = Path("/" + String(repeating: "long/", count: 30) + "end")
    let lines = lines([Self.view(output: long, books: .outputMissing)], width: 80)
    #expect(lines.count == 3)
    #expect(lines.prefix(2).allSatisfy { $0.count <= 80 })
    #expect(lines.last == "  \(long) (not found there)")
  }

  @Test func `names of outputs disturb no terminal`() {
    let output = Path(bytes: Array("/a\u{1B}[2J".utf8) + [0xFF])
    #expect(lines([Self.view(output: output)], width: 80).last == "  /a\\x1B[2J\\xFF")
    let text = OperationText(
      view: Self.view(output: output), story: nil, now: Self.now, isVerbose: true)
    #expect(!text.lines.joined().contains("\u{1B}"))
  }

  @Test(arguments: [
    (0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (172_799, "47 h"),
    (172_800, "2 d"), (-5, "0 s"),
  ])
  func `an age has one unit`(seconds: Int, words: String) {
    #expect(OperationWords.age(Self.now - seconds, now: Self.now) == words)
  }

  @Test func `every operation has a next step that fits it`() {
    func command(_ status: OperationStatus, _ books: OperationView.Books) -> String {
      Shell.line(OperationWords.next(Self.view("ab", status, books: books)).command)
    }
    #expect(command(.running, .current) == "picsort resume pause ab")
    for status in OperationStatus.allCases where status.isUnfinished {
      #expect(command(status, .current) == "picsort resume continue ab")
      #expect(command(status, .outputMissing) == "picsort resume continue ab -o NEW")
      #expect(command(status, .past) == "")
      #expect(command(status, .missing) == "")
    }
    #expect(command(.completed, .current) == "picsort undo ab")
  }

  @Test func `a story is told with its processes, causes and failures`() {
    var story = OperationStory()
    var process = OperationStory.Process(
      host: HostIdentity(
        host: "desk", bootID: "b", processID: 17, processStart: 1, outOfMemoryKills: nil),
      started: Self.now - 100, lastNoted: Self.now - 90, lastSafe: Self.now - 90)
    (process.items, process.cause) = (7, .outOfMemory)
    story.processes = [process]
    story.failures = (0..<12).map { .init(path: Path("/p/\($0)"), reason: "why") }
    story.failureCount = 12
    func lines(verbose: Bool) -> [String] {
      OperationText(view: Self.view(), story: story, now: Self.now, isVerbose: verbose).lines
    }
    let short = lines(verbose: false)
    #expect(short.contains { $0.contains("pid 17 on desk, 7 files in 10 s") })
    #expect(short.contains { $0.contains("left no word: the kernel killed") })
    #expect(short.contains("  and 2 more (-v lists them)"))
    #expect(lines(verbose: true).contains("  /p/11: why"))
    for line in short { #expect(line.count <= 100, "\(line)") }
  }

  // MARK: - Questions

  /// A context whose registry holds one old unfinished operation.
  private func context(
    _ terminal: FakeTerminal, _ folder: Path, answer: String?
  ) -> Context {
    let registry = Registry(path: folder)
    registry.enter(
      Registry.Entry(
        JournalHeader(
          operation: "abcd", sources: [Path("/gone")], output: Path("/nowhere/at/all"),
          configuration: Configuration(), host: HostIdentity.current(), started: 1_600_000_000),
        output: Path("/nowhere/at/all"), stateFile: nil))
    var context = terminal.context()
    context.operations = Operations(registry: registry, now: { Self.now })
    context.typedLine = { answer.map { Array($0.utf8) } }
    return context
  }

  @Test(
    arguments: [
      ("y", true, Ending.exit(.done)), (" YES ", true, .exit(.done)), ("n", false, .exit(.done)),
      ("", false, .exit(.done)), (nil, false, .exit(.refused)),
    ] as [(String?, Bool, Ending)])
  func `what is unfinished is forgotten only on a clear yes`(
    answer: String?, isForgotten: Bool, ending: Ending
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("picsort-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let terminal = FakeTerminal(isTerminal: true)
    let context = context(terminal, Path(folder.path), answer: answer)
    #expect(Program.run(words("resume cleanup --all"), context) == ending)
    #expect(context.operations.list().views.isEmpty == isForgotten)
  }

  @Test func `no answer is asked for where that was ruled out`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("picsort-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let terminal = FakeTerminal(isTerminal: true)
    var context = context(terminal, Path(folder.path), answer: "y")
    context.typedLine = {
      Issue.record("nobody must be asked")
      return Array("y".utf8)
    }
    #expect(
      Program.run(words("resume cleanup --all --no-input"), context) == .exit(.refused))
    #expect(Program.run(words("resume cleanup --all -y"), context) == .exit(.done))
    #expect(terminal.output.contains("Forgotten: 1 operation"))
  }
}
