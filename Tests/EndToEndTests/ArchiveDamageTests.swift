import Foundation
import SampleMedia
import Testing

/// Archives that are damaged or made to do harm, and runs over archives that are cut short.
@Suite struct ArchiveDamageTests {
  private static let three: [String: SampleContent] = [
    "IMG_1.JPG": .photo(.christmas), "IMG_2.JPG": .photo(.christmas),
    "IMG_3.JPG": .photo(.christmas),
  ]

  @Test(arguments: [false, true])
  func `a damaged file is named, and the rest is sorted`(_ isDeflated: Bool) throws {
    let box = try Sandbox()
    try box.zip(Self.three, as: "a.zip", isDeflated: isDeflated) { archive in
      var content = archive.members[1].content
      content[content.count - 9] ^= 1
      archive.members[1].rawData = isDeflated ? sampleDeflate(content) : content
    }
    let before = box.print(of: "a.zip")

    let result = try box.picsort("-s @a.zip -o @out --json")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(box.files("out") == ["12.2023/IMG_1.JPG", "12.2023/IMG_3.JPG"])
    #expect(result.output.contains("a.zip/IMG_2.JPG"))
    #expect(result.output.contains("checksum"), "\(result)")
    let summary = try result.summary()
    #expect(summary.count("failed") == 1)
    #expect(summary.isBalanced)
    #expect(box.print(of: "a.zip") == before)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
  }

  @Test func `names that lead out of an archive lead nowhere`() throws {
    let box = try Sandbox()
    let photo = try Sandbox.bytes(of: .photo(.christmas), at: "x", [:])
    try box.zip(["good/IMG_1.JPG": .photo(.christmas)], as: "in/a.zip") { archive in
      for name in ["../up.jpg", "/abs.jpg", "a/../../up.jpg", "..\\win.jpg", "C:\\win.jpg"] {
        archive.members.append(ZIPFile.Member(name, photo))
      }
      var link = ZIPFile.Member("link.jpg", Array("../../target".utf8))
      link.mode = 0o120777
      archive.members.append(link)
      link.name = Array("linked folder".utf8)
      archive.members.append(link)
      archive.members.append(ZIPFile.Member("linked folder/through.jpg", photo))
      var locked = ZIPFile.Member("locked.jpg", photo)
      locked.flags |= 1
      archive.members.append(locked)
    }
    let before = box.snapshot()

    let result = try box.picsort("-s @in/a.zip -o @out --json --albums none")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(box.files("out") == ["12.2023/IMG_1.JPG", "12.2023/through.jpg"])
    let outside = box.snapshot().filter { name, _ in
      !["out", "data", "home"].contains { name.hasPrefix($0) }
    }
    #expect(outside == before.filter { name, _ in !name.hasPrefix("home") })
    for name in ["../up.jpg", "abs.jpg", "win.jpg", "link.jpg", "linked folder", "locked.jpg"] {
      #expect(result.talk.contains(name), "\(name) is not named: \(result)")
    }
    #expect(try result.summary().isBalanced)
  }

  @Test func `a file that unpacks to more than it says is refused`() throws {
    let box = try Sandbox()
    try box.zip(Self.three, as: "a.zip") { archive in
      archive.members[1].rawData = sampleDeflate(
        archive.members[1].content + [UInt8](repeating: 0, count: 4 << 20))
      // And one that says more than DEFLATE can hold.
      archive.members[2].statedSize = 4_000_000_000
    }

    let result = try box.picsort("-s @a.zip -o @out --json")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(box.files("out") == ["12.2023/IMG_1.JPG"])
    #expect(try result.summary().count("failed") == 2)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
  }

  @Test func `of two files of one path the last is sorted, and the other is named`() throws {
    let box = try Sandbox()
    try box.zip(["IMG_1.JPG": .photo(.christmas)], as: "a.zip") { archive in
      var other = archive.members[0]
      other.content += [1, 2, 3]
      archive.members.append(other)
    }

    let result = try box.picsort("-s @a.zip -o @out --json")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(box.files("out") == ["12.2023/IMG_1.JPG"])
    #expect(Disk.read(box.path("out/12.2023/IMG_1.JPG"))?.suffix(3) == Data([1, 2, 3]))
    #expect(result.talk.contains("more than one file of this path"))
  }

  @Test func `a photo does not go without a sidecar that is damaged in an archive`() throws {
    let box = try Sandbox()
    let folder = "Takeout/Google Photos/Photos from 2018"
    try box.write(["\(folder)/a.jpg": .photo(nil), "b.jpg": .photo(.christmas)])
    let json = SampleContent.takeout(title: "a.jpg", taken: SampleMoment(2018, 3, 2))
    try box.zip(["\(folder)/a.jpg.json": json], as: "a.zip", isDeflated: false) { archive in
      var content = archive.members[0].content
      // A blank at the end: it is read as before, and is not what was packed.
      content[content.count - 1] = UInt8(ascii: " ")
      archive.members[0].rawData = content
    }

    let result = try box.picsort("-s @src -s @a.zip -o @out --json")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(box.files("src") == ["\(folder)/a.jpg"])
    #expect(box.files("out") == ["12.2023/b.jpg"])
    #expect(try result.summary().count("failed") == 2)
    #expect(try result.summary().isBalanced)
  }

  // MARK: Cut short

  /// Starts a run over the long library as an archive and kills it after so many copies.
  private func killHalfway(_ box: Sandbox, afterFiles count: Int) throws {
    try box.zip(LongLibrary.tree, as: "long.zip")
    let run = try box.start("-s @long.zip -o @out --json")
    for _ in 0..<count {
      try #require(run.output.read(upTo: "\"event\":\"copied\""), "it ended: \(run.finish())")
    }
    run.send(SIGKILL)
    #expect(run.waitUnread() == .signal(SIGKILL))
  }

  private func audit(_ box: Sandbox, _ last: RunResult) throws {
    #expect(last.ending == .exit(0), "\(last)")
    expectSame(
      box.inventory("out"), as: try box.inventory(of: LongLibrary.tree).withoutDuplicates)
    #expect(Disk.names(in: box.path("out/.picsort/tmp")) == [])
    #expect(try last.summary().isBalanced)
  }

  @Test(arguments: [1, 35])
  func `a killed run over an archive goes on`(_ count: Int) throws {
    let box = try Sandbox()
    try killHalfway(box, afterFiles: count)
    let before = box.print(of: "long.zip")

    let result = try box.picsort("--resume -o @out --json")

    try audit(box, result)
    let summary = try result.summary()
    #expect(summary.count("copied") == LongLibrary.count - 1)
    #expect(summary.count("duplicates") == 1)
    #expect(try box.journal().filesDoneAgain == [])
    #expect(try box.journal().values("file", "path", as: String.self).isFreeOfRepeats)
    #expect(box.print(of: "long.zip") == before)
  }

  @Test func `copies that were made and not noted are recognised by their bytes`() throws {
    let box = try Sandbox()
    try killHalfway(box, afterFiles: 35)
    // The state as it was before the first file was noted.
    let path = box.path("out/" + Sandbox.statePath)
    let state = try #require(Disk.read(path))
    let note = try #require(state.range(of: Data("{\"type\":\"done\"".utf8)))
    try Disk.write(state[..<note.lowerBound], to: path)

    try audit(box, try box.picsort("--resume -o @out --json"))
  }

  @Test func `a lost state makes no second copies out of an archive`() throws {
    let box = try Sandbox()
    try killHalfway(box, afterFiles: 35)
    Disk.remove(box.path("out/" + Sandbox.statePath))
    // A partial copy of one that has not arrived, and the last of something unknown.
    let waiting = try #require(
      LongLibrary.tree.keys.sorted().last { !$0.contains("(1)") && !$0.contains("1000.") })
    let bytes = try Sandbox.bytes(
      of: try #require(LongLibrary.tree[waiting]), at: waiting, LongLibrary.tree)
    let name = try #require(waiting.split(separator: "/").last)
    let temporary = box.path("out/.picsort/tmp/")
    for name in Disk.names(in: temporary) { Disk.remove(temporary + name) }
    try Disk.write(bytes.prefix(500), to: temporary + "0123abcd-7.\(name)")
    try Disk.write(bytes + [1], to: temporary + "0123abcd-8.\(name)")

    let result = try box.picsort("-s @long.zip -o @out --json")

    #expect(Disk.names(in: temporary) == ["0123abcd-8.\(name)"])
    Disk.remove(temporary + "0123abcd-8.\(name)")
    try audit(box, result)
  }

  @Test func `a file of an archive that was replaced is left alone`() throws {
    let box = try Sandbox()
    try killHalfway(box, afterFiles: 1)
    let changed = try #require(LongLibrary.tree.keys.first { $0.hasSuffix("IMG_1078.JPG") })
    try box.zip(LongLibrary.tree, as: "long.zip") { archive in
      for index in archive.members.indices
      where archive.members[index].name == Array(changed.utf8) {
        // As long as it was, and of the same time.
        archive.members[index].content[archive.members[index].content.count - 1] ^= 1
      }
    }

    let result = try box.picsort("--resume -o @out --json")

    #expect(result.ending == .exit(1), "\(result)")
    #expect(result.output.contains("changed since it was planned"))
    #expect(!box.files("out").contains { $0.hasSuffix("IMG_1078.JPG") })
    let summary = try result.summary()
    #expect(summary.count("failed") == 1)
    #expect(summary.count("copied") == LongLibrary.count - 2)
  }

  @Test func `a signal stops a run over an archive, and it can be gone on with`() throws {
    let box = try Sandbox()
    try box.zip(LongLibrary.tree, as: "long.zip")
    let run = try box.start("-s @long.zip -o @out --json")
    try #require(run.output.read(upTo: "\"event\":\"copied\""))

    run.send(SIGINT)
    let stopped = run.finish()

    #expect(stopped.ending == .signal(SIGINT))
    #expect(try stopped.summary().isBalanced)
    #expect((try stopped.summary().count("left") ?? 0) > 0)
    try audit(box, try box.picsort("--resume --json"))
  }
}
