import CPlatform
import Foundation
import Testing

@testable import Platform

@Suite("What a copy takes over")
struct FileMetadataCopyTests {
  private let place: TemporaryFolder

  init() throws {
    place = try TemporaryFolder()
  }

  private func adopt() throws -> (loss: MetadataLoss, before: FileStatus, after: FileStatus) {
    let original = try place.folder.open(Path("a"))
    let before = try original.status()
    let copy = try place.folder.create(Path("b"))
    try copy.write([1])
    let loss = copy.adoptMetadata(of: original, status: before)
    return (loss, before, try copy.status())
  }

  private func setTime(_ seconds: Int, _ nanoseconds: Int) {
    let times = [
      timespec(tv_sec: 1_234_567_890, tv_nsec: 987_654_321),
      timespec(tv_sec: seconds, tv_nsec: nanoseconds),
    ]
    _ = unsafe utimensat(AT_FDCWD, place.path.appending("a").description, times, 0)
  }

  @Test(arguments: [0o600, 0o644, 0o444, 0o755, 0o640] as [mode_t])
  func `the mode`(mode: mode_t) throws {
    try place.write("a", [1])
    try #require(unsafe chmod(place.path.appending("a").description, mode) == 0)
    let (loss, before, after) = try adopt()
    #expect(!loss.contains(.mode))
    #expect(after.mode == UInt32(mode) && before.mode == after.mode)
    #expect(after.owner == before.owner && after.group == before.group)
  }

  @Test(arguments: [(1_700_000_000, 123_456_789), (0, 0), (-1, 1), (-100_000_000, 999_999_999)])
  func `the times, to the nanosecond and before 1970`(seconds: Int, nanoseconds: Int) throws {
    try place.write("a", [1])
    setTime(seconds, nanoseconds)
    let (loss, before, after) = try adopt()
    #expect(!loss.contains(.times))
    #expect(after.modified == before.modified)
    #expect(before.modified == seconds * 1_000_000_000 + nanoseconds)
  }

  @Test func `a time that nanoseconds cannot hold does not trap`() throws {
    try place.write("a", [1])
    let original = try place.folder.open(Path("a"))
    var raw = stat()
    try #require(unsafe stat(place.path.appending("a").description, &raw) == 0)
    for seconds in [Int.min, Int.max] {
      #if canImport(Darwin)
        raw.st_mtimespec.tv_sec = seconds
        raw.st_atimespec.tv_sec = seconds
      #else
        raw.st_mtim.tv_sec = seconds
        raw.st_atim.tv_sec = seconds
      #endif
      let status = FileStatus(raw)
      #expect(status.modified == seconds)
      let copy = try place.folder.create(Path("copy \(seconds)"))
      _ = copy.adoptMetadata(of: original, status: status)
    }
  }

  @Test func `extended attributes`() throws {
    try place.write("a", [1])
    let file = try place.folder.openForAppending(Path("a"))
    let value: [UInt8] = [0, 1, 0xFF, 0x0A]
    if unsafe picsort_set_xattr(file.number, "user.picsort.test", value, value.count) != 0 {
      // Said aloud, because a test that looks at nothing must not look like one that passed.
      withKnownIssue("this file system has no extended attributes: nothing was tested") {
        Issue.record("fsetxattr: errno \(errno)")
      }
      return
    }
    try #require(unsafe picsort_set_xattr(file.number, "user.empty", value, 0) == 0)
    let (loss, _, _) = try adopt()
    #expect(!loss.contains(.attributes))
    let copy = try place.folder.open(Path("b"))
    var found = [UInt8](repeating: 0xAA, count: 16)
    let count = unsafe picsort_get_xattr(copy.number, "user.picsort.test", &found, found.count)
    #expect(count == value.count)
    #expect(Array(found.prefix(value.count)) == value)
    #expect(unsafe picsort_get_xattr(copy.number, "user.empty", &found, found.count) == 0)
  }
}
