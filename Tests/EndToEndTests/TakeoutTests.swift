import Foundation
import SampleMedia
import Testing

/// Exports of Google Photos, unpacked.
@Suite struct TakeoutTests {
  private static let year = "Takeout/Google Photos/Photos from 2019"
  private static let album = "Takeout/Google Photos/Oslo"
  private static let taken = SampleMoment(2019, 7, 4, 10)

  /// Two parts of an export: a photo in one and its JSON in the other, and an album.
  private static let parts: [String: SampleContent] = [
    "src/one/\(year)/plain.jpg": .photo(nil),
    "src/two/\(year)/plain.jpg.supplemental-metadata.json": .takeout(
      title: "plain.jpg", taken: SampleMoment(2018, 3, 2)),
    "src/one/\(year)/camera.jpg": .photo(SampleMoment(2019, 7, 4, 12)),
    "src/one/\(year)/camera.jpg.json": .takeout(title: "camera.jpg", taken: taken),
    "src/two/\(album)/camera.jpg": .copy(of: "src/one/\(year)/camera.jpg"),
    "src/two/\(album)/camera.jpg.json": .text(
      #"{"title": "camera.jpg", "photoTakenTime": {"timestamp": "1562234400"}, "imageViews": 7}"#),
    "src/two/\(album)/only here.jpg": .photo(SampleMoment(2019, 7, 5)),
    "src/two/\(album)/metadata.json": .album("Oslo"),
  ]

  private func export(_ options: String, _ more: [String: SampleContent] = [:]) throws -> (
    Sandbox, RunResult
  ) {
    let box = try Sandbox()
    try box.write(Self.parts.merging(more) { $1 }, in: "")
    return (box, try box.picsort("-s @src/one -s @src/two -o @out --json " + options))
  }

  @Test func `a photo's JSON may lie in another part`() throws {
    let (box, result) = try export("")
    #expect(result.ending == .exit(0), "\(result)")
    #expect(
      box.files("out/03.2018") == ["plain.jpg", "plain.jpg.supplemental-metadata.json"])
    #expect(try result.summary().isBalanced)
  }

  @Test func `an album's copy is a duplicate whatever its JSON says`() throws {
    let (box, result) = try export("")
    #expect(box.files("out/07.2019") == ["camera.jpg", "camera.jpg.json", "only here.jpg"])
    #expect(try result.summary().count("duplicates") == 1)
    #expect(
      box.files("src/two/" + Self.album) == ["camera.jpg", "camera.jpg.json", "metadata.json"])
    let list = try #require(Disk.read(box.path("out/.picsort/albums.json")))
    let albums = try JSONSerialization.jsonObject(with: list) as? [[String: Any]]
    #expect(albums?.count == 1)
    #expect(albums?.first?["title"] as? String == "Oslo")
    #expect(
      albums?.first?["files"] as? [String] == ["07.2019/camera.jpg", "07.2019/only here.jpg"])
  }

  @Test func `a removed duplicate leaves what Google wrote about it`() throws {
    let (box, result) = try export("--duplicates delete")
    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("src/two/" + Self.album) == ["camera.jpg.json", "metadata.json"])
  }

  @Test func `albums become folders of links, once`() throws {
    let (box, _) = try export("--albums links")
    #expect(try box.journal().records("linked").count == 2)
    let list = Disk.entry(box.path("out/.picsort/albums.json"))
    let again = try box.picsort("-s @src/one -s @src/two -o @out --albums links")
    #expect(again.ending == .exit(0), "\(again)")
    #expect(try box.journal().records("linked").isEmpty)
    #expect(Disk.entry(box.path("out/.picsort/albums.json")) == list)
    let links = Disk.walk(box.path("out/Albums")).filter { $0.hasSuffix("jpg") }
    #expect(links.sorted() == ["Oslo/camera.jpg", "Oslo/only here.jpg"])
    for link in links {
      let path = box.path("out/Albums/" + link)
      #expect(Disk.entry(path)?.kind == .link)
      let target = try FileManager.default.destinationOfSymbolicLink(atPath: path)
      #expect(target == "../../07.2019/" + link.dropFirst("Oslo/".count))
      #expect(Disk.read(path) != nil, "it leads nowhere")
    }
    let none = try export("--albums none").0
    #expect(Disk.entry(none.path("out/.picsort/albums.json")) == nil)
  }

  @Test func `a link is noted under the name that it gets`() throws {
    let box = try Sandbox()
    try box.write(Self.parts, in: "")
    try Disk.write(Array("mine".utf8), to: box.path("out/Albums/Oslo/camera.jpg"))

    let result = try box.picsort("-s @src/one -s @src/two -o @out --albums links")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(
      try box.journal().values("linked", "path", as: String.self).sorted() == [
        "Albums/Oslo/camera-2.jpg", "Albums/Oslo/only here.jpg",
      ])
  }

  @Test func `an album's title makes folders`() throws {
    let (box, _) = try export("--layout {album|Other}")
    #expect(box.files("out/Oslo") == ["camera.jpg", "camera.jpg.json", "only here.jpg"])
    #expect(box.files("out/Other") == ["plain.jpg", "plain.jpg.supplemental-metadata.json"])
  }

  @Test(arguments: ["", "--prefer-exif"])
  func `a date that was corrected in Google Photos wins unless told not to`(
    _ options: String
  ) throws {
    let (box, result) = try export(
      options,
      [
        "src/one/\(Self.year)/scan.jpg": .photo(SampleMoment(2015, 5, 5)),
        "src/one/\(Self.year)/scan.jpg.json": .takeout(
          title: "scan.jpg", taken: SampleMoment(1985, 6, 1)),
      ])
    #expect(
      box.files(options.isEmpty ? "out/06.1985" : "out/05.2015") == ["scan.jpg", "scan.jpg.json"])
    #expect(try result.summary().count("corrected") == (options.isEmpty ? 1 : 0))
  }

  @Test(arguments: [("trashed", "leave", "sort"), ("archived", "sort", "leave")])
  func `trash stays and archive goes, unless told otherwise`(
    _ word: String, usual: String, other: String
  ) throws {
    let json = #"{"title":"x.jpg","photoTakenTime":{"timestamp":"1577880000"},"\#(word)":true}"#
    let files: [String: SampleContent] = [
      "src/one/\(Self.year)/x.jpg": .photo(SampleMoment(2020, 1, 1)),
      "src/one/\(Self.year)/x.jpg.json": .text(json),
      // The same picture where it was not set aside.
      "src/two/\(Self.album)/copy of x.jpg": .copy(of: "src/one/\(Self.year)/x.jpg"),
    ]
    for (policy, options) in [(usual, ""), (other, "--\(word) \(other)")] {
      let (box, result) = try export(options, files)
      #expect(result.ending == .exit(0))
      #expect(try result.summary().isBalanced)
      let isLeft = policy == "leave"
      #expect(box.files("src/one/" + Self.year).contains("x.jpg") == isLeft)
      // Whatever becomes of the one, the picture is in the library.
      #expect(box.files("out/01.2020") == (isLeft ? ["copy of x.jpg"] : ["x.jpg", "x.jpg.json"]))
    }
  }

  @Test func `an interrupted export goes on to the same end`() throws {
    let box = try Sandbox()
    try box.write(LongLibrary.tree)
    try box.write(Self.parts, in: "")
    let run = try box.start("-s @src -o @out --json")
    try #require(run.output.read(upTo: "\"event\":\"moved\""))
    run.send(SIGKILL)
    #expect(run.waitUnread() == .signal(SIGKILL))
    #expect(try box.picsort("--resume -o @out").ending == .exit(0))
    #expect(box.files("out/07.2019") == ["camera.jpg", "camera.jpg.json", "only here.jpg"])
    #expect(Disk.entry(box.path("out/.picsort/albums.json")) != nil)
  }
}
