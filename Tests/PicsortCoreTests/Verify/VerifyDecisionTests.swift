import PicsortCore
import Platform
import Testing

struct `Comparing a file with the books` {
  private static let second = 1_000_000_000
  private static let noon = 1_703_500_000 * second
  private static let digest = SHA256.digest(of: [1])
  private static let other = SHA256.digest(of: [2])

  private static func identity(size: Int = 10, modified: Int = noon) -> FileIdentity {
    FileIdentity(size: size, modified: modified, inode: 7)
  }

  private func look(_ seen: Sighting, isCertain: Bool = true) -> VerifyDecision.Look {
    VerifyDecision.look(ExpectedFile(identity: Self.identity(), isCertain: isCertain), seen)
  }

  @Test func `the same size and time are the same, whatever the inode`() {
    var seen = Self.identity()
    seen.inode = 8
    #expect(look(.file(seen)) == .same)
  }

  @Test(arguments: [-2_000_000_000, -1, 1, 2_000_000_000])
  func `a time within 2 s is the same: FAT keeps no more`(distance: Int) {
    #expect(look(.file(Self.identity(modified: Self.noon + distance))) == .same)
  }

  @Test(arguments: [-2_000_000_001, 2_000_000_001])
  func `another time alone is a difference of its own`(distance: Int) {
    let found = Self.noon + distance
    #expect(
      look(.file(Self.identity(modified: found)))
        == .differs(.time(expected: Self.noon, found: found)))
  }

  @Test func `times at the ends of the clock do not overflow`() {
    let first = ExpectedFile(identity: Self.identity(modified: Int.min))
    let last = Sighting.file(Self.identity(modified: Int.max))
    #expect(
      VerifyDecision.look(first, last) == .differs(.time(expected: Int.min, found: Int.max)))
  }

  @Test func `a time that an archive did not know is not compared`() {
    let expected = ExpectedFile(identity: Self.identity(modified: 0))
    #expect(VerifyDecision.look(expected, .file(Self.identity())) == .same)
    #expect(
      VerifyDecision.look(expected, .file(Self.identity(size: 11)))
        == .differs(.size(expected: 10, found: 11)))
  }

  @Test func `another size counts more than another time`() {
    #expect(
      look(.file(Self.identity(size: 11, modified: 0)))
        == .differs(.size(expected: 10, found: 11)))
  }

  @Test func `nothing, and what is no file, are told apart`() {
    #expect(look(.absent) == .differs(.missing))
    for seen in [Sighting.folder, .symbolicLink, .special] {
      #expect(look(seen) == .differs(.replaced(seen)))
    }
  }

  @Test func `what was only planned is no difference`() {
    for seen in [Sighting.absent, .folder, .file(Self.identity(size: 1))] {
      #expect(look(seen, isCertain: false) == .irrelevant)
    }
    #expect(look(.file(Self.identity()), isCertain: false) == .same)
  }

  // MARK: - Content

  @Test func `a known hash is compared, an unknown one noted`() {
    func content(_ expected: Digest?) -> VerifyDecision.Content {
      VerifyDecision.content(expected: expected, found: Self.digest, after: .same)
    }
    #expect(content(Self.digest) == .same)
    #expect(content(nil) == .noted)
    #expect(
      content(Self.other) == .differs(.content(expected: Self.other, found: Self.digest)))
  }

  @Test func `after another time, bytes decide, and nothing is noted`() {
    let time = Difference.Kind.time(expected: 1, found: 2)
    func content(_ expected: Digest?) -> VerifyDecision.Content {
      VerifyDecision.content(expected: expected, found: Self.digest, after: .differs(time))
    }
    #expect(content(Self.digest) == .differs(time))
    #expect(content(nil) == .differs(time))
    #expect(
      content(Self.other) == .differs(.content(expected: Self.other, found: Self.digest)))
  }

  @Test func `the catalog is believed of the very file that the journals mean, and after them`() {
    func catalog(_ identity: FileIdentity) -> LibraryFile {
      LibraryFile(path: Path("a"), identity: identity, digest: Self.other)
    }
    let unknown = ExpectedFile(identity: Self.identity())
    let known = ExpectedFile(identity: Self.identity(), digest: Self.digest)
    let same = catalog(Self.identity())
    #expect(VerifyDecision.digest(of: known, catalog: same) == Self.digest)
    #expect(VerifyDecision.digest(of: unknown, catalog: same) == Self.other)
    #expect(VerifyDecision.digest(of: unknown, catalog: nil) == nil)
    for identity in [Self.identity(size: 9), Self.identity(modified: 0)] {
      #expect(VerifyDecision.digest(of: unknown, catalog: catalog(identity)) == nil)
    }
  }

  // MARK: - Going on

  private func open(
    _ source: Sighting, _ target: Sighting, hasCopy: Bool = false
  ) -> VerifyDecision.OpenVerdict {
    let move = OpenMove(
      file: 0, source: 0, path: Path("a"), target: Path("12.2023/a"), identity: Self.identity())
    return VerifyDecision.open(
      move, source: source, target: target, hasCopy: hasCopy, path: Path("/photos/a"))
  }

  @Test func `an open move is found at either end, or as a copy`() {
    let same = Sighting.file(Self.identity())
    #expect(open(same, .absent) == .waits)
    #expect(open(same, same) == .waits)
    #expect(open(same, .folder) == .waits)
    #expect(open(.absent, same) == .arrived)
    #expect(open(.absent, .file(Self.identity(modified: Self.noon + 1))) == .arrived)
    #expect(open(.absent, .absent, hasCopy: true) == .waits)
  }

  @Test func `an open move that is at no end is a difference`() {
    let changed = Sighting.file(Self.identity(size: 11))
    let vanished = VerifyDecision.OpenVerdict.differs(.vanished(source: Path("/photos/a")))
    #expect(open(.absent, .absent) == vanished)
    #expect(open(.absent, changed) == vanished)
    #expect(open(changed, .absent) == .differs(.sourceChanged))
    #expect(open(.folder, .absent) == .differs(.sourceChanged))
  }

  @Test func `it is safe to go on when everything was looked at and agrees`() {
    func answer(
      _ isUnfinished: Bool, _ differences: Int, _ problems: Int, _ isInterrupted: Bool
    ) -> VerifyDecision.Continuation {
      VerifyDecision.continuation(
        isUnfinished: isUnfinished, differences: differences, problems: problems,
        isInterrupted: isInterrupted)
    }
    #expect(answer(false, 0, 0, false) == .nothingToDo)
    #expect(answer(true, 0, 0, false) == .safe)
    #expect(answer(true, 0, 0, true) == .unknown)
    #expect(answer(true, 1, 0, true) == .needsPerson)
    #expect(answer(false, 0, 1, false) == .needsPerson)
  }
}
