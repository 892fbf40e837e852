import Foundation
import SampleMedia
import Testing

/// `--name` and `--locale`.
@Suite struct NewNameTests {
  private static let asset: [String: SampleContent] = [
    "a/IMG_1.HEIC": .heic(.christmas), "a/IMG_1.HEIC.xmp": .sidecar(rating: 3),
    "a/IMG_1.xmp": .sidecar(rating: 4), "a/IMG_1.aae": .text("edit"),
    "b/IMG_9.JPG": .photo(.christmas), "b/IMG_10.JPG": .photo(.christmas),
    "c/none.jpg": .photo(nil), "c/none.xmp": .sidecar(rating: 1),
  ]

  @Test func `photos get the name that the template says, and sidecars follow`() throws {
    let box = try Sandbox()
    try box.write(Self.asset)
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @out --name {yyyy}{MM}{dd}_{HH}{mm} --json")

    #expect(result.ending == .exit(0), "\(result)")
    let name =
      "\(SampleMoment.christmas.compactDate)_\(SampleMoment.christmas.compactTime.prefix(4))"
    #expect(
      box.files("out")
        == [
          "\(name)-2.JPG", "\(name)-3.JPG", "\(name).HEIC", "\(name).HEIC.xmp", "\(name).aae",
          "\(name).xmp",
        ].map { "12.2023/" + $0 } + ["Undated/none.jpg", "Undated/none.xmp"])
    // The ninth shot before the tenth.
    let ninth = try #require(Disk.read(box.path("out/12.2023/\(name)-2.JPG")))
    #expect(box.inventory("out").names(of: ninth) == ["out/12.2023/\(name)-2.JPG"])
    #expect(before.names(of: ninth) == ["src/b/IMG_9.JPG"])
    #expect(try result.summary().isBalanced)
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test(arguments: ["", " --duplicates quarantine", " --copy"])
  func `the run gives the names that the dry run said`(_ options: String) throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    // Somebody's file has a name that the plan wants.
    try box.write(["2023 photo.jpg": .photo(nil)], in: "out/2023")
    let line = "-s @src -o @out --layout {yyyy} --name {yyyy}_{kind} --json" + options

    let plan = try box.picsort("-n " + line)
    let run = try box.picsort(line)

    let planned = try targets(plan)
    #expect(planned.count > 20)
    #expect(try targets(run) == planned)
  }

  /// Where each path goes.
  private func targets(_ result: RunResult) throws -> [String: String] {
    var targets: [String: String] = [:]
    for event in try #require(result.events) {
      guard let path = event["path"] as? String, let target = event["target"] as? String,
        ["plan", "moved", "copied", "duplicate"].contains(event["event"] as? String)
      else { continue }
      if event["action"] as? String != "quarantine", event["handling"] as? String != "quarantine" {
        targets[path] = target
      }
    }
    return targets
  }

  // MARK: - Interrupted

  private static let names = "--name {yyyy}-{MM}-{dd}"

  /// A `LongLibrary`, each photo with a sidecar.
  private func library(withDuplicate: Bool = true) throws -> (Sandbox, Inventory) {
    let box = try Sandbox()
    var tree: [String: SampleContent] = [:]
    for (name, content) in LongLibrary.tree {
      let isDuplicate = name.contains("(1)")
      if !isDuplicate || withDuplicate { tree[name] = content }
      if !isDuplicate { tree[name + ".xmp"] = .text(name) }
    }
    try box.write(tree)
    return (box, box.inventory("src"))
  }

  /// What an undisturbed run makes of the same library.
  private func undisturbed(_ options: String) throws -> [String] {
    let (box, _) = try library()
    try box.picsort("-s @src -o @out " + options)
    return box.files("out")
  }

  @Test(arguments: [("--resume -o @out --json", ""), ("-s @src -o @out --json", names)])
  func `a killed run goes on and gives the same names`(_ line: String, _ options: String) throws {
    for mode in ["", " --copy"] {
      let (box, before) = try library()
      try box.killHalfway(Self.names + mode, afterFiles: 5)

      let resumed = try box.picsort("\(line) \(options)\(mode)")

      #expect(resumed.ending == .exit(0), "\(resumed)")
      #expect(box.files("out") == (try undisturbed(Self.names + mode)))
      #expect(try resumed.summary().isBalanced)
      if mode.isEmpty { expectSame(box.inventory("src", "out"), as: before) }
      #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
      #expect(try box.journal().filesDoneAgain == [])
    }
  }

  @Test func `a killed run whose journal is lost doubles nothing`() throws {
    let (box, before) = try library(withDuplicate: false)
    try box.killHalfway(Self.names, afterFiles: 5)
    Disk.remove(box.path("out/.picsort/state.jsonl"))

    let again = try box.picsort("-s @src -o @out --json " + Self.names)

    #expect(again.ending == .exit(0), "\(again)")
    expectSame(box.inventory("src", "out"), as: before)
    // The photo of one sidecar may have gone just before: nobody knows any more that it was its.
    let left = box.files("src")
    #expect(left.count <= 1 && left.allSatisfy { $0.hasSuffix(".xmp") }, "\(left)")
  }

  @Test func `a copy whose journal is lost takes its own new names for its own`() throws {
    let (box, before) = try library()
    try box.picsort("-s @src -o @out --copy " + Self.names)
    let copies = box.files("out")
    Disk.remove(box.path("out/.picsort/state.jsonl"))

    let again = try box.picsort("-s @src -o @out --json " + Self.names)

    #expect(again.ending == .exit(0), "\(again)")
    #expect(box.files("out") == copies)
    #expect(box.files("src").count == 1)
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `a name that was taken after the plan is followed by the next of the template`() throws
  {
    let (box, _) = try library()
    let run = try box.startAndHalt(Self.names)
    // All names that are still to come, numbers included, are taken now.
    let moves = try box.journal().values("move", "to", as: String.self)
    let open = moves.filter { Disk.entry(box.path("out/" + $0)) == nil }
    try #require(!open.isEmpty)
    for name in open { try Disk.write(Array("mine".utf8), to: box.path("out/" + name)) }

    let result = run.finish()

    #expect(result.ending == .exit(0), "\(result)")
    let retargets = try box.journal().values("retarget", "to", as: String.self)
    #expect(!retargets.isEmpty)
    for name in retargets {
      // `2023-12-25-31.JPG.xmp`, never `2023-12-25-2-2.JPG` and never the next day.
      #expect(name.contains(/^1[12]\.2023\/2023-1[12]-\d\d-\d+\.JPG(\.xmp)?$/), "\(name)")
    }
    for name in open { #expect(Disk.read(box.path("out/" + name)) == Data("mine".utf8)) }
  }

  // MARK: - Other words

  @Test func `another template than the interrupted run's is said and followed`() throws {
    let (box, before) = try library()
    try box.killHalfway(Self.names, afterFiles: 5)

    let result = try box.picsort("-s @src -o @out --name {dd}")

    #expect(result.talk.contains("name: was {yyyy}-{MM}-{dd}, is now {dd}"), "\(result)")
    expectSame(box.inventory("src", "out"), as: before)
    #expect(box.files("out").contains("12.2023/27.JPG"))
  }

  @Test func `the locale decides the language and not the environment`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])

    let plain = try box.picsort(
      "-n -s @src -o @out --layout {MMMM}", environment: ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE"])
    let own = try box.picsort("-n -s @src -o @out --layout {MMMM} --locale C")
    let none = try box.picsort("-n -s @src -o @out --layout {MMMM} --locale xx_XX")

    #expect(plain.talk.contains("-> December/a.jpg"))
    #expect(own.talk.contains("-> December/a.jpg"))
    #expect(none.ending == .exit(2))
    #expect(none.talk.contains("'locale -a'") && none.talk.contains("POSIX"))
  }

  @Test func `an error points at the place`() throws {
    let box = try Sandbox()
    let result = try box.picsort("-s @src --layout {yyy}/{MM}")
    #expect(result.ending == .exit(2))
    #expect(
      result.talk.hasPrefix(
        """
        picsort: --layout: {yyy} is not known; did you mean {yyyy}?
          {yyy}/{MM}
          ^~~~~

        """))
  }
}
