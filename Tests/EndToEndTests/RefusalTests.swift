import Foundation
import SampleMedia
import Testing

/// States that a run must not touch, and runs that must not meet.
@Suite struct RefusalTests {
  @Test func `a state of a newer format is refused and not touched`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    let state = Data(#"{"type":"header","format_version":99,"oldest_reader":99}"#.utf8)
    try Disk.write(state, to: box.path("out/" + Sandbox.statePath))

    let result = try box.picsort("-s @src -o @out")

    #expect(result.ending == .exit(3))
    #expect(result.error.contains("newer") && result.error.contains("--force"))
    #expect(Disk.read(box.path("out/" + Sandbox.statePath)) == state)
    #expect(box.files("src") == ["a.jpg"])

    #expect(try box.picsort("-s @src -o @out --force").ending == .exit(0))
    #expect(box.files("out") == ["12.2023/a.jpg"])
    #expect(box.history().map { Disk.read(box.path("out/.picsort/history/" + $0)) } == [state])
  }

  @Test(arguments: ["folder", "link", "pipe"])
  func `a state that is no file is refused`(_ kind: String) throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    try box.write(["mine": .text("not a journal")], in: "elsewhere")
    let state = box.path("out/" + Sandbox.statePath)
    Disk.makeFolder(Disk.parent(of: state))
    switch kind {
    case "folder": Disk.makeFolder(state)
    case "link": try Disk.makeLink(state, to: box.path("elsewhere/mine"))
    default: try Disk.makePipe(state)
    }

    let result = try box.picsort("-s @src -o @out")

    #expect(result.ending == .exit(3), "\(result)")
    #expect(result.error.contains("state.jsonl"))
    #expect(box.files("src") == ["a.jpg"])
    #expect(Disk.read(box.path("elsewhere/mine")) == Data("not a journal".utf8))
  }

  @Test func `a .picsort that is a link is refused`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    Disk.makeFolder(box.path("elsewhere"))
    try Disk.makeLink(box.path("out/.picsort"), to: box.path("elsewhere"))

    let result = try box.picsort("-s @src -o @out")

    #expect(result.ending == .exit(3), "\(result)")
    #expect(Disk.names(in: box.path("elsewhere")) == [])
    #expect(box.files("src") == ["a.jpg"])
  }

  @Test func `a run waits for nobody: a second one in the same output is refused`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    try box.write(["a.jpg": .photo(.christmas)], in: "other")
    let first = try box.startAndHalt()

    for line in ["-s @src -o @out", "-s @other -o @out", "--resume -o @out", "-o @out --force"] {
      let second = try box.picsort(line)
      #expect(second.ending == .exit(5), "\(line): \(second)")
      #expect(second.error.contains("@out") || second.error.contains(box.path("out")))
    }

    #expect(first.finish().ending == .exit(0))
    #expect(box.files("other") == ["a.jpg"])
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `two runs may not empty one source`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    let first = try box.startAndHalt()

    let second = try box.picsort("-s @src -o @elsewhere")

    #expect(second.ending == .exit(5))
    #expect(box.files("elsewhere") == [])
    #expect(first.finish().ending == .exit(0))
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `the lock of a killed run holds nobody up`() throws {
    let box = try Sandbox()
    try box.killHalfway()

    #expect(try box.picsort("--resume -o @out").ending == .exit(0))
  }
}
