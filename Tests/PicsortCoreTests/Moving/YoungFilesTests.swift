import Foundation
import PicsortCore
import Platform
import Synchronization
import Testing

@Suite("Files that were written a moment ago")
struct YoungFilesTests {
  private final class SilentListener: RunListener {
    func hear(_ event: RunEvent) {}
  }

  private static let name = "src/IMG_20230704_101010.jpg"
  private let place: Workspace
  /// When the newest file was written, by the file system's clock.
  private let written: Int

  init() throws {
    place = try Workspace()
    try place.write(Self.name, Array("half a photo".utf8))
    written = try #require(
      try place.folder.folder(Path("src")).status(of: Path(Self.name).lastComponent)
    ).modified
  }

  private func run(
    _ time: FakeTime, mode: TransferMode = .move, stop: StopRequest = .never
  ) throws -> RunReport {
    var settings = RunSettings(
      sources: [place.path.appending("src")], output: place.path.appending("out"))
    settings.configuration.mode = mode
    return try Run(
      settings: settings, listener: SilentListener(), stop: stop, registry: nil,
      timekeeper: time.timekeeper
    ).perform()
  }

  @Test func `a file of a moment ago is waited for, and moved when it was quiet`() throws {
    let time = FakeTime(now: written)

    let report = try run(time)

    #expect(report.tally.moved == 1)
    #expect((500_000_000...2_000_000_000).contains(time.waited))
  }

  @Test func `a copy waits for longer than the clock of FAT counts in`() throws {
    let time = FakeTime(now: written)

    #expect(try run(time, mode: .copy).tally.copied == 1)
    #expect(time.waited == 2_000_000_000)
  }

  @Test func `what was quiet for long enough is not waited for`() throws {
    let time = FakeTime(now: written + 2_000_000_000)

    #expect(try run(time).tally.moved == 1)
    #expect(time.waited == 0)
  }

  @Test(arguments: [3_000_000_000, 86_400_000_000_000, Int.max / 2])
  func `a time of a clock that is ahead is not waited for`(_ ahead: Int) throws {
    let time = FakeTime(now: max(0, written - ahead))

    #expect(try run(time).tally.moved == 1)
    #expect(time.waited == 0)
  }

  @Test func `a time a little ahead is waited for no longer than others`() throws {
    let time = FakeTime(now: written - 1_000_000_000)

    #expect(try run(time, mode: .copy).tally.copied == 1)
    #expect(time.waited <= 2_000_000_000)
  }

  @Test func `many files of a moment ago are waited for once`() throws {
    for index in 0..<60 {
      try place.write("src/IMG_20230704_1111\(10 + index % 50)_\(index).jpg", [UInt8(index)])
    }
    let time = FakeTime(now: written)

    #expect(try run(time, mode: .copy).tally.copied == 61)
    #expect(time.waited <= 2_000_000_000)
  }

  @Test(arguments: [TransferMode.move, .copy])
  func `a file that grows meanwhile is left, whole asset and all`(_ mode: TransferMode) throws {
    try place.write("src/IMG_20230704_101010.jpg.xmp", Array("<x/>".utf8))
    let file = place.path.appending(Path(Self.name)).description
    let hasGrown = Mutex(false)
    let time = FakeTime(now: written) {
      let isFirst = hasGrown.withLock { hasGrown in
        defer { hasGrown = true }
        return !hasGrown
      }
      guard isFirst, let handle = FileHandle(forWritingAtPath: file) else { return }
      handle.seekToEndOfFile()
      handle.write(Data(" and the rest".utf8))
    }

    let report = try run(time, mode: mode)

    #expect(report.status == .completed)
    #expect(report.tally.failed == 2)
    #expect(report.problems.contains { $0.reason.contains("still being written") })
    #expect(try place.names(in: "src").count == 2)
    #expect(try place.read(Self.name) == Array("half a photo and the rest".utf8))
    // The next run takes it as it is now.
    let later = FakeTime(now: written + 60_000_000_000)
    let again = try run(later, mode: mode)
    #expect(again.tally.moved + again.tally.copied == 2)
    #expect(later.waited == 0)
  }

  @Test func `a stop ends the waiting, and the file stays planned`() throws {
    let isStopping = Mutex(false)
    let time = FakeTime(now: written) { isStopping.withLock { $0 = true } }
    let stop = StopRequest(answer: { isStopping.withLock { $0 } ? SIGTERM : nil })

    let report = try run(time, stop: stop)

    #expect(report.status == .interrupted)
    #expect(report.tally.left == 1)
    #expect(time.waited == 20_000_000)
    #expect(try place.read(Self.name) == Array("half a photo".utf8))
  }

  @Test func `young is what is within two seconds of now`() {
    #expect(Mover.isYoung(10_000_000_000, now: 11_999_999_999))
    #expect(!Mover.isYoung(10_000_000_000, now: 12_000_000_000))
    #expect(Mover.isYoung(11_999_999_999, now: 10_000_000_000))
    #expect(!Mover.isYoung(Int.max, now: -5))
    #expect(!Mover.isYoung(Int.min, now: 5))
  }
}
