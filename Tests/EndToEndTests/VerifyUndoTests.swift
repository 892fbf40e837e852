import Foundation
import SampleMedia
import Testing

/// What verify says of a library whose run was undone.
@Suite struct VerifyUndoTests {
  @Test func `what went back is no longer missed, and what came again is expected`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))
    #expect(try box.picsort("undo @out").ending == .exit(0))
    let empty = try box.picsort("verify --full @out --json")
    #expect(empty.ending == .exit(0), "\(empty)")
    #expect(try empty.summary().count("files") == 0)

    #expect(try box.picsort("undo @out").ending == .exit(0))
    let whole = try box.picsort("verify --full @out --json")
    #expect(whole.ending == .exit(0), "\(whole)")
    #expect(try whole.summary().count("files") == box.files("out").count)
    Disk.remove(box.path("out/" + (try #require(box.files("out").first))))
    #expect(try box.picsort("verify @out").ending == .exit(4))
  }

  @Test func `an undo that was killed is safe to go on with`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    let before = box.inventory("src")
    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))
    let undo = try box.start("undo @out --json")
    try #require(undo.output.read(upTo: "\"event\":\"moved\""))
    undo.send(SIGKILL)
    #expect(undo.waitUnread() == .signal(SIGKILL))

    let result = try box.picsort("verify @out")
    #expect(result.ending == .exit(0), "\(result)")
    #expect((result.output + result.error).contains("an undo is unfinished"))
    #expect(try box.picsort("undo @out").ending == .exit(0))
    expectSame(box.inventory("src"), as: before)
    #expect(try box.picsort("verify @out").ending == .exit(0))
  }
}
