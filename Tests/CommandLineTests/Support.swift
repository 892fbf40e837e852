import Foundation
import PicsortCore
import Platform
import Testing

@testable import picsort

/// A console whose streams are memory, and a clock that is set by hand.
final class FakeTerminal {
  /// What the console's closures keep; apart, so that they hold no console.
  private final class Memory {
    var output: [UInt8] = []
    var error: [UInt8] = []
    var now: UInt64 = 1_000_000_000
    var columns: Int?
    var outputError: Int32?
    var errorError: Int32?
    var isForeground = true
    var failedWrites = 0

    func accept(
      _ bytes: [UInt8], _ stream: ReferenceWritableKeyPath<Memory, [UInt8]>, failing code: Int32?
    ) throws(SystemError) {
      guard let code else { return self[keyPath: stream] += bytes }
      failedWrites += 1
      throw SystemError(call: "write", code: code)
    }
  }

  private let memory = Memory()
  let console: Console

  init(isTerminal: Bool = false, columns: Int? = nil) {
    memory.columns = columns
    console = Console(
      output: Console.Stream(
        isTerminal: isTerminal, width: { [memory] in memory.columns },
        write: { [memory] bytes throws(SystemError) in
          try memory.accept(bytes, \.output, failing: memory.outputError)
        }),
      error: Console.Stream(
        isTerminal: isTerminal, width: { [memory] in memory.columns },
        write: { [memory] bytes throws(SystemError) in
          try memory.accept(bytes, \.error, failing: memory.errorError)
        },
        isForeground: { [memory] in memory.isForeground }))
  }

  var outputBytes: [UInt8] { memory.output }
  var errorBytes: [UInt8] { memory.error }
  /// The errno with which every write of results fails; nil when it succeeds.
  var outputError: Int32? {
    get { memory.outputError }
    set { memory.outputError = newValue }
  }
  /// The same for talk.
  var errorError: Int32? {
    get { memory.errorError }
    set { memory.errorError = newValue }
  }
  var isForeground: Bool {
    get { memory.isForeground }
    set { memory.isForeground = newValue }
  }
  var failedWrites: Int { memory.failedWrites }
  /// Nanoseconds.
  var clock: () -> UInt64 { { [memory] in memory.now } }

  var output: String { String(decoding: outputBytes, as: UTF8.self) }
  var error: String { String(decoding: errorBytes, as: UTF8.self) }
  var outputLines: [String] { output.split(separator: "\n").map(String.init) }
  var errorLines: [String] { error.split(separator: "\n").map(String.init) }

  /// The status line as last drawn; empty after it was erased.
  var statusLine: String {
    guard let start = error.lastIndex(of: "\r") else { return "" }
    return String(error[error.index(after: start)...].prefix { $0 != "\u{1B}" })
  }

  /// How often the status line was drawn or erased.
  var redraws: Int { errorBytes.count { $0 == UInt8(ascii: "\r") } }

  func advance(milliseconds: UInt64) { memory.now += milliseconds * 1_000_000 }

  /// A context whose run does what `perform` says.
  func context(
    _ environment: [String: String] = [:], workingDirectory: Path? = Path("/here"),
    stopSignal: Int32? = nil, files: [Path: [UInt8]] = [:],
    perform: @escaping (RunSettings, any RunListener) throws(RunError) -> RunReport = {
      settings, _ throws(RunError) in
      RunReport(operation: "op", output: settings.output ?? Path("/out"))
    },
    undo: @escaping (UndoSettings, any RunListener) throws(RunError) -> RunReport = {
      settings, _ throws(RunError) in
      RunReport(operation: "op", output: settings.target.operand ?? Path("/out"))
    },
    explain: @escaping (Configuration, [Path], (ExplainEvent) -> Bool) throws(RunError) -> Void = {
      _, _, _ throws(RunError) in
    },
    verify:
      @escaping (VerifySettings, @escaping (VerifyEvent) -> Bool) throws(RunError) ->
      VerifyReport = { _, _ throws(RunError) in VerifyReport(output: Path("/out")) },
    shell:
      @escaping (String, [(name: String, value: [UInt8])]) throws(SystemError) ->
      ShellCommand.Ending = { _, _ throws(SystemError) in .exit(0) }
  ) -> Context {
    Context(
      console: console, workingDirectory: workingDirectory, clock: clock,
      variable: { environment[$0] }, stopSignal: { stopSignal },
      contents: { path, count throws(SystemError) in
        guard let bytes = files[path] else { throw SystemError(call: "open", code: ENOENT) }
        return Array(bytes.prefix(count))
      },
      shell: shell, perform: perform,
      undo: undo, explain: explain, verify: verify)
  }
}

func words(_ line: String) -> [Word] {
  line.split(separator: " ").map { Word($0.utf8) }
}

/// A report whose tally adds up.
func sampleReport() -> RunReport {
  var report = RunReport(operation: "20231225-1", output: Path("/out"))
  report.tally.found = 1000
  report.tally.moved = 940
  report.tally.duplicates = 30
  report.tally.skipped = 20
  report.tally.left = 10
  report.tally.bytes = 13_800_000_000
  report.seconds = 42
  report.folders = [Path("12.2023"): 900, Path("01.2024"): 40]
  report.skippedByReason = ["not a photo or video": 18, "system file": 2]
  report.lowConfidenceDates = 12
  report.undated = 8
  return report
}
