import MediaMetadata
import PicsortCore
import Platform
import Testing

/// What is kept of a million files agrees with the plain collections it stands for.
@Suite("Numbers and records of files, packed")
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

  @Test func `records come back as they were, the later one of a number`() {
    let records = SampleRecords.all.compactMap { record -> FileRecord? in
      if case .file(let file) = record { file } else { nil }
    }
    var table = FileTable(records)
    #expect(table.records == records && table.count == records.count)
    for record in records { #expect(table[record.number] == record) }
    #expect(table.hasAlbums)
    var later = records[1]
    later.path = Path("elsewhere/" + String(repeating: "long", count: 20_000))
    later.facts.make = "another"
    later.facts.claims.reverse()
    table.insert(later)
    #expect(table[later.number] == later && table.count == records.count)
    #expect(table[records[0].number] == records[0])
    #expect(table[1] == nil && table[-1] == nil && table[Int.max] == nil)
  }

  @Test func `files that have much in common keep what is their own`() {
    let roles: [FileRole] = [.photo, .raw, .video, .sidecar, .other]
    let records = (0..<200).map { number in
      var record = SampleRecords.file(number, "IMG_\(number).JPG", size: number)
      record.facts = FileFacts(
        role: roles[number % 5], format: number % 3 == 0 ? "JPEG" : nil,
        claims: Array(
          repeating: .at("2023-12-25T14:30:00", .fileName, .offset(seconds: 60 * number)),
          count: number % 4),
        make: number % 7 == 0 ? nil : "Make \(number % 11)", duration: number % 13 == 0 ? 1 : nil)
      return record
    }
    let table = FileTable(records)
    #expect(table.records == records && !table.hasAlbums)
  }
}
