import Foundation
import SampleMedia
import Testing

/// The job itself: what goes where.
@Suite struct SortingTests {
  @Test func `the sample library is sorted as its table says`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    let before = box.inventory("src")
    let bytes = SampleTree.files.map { Disk.read(box.path("src/" + $0.path)) }

    let result = try box.picsort("-s @src -o @out")

    #expect(result.ending == .exit(0), "\(result)")
    expectSame(box.inventory("src", "out"), as: before)
    for (file, content) in zip(SampleTree.files, bytes) {
      let expected =
        switch file.place {
        case .month(let folder): "out/" + folder
        case .undated: "out/Undated"
        case .duplicate, .source: "src"
        }
      let places = box.places(of: try #require(content)).map { name in
        name.hasPrefix("src/") ? "src" : Disk.parent(of: name)
      }
      #expect(places.contains(expected), "\(file.path) is in \(places)")
    }
  }

  @Test func `a photo and its sidecars keep one name between them`() throws {
    let box = try Sandbox()
    try box.write([
      "a/IMG_0001.JPG": .photo(.christmas), "a/IMG_0001.xmp": .sidecar(rating: 5),
      "b/IMG_0001.JPG": .photo(.christmas), "b/IMG_0001.JPG.xmp": .sidecar(rating: 3),
    ])

    #expect(try box.picsort("-s @src -o @out").ending == .exit(0))

    #expect(
      box.files("out") == [
        "12.2023/IMG_0001-2.JPG", "12.2023/IMG_0001-2.JPG.xmp", "12.2023/IMG_0001.JPG",
        "12.2023/IMG_0001.xmp",
      ])
  }

  @Test func `a copy leaves the source as it was`() throws {
    let box = try Sandbox()
    try box.write(SampleTree.files)
    let before = box.snapshot().filter { $0.key.hasPrefix("src") }
    let content = box.inventory("src")

    let result = try box.picsort("-s @src -o @out --copy --json")

    #expect(result.ending == .exit(0))
    #expect(box.snapshot().filter { $0.key.hasPrefix("src") } == before)
    let copied = box.inventory("out")
    #expect(copied.count == (try result.summary().count("copied")))
    #expect(copied.differences(from: content).allSatisfy { $0.hasPrefix("lost: [\"src/") })
    #expect(copied.differences(from: copied.withoutDuplicates) == [])
  }

  @Test func `a copied file keeps its time and its permissions`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(.christmas)])
    Disk.setTime(box.path("src/a.jpg"), 1_500_000_000_123_456_789)
    Disk.setPermissions(box.path("src/a.jpg"), 0o640)

    try box.picsort("-s @src -o @out --copy")

    let copy = try #require(Disk.entry(box.path("out/12.2023/a.jpg")))
    #expect(copy.modified == 1_500_000_000_123_456_789)
    #expect(copy.permissions == 0o640)
  }

  @Test func `a layout names the folders`() throws {
    let box = try Sandbox()
    try box.write(["trip/a.jpg": .photo(.christmas), "trip/b.mp4": .video(utc: .christmas)])

    try box.picsort("-s @src -o @out --layout {yyyy}/{MM}/{kind}")

    #expect(box.files("out") == ["2023/12/photo/a.jpg", "2023/12/video/b.mp4"])
  }

  @Test func `a photo without a date goes to Undated`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(nil), "b.jpg": .photo(.christmas)])

    let result = try box.picsort("-s @src -o @out --json")

    #expect(box.files("out") == ["12.2023/b.jpg", "Undated/a.jpg"])
    #expect(try result.summary().count("undated") == 1)
  }

  @Test func `a photo without a date is left when that is asked for`() throws {
    let box = try Sandbox()
    try box.write(["a.jpg": .photo(nil), "b.jpg": .photo(.christmas)])

    let result = try box.picsort("-s @src -o @out --undated leave --json")

    #expect(result.ending == .exit(0))
    #expect(box.files("out") == ["12.2023/b.jpg"])
    #expect(box.files("src") == ["a.jpg"])
    #expect(try result.summary().count("left") == 1)
  }

  @Test func `file times count only when asked for, on the clock of the machine's zone`() throws {
    // 2021-06-30 22:30 UTC is July in Berlin.
    for (options, folder) in [("", "Undated"), (" --use-mtime", "07.2021")] {
      let box = try Sandbox()
      try box.write(["a.jpg": .photo(nil)])
      Disk.setTime(box.path("src/a.jpg"), 1_625_092_200_000_000_000)

      try box.picsort("-s @src -o @out" + options, environment: ["TZ": "Europe/Berlin"])

      #expect(box.files("out") == [folder + "/a.jpg"])
    }
  }

  @Test func `a video's UTC is put on the clock of the zone that is given`() throws {
    let newYear = SampleMoment(2023, 12, 31, 23, 30)
    for (zone, folder) in [("UTC", "12.2023"), ("Europe/Berlin", "01.2024"), ("-05:00", "12.2023")]
    {
      let box = try Sandbox()
      try box.write(["a.mp4": .video(utc: newYear)])

      let result = try box.picsort("-s @src -o @out --timezone \(zone)")

      #expect(box.files("out") == [folder + "/a.mp4"], "\(zone): \(result)")
    }
  }

  @Test func `several sources are sorted into one output`() throws {
    let box = try Sandbox()
    try box.write(["IMG_1.JPG": .photo(.christmas)], in: "phone")
    try box.write(["DCIM/IMG_2.JPG": .photo(.christmas)], in: "card")

    let result = try box.picsort("-s @phone -s @card -o @out --json")

    #expect(box.files("out") == ["12.2023/IMG_1.JPG", "12.2023/IMG_2.JPG"])
    #expect(try result.summary().count("moved") == 2)
  }

  @Test func `a source given twice, or inside another, is sorted once`() throws {
    let box = try Sandbox()
    try box.write(["a/IMG_1.JPG": .photo(.christmas), "IMG_2.JPG": .photo(.christmas)])
    let before = box.inventory("src")

    let result = try box.picsort("-s @src -s @src/a -s @src -o @out --json")

    #expect(result.ending == .exit(0), "\(result)")
    #expect(box.files("out") == ["12.2023/IMG_1.JPG", "12.2023/IMG_2.JPG"])
    expectSame(box.inventory("src", "out"), as: before)
    #expect(try result.summary().isBalanced)
  }

  @Test func `an empty source is nothing to do`() throws {
    let box = try Sandbox()
    Disk.makeFolder(box.path("src"))

    let result = try box.picsort("-s @src -o @out --json")

    #expect(result.ending == .exit(0))
    #expect(try result.summary().count("found") == 0)
    #expect(box.files("out") == [])
  }

  @Test func `a source that is not there is named`() throws {
    let box = try Sandbox()

    let result = try box.picsort("-s @nowhere -o @out")

    #expect(result.ending == .exit(2))
    #expect(result.talk.contains("@nowhere"))
    #expect(Disk.entry(box.path("out")) == nil)
  }
}

extension SampleMoment {
  /// In the folder 12.2023.
  static let christmas = SampleMoment(2023, 12, 25, 14, 30, 0)
}

extension Sandbox {
  /// Every name below the source and the output with these bytes.
  func places(of bytes: Data) -> [String] {
    ["src", "out"].flatMap { folder in
      files(folder).map { folder + "/" + $0 }.filter { Disk.read(path($0)) == bytes }
    }
  }
}
