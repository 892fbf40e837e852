import PicsortCore
import Testing

@Suite("Names as text")
struct PathTextTests {
  @Test(arguments: [
    ("IMG_1.JPG", "IMG_1.JPG"),
    ("Zoë 🏖.heic", "Zoë 🏖.heic"),
    ("100%.jpg", "100%25.jpg"),
    ("%41", "%2541"),
    ("", ""),
  ])
  func `text stays readable and only the percent sign is escaped`(name: String, text: String) {
    #expect(PathText.encode(Array(name.utf8)) == Array(text.utf8))
    #expect(PathText.decode(Array(text.utf8)) == Array(name.utf8))
  }

  @Test(
    arguments: [
      // Table 3-7 of the Unicode standard: what is next to each border of it.
      ([0x80], "%80"),
      ([0xC0, 0x80], "%C0%80"),
      ([0xC1, 0xBF], "%C1%BF"),
      ([0xC2], "%C2"),
      ([0xC2, 0x41], "%C2A"),
      ([0xE0, 0x9F, 0xBF], "%E0%9F%BF"),
      ([0xED, 0xA0, 0x80], "%ED%A0%80"),
      ([0xE2, 0x82], "%E2%82"),
      ([0xF0, 0x8F, 0xBF, 0xBF], "%F0%8F%BF%BF"),
      ([0xF4, 0x90, 0x80, 0x80], "%F4%90%80%80"),
      ([0xF5, 0x80, 0x80, 0x80], "%F5%80%80%80"),
      ([0xF0, 0x9F, 0x8F], "%F0%9F%8F"),
      ([0x4D, 0xFC, 0x6C, 0x6C], "M%FCll"),
    ] as [([UInt8], String)])
  func `bytes that are no text become percent and two digits`(name: [UInt8], text: String) {
    #expect(PathText.encode(name) == Array(text.utf8))
    #expect(PathText.decode(Array(text.utf8)) == name)
  }

  @Test func `every byte and every pair of bytes comes back`() {
    for first in UInt8.min...UInt8.max {
      #expect(PathText.decode(PathText.encode([first])) == [first])
      for second in UInt8.min...UInt8.max {
        let name = [first, second]
        let text = PathText.encode(name)
        guard PathText.decode(text) == name, String(validating: text, as: UTF8.self) != nil else {
          Issue.record("\(name) became \(text)")
          continue
        }
      }
    }
  }

  @Test func `random bytes come back, and their text is always UTF-8`() {
    var random = SeededGenerator(seed: 1)
    // Lead bytes and continuation bytes often, so that well-formed sequences occur.
    let alphabet: [UInt8] = [
      0x25, 0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xED, 0xF0, 0xF4,
    ]
    for _ in 0..<5000 {
      let name = (0..<6).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let text = PathText.encode(name)
      #expect(PathText.decode(text) == name)
      #expect(String(validating: text, as: UTF8.self) != nil)
    }
  }

  @Test(arguments: ["%", "a%", "%4", "%G0", "%0G", "%%", "% 1"])
  func `a percent sign without two digits is refused`(text: String) {
    #expect(PathText.decode(Array(text.utf8)) == nil)
  }
}
