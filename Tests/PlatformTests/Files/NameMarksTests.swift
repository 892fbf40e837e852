import Platform
import Testing

@Suite("What one pass over a name finds")
struct NameMarksTests {
  private func marks(_ name: String) -> NameMarks { NameMarks(Array(name.utf8)) }

  @Test(arguments: [
    ("IMG_1.JPG", "img_1.heic"), ("a.b.c", "A.B.d"), ("IMG_1", "img_1.jpg"), (".a", ".A"),
    ("a.", "A."), ("Größe.jpg", "GrößE.png"),
  ])
  func `names of one stem, capital letters or not, have one hash of it`(
    name: String, other: String
  ) {
    #expect(marks(name).stemHash == marks(other).stemHash)
  }

  @Test(arguments: ["IMG_1.JPG", "a.b.c", ".hidden", "no dot", "dot at the end.", "..", ""])
  func `the hash of a stem is that of the stem as a path has it`(name: String) {
    #expect(marks(name).stemHash == NameMarks(Path(name).lastStem).hash)
  }

  @Test(arguments: [("IMG_1.JPG", "IMG_2.JPG"), ("a.b", "a.c"), ("a[b", "a{b"), ("a@", "a`")])
  func `other names have other hashes`(name: String, other: String) {
    #expect(marks(name).hash != marks(other).hash)
  }

  @Test func `joints, dots and letters beyond ASCII are seen`() {
    #expect(!marks("IMG_1.JPG").hasJoint)
    #expect(marks("IMG_1-edited.JPG").hasJoint)
    #expect(marks("IMG_1~2.JPG").hasJoint)
    #expect(marks("PXL.RAW.dng").dots == 2)
    #expect(marks("IMG_1.JPG").isASCII)
    #expect(!marks("Größe.jpg").isASCII)
  }

  @Test func `of a path it is the last component that counts`() {
    let path = Path("2019-07/a.b/IMG_1.JPG")
    #expect(path.nameMarks.hash == marks("img_1.jpg").hash)
    #expect(!path.nameMarks.hasJoint)
    #expect(path.nameMarks.dots == 1)
  }
}
