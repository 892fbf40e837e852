import SampleMedia
import Testing

/// `--dry-run`: says everything, touches nothing.
@Suite struct DryRunTests {
  @Test(arguments: ["", " --json", " -v", " --duplicates quarantine", " --copy"])
  func `a dry run changes nothing at all`(_ options: String) throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    let before = box.snapshot()

    let result = try box.picsort("-n -s @src -o @out" + options)

    #expect(result.ending == .exit(0))
    #expect(box.snapshot() == before)
  }

  @Test(arguments: [1, 3, 64])
  func `a plan does not depend on how many files are read at a time`(_ jobs: Int) throws {
    let box = try Sandbox()
    try box.write(SampleTree.scaled(files: 1300, seed: 5))

    let usual = try box.picsort("-n -s @src -o @out")
    let result = try box.picsort("-n -s @src -o @out --jobs \(jobs)")

    #expect(usual.lines.count > 1300)
    #expect(plan(of: result) == plan(of: usual))
  }

  private func plan(of result: RunResult) -> [String] {
    result.lines.filter { $0.contains(" -> ") }
  }

  @Test func `a dry run into a library with state changes nothing at all`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    try box.picsort("-s @src -o @out")
    try box.write(["new.jpg": .photo(.christmas)])
    let before = box.snapshot()

    let result = try box.picsort("-n -s @src -o @out")

    #expect(result.ending == .exit(0))
    #expect(result.lines.contains { $0.contains("@src/new.jpg -> 12.2023/new.jpg") })
    #expect(box.snapshot() == before)
  }

  @Test(arguments: ["leave", "quarantine", "delete"])
  func `the run does what the dry run said`(_ policy: String) throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    // Somebody's file has a name that the plan wants.
    try box.write(["IMG_0003.JPG": .photo(nil)], in: "out/07.2024")

    let plan = try box.picsort("-n -s @src -o @out --duplicates \(policy) --json")
    let run = try box.picsort("-s @src -o @out --duplicates \(policy) --json")

    #expect(try deeds(plan, "plan") == deeds(run, "moved", "duplicate", "left", "failed"))
    let (planned, done) = (try plan.summary(), try run.summary())
    for number in ["found", "moved", "duplicates", "skipped", "failed", "left", "bytes"] {
      #expect(planned.count(number) == done.count(number), "\(number)")
    }
    #expect(planned.fields["dry_run"] as? Bool == true)
  }

  /// What happens to each path, in one word and a target, for a plan and for a run.
  private func deeds(_ result: RunResult, _ names: String...) throws -> [String: String] {
    var deeds: [String: String] = [:]
    for event in try #require(result.events) {
      guard let name = event["event"] as? String, names.contains(name),
        let path = event["path"] as? String
      else { continue }
      let note = event["note"] as? String ?? ""
      let word =
        switch (name, event["action"] as? String, event["handling"] as? String) {
        case ("plan", "leave"?, _): note.hasPrefix("duplicate") ? "duplicate leave" : "leave"
        case ("plan", "move"?, _): "moved"
        case ("plan", let action, _): "duplicate \(action ?? "")"
        case ("duplicate", _, let handling): "duplicate \(handling ?? "")"
        case ("left", _, _): "leave"
        default: name
        }
      let target = word == "moved" ? event["target"] as? String : nil
      #expect(deeds[path] == nil, "\(path) is named twice")
      deeds[path] = "\(word) \(target ?? "")"
    }
    return deeds
  }
}
