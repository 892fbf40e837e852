import PicsortCore
import Platform
import Testing

@testable import picsort

struct `The progress line` {
  private func line(
    _ terminal: FakeTerminal, _ mode: ProgressMode = .auto, _ verbosity: Verbosity = .normal
  ) -> ProgressLine {
    ProgressLine(
      console: terminal.console, mode: mode, verbosity: verbosity, clock: terminal.clock)
  }

  private func moving(
    _ items: Int, of total: Int? = 1000, megabytes: Int = 0, ofMegabytes: Int? = nil,
    resumed: Int = 0, failures: Int = 0
  ) -> RunEvent {
    .progress(
      RunProgress(
        phase: .move, items: items, totalItems: total, bytes: megabytes * 1_000_000,
        totalBytes: ofMegabytes.map { $0 * 1_000_000 }, resumedItems: resumed,
        resumedBytes: resumed * 1_000_000, failures: failures))
  }

  @Test func `appears after 400 ms and changes at most ten times a second`() {
    let terminal = FakeTerminal(isTerminal: true, columns: 80)
    var progress = line(terminal)
    progress.hear(.phase(.move))
    for item in 0..<399 {
      progress.hear(moving(item))
      terminal.advance(milliseconds: 1)
    }
    #expect(terminal.error == "")
    for item in 399..<1000 {
      terminal.advance(milliseconds: 1)
      progress.hear(moving(item))
    }
    #expect(terminal.redraws == 7)
    #expect(terminal.statusLine.hasPrefix("[0:01] Moving 999/1,000  99 %"))
  }

  @Test func `tells counts, share, bytes, rate, time to go and errors`() {
    let terminal = FakeTerminal(isTerminal: true, columns: 80)
    var progress = line(terminal)
    progress.hear(.phase(.move))
    for second in 0...42 {
      progress.hear(
        moving(second * 8, megabytes: second * 100, ofMegabytes: 10_000, failures: 2))
      terminal.advance(milliseconds: second == 42 ? 0 : 1000)
    }
    #expect(
      terminal.statusLine
        == "[0:42] Moving 336/1,000  33 %  4.2/10.0 GB  100 MB/s  ETA 0:58  2 errors")
  }

  @Test(arguments: [
    (70, "[0:42] Moving 336/1,000  33 %  4.2/10.0 GB  ETA 0:58  2 errors"),
    (60, "[0:42] Moving 336/1,000  33 %  ETA 0:58  2 errors"),
    (40, "[0:42] Moving 336/1,000  33 %  2 errors"),
    (39, "[0:42] Moving 336/1,000  2 errors"),
    (30, "[0:42] Moving 336/1,000"),
    (20, "[0:42] Moving 336/1"),
  ])
  func `gives up the least important parts first`(columns: Int, shown: String) {
    let terminal = FakeTerminal(isTerminal: true, columns: columns)
    var progress = line(terminal)
    progress.hear(.phase(.move))
    for second in 0...42 {
      progress.hear(
        moving(second * 8, megabytes: second * 100, ofMegabytes: 10_000, failures: 2))
      terminal.advance(milliseconds: second == 42 ? 0 : 1000)
    }
    #expect(terminal.statusLine == shown)
    #expect(Cells.width(terminal.statusLine) < columns)
  }

  @Test func `names the last file where there is room, escaped and shortened`() {
    let terminal = FakeTerminal(isTerminal: true, columns: 60)
    var progress = line(terminal)
    progress.hear(.phase(.move))
    terminal.advance(milliseconds: 500)
    let path = Path("/photos/\u{1B}[2J-a-name-that-is-much-too-long-to-be-shown.jpg")
    progress.hear(.settled(path: path, bytes: 1, outcome: .skipped(reason: "x")))
    progress.hear(moving(1))
    #expect(terminal.statusLine.hasPrefix("[0:00] Moving 1/1,000  0 %  \\x1B[2J"))
    #expect(terminal.statusLine.hasSuffix(".jpg"))
    #expect(Cells.width(terminal.statusLine) == 59)
  }

  @Test func `counts without a share while the total is unknown`() {
    let terminal = FakeTerminal(isTerminal: true, columns: 80)
    var progress = line(terminal)
    progress.hear(.phase(.scan))
    terminal.advance(milliseconds: 500)
    progress.hear(.progress(RunProgress(phase: .scan, items: 1204)))
    #expect(terminal.statusLine == "[0:00] Looking for files  1,204 files")
  }

  @Test func `measures speed by this process's work alone`() {
    let terminal = FakeTerminal(isTerminal: true, columns: 80)
    var progress = line(terminal)
    progress.hear(.phase(.move))
    for second in 0...10 {
      // 500 files and 500 MB were done before; 1 MB a second is done now.
      progress.hear(
        moving(500 + second, megabytes: 500 + second, ofMegabytes: 1000, resumed: 500))
      terminal.advance(milliseconds: second == 10 ? 0 : 1000)
    }
    #expect(terminal.statusLine.contains("Moving 510/1,000  51 %"))
    #expect(terminal.statusLine.contains("1.0 MB/s"))
    #expect(terminal.statusLine.contains("ETA 8:10"))
  }

  @Test func `shows no time to go in the first two seconds`() {
    let terminal = FakeTerminal(isTerminal: true, columns: 80)
    var progress = line(terminal)
    progress.hear(.phase(.move))
    for _ in 0..<3 {
      progress.hear(moving(10, megabytes: 10, ofMegabytes: 100))
      terminal.advance(milliseconds: 600)
    }
    #expect(!terminal.statusLine.contains("ETA"))
  }

  @Test func `leaves nothing behind`() {
    let terminal = FakeTerminal(isTerminal: true, columns: 80)
    var progress = line(terminal)
    terminal.advance(milliseconds: 500)
    progress.hear(moving(1))
    #expect(terminal.statusLine != "")
    progress.end()
    #expect(terminal.error.hasSuffix("\r\u{1B}[K"))
  }

  @Test func `is a plain line per phase and each 30 seconds where there is no terminal`() {
    let terminal = FakeTerminal()
    var progress = line(terminal)
    progress.hear(.phase(.scan))
    progress.hear(.phase(.move))
    for item in 0..<70 {
      progress.hear(moving(item))
      terminal.advance(milliseconds: 1000)
    }
    #expect(
      terminal.errorLines.map { String($0.prefix(22)) } == [
        "[0:00] Looking for fil", "[0:00] Moving", "[0:30] Moving 30/1,000",
        "[1:00] Moving 60/1,000",
      ])
    #expect(!terminal.error.contains("\r") && !terminal.error.contains("\u{1B}"))
  }

  @Test(arguments: [
    (ProgressMode.auto, Verbosity.quiet, true, false), (.never, .normal, true, false),
    (.never, .verbose, false, false), (.always, .quiet, false, true), (.auto, .normal, true, true),
  ])
  func `is drawn when it is wanted`(
    mode: ProgressMode, verbosity: Verbosity, isTerminal: Bool, isDrawn: Bool
  ) {
    let terminal = FakeTerminal(isTerminal: isTerminal, columns: 80)
    var progress = line(terminal, mode, verbosity)
    progress.hear(.phase(.move))
    terminal.advance(milliseconds: 500)
    progress.hear(moving(1))
    #expect((terminal.error != "") == isDrawn)
    #expect(terminal.error.contains("\r") == isDrawn)
  }

  @Test func `says how far it is when somebody asks`() {
    let terminal = FakeTerminal()
    var progress = line(terminal)
    progress.hear(.checkpoint(.manual, RunProgress(phase: .move, items: 5, totalItems: 10)))
    #expect(terminal.error == "[0:00] Moving 5/10  50 %\n")
  }

  @Test func `survives numbers that make no sense`() {
    let terminal = FakeTerminal(isTerminal: true, columns: 80)
    var progress = line(terminal)
    let odd = [Int.min, -1, 0, 1, Int.max]
    for items in odd {
      for total in odd {
        terminal.advance(milliseconds: 1000)
        progress.hear(
          .progress(
            RunProgress(
              phase: .move, items: items, totalItems: total, bytes: items, totalBytes: total,
              resumedItems: total, resumedBytes: total, failures: items)))
      }
    }
    #expect(terminal.statusLine.hasPrefix("["))
  }
}
