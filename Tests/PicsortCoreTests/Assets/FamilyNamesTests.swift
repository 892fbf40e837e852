@testable import PicsortCore
import Platform
import Testing

@Suite("Names that tell of other files")
struct FamilyNamesTests {
  /// Every name of four of these parts, which are what the rules look at.
  @Test func `a name that is passed over quickly is no edit and no part of a shot`() {
    let parts = ["", "IMG_E", "IMG_", "1", "-", "~", ".", "RAW-01", "COVER", "ORIGINAL", "edited"]
    var passedOver = 0
    for first in parts {
      for second in parts {
        for third in parts {
          for fourth in parts {
            let name = first + second + third + fourth
            for path in [Path(name), Path("a-b/c.d.e/" + name), Path(name + ".jpg")]
            where !name.isEmpty && !FamilyNames.mayTellOfAnother(path, path.nameMarks) {
              passedOver += 1
              let stem = path.lastStem
              #expect(FamilyNames.originals(ofEdited: stem).isEmpty, "\(path)")
              #expect(FamilyNames.PixelShot(stem) == nil, "\(path)")
            }
          }
        }
      }
    }
    #expect(passedOver > 1000)
  }

  @Test(arguments: ["IMG_1234.JPG", "DSC00001.ARW", "20230101_120000.jpg", "a"])
  func `a camera's name is passed over`(name: String) {
    let path = Path("x-y/" + name)
    #expect(!FamilyNames.mayTellOfAnother(path, path.nameMarks))
  }

  @Test(arguments: [
    "", "a", "/", "a/", "a/b", "/a", "a.b", "a/.b", "a/b.", "a/b.c.d", "a.b/c", "a.b/c.d/",
  ])
  func `the stem of the last component is that of its name`(path: String) {
    let path = Path(path)
    #expect(path.lastStem == path.lastComponent.stemAndExtension.stem)
    #expect(Array(path.bytes[path.lastComponentRange]) == path.lastComponent.bytes)
  }

  @Test(arguments: ["", "a", "/", "/a", "a/b", "a/b/", "/a/b", "a//b", "ab/c"])
  func `a path lies directly in its parent, and in no other folder`(path: String) {
    let path = Path(path)
    for folder in ["", "/", "a", "a/", "/a", "b", "ab", "a/b"] {
      #expect(path.isDirectly(in: Path(folder)) == (path.parent == Path(folder)))
    }
  }
}
