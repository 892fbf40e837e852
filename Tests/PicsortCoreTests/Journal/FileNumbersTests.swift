import PicsortCore
import Testing

@Suite("Sets of numbers of files")
struct FileNumbersTests {
  @Test func `it holds what a set holds`() {
    var random = SeededGenerator(seed: 7)
    var numbers = FileNumbers()
    var plain: Set<Int> = []
    for _ in 0..<4000 {
      // Most are near each other, some far off, some none at all.
      let number: Int =
        switch Int.random(in: 0..<10, using: &random) {
        case 0: Int.random(in: Int.min...Int.max, using: &random)
        case 1: Int.random(in: -3...200_000, using: &random)
        default: Int.random(in: 0..<300, using: &random)
        }
      if Bool.random(using: &random) {
        numbers.insert(number)
        plain.insert(number)
      } else {
        numbers.remove(number)
        plain.remove(number)
      }
      #expect(numbers.contains(number) == plain.contains(number))
      #expect(numbers.count == plain.count)
    }
    #expect(Set(numbers) == plain && Array(numbers).count == plain.count)
    #expect(numbers == FileNumbers(plain))
  }

  @Test func `unions and differences are those of sets`() {
    let some: FileNumbers = [0, 5, 63, 64, 1 << 40]
    #expect(some.union([1, 5]) == [0, 1, 5, 63, 64, 1 << 40])
    #expect(some.subtracting([5, 64, 9]) == [0, 63, 1 << 40])
    #expect(some != [0, 5, 63, 64, 65] && FileNumbers().isEmpty)
  }

  @Test func `a number that was far off stays one number when its neighbours come`() {
    var numbers: FileNumbers = [200_000]
    for number in 0..<150_000 { numbers.insert(number) }
    numbers.insert(200_000)
    #expect(numbers.count == 150_001)
    numbers.remove(200_000)
    #expect(!numbers.contains(200_000) && numbers.count == 150_000)
  }
}
