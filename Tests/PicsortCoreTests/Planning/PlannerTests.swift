import MediaMetadata
import PicsortCore
import Platform
import Testing

@Suite("From facts to a plan")
struct PlannerTests {
  private func date(_ text: String, _ confidence: Confidence = .high) -> CaptureDate {
    CaptureDate(
      local: clock(text), offsetSeconds: nil, source: .exifDateTimeOriginal, precision: .second,
      confidence: confidence, rule: .wallClock)
  }

  private func file(_ number: Int, _ path: String, size: Int = 10) -> PlanFile {
    PlanFile(number: number, path: Path(path), size: size, role: .photo)
  }

  private func plan(
    _ assets: [PlanAsset], _ configuration: Configuration = Configuration(),
    isRecovering: Bool = false, existing: [String: [String]] = [:]
  ) throws -> Plan {
    Planner.plan(
      assets, found: 9, skipped: ["hidden": 2], configuration: configuration,
      templates: Templates(
        layout: try LayoutTemplate(configuration.layout),
        name: try configuration.names.map { try NameTemplate($0) }), isRecovering: isRecovering
    ) { existing[$0.description, default: []].map { Path($0) } }
  }

  private func move(
    _ file: Int, to target: String, action: PlannedAction = .move, with photo: Int? = nil,
    twin: Twin? = nil
  ) -> PlannedMove {
    PlannedMove(file: file, action: action, target: Path(target), companionOf: photo, twin: twin)
  }

  @Test func `every file goes to the month of its photo`() throws {
    let result = try plan([
      PlanAsset(
        primary: file(0, "DCIM/a.jpg"), companions: [file(1, "DCIM/a.jpg.xmp", size: 5)],
        date: date("2023-12-25")),
      PlanAsset(primary: file(2, "b.jpg"), date: date("2024-01-01", .low)),
    ])
    #expect(
      result.moves == [
        move(0, to: "12.2023/a.jpg"), move(1, to: "12.2023/a.jpg.xmp", with: 0),
        move(2, to: "01.2024/b.jpg"),
      ])
    #expect(result.stays.isEmpty)
    #expect(
      result.seal
        == PlanSeal(
          found: 9, items: 3, bytes: 25, skippedByReason: ["hidden": 2], lowConfidenceDates: 1,
          undated: 0))
  }

  @Test func `names are given away once, across sources and what is there`() throws {
    let result = try plan(
      [
        PlanAsset(primary: file(0, "x/a.jpg"), date: date("2023-12-25")),
        PlanAsset(primary: file(1, "y/A.JPG"), date: date("2023-12-26")),
        PlanAsset(primary: file(2, "z/a.jpg"), date: date("2023-11-26")),
      ], existing: ["12.2023": ["a.jpg"]])
    #expect(
      result.moves.map(\.target.description) == [
        "12.2023/a-2.jpg", "12.2023/A-3.JPG", "11.2023/a.jpg",
      ])
  }

  @Test func `copying is planned as copying`() throws {
    let result = try plan(
      [PlanAsset(primary: file(0, "a.jpg"), date: date("2023-12-25"))], Configuration(mode: .copy))
    #expect(result.moves == [move(0, to: "12.2023/a.jpg", action: .copy)])
  }

  @Test(arguments: [UndatedPolicy.folder, .leave])
  func `files without a date go to their folder or stay`(policy: UndatedPolicy) throws {
    let asset = PlanAsset(
      primary: file(0, "a.jpg"), companions: [file(1, "a.xmp")], date: nil)
    let result = try plan([asset], Configuration(undated: policy))
    #expect(result.seal.undated == 1)
    switch policy {
    case .folder:
      #expect(
        result.moves == [move(0, to: "Undated/a.jpg"), move(1, to: "Undated/a.xmp", with: 0)])
    case .leave:
      #expect(result.moves.isEmpty)
      #expect(
        result.stays == [
          PlannedStay(file: 0, reason: .undated), PlannedStay(file: 1, reason: .companionStays),
        ])
    }
  }

  @Test func `an asset that could not be read stays, whatever else is known`() throws {
    let asset = PlanAsset(
      primary: file(0, "a.jpg"), companions: [file(1, "a.xmp")], date: date("2023-12-25"),
      failure: "Input/output error", twins: [.file(7), .file(8)])
    let result = try plan([asset], Configuration(duplicates: .delete))
    #expect(result.moves.isEmpty)
    #expect(
      result.stays == [
        PlannedStay(file: 0, reason: .unreadable("Input/output error")),
        PlannedStay(file: 1, reason: .companionStays),
      ])
  }

  @Test(arguments: DuplicatePolicy.allCases)
  func `a duplicate is handled as asked`(policy: DuplicatePolicy) throws {
    let twins: [Twin] = [.file(2), .library(Path("12.2023/a.xmp"))]
    let assets = [
      PlanAsset(
        primary: file(0, "a.jpg"), companions: [file(1, "a.xmp")], date: date("2023-12-25"),
        twins: twins),
      PlanAsset(primary: file(2, "b.jpg"), date: date("2023-12-25")),
    ]
    let result = try plan(
      assets, Configuration(duplicates: policy), existing: ["Duplicates": ["A.JPG"]])
    let kept = move(2, to: "12.2023/b.jpg")
    switch policy {
    case .leave:
      #expect(result.moves == [kept])
      #expect(
        result.stays == [
          PlannedStay(file: 0, reason: .duplicate(twins[0])),
          PlannedStay(file: 1, reason: .duplicate(twins[1])),
        ])
    case .quarantine:
      #expect(
        result.moves == [
          move(0, to: "Duplicates/a-2.jpg", action: .quarantine, twin: twins[0]),
          move(1, to: "Duplicates/a-2.xmp", action: .quarantine, with: 0, twin: twins[1]), kept,
        ])
    case .delete:
      // Removals come last: their twins have arrived by then.
      #expect(
        result.moves == [
          kept, move(0, to: "", action: .delete, twin: twins[0]),
          move(1, to: "", action: .delete, with: 0, twin: twins[1]),
        ])
      #expect(result.seal.bytes == 10)
    }
    #expect(result.seal.items == result.moves.count)
  }

  @Test func `after lost books the same file at its planned name is a move to be finished`() throws
  {
    let asset = PlanAsset(
      primary: file(0, "x/a.jpg"), date: date("2023-12-25"),
      twins: [.library(Path("12.2023/a.jpg"))])
    let existing = ["12.2023": ["a.jpg"]]
    let recovered = try plan([asset], isRecovering: true, existing: existing)
    #expect(recovered.moves == [move(0, to: "12.2023/a.jpg")])
    let ordinary = try plan([asset], existing: existing)
    #expect(ordinary.moves.isEmpty && ordinary.stays.count == 1)
    let elsewhere = PlanAsset(
      primary: file(0, "x/a.jpg"), date: date("2023-12-25"),
      twins: [.library(Path("11.2023/a.jpg"))])
    #expect(try plan([elsewhere], isRecovering: true, existing: existing).moves.isEmpty)
  }

  @Test func `no target leaves the output, whatever a file is called or says`() throws {
    let assets = ["..", ".", "…", "a/..b", "-n"].enumerated().map { index, name in
      PlanAsset(
        primary: file(index, "x/" + name), date: date("2023-12-25"), make: "../../etc",
        model: "/")
    }
    let result = try plan(assets, Configuration(layout: "{make}/{model}/{yyyy}"))
    for move in result.moves {
      let folders = move.target.parent.components
      #expect(!move.target.isAbsolute)
      #expect(!folders.contains(Path("..")) && !folders.contains(Path(".")))
    }
  }

  private func member(_ number: Int, _ path: String) -> PlanFile {
    PlanFile(number: number, path: Path(path), size: 10, role: .photo, isReadOnly: true)
  }

  @Test func `files of archives are copied, whatever goes with them`() throws {
    let result = try plan([
      PlanAsset(
        primary: member(0, "a.jpg"), companions: [file(1, "a.jpg.json")], date: date("2023-12-25"))
    ])
    #expect(
      result.moves == [
        move(0, to: "12.2023/a.jpg", action: .copy), move(1, to: "12.2023/a.jpg.json", with: 0),
      ])
  }

  @Test(arguments: DuplicatePolicy.allCases)
  func `duplicates in archives stay`(_ policy: DuplicatePolicy) throws {
    let twin = Twin.library(Path("12.2023/x.jpg"))
    let result = try plan(
      [
        PlanAsset(
          primary: member(0, "a.jpg"), companions: [file(1, "a.jpg.xmp"), file(2, "a.jpg.json")],
          date: date("2023-12-25"), twins: [twin, twin, nil]),
        PlanAsset(
          primary: file(3, "b.jpg"), companions: [member(4, "b.jpg.json")],
          date: date("2023-12-25"), twins: [twin, nil]),
      ], Configuration(duplicates: policy))
    let going: [PlannedMove] =
      switch policy {
      case .leave: []
      case .quarantine:
        [
          move(1, to: "Duplicates/a.jpg.xmp", action: .quarantine, with: 0, twin: twin),
          move(3, to: "Duplicates/b.jpg", action: .quarantine, twin: twin),
        ]
      case .delete:
        [
          move(1, to: "", action: .delete, with: 0, twin: twin),
          move(3, to: "", action: .delete, twin: twin),
        ]
      }
    #expect(result.moves == going)
    #expect(
      result.stays.filter { [0, 2, 4].contains($0.file) } == [
        PlannedStay(file: 0, reason: .duplicate(twin)),
        PlannedStay(file: 2, reason: .noteOfDuplicate),
        PlannedStay(file: 4, reason: .noteOfDuplicate),
      ])
  }
}
