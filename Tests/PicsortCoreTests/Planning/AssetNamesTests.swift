import PicsortCore
import Platform
import Testing

@Suite("Names of an asset")
struct AssetNamesTests {
  private func names(_ own: [String], _ stem: String = "NEW") -> [String] {
    AssetNames.names(for: own.map { Path($0) }, stem: stem).map(\.description)
  }

  @Test(arguments: [
    (["IMG_1.JPG"], ["NEW.JPG"]),
    (["IMG_1.tar.gz"], ["NEW.gz"]),
    (["IMG_1"], ["NEW"]),
    (["IMG_1.HEIC", "IMG_1.HEIC.xmp"], ["NEW.HEIC", "NEW.HEIC.xmp"]),
    (["IMG_1.HEIC", "IMG_1.xmp"], ["NEW.HEIC", "NEW.xmp"]),
    (["IMG_1.HEIC", "img_1.XMP"], ["NEW.HEIC", "NEW.XMP"]),
    (["IMG_1.jpg", "IMG_1-edited.jpg"], ["NEW.jpg", "NEW-edited.jpg"]),
    (["IMG_1.jpg", "IMG_1(1).jpg"], ["NEW.jpg", "NEW(1).jpg"]),
    (
      ["IMG_1.jpg", "IMG_1.jpg.supplemental-metadata.json"],
      ["NEW.jpg", "NEW.jpg.supplemental-metadata.json"]
    ),
    // Apple's edit and original beside the photo, and what belongs to them.
    (["IMG_0001.HEIC", "IMG_E0001.HEIC"], ["NEW.HEIC", "NEW-E.HEIC"]),
    (["IMG_0001.HEIC", "IMG_O0001.aae"], ["NEW.HEIC", "NEW-O.aae"]),
    (["img_0001.heic", "img_e0001.heic.xmp"], ["NEW.heic", "NEW-e.heic.xmp"]),
    // Another photo's number, not this one's edit.
    (["IMG_1.HEIC", "IMG_E12.HEIC"], ["NEW.HEIC", "NEW-IMG_E12.HEIC"]),
    (["DSC_1.JPG", "DSC_E1.JPG"], ["NEW.JPG", "NEW-DSC_E1.JPG"]),
    // Another stem altogether: a Live Photo's video, a name that Takeout cut.
    (["IMG_1.HEIC", "IMG_7.MOV"], ["NEW.HEIC", "NEW.MOV"]),
    (["IMG_1.HEIC", "IMG_12.MOV"], ["NEW.HEIC", "NEW.MOV"]),
    (["COVER_TOP.jpg", "COVER_TO.json"], ["NEW.jpg", "NEW.json"]),
    // What is free within the asset is so in upper and lower case.
    (["IMG_1.jpg", "IMG_7.JPG"], ["NEW.jpg", "NEW-IMG_7.JPG"]),
    (["IMG_1.HEIC", "IMG_7.MOV", "IMG_1.mov"], ["NEW.HEIC", "NEW-IMG_7.MOV", "NEW.mov"]),
    (["IMG_1.HEIC", "IMG_7.MOV", "IMG_8.MOV"], ["NEW.HEIC", "NEW.MOV", "NEW-IMG_8.MOV"]),
    // The primary is the edit.
    (["IMG_E1.HEIC", "IMG_1.HEIC", "IMG_1.AAE"], ["NEW.HEIC", "NEW-IMG_1.HEIC", "NEW.AAE"]),
    (["IMG_1.JPG", "no extension"], ["NEW.JPG", "NEW"]),
    (["IMG_1", "no extension"], ["NEW", "NEW-no extension"]),
    ([], []),
  ])
  func `companions follow their photo`(own: [String], wanted: [String]) {
    #expect(names(own) == wanted)
  }

  @Test func `names that are no text keep their bytes`() {
    let own = [Path(bytes: [0xFF, 0x2E, 0x61]), Path(bytes: [0xFF, 0xFE, 0x2E, 0x62])]
    #expect(
      AssetNames.names(for: own, stem: "N") == [
        Path("N.a"), Path(bytes: [0x4E, 0xFE, 0x2E, 0x62]),
      ])
  }

  @Test(arguments: ["a", "é", "🏖"])
  func `a long stem leaves room for extensions and a suffix`(letter: String) throws {
    let stem = String(repeating: letter, count: 255 / letter.utf8.count)
    let own = ["IMG_1.HEIC", "IMG_1.HEIC.xmp", "IMG_7.MOV"]
    let wanted = names(own, stem)
    #expect(wanted.allSatisfy { $0.utf8.count <= 247 && $0.utf8.count > 230 })
    let head = try #require(wanted.first).dropLast(".HEIC".count)
    #expect(wanted == [head + ".HEIC", head + ".HEIC.xmp", head + ".MOV"])

    var table = NameTable { _ in wanted.map { Path($0) } }
    let reserved = table.reserve(wanted.map { Path($0) }, in: Path("x")).map(\.description)
    #expect(reserved == [head + "-2.HEIC", head + "-2.HEIC.xmp", head + "-2.MOV"])
  }

  @Test func `a cut stem ends in no blank`() {
    let stem = String(repeating: "a", count: 242) + " b"
    #expect(names(["IMG_1.jpg"], stem) == [String(repeating: "a", count: 242) + ".jpg"])
  }

  @Test func `an asset whose companion leaves no room for a stem keeps its names`() {
    let own = ["a.jpg", "a" + String(repeating: "x", count: 240) + ".json"]
    #expect(names(own) == own)
  }

  @Test func `a companion's own stem is kept as far as there is room`() {
    let own = ["IMG_1.jpg", String(repeating: "b", count: 250) + ".jpg"]
    #expect(names(own) == ["NEW.jpg", "NEW-" + String(repeating: "b", count: 100) + ".jpg"])
  }

  @Test func `the same files get the same names again`() {
    let own = ["IMG_1.jpg", "IMG_7.JPG", "IMG_E1.JPG", "IMG_1.xmp", "x.MOV", "y.mov"]
    #expect(names(own) == names(own))
    #expect(Set(names(own).map { $0.lowercased() }).count == own.count)
  }

  @Test func `recovery knows every name that a collision makes`() {
    let wanted = AssetNames.names(
      for: ["IMG_1.HEIC", "IMG_1.HEIC.xmp", "IMG_E1.HEIC", "IMG_7.MOV"].map { Path($0) },
      stem: "2023-12-25")
    let stem = wanted.first?.stemAndExtension.stem ?? []
    for number in [2, 9, 10, 1000] {
      for name in wanted {
        let together = NameTable.suffixed(name, stem: stem, number: number, beside: wanted)
        let alone = NameTable.suffixed(name, stem: stem, number: number)
        #expect(NameTable.isName(together, of: name, stem: stem, beside: wanted))
        #expect(NameTable.isName(alone, of: name, stem: stem, beside: wanted))
        // The next day is no number of this one.
        #expect(!NameTable.isName(Path("2023-12-26.HEIC"), of: name, stem: stem, beside: wanted))
        #expect(!NameTable.isName(Path("2023-12-25-1.HEIC"), of: name, stem: stem))
      }
    }
    #expect(wanted.map { NameTable.isName($0, of: $0, stem: stem) } == [true, true, true, true])
  }

  @Test func `recovery knows the names of assets whose names are as long as can be`() {
    let stem = String(repeating: "a", count: 247)
    let wanted = [stem + ".jpg", stem + ".jpg.xmp"].map { Path($0) }
    var table = NameTable { _ in wanted }
    let reserved = table.reserve(wanted, in: Path("x"))
    for (given, name) in zip(reserved, wanted) {
      #expect(given != name)
      #expect(NameTable.isName(given, of: name, stem: Array(stem.utf8), beside: wanted))
    }
  }
}
