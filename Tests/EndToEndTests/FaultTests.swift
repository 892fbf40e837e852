import Foundation
import SampleMedia
import Testing

/// A handful of the faults that `make faults` makes at every system call: the program is killed
/// there or the call fails, and the next run brings everything to its place.
@Suite(.enabled(if: Fault.isPossible, "strace makes the faults, and it is not installed"))
struct FaultTests {
  private static let tree: [String: SampleContent] = [
    "DCIM/IMG_1.JPG": .photo(SampleMoment(2023, 12, 25)),
    "DCIM/IMG_1.AAE": .text("an edit"),
    "DCIM/IMG_2.JPG": .photo(SampleMoment(2023, 11, 5)),
    "phone/IMG_1.JPG": .photo(SampleMoment(2023, 12, 26)),
    "phone/IMG_3.JPG": .photo(SampleMoment(2024, 2, 29)),
  ]

  /// A source, an output in which somebody's photo has a name that is wanted, and what they hold.
  private func scene() throws -> (box: Sandbox, before: Inventory) {
    let box = try Sandbox()
    try box.write(Self.tree)
    try box.write(["12.2023/IMG_1.JPG": .photo(SampleMoment(2001, 1, 1))], in: "out")
    return (box, box.inventory("src", "out"))
  }

  /// Right after a fault: everything is there, and nothing is there that never was.
  private func expectNothingLost(_ box: Sandbox, _ before: Inventory, _ fault: String) {
    let faults = box.inventory("src", "out").differences(from: before)
      .filter { !$0.hasPrefix("doubled") }
    #expect(faults == [], "\(fault)")
  }

  /// Goes on without faults, and looks whether all is as if there had been none.
  private func expectRecovery(
    _ box: Sandbox, _ before: Inventory, options: String, _ fault: String
  ) throws {
    let result = try box.picsort("-s @src -o @out " + options)

    #expect(result.ending == .exit(0), "\(fault): \(result)")
    if options.contains("--copy") {
      expectNothingLost(box, before, fault)
      #expect(box.files("src").count == Self.tree.count, "\(fault)")
    } else {
      #expect(box.inventory("src", "out").differences(from: before) == [], "\(fault)")
      #expect(box.files("src") == [], "\(fault)")
    }
    #expect(box.files("out").count == Self.tree.count + 1, "\(fault)")
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [], "\(fault)")
  }

  @Test(arguments: [
    ("", "renameat2", [1, 3, 5]), ("", "write", [4, 9]), ("", "mkdirat", [4]),
    ("--copy", "fsync", [2, 6]), ("--copy", "renameat2", [1, 4]), ("--copy", "fdatasync", [3]),
    ("--copy --no-verify", "fsync", [2, 6]), ("--copy --no-verify", "renameat2", [1, 4]),
    ("--copy --no-verify", "utimensat", [2]),
  ])
  func `killed at a system call, the next run finishes`(
    _ options: String, _ call: String, _ points: [Int]
  ) throws {
    for point in points {
      let fault = "\(call):signal=SIGKILL:when=\(point)"
      let (box, before) = try scene()

      let killed = try box.picsort("-s @src -o @out " + options, from: Fault.script(fault))

      #expect(killed.ending == .signal(SIGKILL), "\(fault): \(killed)")
      expectNothingLost(box, before, fault)
      try expectRecovery(box, before, options: options, fault)
    }
  }

  @Test(arguments: [
    ("", "renameat2:error=EIO:when=2"), ("", "renameat2:error=EACCES:when=1+"),
    ("", "fsync:error=ENOSPC:when=1+"), ("", "openat:error=EMFILE:when=60+"),
    ("--copy", "fsync:error=EIO:when=2"), ("--copy", "write:error=ENOSPC:when=12+"),
    ("--copy", "pread64:error=EIO:when=20"), ("--copy --no-verify", "fsync:error=EIO:when=2"),
    ("--copy --no-verify", "write:error=ENOSPC:when=12+"),
    ("--copy --no-verify", "close:error=EIO:when=60+"),
  ])
  func `a call that fails costs no photo, and is told`(_ options: String, _ fault: String) throws {
    let (box, before) = try scene()

    let failed = try box.picsort("-s @src -o @out " + options, from: Fault.script(fault))

    if case .exit = failed.ending {} else { Issue.record("\(fault): \(failed)") }
    if failed.ending == .exit(0) { #expect(box.files("out").count == Self.tree.count + 1) }
    expectNothingLost(box, before, fault)
    try expectRecovery(box, before, options: options, fault)
  }

  @Test func `killed again while it resumes, the third run finishes`() throws {
    let (box, before) = try scene()
    _ = try box.picsort(
      "-s @src -o @out", from: Fault.script("renameat2:signal=SIGKILL:when=2"))

    let second = try box.picsort(
      "--resume -o @out", from: Fault.script("renameat2:signal=SIGKILL:when=1"))

    #expect(second.ending == .signal(SIGKILL), "\(second)")
    expectNothingLost(box, before, "killed twice")
    try expectRecovery(box, before, options: "", "killed twice")
  }

  @Test func `an undo that is killed goes on, and everything is back`() throws {
    let (box, _) = try scene()
    let before = box.tree("src", "out")
    try box.picsort("-s @src -o @out")

    let killed = try box.picsort(
      "undo @out", from: Fault.script("renameat2:signal=SIGKILL:when=3"))

    #expect(killed.ending == .signal(SIGKILL), "\(killed)")
    let result = try box.picsort("undo @out")
    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.tree("src", "out") == before)
  }
}
