import PicsortCore
import Platform
import Testing

/// The plan that puts files back.
@Suite struct UndoPlannerTests {
  private static let words = UndoWords(goal: .sources, operation: "abc")

  private func file(
    _ number: Int, _ decision: ReversalDecision, with photo: Int? = nil, failure: String? = nil
  ) -> ReversedFile {
    ReversedFile(
      number: number, companionOf: photo, here: Path("12.2023/\(number).jpg"),
      there: Path("DCIM/\(number).jpg"),
      identity: FileIdentity(size: 10, modified: 7, inode: UInt64(number)), modified: 5,
      decision: decision, failure: failure)
  }

  private func plan(_ files: [ReversedFile], first: Int = 0) -> UndoPlan {
    UndoPlanner.plan(files, steps: [], firstNumber: first, words: Self.words)
  }

  @Test func `files are numbered anew, and companions follow their photo`() {
    let undo = plan(
      [
        file(3, .nothing), file(7, .bringBack), file(9, .bringBack, with: 7),
        file(12, .bringBack, with: 3),
      ], first: 100)

    #expect(undo.files.map(\.number) == [100, 101, 102])
    #expect(undo.plan.moves.map(\.companionOf) == [nil, 100, nil])
    #expect(undo.plan.moves.map(\.target) == ["7", "9", "12"].map { Path("DCIM/\($0).jpg") })
    #expect(undo.plan.seal.found == 3)
    #expect(undo.plan.seal.items == 3)
    #expect(undo.plan.seal.bytes == 30)
  }

  @Test func `duplicates are made again first and copies removed last`() {
    let undo = plan([file(0, .removeCopy), file(1, .bringBack), file(2, .restore)])

    #expect(undo.plan.moves.map(\.action) == [.copy, .move, .delete])
    #expect(undo.plan.moves.first?.modified == 5)
    #expect(undo.plan.moves.last?.twin == .library(Path("DCIM/0.jpg")))
  }

  @Test func `an asset stays whole when one of its files was changed`() {
    let undo = plan([
      file(0, .bringBack), file(1, .refuse(.changed), with: 0), file(2, .bringBack, with: 0),
      file(3, .bringBack),
    ])

    #expect(undo.plan.moves.map(\.target) == [Path("DCIM/3.jpg")])
    #expect(undo.plan.stays.map(\.file) == [0, 1, 2])
    #expect(undo.plan.seal.found == 4)
    #expect(undo.plan.seal.items == 1)
  }

  @Test func `a companion that is gone keeps nothing from going back`() {
    let undo = plan([file(0, .bringBack), file(1, .refuse(.missing), with: 0)])

    #expect(undo.plan.moves.count == 1)
    #expect(undo.plan.stays.count == 1)
  }

  @Test func `a file that cannot be looked at is named, whatever was decided`() {
    let undo = plan([file(0, .nothing, failure: "Permission denied")])

    #expect(undo.plan.moves == [])
    guard case .refused(let cause, let nextStep)? = undo.plan.stays.first?.reason else {
      Issue.record("it is not refused")
      return
    }
    #expect(cause.contains("Permission denied"))
    #expect(nextStep.contains("picsort undo abc"))
  }

  @Test func `an operation that is undone already leaves an empty plan`() {
    #expect(plan([file(0, .nothing), file(1, .nothing)]).isEmpty)
  }

  @Test(arguments: ReversalDecision.Refusal.allCases)
  func `every refusal says a cause and a next step`(_ refusal: ReversalDecision.Refusal) {
    let sentences = Self.words.sentences(for: refusal)
    #expect(!sentences.cause.isEmpty && !sentences.nextStep.isEmpty)
  }

  @Test func `steps take links first and then folders, the deepest first`() {
    let steps = UndoStep.reversing(
      made: [
        .init(folder: Path("Albums"), source: nil), .init(folder: Path("Albums/Oslo"), source: nil),
        .init(folder: Path("Albums"), source: nil),
      ],
      links: [.init(path: Path("Albums/Oslo/a"), target: Path("../../x/a"))], steps: [])

    #expect(
      steps == [
        .removeLink(Path("Albums/Oslo/a"), target: Path("../../x/a")),
        .removeFolder(Path("Albums/Oslo"), source: nil), .removeFolder(Path("Albums"), source: nil),
      ])
  }

  @Test func `what an undo took away is made again, folders first`() {
    let undone: [UndoStep] = [
      .removeLink(Path("Albums/Oslo/a"), target: Path("../../x/a")),
      .removeFolder(Path("Albums/Oslo"), source: nil), .removeFolder(Path("Albums"), source: nil),
    ]
    let steps = UndoStep.reversing(
      made: [.init(folder: Path("DCIM"), source: 1)], links: [], steps: undone)

    #expect(
      steps == [
        .makeFolder(Path("Albums"), source: nil), .makeFolder(Path("Albums/Oslo"), source: nil),
        .makeLink(Path("Albums/Oslo/a"), target: Path("../../x/a")),
        .removeFolder(Path("DCIM"), source: 1),
      ])
  }
}
