import Platform
import Testing

@testable import picsort

struct `Safe text` {
  @Test(arguments: [
    ("plain.jpg", "plain.jpg"), ("Fotos für Oma.jpg", "Fotos für Oma.jpg"), ("日本.jpg", "日本.jpg"),
    ("a\u{1B}[31mb", "a\\x1B[31mb"), ("a\nb\tc", "a\\x0Ab\\x09c"), ("a\u{7F}", "a\\x7F"),
    ("a\u{85}b", "a\\xC2\\x85b"), ("\u{9B}31m", "\\xC2\\x9B31m"),
    ("gpj\u{202E}exe", "gpj\\xE2\\x80\\xAEexe"), ("a\u{2066}b", "a\\xE2\\x81\\xA6b"),
    ("a\u{200F}", "a\\xE2\\x80\\x8F"), ("a\u{061C}", "a\\xD8\\x9C"),
    ("a\u{2028}b", "a\\xE2\\x80\\xA8b"),
    ("a\\b", "a\\\\b"), ("", ""), ("\u{1F468}\u{200D}\u{1F469}", "\u{1F468}\u{200D}\u{1F469}"),
  ])
  func `escapes what disturbs a terminal and nothing else`(name: String, shown: String) {
    #expect(SafeText.escape(Array(name.utf8)) == shown)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\\xFFb"), ([0xC3], "\\xC3"), ([0xC3, 0x28], "\\xC3("),
      ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC0, 0xAF], "\\xC0\\xAF"),
      ([0xF0, 0x9F, 0x98], "\\xF0\\x9F\\x98"), ([0x80, 0xC3, 0xA9], "\\x80é"), ([0x9B], "\\x9B"),
    ] as [([UInt8], String)])
  func `escapes bytes that are not UTF-8, one by one`(bytes: [UInt8], shown: String) {
    #expect(SafeText.escape(bytes) == shown)
    #expect(SafeText.escape(Path(bytes: bytes)) == shown)
  }

  @Test func `gives different names different forms`() {
    let names: [[UInt8]] = [[0x1B], Array("\\x1B".utf8), [0xFF], Array("\\xFF".utf8), [0x5C], []]
    #expect(Set(names.map { SafeText.escape($0) }).count == names.count)
  }

  @Test func `leaves a backslash alone in a sentence of our own`() {
    #expect(SafeText.line("C:\\x\u{1B}") == "C:\\x\\x1B")
  }

  @Test func `is cut in the middle, by columns`() {
    #expect(SafeText.shortened("IMG_0001.jpg", to: 12) == "IMG_0001.jpg")
    #expect(SafeText.shortened("a-very-long-name-0001.jpg", to: 12) == "a-v...01.jpg")
    for cells in 4...20 {
      let short = SafeText.shortened("日本語の長い名前の写真.jpg", to: cells)
      #expect(Cells.width(short) <= cells)
      #expect(short.contains("..."))
    }
    #expect(SafeText.shortened("abcdef", to: 3) == "")
  }

  @Test(arguments: [
    ("abc", 3), ("für", 3), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("😀", 2), ("🇩🇪", 2),
    ("👩‍👩‍👧", 2), ("한", 2), ("❤️", 2), ("", 0),
  ])
  func `is as wide as a terminal shows it`(text: String, width: Int) {
    #expect(Cells.width(text) == width)
  }
}

struct `Words for a shell` {
  @Test(arguments: [
    ("plain-1.jpg", "plain-1.jpg"), ("/a/b_c:d", "/a/b_c:d"), ("a b", "'a b'"),
    ("it's", "'it'\\''s'"),
    ("", "''"), ("$HOME", "'$HOME'"), ("a;b", "'a;b'"), ("*", "'*'"), ("~/x", "'~/x'"),
    ("für", "'für'"), ("a\\b", "'a\\b'"), ("a\nb", "$'a\\012b'"), ("\u{1B}1'", "$'\\0331\\047'"),
  ])
  func `are quoted only where they must be`(word: String, quoted: String) {
    #expect(Shell.quote(Array(word.utf8)) == quoted)
  }

  @Test func `keep bytes that are not UTF-8`() {
    #expect(Shell.quote([0x61, 0xFF, 0x20]) == "$'a\\377 '")
  }

  @Test func `make a line`() {
    #expect(Shell.line(["picsort", "-o", "a b"].map { Array($0.utf8) }) == "picsort -o 'a b'")
  }
}

struct `Numbers for people` {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "-1,000"),
    (Int.max, "9,223,372,036,854,775,807"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `are grouped by thousands`(number: Int, text: String) {
    #expect(Figures.grouped(number) == text)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1499, "1.5 kB"), (99_949, "99.9 kB"),
    (99_950, "100 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (13_800_000_000, "13.8 GB"),
    (182_000_000, "182 MB"), (Int.max, "9,223 PB"), (-5, "0 B"),
  ])
  func `count bytes in decimal units`(bytes: Int, text: String) {
    #expect(Figures.bytes(bytes) == text)
  }

  @Test func `compare bytes in the unit of the whole`() {
    #expect(Figures.bytes(5_100_000_000, of: 13_800_000_000) == "5.1/13.8 GB")
    #expect(Figures.bytes(0, of: 13_800_000_000) == "0.0/13.8 GB")
    #expect(Figures.bytes(570_000_000, of: 900_000_000) == "570/900 MB")
  }

  @Test(
    arguments: [
      (0, "0:00"), (42, "0:42"), (61.9, "1:01"), (3723, "1:02:03"), (-1, "0:00"), (.nan, "0:00"),
      (.infinity, "0:00"), (360_000, "100:00:00"),
    ] as [(Double, String)])
  func `tell time as a clock does`(seconds: Double, text: String) {
    #expect(Figures.clock(seconds) == text)
  }

  @Test(
    arguments: [
      (0.04, "0.0 s"), (0.44, "0.4 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"),
      (60, "1 min"),
      (185, "3 min 5 s"), (7260, "2 h 1 min"), (7200, "2 h"), (.nan, "0 s"), (-3, "0.0 s"),
    ] as [(Double, String)])
  func `tell time in a sentence`(seconds: Double, text: String) {
    #expect(Figures.duration(seconds) == text)
  }

  @Test func `know one from many`() {
    #expect(Figures.count(1, "file") == "1 file")
    #expect(Figures.count(0, "file") == "0 files")
    #expect(Figures.count(1200, "file needs", "files need") == "1,200 files need")
  }
}
