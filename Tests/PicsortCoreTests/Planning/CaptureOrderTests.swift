import Testing

@testable import PicsortCore

@Suite("The order of capture")
struct CaptureOrderTests {
  private static let ordered = [
    "", "-", "0", "00", "01", "1", "1a", "2", "10", "10.jpg", "10a", "A", "IMG_", "IMG_1", "IMG_2",
    "IMG_2/1", "IMG_2/10", "IMG_002b", "IMG_9", "IMG_10", "IMG_99999999999999999999",
    "IMG_100000000000000000000", "IMG_a", "a", "é",
  ]

  @Test func `runs of digits count as numbers`() {
    for (index, left) in Self.ordered.enumerated() {
      for (other, right) in Self.ordered.enumerated() {
        #expect(
          CaptureOrder.precedes(Array(left.utf8), Array(right.utf8)) == (index < other),
          "\(left) before \(right)")
      }
    }
  }
}
