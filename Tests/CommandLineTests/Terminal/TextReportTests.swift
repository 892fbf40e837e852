import PicsortCore
import Platform
import Testing

@testable import picsort

struct `The report for people` {
  private func report(
    _ terminal: FakeTerminal, _ style: ReportStyle = ReportStyle(), isStopping: Bool = false
  ) -> TextReport {
    let progress = ProgressLine(
      console: terminal.console, mode: .never, verbosity: style.verbosity, clock: terminal.clock)
    return TextReport(
      console: terminal.console, style: style, progress: progress, clock: terminal.clock,
      isStopping: { isStopping })
  }

  private func summary(_ report: RunReport, _ style: ReportStyle = ReportStyle()) -> [String] {
    SummaryText(report: report, style: style).lines
  }

  @Test func `ends with numbers that add up`() {
    #expect(
      summary(sampleReport()) == [
        "Done: 940 files moved (13.8 GB) to /out in 42 s (329 MB/s)",
        "found 1,000 = moved 940 + duplicates 30 + skipped 20 + left 10",
        "", "Files per folder:", "  12.2023  900", "  01.2024   40", "",
        "Duplicates: 30 files, left in the source",
        "Skipped: 18 not a photo or video, 2 system file",
        "Dates: 12 of low confidence, 8 files without a trustworthy one (in the folder Undated)",
        "       'picsort explain --doubtful /out' lists those to look at",
      ])
  }

  @Test func `names what an export brought`() {
    var report = sampleReport()
    report.correctedDates = 3
    report.albums = (2, .links)
    let lines = summary(report)
    #expect(lines.contains { $0.contains("3 as corrected in Google Photos (--prefer-exif") })
    #expect(lines.contains("Albums: 2, as links below Albums, and listed in .picsort/albums.json"))
    report.albums.policy = .list
    #expect(summary(report).contains("Albums: 2, listed in .picsort/albums.json"))
  }

  @Test func `says of copies that nobody read back how to compare them`() {
    var report = sampleReport()
    report.comparingArguments = ["-n", "--copy", "-s", "/in put"].map { Array($0.utf8) }
    #expect(
      summary(report).contains(
        "Copies: not read back; this compares them with the originals: picsort -n --copy -s "
          + "'/in put'"))
  }

  @Test func `says so when the numbers do not add up`() {
    var report = sampleReport()
    report.tally.moved = 939
    let lines = summary(report)
    #expect(lines[1].hasPrefix("found 1,000 is NOT moved 939 + "))
    #expect(lines.contains { $0.contains("do not add up") })
    let quiet = SummaryText(report: report, style: ReportStyle(verbosity: .quiet)).complaints
    #expect(quiet.contains { $0.contains("do not add up") })
  }

  @Test func `says "would" in a dry run`() {
    var report = sampleReport()
    report.dryRun = true
    let lines = summary(report, ReportStyle(isDryRun: true))
    #expect(
      lines.first == "Dry run, nothing was changed: would move 940 files (13.8 GB) to /out")
    #expect(
      lines[1] == "found 1,000 = would move 940 + duplicates 30 + skipped 20 + would leave 10")
    #expect(lines.contains("Duplicates: 30 files, would be left in the source"))
    #expect(!lines.contains { $0.contains("moved") })
  }

  @Test func `is short when there was nothing to do`() {
    let report = RunReport(operation: "1", output: Path("/out"))
    #expect(summary(report) == ["Nothing to do: no files were found"])
  }

  @Test func `names every problem with its reason and next step`() {
    var report = sampleReport()
    report.problems = [
      Problem(path: Path("/s/a\u{1B}.jpg"), reason: "cannot be read", nextStep: "chmod it"),
      Problem(path: Path("/s/b.jpg"), reason: "no date", nextStep: ""),
    ]
    #expect(
      summary(report).suffix(5) == [
        "", "2 files need a person:", "  /s/a\\x1B.jpg: cannot be read", "    -> chmod it",
        "  /s/b.jpg: no date",
      ])
  }

  @Test func `groups more than twenty problems of one kind, and lists them all with -v`() {
    var report = sampleReport()
    for number in 0..<25 {
      report.problems.append(
        Problem(path: Path("/s/\(number).jpg"), reason: "cannot be read", nextStep: "chmod it"))
    }
    report.problems.append(Problem(path: Path("/s/x.jpg"), reason: "other", nextStep: "look"))
    let short = SummaryText(report: report, style: ReportStyle()).complaints
    #expect(
      short == [
        "", "26 files need a person:", "  25 files: cannot be read", "    /s/0.jpg", "    /s/1.jpg",
        "    /s/2.jpg", "    and 22 more (-v lists all)", "    -> chmod it", "  /s/x.jpg: other",
        "    -> look",
      ])
    let full = SummaryText(report: report, style: ReportStyle(verbosity: .verbose)).complaints
    for problem in report.problems {
      #expect(full.contains { $0.contains("\(problem.path):") })
    }
  }

  @Test func `cuts a long list of folders, and gives it in full with -v`() {
    var report = sampleReport()
    report.folders = [:]
    for month in 1...30 { report.folders[Path("\(month < 10 ? "0" : "")\(month).2023")] = month }
    #expect(summary(report).contains("  and 10 more folders (-v lists all)"))
    let full = summary(report, ReportStyle(verbosity: .verbose))
    #expect(full.contains("  30.2023  30") && full.contains("  01.2023   1"))
  }

  @Test func `ends an interrupted run with the command that goes on`() {
    var report = sampleReport()
    report.status = .interrupted
    report.signal = 2
    report.resumeArguments = ["--resume", "-o", "/my photos/it's"].map { Array($0.utf8) }
    let lines = summary(report)
    #expect(lines.first?.hasPrefix("Interrupted (SIGINT): 940 files moved") == true)
    #expect(lines.last == "  picsort --resume -o '/my photos/it'\\''s'")
    let quiet = SummaryText(report: report, style: ReportStyle(verbosity: .quiet)).complaints
    #expect(quiet.first?.hasPrefix("Interrupted") == true)
    #expect(quiet.last == lines.last)
  }

  @Test func `says why a run paused`() {
    var report = sampleReport()
    report.status = .paused
    report.stopReason = "the disk is full"
    #expect(summary(report).first?.hasPrefix("Paused: the disk is full: 940 files") == true)
  }

  @Test func `claims no rate for what another process did`() {
    var report = sampleReport()
    report.resumedItems = 347
    #expect(summary(report).first == "Done: 940 files moved (13.8 GB) to /out in 42 s")
    #expect(summary(report).contains("Resumed: 347 files were done by an earlier process"))
  }

  @Test func `prints a line per file with -v only`() {
    let output = Path("/out")
    let events: [RunEvent] = [
      .started(operation: "1", output: output, stateFile: output, resumed: nil),
      .settled(path: Path("/s/a"), bytes: 1, outcome: .moved(to: Path("/out/12.2023/a"))),
      .settled(path: Path("/s/b"), bytes: 1, outcome: .copied(to: Path("12.2023/b"))),
      .settled(
        path: Path("/s/c"), bytes: 1,
        outcome: .duplicate(of: Path("/out/12.2023/a"), handling: .quarantine)),
      .settled(path: Path("/s/d"), bytes: 1, outcome: .skipped(reason: "system file")),
      .settled(path: Path("/s/e"), bytes: 1, outcome: .failed(reason: "no", nextStep: "look")),
      .settled(
        path: Path("/s/f"), bytes: 1,
        outcome: .left(reason: "undated", nextStep: nil, needsPerson: false)),
    ]
    let verbose = FakeTerminal()
    let listener = report(verbose, ReportStyle(verbosity: .verbose))
    for event in events { listener.hear(event) }
    verbose.console.flush()
    #expect(
      verbose.outputLines == [
        "moved  /s/a -> 12.2023/a", "copied  /s/b -> 12.2023/b",
        "duplicate  /s/c (put into Duplicates, same bytes as 12.2023/a)",
        "skipped  /s/d (system file)",
        "failed  /s/e (no; look)", "left  /s/f (undated)",
      ])
    let normal = FakeTerminal()
    let plain = report(normal)
    for event in events { plain.hear(event) }
    normal.console.flush()
    #expect(normal.output == "")
    #expect(normal.errorLines == ["Sorting into /out"])
  }

  @Test func `prints the plan of a dry run on standard output`() {
    let terminal = FakeTerminal()
    let listener = report(terminal, ReportStyle(isDryRun: true))
    let items: [PlannedItem] = [
      PlannedItem(path: Path("/s/a.jpg"), action: .move, target: Path("12.2023/a.jpg"), note: nil),
      PlannedItem(path: Path("/s/b"), action: .leave, target: nil, note: "no date"),
      PlannedItem(
        path: Path("/s/c"), action: .quarantine, target: Path("Duplicates/c"),
        note: "same bytes as 12.2023/a.jpg"),
    ]
    for item in items { listener.hear(.planned(item)) }
    terminal.console.flush()
    #expect(
      terminal.outputLines == [
        "move  /s/a.jpg -> 12.2023/a.jpg", "leave  /s/b (no date)",
        "quarantine  /s/c -> Duplicates/c (same bytes as 12.2023/a.jpg)",
      ])
  }

  @Test func `says errors even when it is to be quiet, and nothing else`() {
    let terminal = FakeTerminal()
    let listener = report(terminal, ReportStyle(verbosity: .quiet))
    listener.hear(.started(operation: "1", output: Path("/o"), stateFile: Path("/o"), resumed: nil))
    listener.hear(.notice(Notice(.info, "a")))
    listener.hear(.notice(Notice(.warning, "b")))
    listener.hear(.notice(Notice(.error, "c", path: Path("/x\n"))))
    var ended = sampleReport()
    ended.problems = [Problem(path: Path("/p"), reason: "r", nextStep: "n")]
    listener.finish(ended)
    #expect(terminal.output == "")
    #expect(
      terminal.errorLines == [
        "picsort: error: c: /x\\x0A", "1 file needs a person:", "  /p: r", "    -> n",
      ])
  }

  @Test func `says what was done before when a run goes on`() {
    let terminal = FakeTerminal()
    let resumed = RunProgress(phase: .move, items: 347, totalItems: 1000, resumedItems: 347)
    report(terminal).hear(
      .started(operation: "1", output: Path("/o"), stateFile: Path("/o"), resumed: resumed))
    #expect(terminal.error.contains("347 of 1,000 files were done before"))
  }

  @Test func `says at once that it is stopping, and only once`() {
    let terminal = FakeTerminal()
    let listener = report(terminal, isStopping: true)
    listener.hear(.phase(.move))
    listener.hear(.phase(.finish))
    #expect(terminal.errorLines.count { $0.hasPrefix("Stopping") } == 1)
  }

  @Test func `says why a run did not start, and what to do`() {
    let terminal = FakeTerminal()
    report(terminal).finish(.locked("another run (7) holds /o", nextStep: "wait for it"))
    #expect(terminal.error == "picsort: another run (7) holds /o\n  -> wait for it\n")
  }
}
