import MediaMetadata
import PicsortCore
import Platform
import Testing

@Suite("Plans with new names")
struct PlannerNameTests {
  private func date(_ text: String, nanosecond: Int = 0) -> CaptureDate {
    CaptureDate(
      local: clock(text).with(nanosecond: nanosecond) ?? clock(text), offsetSeconds: nil,
      source: .exifDateTimeOriginal, precision: .subsecond, confidence: .high, rule: .wallClock)
  }

  private func file(_ number: Int, _ path: String) -> PlanFile {
    PlanFile(number: number, path: Path(path), size: 10, role: .photo)
  }

  private func plan(
    _ assets: [PlanAsset], name: String = "{HH}{mm}{ss}", isRecovering: Bool = false,
    duplicates: DuplicatePolicy = .leave, existing: [String: [String]] = [:]
  ) throws -> Plan {
    Planner.plan(
      assets, found: assets.count, skipped: [:],
      configuration: Configuration(duplicates: duplicates),
      templates: Templates(
        layout: try LayoutTemplate("{yyyy}"), name: try NameTemplate(name)),
      isRecovering: isRecovering
    ) { existing[$0.description, default: []].map { Path($0) } }
  }

  /// The targets by number.
  private func targets(_ plan: Plan) -> [Int: String] {
    Dictionary(plan.moves.map { ($0.file, $0.target.description) }) { first, _ in first }
  }

  @Test func `a photo and what belongs to it are named together`() throws {
    let result = try plan(
      [
        PlanAsset(
          primary: file(0, "x/IMG_1.HEIC"),
          companions: [file(1, "x/IMG_1.HEIC.xmp"), file(2, "x/IMG_E1.HEIC")],
          date: date("2023-12-25T14:30:00"))
      ], existing: ["2023": ["143000.heic"]])
    #expect(
      result.moves.map(\.target.description) == [
        "2023/143000-2.HEIC", "2023/143000-2.HEIC.xmp", "2023/143000-2-E.HEIC",
      ])
    // The journal keeps the names as they were wanted.
    #expect(
      result.moves.map(\.name?.description) == ["143000.HEIC", "143000.HEIC.xmp", "143000-E.HEIC"])
    #expect(result.moves.map(\.companionOf) == [nil, 0, 0])
  }

  @Test func `a burst is numbered in the order of its shots`() throws {
    // The scan met them by the bytes of their names.
    let result = try plan([
      PlanAsset(primary: file(0, "IMG_10.JPG"), date: date("2023-12-25T14:30:00", nanosecond: 5)),
      PlanAsset(primary: file(1, "IMG_11.JPG"), date: date("2023-12-25T14:30:00", nanosecond: 5)),
      PlanAsset(primary: file(2, "IMG_8.JPG"), date: date("2023-12-25T14:30:00", nanosecond: 9)),
      PlanAsset(primary: file(3, "IMG_9.JPG"), date: date("2023-12-25T14:30:00", nanosecond: 5)),
      PlanAsset(primary: file(4, "Z.JPG"), date: date("2023-12-25T14:30:00", nanosecond: 1)),
    ])
    #expect(
      targets(result) == [
        4: "2023/143000.JPG", 3: "2023/143000-2.JPG", 0: "2023/143000-3.JPG",
        1: "2023/143000-4.JPG", 2: "2023/143000-5.JPG",
      ])
    // They are moved in the order in which they were found, folder by folder.
    #expect(result.moves.map(\.file) == [0, 1, 2, 3, 4])
  }

  @Test func `pictures of one second share no stem`() throws {
    let result = try plan([
      PlanAsset(
        primary: file(0, "x/IMG_1.HEIC"), companions: [file(1, "x/IMG_1.xmp")],
        date: date("2023-12-25T14:30:00")),
      PlanAsset(primary: file(2, "y/DSC_7.JPG"), date: date("2023-12-25T14:30:00")),
      PlanAsset(primary: file(3, "z/a.HEIC"), date: nil),
      PlanAsset(primary: file(4, "z/a.MOV"), date: nil),
    ])
    #expect(
      targets(result) == [
        0: "2023/143000.HEIC", 1: "2023/143000.xmp", 2: "2023/143000-2.JPG",
        3: "Undated/a.HEIC", 4: "Undated/a.MOV",
      ])
  }

  @Test func `files without a date and duplicates keep their names`() throws {
    let twin = [Twin.library(Path("2020/x.jpg"))]
    let result = try plan(
      [
        PlanAsset(primary: file(0, "a/IMG_1.JPG"), companions: [file(1, "a/IMG_1.xmp")], date: nil),
        PlanAsset(primary: file(2, "b/IMG_2.JPG"), date: date("2023-12-25"), twins: twin),
      ], duplicates: .quarantine)
    #expect(
      targets(result) == [
        0: "Undated/IMG_1.JPG", 1: "Undated/IMG_1.xmp", 2: "Duplicates/IMG_2.JPG",
      ])
    #expect(result.moves.allSatisfy { $0.name == nil })
  }

  @Test func `a name that stays as it is takes no room in the journal`() throws {
    let result = try plan(
      [PlanAsset(primary: file(0, "a/IMG_1.JPG"), date: date("2023-12-25"))], name: "{stem}")
    #expect(result.moves.map(\.name) == [nil])
    #expect(targets(result) == [0: "2023/IMG_1.JPG"])
  }

  @Test func `after lost books a file at its new name is a move to be finished`() throws {
    func asset(twin: String) -> PlanAsset {
      PlanAsset(
        primary: file(0, "x/IMG_1.JPG"), companions: [file(1, "x/IMG_1.xmp")],
        date: date("2023-12-25T14:30:00"),
        twins: [.library(Path(twin + ".JPG")), .library(Path(twin + ".xmp"))])
    }
    for name in ["143000", "143000-2", "143000-31"] {
      let existing = ["2023": [name + ".JPG", name + ".xmp"]]
      let recovered = try plan(
        [asset(twin: "2023/" + name)], isRecovering: true, existing: existing)
      #expect(targets(recovered) == [0: "2023/\(name).JPG", 1: "2023/\(name).xmp"])
      #expect(recovered.moves.map(\.name) == [Path("143000.JPG"), Path("143000.xmp")])
    }
    // Another name, the old name, another folder: a duplicate.
    for twin in ["2023/143001", "2023/IMG_1", "2022/143000"] {
      #expect(try plan([asset(twin: twin)], isRecovering: true).moves.isEmpty, "\(twin)")
    }
  }

  @Test func `the same facts make the same plan again`() throws {
    let assets = (0..<40).map { index in
      PlanAsset(
        primary: file(2 * index, "d\(index % 3)/IMG_\(index * 7 % 40).JPG"),
        companions: [file(2 * index + 1, "d\(index % 3)/IMG_\(index * 7 % 40).JPG.xmp")],
        date: date("2023-12-25T14:30:0\(index % 2)"))
    }
    let first = try plan(assets)
    #expect(try plan(assets).moves == first.moves)
    #expect(Set(first.moves.map(\.target)).count == 80)
    // In whatever order the scan meets them.
    #expect(try targets(plan(assets.reversed())) == targets(first))
  }

  @Test func `the album of an asset reaches both templates`() throws {
    let asset = PlanAsset(primary: file(0, "a.jpg"), date: date("2023-12-25"), album: "Oslo/2023")
    let result = Planner.plan(
      [asset], found: 1, skipped: [:], configuration: Configuration(),
      templates: Templates(
        layout: try LayoutTemplate("{album|none}"), name: try NameTemplate("{album} {HH}"))
    ) { _ in [] }
    #expect(targets(result) == [0: "Oslo-2023/Oslo-2023 00.jpg"])
  }
}
