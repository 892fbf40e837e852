import MediaMetadata
import PicsortCore
import Platform
import SampleMedia
import Testing

struct `Explaining files` {
  private static let dated = SampleContent.photo(SampleMoment(2023, 12, 25, 14, 30, 0))
  private static let undated = SampleContent.photo(nil)
  private static let packet = XMPPacket(["photoshop:DateCreated": "2019-08-02T07:40:09+02:00"])

  @Test func `shows every date with its words, the most believed first`() throws {
    let tree = try ExplainTree(["a.jpg": Self.dated])
    let explanation = try #require(try tree.explanations(["a.jpg"]).first)
    #expect(explanation.path == tree.path("a.jpg"))
    #expect(explanation.facts.format == "JPEG")
    let date = try #require(explanation.verdict.chosen)
    #expect(date.local.iso8601 == "2023-12-25T14:30:00")
    #expect(date.month == "12.2023")
    let candidates = explanation.verdict.candidates
    #expect(
      candidates.map(\.claim.source) == [
        .exifDateTimeOriginal, .exifDateTimeDigitized, .exifModifyDate,
      ])
    #expect(candidates.allSatisfy { $0.claim.raw == .text("2023:12:25 14:30:00") })
    #expect(candidates.map(\.outcome) == [.chosen(nil), .outranked, .outranked])
  }

  @Test func `counts the sidecars beside a file, whatever its extension says it is`() throws {
    for name in ["a.jpg", "a.dat", "a.mov"] {
      let tree = try ExplainTree([
        name: Self.undated, name + ".xmp": .bytes(Self.packet.bytes),
        "b.jpg.xmp": .bytes(Self.packet.bytes),
      ])
      let explanation = try #require(try tree.explanations([name]).first)
      #expect(explanation.companions.map(\.lastComponent) == [Path(name + ".xmp")])
      #expect(explanation.verdict.chosen?.source == .sidecarXMP)
      #expect(explanation.verdict.chosen?.local.iso8601 == "2019-08-02T07:40:09")
      #expect(explanation.verdict.chosen?.offsetSeconds == 7200)
    }
  }

  @Test func `says of a sidecar with what it travels`() throws {
    let tree = try ExplainTree([
      "a.jpg": Self.dated, "a.xmp": .bytes(Self.packet.bytes), "b.aae": .text("<plist/>"),
    ])
    let explanations = try tree.explanations(["a.xmp", "b.aae"])
    #expect(explanations.map(\.facts.role) == [.sidecar, .sidecar])
    #expect(explanations.map { $0.owner?.lastComponent } == [Path("a.jpg"), nil])
    #expect(explanations.allSatisfy { $0.verdict.chosen == nil })
  }

  @Test func `has no date for what is neither a photo nor a video`() throws {
    let tree = try ExplainTree(["2023-12-25 notes.txt": .text("notes"), "empty": .bytes([])])
    let explanations = try tree.explanations(["2023-12-25 notes.txt", "empty"])
    #expect(explanations.map(\.facts.role) == [.other, .other])
    #expect(explanations.allSatisfy { $0.verdict.chosen == nil && $0.verdict.candidates.isEmpty })
  }

  @Test func `names what it cannot explain, and explains the rest`() throws {
    let tree = try ExplainTree(["a.jpg": Self.dated, "b.jpg": Self.dated])
    let events = try tree.events(["a.jpg", "nix.jpg", "nix/a.jpg", "a.jpg/x", "b.jpg"])
    #expect(events.explained.map(\.path) == [tree.path("a.jpg"), tree.path("b.jpg")])
    #expect(
      events.problems.map(\.path) == ["nix.jpg", "nix/a.jpg", "a.jpg/x"].map { tree.path($0) })
    #expect(events.problems.allSatisfy { $0.reason == "there is no such file" })
  }

  @Test func `does not follow a link to a file, but walks a folder behind one`() throws {
    let tree = try ExplainTree(["real/a.jpg": Self.dated])
    try tree.link("file.jpg", to: "real/a.jpg")
    try tree.link("folder", to: "real")
    let events = try tree.events(["file.jpg", "folder"])
    #expect(events.problems.map(\.path) == [tree.path("file.jpg")])
    #expect(events.explained.map(\.path) == [tree.path("folder/a.jpg")])
  }

  @Test func `walks a folder in a fixed order, photos and videos only`() throws {
    let tree = try ExplainTree([
      "t/b.jpg": Self.dated, "t/a.jpg": Self.dated, "t/a.xmp": .bytes(Self.packet.bytes),
      "t/notes.txt": .text("notes"), "t/.hidden.jpg": Self.dated, "t/z/a.jpg": Self.dated,
      "t/@eaDir/a.jpg": Self.dated,
    ])
    let paths = try tree.explanations(["t"]).map(\.path)
    #expect(paths == ["t/a.jpg", "t/b.jpg", "t/z/a.jpg"].map { tree.path($0) })
  }

  @Test func `believes the folders that are named, and of a named folder those below`() throws {
    let tree = try ExplainTree([
      "2022-11/a.jpg": Self.undated, "2022-11/2021-10/b.jpg": Self.undated,
    ])
    let (named, walked) = (
      try tree.explanations(["2022-11/a.jpg"]), try tree.explanations(["2022-11"])
    )
    #expect(named.map(\.verdict.chosen?.month) == ["11.2022"])
    #expect(walked.map(\.verdict.chosen?.month) == [nil, "10.2021"])
    #expect(walked.map(\.verdict.chosen?.source) == [nil, .folderName])
  }

  @Test func `says that a run passes over a name`() throws {
    let tree = try ExplainTree(["._a.jpg": Self.dated, "a.jpg": Self.dated])
    let explanations = try tree.explanations(["._a.jpg", "a.jpg"])
    #expect(explanations.map(\.passedOver) == [.helper, nil])
  }

  @Test func `keeps the bytes of a name that is not UTF-8`() throws {
    let name = Path(bytes: [0x61, 0xFF] + Array(".jpg".utf8))
    let tree = try ExplainTree([:])
    do throws(SystemError) {
      try tree.write(Self.dated, name)
    } catch {
      return  // APFS refuses such names.
    }
    #expect(try tree.explanations([name]).map(\.path) == [tree.path(name)])
  }

  @Test func `uses the file's time only when it is asked to`() throws {
    let tree = try ExplainTree(["a.jpg": Self.undated])
    let plain = try tree.explanations(["a.jpg"]).first?.verdict
    #expect(plain?.candidates.isEmpty == true)
    let asked = try tree.explanations(
      ["a.jpg"], configuration: Configuration(usesModificationTime: true))
    #expect(asked.first?.verdict.chosen?.source == .modificationTime)
  }

  @Test func `stops when nobody listens, and when it is told to`() throws {
    let tree = try ExplainTree(["t/a.jpg": Self.dated, "t/b.jpg": Self.dated])
    var explainer = try Explainer(configuration: Configuration())
    var heard = 0
    explainer.explain([tree.path("t"), tree.path("t/a.jpg")], isStopping: { false }) { _ in
      heard += 1
      return false
    }
    #expect(heard == 1)
    explainer.explain([tree.path("t/a.jpg")], isStopping: { true }) { _ in
      heard += 1
      return true
    }
    #expect(heard == 1)
  }

  @Test func `refuses a zone that this system does not know`() {
    #expect(throws: RunError.self) {
      try Explainer(configuration: Configuration(timezone: "Mars/Base"))
    }
  }

  /// The places of the sample library are where its files belong; Takeout's JSON is not read yet.
  @Test func `agrees with the sample library`() throws {
    let files = SampleTree.files.filter { $0.place != .duplicate && !$0.path.hasPrefix("Takeout") }
    let tree = try ExplainTree([:])
    for file in files { try tree.write(file.content, Path(file.path)) }
    let explanations = try tree.explanations([Path(bytes: [])])
    var explained: Set<Path> = []
    for explanation in explanations {
      let path = explanation.path.relative(to: tree.root)
      let file = try #require(files.first { Path($0.path) == path })
      explained.insert(explanation.path)
      switch file.place {
      case .month(let month): #expect(explanation.verdict.chosen?.month == month, "\(file.path)")
      case .undated: #expect(explanation.verdict.chosen == nil, "\(file.path)")
      case .duplicate, .source: Issue.record("\(file.path) is no photo of the user's")
      }
    }
    #expect(explained.count == explanations.count && explained.count > 30)
  }
}
