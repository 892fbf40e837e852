import Foundation
import SampleMedia
import Testing

/// What a resumed run makes of the state it finds, in every phase and after every damage.
@Suite struct ResumeTests {
  /// A source, and the journal of a run that copied all of it: its beginnings are the journals of
  /// runs that were killed.
  private struct Killed {
    let box: Sandbox
    let before: Inventory
    let lines: [Data]

    init() throws {
      box = try Sandbox()
      try box.write(SampleTree.files)
      before = box.inventory("src")
      try #require(try box.picsort("-s @src -o @out --copy").ending == .exit(0))
      let journal = try #require(Disk.read(box.path("out/" + Sandbox.statePath)))
      lines = journal.split(separator: UInt8(ascii: "\n")).map { $0 + [UInt8(ascii: "\n")] }
    }

    /// Number of lines up to the first and the last of a type.
    func span(_ type: String) throws -> (first: Int, last: Int) {
      let mark = Data("{\"type\":\"\(type)\"".utf8)
      let first = try #require(lines.firstIndex { $0.starts(with: mark) })
      let last = try #require(lines.lastIndex { $0.starts(with: mark) })
      return (first + 1, last + 1)
    }

    /// Number of lines of a type.
    func count(_ type: String) -> Int {
      lines.count { $0.starts(with: Data("{\"type\":\"\(type)\"".utf8)) }
    }

    /// The disk as it is when a run was killed after it wrote so many lines, and before it copied
    /// anything.
    func begin(lines count: Int) throws {
      Disk.remove(box.path("out"))
      Disk.makeFolder(box.path("out/.picsort"))
      try Disk.write(lines.prefix(count).joined(), to: box.path("out/" + Sandbox.statePath))
    }
  }

  @Test func `a whole command finishes the old plan and then sorts what came since`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    try box.killHalfway()
    try box.write(["NEW.JPG": .photo(SampleMoment(2024, 2, 29))])
    let before = box.inventory("src", "out")

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    let summary = try result.summary()
    #expect(summary.isBalanced)
    #expect(summary.count("found") == LongLibrary.count + 1)
    #expect(summary.count("moved") == LongLibrary.count)
    #expect(Disk.entry(box.path("out/02.2024/NEW.JPG")) != nil)
    expectSame(box.inventory("src", "out"), as: before)
  }

  /// A folder that could not be read when the plan was made, which says so and has none of its
  /// files.
  @Test func `what was not seen by the old plan is sorted by whoever goes on with it`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(SampleMoment(2023, 12, 25))])
    try box.picsort("-s @src -o @out")
    var journal = try ForgedJournal(copying: box.path("out/" + Sandbox.statePath))
    try box.picsort("undo @out")
    Disk.remove(box.path("out"))
    for type in ["made", "done", "end"] { journal.drop(type) }
    try journal.set("undated", of: "planned", to: #"0,"unseen":1"#)
    Disk.makeFolder(box.path("out/.picsort"))
    try Disk.write(journal.bytes, to: box.path("out/" + Sandbox.statePath))
    try box.write(["unseen/b.jpg": .photo(SampleMoment(2024, 2, 29))])
    let before = box.inventory("src")

    let result = try box.picsort("--resume -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().count("moved") == 2, "\(result)")
    #expect(Disk.entry(box.path("out/12.2023/a.jpg")) != nil)
    #expect(Disk.entry(box.path("out/02.2024/b.jpg")) != nil)
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test(arguments: ["", "--duplicates quarantine", "--duplicates delete"])
  func `what earlier processes settled is told and catalogued as if one had done it all`(
    _ options: String
  ) throws {
    let (whole, cut) = (try Sandbox(), try Sandbox())
    try whole.write(LongLibrary.tree)
    let expected = try whole.picsort("-s @src -o @out --json " + options).summary()
    // Asked to stop, it makes certain what it did.
    try cut.interruptHalfway(options)

    let summary = try cut.picsort("--resume -o @out --json").summary()

    for name in ["found", "moved", "copied", "duplicates", "skipped", "failed", "left", "bytes"] {
      #expect(summary.count(name) == expected.count(name), "\(name)")
    }
    #expect((summary.count("resumed_items") ?? 0) > 0)
    let catalog = try catalog(cut)
    #expect(catalog.count > LongLibrary.count / 2)
    #expect(catalog == (try self.catalog(whole)))
    let verified = try cut.picsort("verify @out")
    #expect(verified.ending == .exit(0), "\(verified)")
  }

  /// Sizes of the files in a library's catalog, by their places.
  private func catalog(_ box: Sandbox) throws -> [String: Int] {
    let bytes = try #require(Disk.read(box.path("out/.picsort/catalog.jsonl")))
    var sizes: [String: Int] = [:]
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let entry = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
      sizes[try #require(entry["path"] as? String)] = entry["size"] as? Int
    }
    return sizes
  }

  @Test func `a run that was killed before its first move repeats nothing it had read`() throws {
    let killed = try Killed()
    let (files, plan) = (try killed.span("file"), try killed.span("move"))
    let comparisons = killed.count("compared")
    let points = [
      1, files.first, (files.first + files.last) / 2, files.last, plan.first,
      (plan.first + plan.last) / 2, try killed.span("planned").last,
    ]
    for point in points {
      try killed.begin(lines: point)

      let result = try killed.box.picsort("--resume -o @out --json")

      #expect(result.ending == .exit(0), "after \(point) lines: \(result)")
      let start = try #require(result.events?.first)
      #expect(start["resumed"] is [String: Any], "after \(point) lines")
      let journal = try killed.box.journal()
      let paths = journal.values("file", "path", as: String.self)
      #expect(paths.isFreeOfRepeats, "after \(point) lines")
      #expect(paths.count == files.last - files.first + 1)
      let compared = journal.values("compared", "file", as: Int.self)
      #expect(compared.count == comparisons && comparisons > 0, "after \(point) lines")
      #expect(try result.summary().isBalanced)
      expectSame(killed.box.inventory("src"), as: killed.before)
      let copies = killed.box.inventory("out")
      #expect(copies.count == (try result.summary().count("copied")))
    }
  }

  @Test func `every beginning of the state is one that a run can go on from`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway("--checkpoint-items 5")
    let images = [Image(of: box.path("src")), Image(of: box.path("out"))]
    let state = try #require(Disk.read(box.path("out/" + Sandbox.statePath)))

    for step in 0...40 {
      for image in images { try image.restore() }
      // The last steps are close together: that is where a crash cuts.
      let length = step < 30 ? state.count * step / 30 : state.count - (step - 30) * 7
      try Disk.write(state.prefix(length), to: box.path("out/" + Sandbox.statePath))

      let result = try box.picsort("-s @src -o @out --json")

      #expect(result.ending == .exit(0), "cut at \(length) of \(state.count): \(result)")
      let after = box.inventory("src", "out").differences(from: before)
      #expect(after == [], "cut at \(length) of \(state.count)")
      #expect(box.files("src").count == 1, "cut at \(length) of \(state.count)")
    }
  }

  @Test func `a state without an end is gone on with, whatever follows its last line`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway()
    let path = box.path("out/" + Sandbox.statePath)
    let state = try #require(Disk.read(path))
    try Disk.write(state + Data("{\"type\":\"done\",\"fi".utf8) + Data(count: 512), to: path)

    let result = try box.picsort("--resume -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.history().contains { $0.contains("-torn") })
  }

  @Test(arguments: [0.1, 0.3, 0.5, 0.7, 0.9])
  func `a damaged state is kept aside, and the disk decides`(_ place: Double) throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.interruptHalfway()
    let path = box.path("out/" + Sandbox.statePath)
    var state = try #require(Disk.read(path))
    state[Int(Double(state.count) * place)] ^= 0x04
    try Disk.write(state, to: path)

    let result = try box.picsort("--resume -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(result.error.contains("damaged"))
    #expect(
      try Disk.read(box.path("out/.picsort/history/" + #require(box.history().first))) == state)
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("src").count == 1)
  }

  @Test func `a lost state costs no photo and no second copy`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway()
    Disk.remove(box.path("out/" + Sandbox.statePath))

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("src").count == 1)
  }

  @Test func `a killed copy whose state was lost makes no second copies`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.killHalfway("--copy", afterFiles: 35)
    Disk.remove(box.path("out/" + Sandbox.statePath))

    let result = try box.picsort("-s @src -o @out --copy --json")

    #expect(result.ending == .exit(0), "\(result)")
    expectSame(box.inventory("out"), as: before.withoutDuplicates)
  }
}
