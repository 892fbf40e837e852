import Foundation
import SampleMedia
import Testing

/// `--copy --no-verify`: copies that nobody reads back.
struct UnverifiedCopyTests {
  private static let tree: [String: SampleContent] = [
    "DCIM/IMG_1.JPG": .photo(SampleMoment(2023, 12, 25)),
    "DCIM/IMG_1.AAE": .text("an edit"),
    "DCIM/IMG_2.JPG": .photo(SampleMoment(2023, 11, 5)),
    "phone/IMG_1.JPG": .photo(SampleMoment(2023, 12, 26)),
    "phone/IMG_1 copy.JPG": .copy(of: "phone/IMG_1.JPG"),
    "phone/IMG_3.JPG": .photo(SampleMoment(2024, 2, 29)),
  ]

  /// A photo of `count` bytes and some.
  private static func large(_ moment: SampleMoment, _ count: Int) -> SampleContent {
    let photo = SampleContent.photo(moment).bytes(stamp: 7, filler: []) ?? []
    let block = (0..<65_521).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
    return .bytes(photo + repeatElement(block, count: count / block.count + 1).joined())
  }

  /// In the middle, and the time stays as it was.
  private func flipBit(of path: String) throws {
    let time = try #require(Disk.entry(path)).modified
    var bytes = Array(try #require(Disk.read(path)))
    bytes[bytes.count / 2] ^= 1
    try Disk.write(bytes, to: path)
    Disk.setTime(path, time)
  }

  private func scene() throws -> Sandbox {
    let box = try Sandbox()
    try box.write(Self.tree)
    return box
  }

  // MARK: What is asked for

  @Test(arguments: ["", "--move", "--duplicates delete", "-n"])
  func `a move is refused, and says why`(options: String) throws {
    let box = try scene()
    let before = box.snapshot()

    let result = try box.picsort("-s @src -o @out --no-verify " + options)

    #expect(result.ending == .exit(2), "\(result)")
    #expect(result.talk.contains("a move always reads its copies back"), "\(result)")
    #expect(result.talk.contains("copy with --copy --no-verify"), "\(result)")
    #expect(box.snapshot() == before)
  }

  @Test func `so is removing duplicates`() throws {
    let box = try scene()
    let before = box.snapshot()
    let result = try box.picsort("-s @src -o @out --copy --no-verify --duplicates delete")
    #expect(result.ending == .exit(2), "\(result)")
    #expect(result.talk.contains("--copy leaves the source as it is"), "\(result)")
    #expect(box.snapshot() == before)
  }

  @Test func `standing in the settings file it is for copies only`() throws {
    let box = try scene()
    try Disk.write(Array("--no-verify\n".utf8), to: box.path("home/.config/picsort/config"))
    #expect(try box.picsort("-s @src -o @out --copy").ending == .exit(0))
    #expect(try box.journal().values("header", "verify") == [false])
    #expect(try box.picsort("-s @src -o @all --copy --verify").ending == .exit(0))
    #expect(try box.journal("all").values("header", "verify", as: Bool.self) == [])

    let moved = try box.picsort("-s @src -o @moved")

    #expect(moved.ending == .exit(0), "\(moved)")
    #expect(try box.journal("moved").values("header", "verify", as: Bool.self) == [])
    #expect(box.files("src") == ["phone/IMG_1 copy.JPG"])
  }

  // MARK: What is done

  @Test func `the output is that of any copy, and the source is not touched`() throws {
    let box = try scene()
    #expect(try box.picsort("-s @src -o @read --copy").ending == .exit(0))
    let source = box.snapshot().filter { $0.key.hasPrefix("src") }

    let result = try box.picsort("-s @src -o @out --copy --no-verify")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.snapshot().filter { $0.key.hasPrefix("src") } == source)
    #expect(box.files("out") == box.files("read"))
    for name in box.files("out") {
      #expect(Disk.read(box.path("out/" + name)) == Disk.read(box.path("read/" + name)))
      let (made, usual) = (
        Disk.entry(box.path("out/" + name)), Disk.entry(box.path("read/" + name))
      )
      #expect(made?.modified == usual?.modified && made?.permissions == usual?.permissions)
    }
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
    let journal = try box.journal()
    #expect(journal.values("header", "verify") == [false])
    #expect(journal.records("copied").isEmpty)
    #expect(journal.records("done").count == 5)
    #expect(try box.journal("read").records("copied").count == 5)
    #expect(result.output.contains("Copies: not read back"), "\(result)")
  }

  @Test func `the command of the summary finds a copy that is not its original`() throws {
    let box = try Sandbox()
    try box.write([
      "a.jpg": Self.large(SampleMoment(2023, 12, 25), 100_000),
      "b.jpg": .photo(SampleMoment(2023, 12, 26)),
    ])
    let result = try box.picsort("-s @src -o @out --copy --no-verify --json")
    let words = try #require(try result.summary().fields["compare"] as? [String])
    #expect(words == ["picsort", "-n", "--copy", "-s", box.path("src"), "-o", box.path("out")])
    let line = words.dropFirst().joined(separator: " ") + " --json"
    #expect(try box.picsort(line).summary().count("copied") == 0)

    try flipBit(of: box.path("out/12.2023/a.jpg"))

    let compared = try box.picsort(line)
    #expect(try compared.summary().count("copied") == 1)
    #expect(compared.event("plan")?["path"] as? String == box.path("src/a.jpg"))
    // The books never knew what it should be.
    #expect(try box.picsort("verify --full @out").ending == .exit(0))
  }

  @Test func `files of an archive go without it too, and are compared as well`() throws {
    let box = try Sandbox()
    let tree = ["a.jpg": Self.large(SampleMoment(2023, 12, 25), 100_000)]
    try box.zip(tree, as: "a.zip")

    let result = try box.picsort("-s @a.zip -o @out --copy --no-verify --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try box.journal().records("copied").isEmpty)
    expectSame(box.inventory("out"), as: try box.inventory(of: tree))
    #expect(try box.picsort("-n --copy -s @a.zip -o @out --json").summary().count("copied") == 0)
    try flipBit(of: box.path("out/12.2023/a.jpg"))
    #expect(try box.picsort("-n --copy -s @a.zip -o @out --json").summary().count("copied") == 1)
  }

  @Test func `verify says what it compares with, and knows the hashes from then on`() throws {
    let box = try scene()
    #expect(try box.picsort("-s @src -o @out --copy --no-verify").ending == .exit(0))

    let first = try box.picsort("verify @out")
    let full = try box.picsort("verify --full @out")
    let again = try box.picsort("verify --full @out --json")

    #expect(first.ending == .exit(0) && first.output.contains("by size and time"), "\(first)")
    #expect(full.ending == .exit(0), "\(full)")
    #expect(full.output.contains("hashes noted 5"), "\(full)")
    #expect(try again.summary().count("noted") == 0, "\(again)")
    let undone = try box.picsort("undo @out")
    #expect(undone.ending == .exit(0), "\(undone)")
    #expect(box.files("out") == [])
    #expect(try box.journal().values("header", "verify", as: Bool.self) == [])
  }

  // MARK: Going on

  @Test(arguments: ["--resume -o @out", "-s @src -o @out --copy --no-verify"])
  func `a killed run goes on without reading back`(_ line: String) throws {
    let box = try Sandbox()
    try box.killHalfway("--copy --no-verify")

    let resumed = try box.picsort(line)

    #expect(resumed.ending == .exit(0), "\(resumed)")
    #expect(!resumed.talk.contains("parameters changed"), "\(resumed)")
    #expect(box.files("out").count == LongLibrary.count - 1)
    #expect(box.files("src").count == LongLibrary.count)
    #expect(try box.journal().records("copied").isEmpty)
  }

  @Test func `who wants them read back after all is told what changes`() throws {
    let box = try Sandbox()
    try box.killHalfway("--copy --no-verify")

    let resumed = try box.picsort("--resume -o @out --verify")

    #expect(resumed.ending == .exit(0), "\(resumed)")
    #expect(resumed.talk.contains("verify: was no, is now yes"), "\(resumed)")
    #expect(box.files("out").count == LongLibrary.count - 1)
    #expect(try box.journal().values("header", "verify", as: Bool.self) == [])
  }

  @Test(.enabled(if: MountedVolume.has(.tmpfs), Comment(rawValue: MountedVolume.condition)))
  func `a move reads back, whatever its journal says`() throws {
    let box = try Sandbox()
    let volume = try MountedVolume(.tmpfs, at: box.path("out"))
    defer { volume.unmount() }
    try box.killHalfway()
    var journal = try ForgedJournal(copying: box.path("out/" + Sandbox.statePath))
    journal.objects[0] += ",\"verify\":false"
    try Disk.write(journal.bytes, to: box.path("out/" + Sandbox.statePath))

    let resumed = try box.picsort("--resume -o @out")

    #expect(resumed.ending == .exit(0), "\(resumed)")
    let after = try box.journal()
    #expect(after.values("header", "verify", as: Bool.self) == [])
    #expect(!after.records("copied").isEmpty)
    #expect(box.files("src").count == 1)
  }

  // MARK: How the bytes move

  @Test(
    .enabled(if: Strace.isAvailable, Comment(rawValue: Strace.condition)),
    arguments: [
      "error=EXDEV:when=1+", "error=EOPNOTSUPP:when=2+", "retval=0:when=2", "error=ENOENT:when=1",
      "error=EINTR:when=2",
    ]
  )
  func `where the server does not go on copying, reading and writing does`(_ fault: String) throws {
    let box = try Sandbox()
    try box.write(["a.jpg": Self.large(SampleMoment(2023, 12, 25), 20 << 20)])
    let trace = box.path("stream-trace")

    // The file system says that it is NFS.
    let result = try box.picsort(
      "-s @src -o @out --copy --no-verify",
      traced: [
        "-qq", "-o", trace, "-e", "trace=fstatfs,copy_file_range", "-e",
        "inject=fstatfs:poke_exit=@arg2=6969000000000000", "-e", "inject=copy_file_range:\(fault)",
      ])

    #expect(result.ending == .exit(0), "\(result)")
    expectSame(box.inventory("out"), as: box.inventory("src"))
    let calls = String(decoding: Disk.read(trace) ?? Data(), as: UTF8.self)
    #expect(calls.contains("copy_file_range("), "\(calls)")
    #expect(calls.contains("INJECTED"), "\(calls)")
  }

  private static let sharing = [MountedVolume.Kind.btrfs, .xfs].filter(MountedVolume.has)

  @Test(
    .enabled(if: !sharing.isEmpty, Comment(rawValue: MountedVolume.condition)), arguments: sharing)
  func `Btrfs and XFS share the blocks of the originals`(_ kind: MountedVolume.Kind) throws {
    let box = try Sandbox()
    let volume = try MountedVolume(kind, at: box.path("disk"))
    defer { volume.unmount() }
    try box.write(["a.jpg": Self.large(SampleMoment(2023, 12, 25), 3 << 20)], in: "disk/src")
    let before = box.inventory("disk/src")

    let copied = try box.picsort("-s @disk/src -o @disk/out --copy --no-verify")
    let read = try box.picsort("-s @disk/src -o @disk/read --copy")

    #expect(copied.ending == .exit(0), "\(copied)")
    #expect(read.ending == .exit(0), "\(read)")
    #expect(volume.sharesBlocks("out/12.2023/a.jpg"))
    #expect(!volume.sharesBlocks("read/12.2023/a.jpg"))
    expectSame(box.inventory("disk/src"), as: before)
    #expect(Disk.read(box.path("disk/out/12.2023/a.jpg")) == Disk.read(box.path("disk/src/a.jpg")))
  }

  @Test(
    .enabled(if: !sharing.isEmpty, Comment(rawValue: MountedVolume.condition)), arguments: sharing)
  func `clones need no room, and other copies do`(_ kind: MountedVolume.Kind) throws {
    let box = try Sandbox()
    let volume = try MountedVolume(kind, at: box.path("disk"))
    defer { volume.unmount() }
    try box.write(["a.jpg": Self.large(SampleMoment(2023, 12, 25), 1 << 20)], in: "disk/src")
    // Nearly all of it a hole, and more than the file system has.
    let file = try #require(FileHandle(forWritingAtPath: box.path("disk/src/a.jpg")))
    try file.truncate(atOffset: 1 << 30)
    try file.close()
    Disk.age(box.path("disk/src/a.jpg"))

    let read = try box.picsort("-s @disk/src -o @disk/read --copy")
    let cloned = try box.picsort("-s @disk/src -o @disk/out --copy --no-verify")

    #expect(read.talk.contains("make room"), "\(read)")
    #expect(box.files("disk/read") == [])
    #expect(cloned.ending == .exit(0), "\(cloned)")
    #expect(Disk.entry(box.path("disk/out/12.2023/a.jpg"))?.size == 1 << 30)
    #expect(volume.sharesBlocks("out/12.2023/a.jpg"))
  }
}
