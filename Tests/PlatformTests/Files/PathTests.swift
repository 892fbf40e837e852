import Platform
import Testing

@Suite("Paths")
struct PathTests {
  @Test(arguments: [
    ("", "", ""), ("a", "", "a"), ("/a", "/", "a"), ("a/b", "a", "b"), ("/a/b", "/a", "b"),
    ("/a/b/", "/a", "b"), ("a///", "", "a"), ("..", "", ".."), ("/a/..", "/a", ".."),
  ])
  func `a path is its parent and its last part`(text: String, parent: String, last: String) {
    #expect(Path(text).parent == Path(parent))
    #expect(Path(text).lastComponent == Path(last))
  }

  @Test(
    arguments: [
      ("", []), ("/", []), ("a", ["a"]), ("/a//b/", ["a", "b"]), ("./a/..", [".", "a", ".."]),
    ] as [(String, [String])])
  func `components are what is between slashes`(text: String, components: [String]) {
    #expect(Path(text).components == components.map { Path($0) })
  }

  @Test(arguments: [
    ("", "a", "a"), ("a", "", "a"), ("a", "b", "a/b"), ("a/", "b", "a/b"), ("/", "b", "/b"),
    ("a", "b/c", "a/b/c"),
  ])
  func `appending puts one slash between`(left: String, right: String, joined: String) {
    #expect(Path(left).appending(right) == Path(joined))
  }

  @Test(arguments: [
    ("a.jpg", "a", "jpg"), ("a.b.c", "a.b", "c"), ("a", "a", ""), (".a", ".a", ""),
    (".a.b", ".a", "b"), ("a.", "a.", ""), ("..", "..", ""), ("x.y/a", "x.y/a", ""), ("", "", ""),
  ])
  func `an extension follows the last dot of a name`(text: String, stem: String, suffix: String) {
    let parts = Path(text).stemAndExtension
    #expect(parts.stem == Array(stem.utf8))
    #expect(parts.extension == Array(suffix.utf8))
  }

  @Test(
    arguments: [
      ("/a/b", "/a", "b"), ("/a", "/a", ""), ("/a/b/c", "/a/", "b/c"), ("/ab", "/a", nil),
      ("a/b", "/a", nil), ("/a", "/a/b", nil), ("/a/b", "/", "a/b"), ("a/b", "a", "b"),
    ] as [(String, String, String?)])
  func `inside goes by components, not by letters`(path: String, ancestor: String, rest: String?) {
    #expect(Path(path).isInside(Path(ancestor)) == (rest != nil))
    #expect(Path(path).relative(to: Path(ancestor)) == rest.map { Path($0) })
  }

  @Test func `a path ends at its first NUL`() {
    #expect(Path(bytes: [0x61, 0, 0x62]) == Path("a"))
    #expect(Path(bytes: [0]).isEmpty)
  }

  @Test func `bytes that are no text survive and are ordered as bytes`() {
    let path = Path(bytes: [0xFF, 0x2E, 0x61])
    #expect(path.bytes == [0xFF, 0x2E, 0x61])
    #expect(path.utf8 == nil && path.description == "\u{FFFD}.a")
    #expect(
      [path, Path("a"), Path("Z"), Path("")].sorted() == [Path(""), Path("Z"), Path("a"), path])
  }
}
