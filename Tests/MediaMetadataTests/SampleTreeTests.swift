import MediaMetadata
import SampleMedia
import Testing

@Suite("Sample library")
struct SampleTreeTests {
  /// The files whose month stands in their own Exif.
  static let dated: [SampleFile] = SampleTree.files.filter { file in
    switch file.content {
    case .photo(let moment?), .png(let moment?), .heic(let moment), .raw(let moment),
      .webp(let moment):
      file.place == .month(moment.folder)
    default: false
    }
  }

  @Test(arguments: dated)
  func `a photo's own date is in the month that it is expected in`(file: SampleFile) throws {
    let bytes = try #require(file.content.bytes(stamp: 1, filler: [1, 2, 3]))
    let head = Bytes(Array(bytes.prefix(MediaFormat.headLength)))
    let format = try #require(MediaFormat.of(head: head), "\(file.path) is of no known format")
    var source = ByteSource(bytes)
    let claims = try format.read(&source).claims
    let claim = try #require(claims.first { $0.source == .exifDateTimeOriginal })
    let (year, month) = (claim.dateTime.year, claim.dateTime.month)
    #expect(file.place == .month("\(month < 10 ? "0" : "")\(month).\(year)"), "\(file.path)")
  }

  @Test func `there are enough of them to be worth a test`() {
    #expect(Self.dated.count >= 20)
  }

  @Test(arguments: [SampleTree.files, SampleTree.scaled(files: 2000, seed: 7)])
  func `no two files have one path, and a copy comes after its original`(files: [SampleFile]) {
    var seen: Set<String> = []
    for file in files {
      if case .copy(let original) = file.content {
        #expect(seen.contains(original), "\(file.path) is a copy of what is not there yet")
      }
      #expect(seen.insert(file.path).inserted, "\(file.path) is there twice")
    }
  }

  @Test func `a seed gives the same library again, another seed another one`() {
    func paths(_ seed: UInt64) -> [String] {
      SampleTree.scaled(files: 300, seed: seed).map(\.path)
    }
    #expect(paths(1) == paths(1))
    #expect(paths(1) != paths(2))
  }

  @Test(arguments: [0, 10])
  func `of a hundred files as many are copies as was asked for`(share: Int) {
    let files = SampleTree.scaled(files: 2000, seed: 7, copies: share)
    let copies = files.count { $0.place == .duplicate }
    #expect(abs(copies - 20 * share) <= 5 * share)
  }

  @Test func `a video of four gigabytes is dated by the index at its end`() throws {
    let length = 4_000_000_000
    let video = MovieFile(created: MovieFile.unixEpoch + 1_714_564_800)
    let ends = try #require(video.ends(length: length))
    var source = SparseFile(
      length: length,
      parts: [(0, ends.head), (length - ends.tail.count, ends.tail)]
    ).source
    let format = try #require(MediaFormat.of(head: Bytes(ends.head)))
    let claim = try #require(try format.read(&source).claims.first)
    #expect(claim.dateTime.iso8601 == "2024-05-01T12:00:00")
    #expect(video.ends(length: ends.head.count + ends.tail.count - 1) == nil)
  }

  @Test func `photos with different stamps differ in bytes`() {
    let content = SampleContent.photo(nil)
    #expect(content.bytes(stamp: 1, filler: []) != content.bytes(stamp: 2, filler: []))
  }

  @Test func `seconds since 1970 agree with the calendar`() throws {
    let moment = SampleMoment(2024, 2, 29, 23, 59, 58)
    let civil = try #require(
      CivilDateTime(year: 2024, month: 2, day: 29, hour: 23, minute: 59, second: 58))
    #expect(moment.secondsSince1970 == civil.secondsSince1970)
    #expect(moment.iso == civil.iso8601)
  }
}
