import PicsortCore
import Platform
import Testing

@Suite("Two operations of one command in one report")
struct RunReportTests {
  @Test(arguments: [0, 3])
  func `what was copied first and found again is counted as copied`(_ takenAway: Int) {
    var first = RunReport(operation: "a", output: Path("/out"))
    first.tally.found = 10
    first.tally.copied = 9
    first.tally.failed = 1
    var second = RunReport(operation: "b", output: Path("/out"))
    second.tally.found = 11 - takenAway
    second.tally.copied = 2
    second.tally.duplicates = 9 - takenAway

    second.add(finished: first)

    #expect(second.tally.isBalanced)
    #expect(second.tally.copied == 11)
    #expect(second.tally.duplicates == 0)
    #expect(second.tally.found == 11)
  }

  @Test func `what was moved first is counted too`() {
    var first = RunReport(operation: "a", output: Path("/out"))
    first.tally.moved = 5
    first.tally.duplicates = 2
    first.departed = 6
    var second = RunReport(operation: "b", output: Path("/out"))
    second.tally.found = 3
    second.tally.moved = 2
    second.tally.duplicates = 1

    second.add(finished: first)

    #expect(second.tally.isBalanced)
    #expect(second.tally.moved == 7)
  }
}
