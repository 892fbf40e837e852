import Foundation
import MediaMetadata
import PicsortCore
import Platform
import SampleMedia
import Testing

@Suite("Reading the facts of a file")
struct FactReaderTests {
  private let place: Workspace

  init() throws {
    place = try Workspace()
  }

  private func facts(_ name: String, size: Int = 100, keepsWords: Bool = false) -> FileFacts {
    FactReader(keepsWords: keepsWords).facts(of: Path(name), in: place.folder, size: size)
  }

  @Test func `the words of claims are all that is left out`() throws {
    for (number, sample) in SampleMedia.all.enumerated() {
      let name = "\(number).jpg"
      try place.write(name, sample.bytes)
      let size = sample.bytes.count
      let (plain, worded) = (facts(name, size: size), facts(name, size: size, keepsWords: true))
      #expect(plain.claims == worded.claims.map(\.withoutWords), "\(sample.format)")
      #expect(worded.claims.allSatisfy { $0.raw != .notKept }, "\(sample.format)")
      #expect(plain.details == worded.details)
      #expect(plain.head == worded.head)
      #expect(plain.format == sample.format)
    }
  }

  @Test func `what became a FIFO or a folder since the walk is neither read nor a failure`() throws
  {
    let made = unsafe mkfifo("\(place.path)/pipe.jpg", 0o600)
    try #require(made == 0)
    _ = try place.folder.makeDescendant(Path("folder.jpg"))
    #expect(facts("pipe.jpg") == FileFacts(role: .other))
    #expect(facts("folder.jpg") == FileFacts(role: .other))
  }

  @Test func `what became a link or went away since the walk is a failure`() throws {
    try FileManager.default.createSymbolicLink(
      atPath: place.path.appending("link.jpg").description, withDestinationPath: "away.jpg")
    #expect(facts("link.jpg").failure != nil)
    #expect(facts("away.jpg").failure != nil)
    #expect(facts("away.jpg").role == .photo)
  }

  @Test func `a file that became shorter since the walk says what is left of it`() throws {
    let sample = try #require(SampleMedia.all.first { $0.format == "JPEG" })
    try place.write("a.jpg", sample.bytes)
    let whole = facts("a.jpg", size: sample.bytes.count)
    let short = facts("a.jpg", size: sample.bytes.count + 100)
    #expect(short == whole)
    #expect(!whole.claims.isEmpty)
  }
}

extension DateClaim {
  fileprivate var withoutWords: DateClaim {
    DateClaim(source: source, dateTime: dateTime, zone: zone, precision: precision)
  }
}
