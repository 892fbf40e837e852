import Foundation
import SampleMedia
import Testing

/// File systems with other manners than the one this is written on, as far as they can be mounted.
@Suite(.serialized, .enabled(if: currentUserIsRoot(), Comment(rawValue: MountedVolume.condition)))
struct VolumeTests {
  private static let tree: [String: SampleContent] = [
    "a/IMG_0001.JPG": .photo(SampleMoment(2023, 12, 25)),
    "b/img_0001.jpg": .photo(SampleMoment(2023, 12, 26)),
    "b/IMG_0002.JPG": .photo(SampleMoment(2023, 11, 2)),
    "c/IMG_0002 copy.JPG": .copy(of: "b/IMG_0002.JPG"),
    "c/Ansicht %C3%A4.JPG": .photo(SampleMoment(2023, 11, 3)),
    "c/Ansicht a%CC%88.JPG": .photo(SampleMoment(2023, 11, 4)),
  ]

  private func volume(_ box: Sandbox) throws -> [String: Any] {
    try #require(try box.journal().records("volume").last)
  }

  @Test(arguments: MountedVolume.available)
  func `a library is sorted, found again and undone`(_ kind: MountedVolume.Kind) throws {
    let box = try Sandbox()
    let volume = try MountedVolume(kind, at: box.path("disk"))
    defer { volume.unmount() }
    try box.write(Self.tree)
    try box.write(["x/IMG_0009.JPG": .photo(SampleMoment(2023, 12, 24))], in: "disk/src")
    let before = box.inventory("src", "disk/src")

    // From another disk, and from the same one.
    let result = try box.picsort("-s @src -s @disk/src -o @disk/out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(try result.summary().isBalanced)
    expectSame(box.inventory("src", "disk"), as: before)
    #expect(box.files("disk/out").count == 6)
    #expect(Disk.names(in: box.path("disk/out/.picsort/tmp")) == [])

    let again = try box.picsort("-s @disk/out -o @disk/out2 --json --copy")
    #expect(again.ending == .exit(0), "\(again)")
    let verified = try box.picsort("verify --full @disk/out")
    #expect(verified.ending == .exit(0), "\(verified)")
    let undone = try box.picsort("undo @disk/out")
    #expect(undone.ending == .exit(0), "\(undone)")
    #expect(box.files("disk/out") == [])
    expectSame(box.inventory("src", "disk/src"), as: before)
  }

  @Test(.enabled(if: MountedVolume.has(.exfat), Comment(rawValue: MountedVolume.condition)))
  func `names that the file system does not take stay, with those that belong to them`() throws {
    let box = try Sandbox()
    let volume = try MountedVolume(.exfat, at: box.path("disk"))
    defer { volume.unmount() }
    try box.write([
      "10:30.JPG": .photo(SampleMoment(2023, 12, 25)), "10:30.xmp": .text("<x/>"),
      "why?.JPG": .photo(SampleMoment(2023, 12, 26)),
      "caf%E9.JPG": .photo(SampleMoment(2023, 12, 27)),
      "fine.JPG": .photo(SampleMoment(2023, 12, 28)),
    ])
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @disk/out")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(result.talk.contains("does not take the name 10:30.JPG: it has a :"), "\(result)")
    #expect(result.talk.contains("it is not UTF-8"), "\(result)")
    #expect(box.files("disk/out") == ["12.2023/fine.JPG"])
    expectSame(box.inventory("src", "disk"), as: before)
    let folders = try box.picsort("-s @src -o @disk/out --layout {yyyy}:{MM}")
    #expect(folders.talk.contains("does not take the folder name 2023:12"), "\(folders)")
  }

  @Test(.enabled(if: MountedVolume.has(.exfat), Comment(rawValue: MountedVolume.condition)))
  func `where there are no symbolic links albums become a list`() throws {
    let box = try Sandbox()
    let volume = try MountedVolume(.exfat, at: box.path("disk"))
    defer { volume.unmount() }
    try box.write(Self.tree)

    let result = try box.picsort("-s @src -o @disk/out --albums links")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(result.talk.contains("no symbolic links"), "\(result)")
  }

  @Test(arguments: MountedVolume.available)
  func `a second --copy finds what the first one copied`(_ kind: MountedVolume.Kind) throws {
    let box = try Sandbox()
    let volume = try MountedVolume(kind, at: box.path("disk"))
    defer { volume.unmount() }
    try box.write(Self.tree)
    for name in box.files("src") {
      Disk.setTime(box.path("src/" + name), 1_700_000_001_987_654_321)
    }
    try box.picsort("-s @src -o @disk/out --copy")
    let before = box.inventory("disk/out")

    let again = try box.picsort("-s @src -o @disk/out --copy")

    #expect(again.ending == .exit(0), "\(again)")
    expectSame(box.inventory("disk/out"), as: before)
  }

  @Test(.enabled(if: MountedVolume.has(.ext4), Comment(rawValue: MountedVolume.condition)))
  func `a disk that is read-only is named, and nothing is lost`() throws {
    let box = try Sandbox()
    let volume = try MountedVolume(.ext4, at: box.path("disk"))
    defer { volume.unmount() }
    try box.write(Self.tree, in: "disk/src")
    try box.write(["IMG_7.JPG": .photo(SampleMoment(2023, 12, 25))])
    #expect(volume.remount("ro"))
    let before = box.inventory("src", "disk")

    let into = try box.picsort("-s @src -o @disk/out")

    #expect(into.ending == .exit(1), "\(into)")
    #expect(into.talk.contains("Read-only file system"), "\(into)")
    #expect(into.talk.contains("mount the disk so that it can be written"), "\(into)")
    expectSame(box.inventory("src", "disk"), as: before)

    let from = try box.picsort("-s @disk/src -o @out")

    #expect(from.ending == .exit(1), "\(from)")
    #expect(from.talk.contains("use --copy"), "\(from)")
    expectSame(box.inventory("disk"), as: box.inventory("disk"))
    #expect(box.files("out").count == 5)
  }

  // MARK: - Months on other mounts

  @Test(arguments: MountedVolume.available, ["", "--copy"])
  func `a month that is another mount gets its files`(
    _ kind: MountedVolume.Kind, _ options: String
  ) throws {
    let box = try Sandbox()
    let volume = try MountedVolume(kind, at: box.path("out/12.2023"))
    defer { volume.unmount() }
    try box.write(Self.tree)
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @out " + options)

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("out/12.2023").count == 2)
    #expect(Disk.entry(box.path("out/12.2023/.picsort-tmp")) == nil)
    expectSame(
      options.isEmpty ? box.inventory("src", "out") : box.inventory("src"), as: before)
    let undone = try box.picsort("undo @out")
    #expect(undone.ending == .exit(0), "\(undone)")
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test func `a month that is a bind mount of the same disk gets its files`() throws {
    let box = try Sandbox()
    Disk.makeFolder(box.path("elsewhere"))
    let volume = try MountedVolume(bind: box.path("elsewhere"), at: box.path("out/12.2023"))
    defer { volume.unmount() }
    try box.write(Self.tree)
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -o @out")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("elsewhere").count == 2)
    #expect(Disk.entry(box.path("elsewhere/.picsort-tmp")) == nil)
    expectSame(box.inventory("src", "out"), as: before)
  }

  @Test(.enabled(if: MountedVolume.has(.exfat), Comment(rawValue: MountedVolume.condition)))
  func `a source on the disk of a month is renamed into it`() throws {
    let box = try Sandbox()
    let volume = try MountedVolume(.exfat, at: box.path("out/12.2023"))
    defer { volume.unmount() }
    try box.write(["IMG_1.JPG": .photo(SampleMoment(2023, 12, 25))], in: "out/12.2023/new")
    let before = box.inventory("out/12.2023/new")

    let result = try box.picsort("-s @out/12.2023/new -o @out")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("out") == ["12.2023/IMG_1.JPG"])
    expectSame(box.inventory("out/12.2023"), as: before)
  }

  // MARK: - Kills

  @Test(
    .enabled(
      if: Strace.path != nil && MountedVolume.has(.exfat), Comment(rawValue: Strace.condition)),
    arguments: [("disk/src", ""), ("src", ""), ("src", "--copy")])
  func `a run on exFAT that is killed at any call is finished by the next one`(
    source: String, options: String
  ) throws {
    let box = try Sandbox()
    let volume = try MountedVolume(.exfat, at: box.path("disk"))
    defer { volume.unmount() }
    try killEverywhere(
      box, source: source, output: "disk/out", months: ["12.2023", "11.2023"], options)
  }

  @Test(
    .enabled(
      if: Strace.path != nil && MountedVolume.has(.tmpfs), Comment(rawValue: Strace.condition)),
    arguments: [MountedVolume.Kind.exfat, .tmpfs])
  func `a run into a month on another mount that is killed is finished by the next one`(
    kind: MountedVolume.Kind
  ) throws {
    guard MountedVolume.has(kind) else { return }
    let box = try Sandbox()
    let volume = try MountedVolume(kind, at: box.path("out/12.2023"))
    defer { volume.unmount() }
    try killEverywhere(box, source: "src", output: "out", months: ["12.2023"], "")
  }

  /// Kills a run at the first, second, … call in the folders that count, as long as there is one,
  /// goes on each time, and counts the files.
  private func killEverywhere(
    _ box: Sandbox, source: String, output: String, months: [String], _ options: String
  ) throws {
    let calls = "openat,close,renameat,renameat2,linkat,unlinkat,mkdirat,fsync,fdatasync,write"
    var places: [String] = [source, output, "\(output)/.picsort/tmp"]
    places.append("\(output)/.picsort/state.jsonl")
    for month in months {
      places.append("\(output)/\(month)")
      places.append("\(output)/\(month)/.picsort-tmp")
    }
    var traced: [String] = []
    for place in places { traced += ["-P", box.path(place)] }
    traced += ["-e", "trace=\(calls)"]
    var kills = 0
    for number in 1..<400 {
      try prepare(box, source: source, output: output)
      let before = box.inventory(source)
      let run = "-s @\(source) -o @\(output) \(options)"
      let killed = try box.picsort(
        run, traced: traced + ["-e", "inject=\(calls):signal=KILL:when=\(number)"])

      let resumed = try box.picsort(run)

      let place = Comment(rawValue: "killed at call \(number): \(resumed)")
      #expect(resumed.ending == ProcessEnding.exit(0), place)
      if options.isEmpty {
        expectSame(box.inventory(source, output), as: before)
      } else {
        expectSame(box.inventory(source), as: before)
        expectSame(box.inventory(output), as: before)
      }
      #expect(Disk.names(in: box.path(output + "/.picsort/tmp")).isEmpty, place)
      #expect(Disk.entry(box.path(output + "/12.2023/.picsort-tmp")) == nil, place)
      if killed.ending == ProcessEnding.exit(0) { break }
      kills += 1
    }
    #expect(kills > 10, "too few calls were watched")
    #expect(kills < 399, "it never came to its end")
  }

  /// Empties both folders, but for a month that something is mounted on, and fills the source.
  private func prepare(_ box: Sandbox, source: String, output: String) throws {
    let mounted = box.path(output + "/12.2023")
    for name in Disk.names(in: mounted) { Disk.remove(mounted + "/" + name) }
    for name in Disk.names(in: box.path(output)) { Disk.remove(box.path(output + "/" + name)) }
    Disk.remove(box.path(source))
    try box.write(
      [
        "IMG_1.JPG": .photo(SampleMoment(2023, 12, 25)),
        "IMG_2.JPG": .photo(SampleMoment(2023, 12, 26)),
        "IMG_3.JPG": .photo(SampleMoment(2023, 11, 26)),
        "IMG_4.JPG": .photo(SampleMoment(2023, 12, 27)), "IMG_4.xmp": .sidecar(rating: 3),
      ], in: source)
  }
}
