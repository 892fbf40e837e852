import PicsortCore
import Platform
import Testing

@Suite("What a scan passes over, and what an extension says")
struct SkipRulesTests {
  @Test(
    arguments: [
      ("IMG_1.JPG", nil), ("a", nil), ("thumbs.db.jpg", nil), ("_a.jpg", nil), ("icon.jpg", nil),
      ("Icon\r", .helper), ("._IMG_1.JPG", .helper), (".DS_Store", .helper), ("Thumbs.db", .helper),
      ("DESKTOP.INI", .helper), ("SYNOPHOTO_THUMB_XL.jpg", .helper), (".picasa.ini", .helper),
      (".hidden.jpg", .hidden), (".nomedia", .helper), ("..jpg", .hidden),
    ] as [(String, SkipRules.Reason?)])
  func `files by their names`(name: String, reason: SkipRules.Reason?) {
    #expect(SkipRules.file(Path(name)) == reason)
  }

  @Test(
    arguments: [
      ("DCIM", nil), ("2023", nil), ("trash", nil), ("my.photoslibrary.old", nil), ("@home", nil),
      ("@eaDir", .helper), ("#snapshot", .helper), ("lost+found", .helper),
      (".thumbnails", .helper),
      (".Trash", .trash), (".Trash-1000", .trash), ("$RECYCLE.BIN", .trash), ("#recycle", .trash),
      ("Recently Deleted", .trash), (".git", .hidden), (".picsort", .hidden),
      ("Photos Library.photoslibrary", .foreignLibrary), ("Aperture.aplibrary", .foreignLibrary),
      ("Catalog Previews.lrdata", .foreignLibrary), ("Lightroom Catalog", .foreignLibrary),
    ] as [(String, SkipRules.Reason?)])
  func `folders by their names`(name: String, reason: SkipRules.Reason?) {
    #expect(SkipRules.folder(Path(name)) == reason)
  }

  @Test func `names that are no text are not passed over`() {
    #expect(SkipRules.file(Path(bytes: [0xFF, 0xFE])) == nil)
    #expect(SkipRules.folder(Path(bytes: [0xFF, 0xFE])) == nil)
  }

  @Test(
    arguments: [
      ("jpg", .photo), ("heic", .photo), ("png", .photo), ("tif", .photo), ("jxl", .photo),
      ("cr2", .raw), ("dng", .raw), ("arw", .raw), ("mov", .video), ("mp4", .video),
      ("mts", .video),
      ("xmp", .sidecar), ("aae", .sidecar), ("json", .sidecar), ("thm", .sidecar),
      ("wav", .sidecar),
      ("txt", .other), ("", .other), ("JPG", .other), ("pdf", .other),
    ] as [(String, FileRole)])
  func `the role of an extension`(suffix: String, role: FileRole) {
    #expect(FileKinds.role(forExtension: suffix) == role)
  }

  @Test(arguments: [
    ("a.JPG", "jpg"), ("a.b.Heic", "heic"), ("a", ""), (".jpg", ""), ("a.", ""), ("a.jpg~", "jpg~"),
    ("x.y/a", ""),
  ])
  func `the extension of a name, in lower case`(name: String, suffix: String) {
    #expect(FileKinds.lowercasedExtension(of: Path(name)) == suffix)
  }
}
