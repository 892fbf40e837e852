import Foundation
import SampleMedia
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The ways to go on with an unfinished run.
@Suite struct RecoveryTests {
  /// A run that was stopped in order, and what it had moved.
  private func interrupted(_ options: String = "") throws -> (
    Sandbox, Inventory, moved: [(source: String, target: String)]
  ) {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let stopped = try box.interruptHalfway(options)
    let moved = try #require(stopped.events).compactMap { event -> (String, String)? in
      guard event["event"] as? String == "moved", let path = event["path"] as? String,
        let target = event["target"] as? String
      else { return nil }
      return (path, box.path("out/" + target))
    }
    return (box, before, moved)
  }

  @Test func `by default what was finished is not read again`() throws {
    let (box, _, moved) = try interrupted()
    let last = try #require(moved.last)
    Disk.remove(last.target)

    let next = try box.picsort("--resume -o @out --json")

    // It was certain, and what somebody did to it since is for verify.
    #expect(next.ending == .exit(0), "\(next)")
  }

  @Test func `with batch a finished file that is back in the source is moved again`() throws {
    let (box, before, moved) = try interrupted()
    let last = try #require(moved.last)
    try Disk.rename(last.target, to: last.source)

    let next = try box.picsort("--resume -o @out --recover batch --json")

    #expect(next.ending == .exit(0), "\(next)")
    #expect(try next.summary().isBalanced)
    #expect(Disk.entry(last.target) != nil)
    expectSame(box.inventory("src", "out"), as: before)
    let journal = try box.journal()
    #expect(!journal.records("doubt").isEmpty)
    #expect(try box.picsort("verify @out").ending == .exit(0))
  }

  @Test func `with batch a finished file that is gone is reported`() throws {
    let (box, _, moved) = try interrupted()
    let last = try #require(moved.last)
    Disk.remove(last.target)

    let next = try box.picsort("--resume -o @out --recover batch --json")

    #expect(next.ending == .exit(1), "\(next)")
    let summary = try next.summary()
    #expect(summary.count("failed") == 1)
    #expect(summary.isBalanced)
  }

  @Test func `a finished file whose bytes changed is noticed, and never replaced`() throws {
    let box = try Sandbox()
    // In copying, the hash of each file is known.
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let run = try box.startAndHalt("--copy", word: "\"event\":\"copied\"")
    run.send(SIGINT)
    let stopped = run.finish()
    #expect(stopped.ending == .signal(SIGINT))
    let copied = try #require(stopped.events).filter { $0["event"] as? String == "copied" }
    let path = box.path("out/" + (try #require(copied.last?["target"] as? String)))
    let entry = try #require(Disk.entry(path))
    var bytes = try #require(Disk.read(path))
    bytes[bytes.count - 1] ^= 1
    try Disk.write(bytes, to: path)
    Disk.setTime(path, entry.modified)

    let next = try box.picsort("--resume -o @out --recover batch --json")

    #expect(next.ending == .exit(0), "\(next)")
    #expect(Disk.read(path) == bytes)
    expectSame(box.inventory("src"), as: before)
    // The original was copied once more, under a free name.
    #expect(box.files("out").count == LongLibrary.count)
  }

  @Test func `a moved file whose bytes changed is reported when its hash is known`() throws {
    let (box, _, moved) = try interrupted("--duplicates delete")
    // The one whose bytes are there twice was hashed before one of them is removed.
    let twin = try #require(moved.first { $0.source.hasSuffix("IMG_1000.JPG") })
    let entry = try #require(Disk.entry(twin.target))
    var bytes = try #require(Disk.read(twin.target))
    bytes[0] ^= 1
    try Disk.write(bytes, to: twin.target)
    Disk.setTime(twin.target, entry.modified)

    let next = try box.picsort(
      "--resume -o @out --duplicates delete --recover batch --json")

    #expect(next.ending == .exit(1), "\(next)")
    #expect(next.output.contains("its bytes in the output are not those that were noted"))
    #expect(try next.summary().isBalanced)
    #expect(Disk.read(twin.target) == bytes)
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func `a run can go on from each of the last checkpoints`(_ number: Int) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway("--checkpoint-items 3", afterFiles: 20)

    let next = try box.picsort("--resume -o @out --from-checkpoint \(number) --json")

    #expect(next.ending == .exit(0), "\(next)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("src").count == 1)
    let summary = try next.summary()
    #expect(summary.isBalanced && summary.count("moved") == LongLibrary.count - 1)
    #expect(try box.picsort("verify @out").ending == .exit(0))
  }

  @Test func `a checkpoint that is not there is refused, and nothing is changed`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    try box.killHalfway()
    let state = Disk.read(box.path("out/" + Sandbox.statePath))
    let count = try box.journal().records("checkpoint").count
    guard count < 5 else {
      #expect(try box.picsort("--resume -o @out --from-checkpoint 6").ending == .exit(2))
      return
    }
    let next = try box.picsort("--resume -o @out --from-checkpoint 5")
    #expect(next.ending == .exit(2), "\(next)")
    #expect(Disk.read(box.path("out/" + Sandbox.statePath)) == state)
  }

  @Test func `a fresh start keeps the old state as history`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway()
    let old = try box.journal().values("header", "operation", as: String.self).first ?? ""

    let next = try box.picsort("-s @src -o @out --recover fresh --json")

    #expect(next.ending == .exit(0), "\(next)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.history().contains("\(old).jsonl"))
    #expect(try box.journal().records("header").first?["after"] as? String == "killed")
    #expect(try next.summary().text("operation") != old)
  }

  @Test func `without a terminal the safe choice is made and said`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    try box.killHalfway()
    let next = try box.picsort("-s @src -o @out")
    #expect(next.ending == .exit(0))
    #expect(
      next.error.contains("going on with the unfinished run, because nobody is asked here"),
      "\(next)")
  }

  @Test func `where there is nothing to recover it is said`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    let run = try box.picsort("-s @src -o @out --recover batch")
    #expect(run.ending == .exit(0))
    #expect(run.error.contains("there is no unfinished run to recover"))
  }
}

/// The question how to go on, put to a person.
@Suite struct RecoveryPromptTests {
  private static let question = "[q]uit? [C] "

  private func killed() throws -> (Sandbox, Inventory) {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway()
    return (box, before)
  }

  /// Runs the whole command again and types `lines` at its question.
  private func answer(
    _ box: Sandbox, _ lines: [String], _ options: String = ""
  ) throws -> (ending: ProcessEnding, screen: String) {
    let terminal = try PseudoTerminal()
    let child = try box.start("-s @src -o @out --progress never " + options, on: terminal)
    try #require(terminal.read(upTo: Self.question), "\(terminal.text)")
    for line in lines { terminal.type(line) }
    let ending = terminal.read(untilEndOf: child)
    return (ending, terminal.text)
  }

  @Test(arguments: ["\n", "c\n", "b\n", "f\n"])
  func `each answer is done`(_ line: String) throws {
    let (box, before) = try killed()
    let old = try box.journal().values("header", "operation", as: String.self).first
    let (ending, screen) = try answer(box, [line])
    #expect(ending == .exit(0), "\(screen)")
    #expect(screen.contains("Last run: killed, most likely"))
    #expect(screen.contains("Going on with an earlier run") == (line != "f\n"), "\(screen)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("src").count == 1)
    #expect(box.history().contains("\(old ?? "").jsonl"))
  }

  @Test(arguments: [["q\n"], ["\u{4}"], ["what?\n", "hm\n"], ["no\n", "\u{4}"]])
  func `who does not want it changes nothing`(_ lines: [String]) throws {
    let (box, _) = try killed()
    let state = Disk.read(box.path("out/" + Sandbox.statePath))
    let (sources, outputs) = (box.inventory("src"), box.inventory("out"))

    let (ending, screen) = try answer(box, lines)

    #expect(ending == .exit(lines == ["q\n"] ? 0 : 3), "\(screen)")
    #expect(Disk.read(box.path("out/" + Sandbox.statePath)) == state)
    expectSame(box.inventory("src"), as: sources)
    expectSame(box.inventory("out"), as: outputs)
  }

  @Test func `a signal ends the question`() throws {
    let (box, _) = try killed()
    let state = Disk.read(box.path("out/" + Sandbox.statePath))
    let terminal = try PseudoTerminal()
    let child = try box.start("-s @src -o @out", on: terminal)
    try #require(terminal.read(upTo: Self.question), "\(terminal.text)")
    child.send(SIGINT)
    #expect(child.wait() == .signal(SIGINT))
    #expect(Disk.read(box.path("out/" + Sandbox.statePath)) == state)
  }

  @Test func `--force asks as well, and may be taken back`() throws {
    let (box, before) = try killed()
    let old = try box.journal().values("header", "operation", as: String.self).first
    let (ending, screen) = try answer(box, ["c\n"], "--force")
    #expect(ending == .exit(0), "\(screen)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(screen.contains("Going on with an earlier run"))
    #expect(old != nil)
  }

  @Test(arguments: ["-y", "--yes", "--no-input", "--quiet", "--recover continue", "--json"])
  func `nobody is asked who said how, or not to be`(_ option: String) throws {
    let (box, before) = try killed()
    let terminal = try PseudoTerminal()
    let child = try box.start("-s @src -o @out \(option)", on: terminal)
    #expect(terminal.read(untilEndOf: child) == .exit(0), "\(terminal.text)")
    #expect(!terminal.text.contains(Self.question))
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `--resume never asks`() throws {
    let (box, before) = try killed()
    let terminal = try PseudoTerminal()
    let child = try box.start("--resume -o @out", on: terminal)
    #expect(terminal.read(untilEndOf: child) == .exit(0), "\(terminal.text)")
    #expect(!terminal.text.contains(Self.question))
    expectSame(box.inventory("src", "out"), as: before)
  }
}
