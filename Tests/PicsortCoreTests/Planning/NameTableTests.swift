import PicsortCore
import Platform
import Testing

@Suite("Names in the output")
struct NameTableTests {
  private func reserve(_ names: [String], taken: [String]) -> [String] {
    var table = NameTable { _ in taken.map { Path($0) } }
    return table.reserve(names.map { Path($0) }, in: Path("12.2023")).map(\.description)
  }

  @Test(
    arguments: [
      (["a.jpg"], [], ["a.jpg"]),
      (["a.jpg"], ["a.png", "b.jpg"], ["a.jpg"]),
      (["a.jpg"], ["a.jpg"], ["a-2.jpg"]),
      (["a.jpg"], ["a.jpg", "a-2.jpg", "A-3.JPG"], ["a-4.jpg"]),
      (["a"], ["a"], ["a-2"]),
      ([".a"], [".a"], [".a-2"]),
      (["a."], ["a."], ["a.-2"]),
      (["a.tar.gz"], ["a.tar.gz"], ["a.tar-2.gz"]),
      // All files of an asset get the same suffix, behind the stem of the photo.
      (["IMG.HEIC", "IMG.HEIC.xmp"], ["IMG.HEIC"], ["IMG-2.HEIC", "IMG-2.HEIC.xmp"]),
      (["IMG.HEIC", "IMG.aae"], ["img.AAE"], ["IMG-2.HEIC", "IMG-2.aae"]),
      (["IMG.HEIC", "IMG.aae"], ["IMG.aae", "IMG-2.HEIC"], ["IMG-3.HEIC", "IMG-3.aae"]),
      (["IMG.HEIC", "img.xmp"], ["IMG.HEIC"], ["IMG-2.HEIC", "img-2.xmp"]),
    ] as [([String], [String], [String])])
  func `a name that is taken gets a suffix`(names: [String], taken: [String], wanted: [String]) {
    #expect(reserve(names, taken: taken) == wanted)
  }

  @Test(arguments: [
    ("IMG.JPG", "img.jpg"),
    ("straße.jpg", "STRASSE.JPG"),
    ("É.jpg", "é.jpg"),
    ("e\u{301}.jpg", "\u{E9}.jpg"),
    ("\u{E9}.jpg", "E\u{301}.jpg"),
    ("ΑΣ.jpg", "ας.jpg"),
    ("\u{FB01}n.jpg", "fin.jpg"),
    ("\u{212A}.jpg", "k.jpg"),
  ])
  func `names that differ in case or Unicode form alone are the same`(one: String, other: String) {
    for (name, taken) in [(one, other), (other, one)] {
      let reserved = reserve([name], taken: [taken])
      #expect(reserved != [name])
      // The name's own bytes are kept, whatever form they have.
      let stem = Path(name).stemAndExtension.stem
      #expect(reserved.first.map { Path($0).bytes.starts(with: stem) } == true)
    }
  }

  @Test func `a character beyond ASCII that Swift takes for one in it is the same`() {
    let ascii = Set((0x20...0x7E).map { String(Unicode.Scalar($0)) })
    var met: [String] = []
    for value in UInt32(0x80)...0x10_FFFF {
      guard let scalar = Unicode.Scalar(value), ascii.contains(String(scalar)) else { continue }
      met.append(String(scalar))
      for plain in ascii where plain == String(scalar) {
        #expect(reserve(["a\(scalar)"], taken: ["a\(plain)"]) == ["a\(scalar)-2"])
        #expect(reserve(["a\(plain)"], taken: ["a\(scalar)"]) == ["a\(plain)-2"])
      }
    }
    #expect(met.count >= 3)
  }

  @Test(arguments: [("é.jpg", "e.jpg"), ("a.jpg", "ä.jpg"), ("1.jpg", "١.jpg"), ("a b", "ab")])
  func `names that differ in more are not`(name: String, taken: String) {
    #expect(reserve([name], taken: [taken]) == [name])
  }

  @Test func `names that are no text are told apart by their bytes`() {
    let (one, other) = (Path(bytes: [0xFF, 0x2E, 0x61]), Path(bytes: [0xFE, 0x2E, 0x61]))
    var table = NameTable { _ in [one] }
    #expect(table.reserve([other], in: Path("x")) == [other])
    #expect(table.reserve([one], in: Path("x")) == [Path(bytes: [0xFF, 0x2D, 0x32, 0x2E, 0x61])])
  }

  @Test func `two files of one asset whose names are the same get two names`() {
    #expect(reserve(["a.jpg", "a.xmp", "a.XMP"], taken: []) == ["a.jpg", "a.xmp", "a-2.XMP"])
    #expect(
      reserve(["a.jpg", "a.xmp", "A.XMP", "a.Xmp"], taken: ["a.jpg"])
        == ["a-2.jpg", "a-2.xmp", "A-3.XMP", "a-4.Xmp"])
  }

  @Test func `a stem can be an asset's own whatever its extension`() {
    var table = NameTable(knowsStems: true) { _ in [Path("a.jpg"), Path("b.heic.xmp")] }
    let folder = Path("x")
    #expect(table.reserve([Path("A.HEIC")], in: folder, hasOwnStem: true) == [Path("A-2.HEIC")])
    #expect(table.reserve([Path("b.heic")], in: folder, hasOwnStem: true) == [Path("b.heic")])
    #expect(table.reserve([Path("b.mov")], in: folder, hasOwnStem: true) == [Path("b-2.mov")])
    #expect(table.reserve([Path("a.mov")], in: folder) == [Path("a.mov")])
    #expect(
      table.reserve(["c.jpg", "c.xmp", "C.xmp"].map { Path($0) }, in: folder, hasOwnStem: true)
        == ["c.jpg", "c.xmp", "C-2.xmp"].map { Path($0) })
  }

  @Test func `a folder is asked for its names once, and folders are apart`() {
    var asked: [Path] = []
    var table = NameTable { folder in
      asked.append(folder)
      return folder == Path("x") ? [Path("a")] : []
    }
    #expect(table.reserve([Path("a")], in: Path("x")) == [Path("a-2")])
    #expect(table.reserve([Path("a")], in: Path("y")) == [Path("a")])
    #expect(table.reserve([Path("a")], in: Path("x")) == [Path("a-3")])
    #expect(asked == [Path("x"), Path("y")])
  }

  @Test func `a thousand files of one name get a thousand names`() {
    var table = NameTable { _ in [] }
    var names: Set<Path> = []
    for _ in 0..<1000 {
      names.formUnion(table.reserve([Path("IMG_0001.JPG")], in: Path("x")))
    }
    #expect(names.count == 1000)
    #expect(names.contains(Path("IMG_0001.JPG")) && names.contains(Path("IMG_0001-1000.JPG")))
  }

  @Test(arguments: ["a", "é", "🏖", "e\u{301}"])
  func `a name of 255 bytes stays within them, and UTF-8`(letter: String) {
    let room = 251
    let count = room / letter.utf8.count
    let stem =
      String(repeating: letter, count: count)
      + String(repeating: "x", count: room - count * letter.utf8.count)
    for number in [2, 10, 1000] {
      let name = NameTable.suffixed(Path(stem + ".jpg"), stem: Array(stem.utf8), number: number)
      #expect(name.bytes.count <= 255 && name.bytes.count > 240)
      #expect(name.utf8?.hasSuffix("-\(number).jpg") == true)
    }
  }

  @Test func `companions of a long name are cut as it is`() throws {
    let stem = String(repeating: "a", count: 247)
    let names = reserve([stem + ".jpg", stem + ".jpg.xmp"], taken: [stem + ".jpg"])
    let photo = try #require(names.first)
    #expect(names.last == photo + ".xmp")
    #expect(names.allSatisfy { $0.utf8.count <= 255 })
  }

  @Test func `an extension that leaves no room is cut rather than refused`() {
    let name = "a." + String(repeating: "x", count: 253)
    let reserved = reserve([name], taken: [name])
    #expect(reserved.first?.utf8.count ?? 256 <= 255)
    #expect(reserved != [name])
  }
}
