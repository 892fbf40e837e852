import MediaMetadata
import SampleMedia
import Testing

/// A sample file and the format that reads it, for tests over all of them.
private struct Sample: CustomTestStringConvertible {
  let number: Int
  let name: String
  let bytes: [UInt8]

  var testDescription: String { "\(name), sample \(number)" }

  static let all = SampleMedia.all.enumerated().map { index, sample in
    Sample(number: index, name: sample.format, bytes: sample.bytes)
  }
}

/// What every format must stand: any cut, any flipped bit, a failing disk.
@Suite struct DamageTests {
  /// Small, so that readers cross its borders even in small samples.
  private static let windowSize = 64

  @Test(arguments: Sample.all)
  fileprivate func `a sample is recognised as its format and has a date if those can`(
    _ sample: Sample
  ) throws {
    let head = Bytes(sample.bytes).prefix(MediaFormat.headLength)
    #expect(MediaFormat.of(head: head)?.name == sample.name)
    var source = ByteSource(sample.bytes)
    let format = try format(of: sample)
    #expect(try format.read(&source).claims.isEmpty == (format.dates == "none"))
  }

  @Test func `every sample is of a format that exists`() {
    let names = Set(MediaFormat.all.map(\.name))
    #expect(SampleMedia.all.filter { !names.contains($0.format) }.map(\.format) == [])
  }

  @Test(arguments: Sample.all)
  fileprivate func `any cut is read without harm`(_ sample: Sample) throws {
    let format = try format(of: sample)
    for length in 0..<sample.bytes.count {
      expectNoHarm(format, Array(sample.bytes.prefix(length)), "cut at \(length)")
    }
  }

  @Test(arguments: Sample.all)
  fileprivate func `any flipped byte is read without harm`(_ sample: Sample) throws {
    let format = try format(of: sample)
    var bytes = sample.bytes
    for index in bytes.indices {
      for pattern: UInt8 in [0xFF, 0x80, 0x01] {
        bytes[index] ^= pattern
        expectNoHarm(format, bytes, "byte \(index) xor \(pattern)")
        bytes[index] ^= pattern
      }
    }
  }

  @Test(arguments: Sample.all)
  fileprivate func `a file that is shorter than it was is read without harm`(
    _ sample: Sample
  ) throws {
    let format = try format(of: sample)
    for length in stride(from: 0, to: sample.bytes.count, by: 7) {
      var source = ByteSource(
        length: sample.bytes.count, windowSize: Self.windowSize
      ) { offset, count in
        Array(sample.bytes.prefix(length).dropFirst(offset).prefix(count))
      }
      _ = try? format.read(&source)
      #expect(source.bytesFetched <= bound(sample.bytes))
    }
  }

  @Test(arguments: Sample.all)
  fileprivate func `a disk that fails is reported at whichever fetch it fails`(
    _ sample: Sample
  ) throws {
    let format = try format(of: sample)
    for failing in 0..<10_000 {
      var fetches = 0
      var source = ByteSource(
        length: sample.bytes.count, windowSize: Self.windowSize
      ) { offset, count throws(FormatError) in
        defer { fetches += 1 }
        if fetches == failing { throw .unreadable(offset: offset, code: 5) }
        return Array(sample.bytes.dropFirst(offset).prefix(count))
      }
      var failure: FormatError?
      do throws(FormatError) {
        _ = try format.read(&source)
      } catch {
        failure = error
      }
      // The first run in which no fetch fails is the end of the loop.
      if fetches <= failing { return }
      #expect(failure?.isDamage == false, "fetch \(failing) failed and nobody was told")
    }
  }

  private func format(of sample: Sample) throws -> MediaFormat {
    try #require(MediaFormat.all.first { $0.name == sample.name })
  }

  /// Reading may fail or find anything, but must come back, and not read the file over and over.
  private func expectNoHarm(_ format: MediaFormat, _ bytes: [UInt8], _ what: String) {
    var source = ByteSource(bytes, windowSize: Self.windowSize)
    _ = try? format.read(&source)
    if source.bytesFetched > bound(bytes) {
      Issue.record("\(format.name), \(what): \(source.bytesFetched) bytes of \(bytes.count)")
    }
  }

  /// Each byte may be fetched some times, as readers go back and forth between small windows.
  private func bound(_ bytes: [UInt8]) -> Int { bytes.count * 8 + Self.windowSize * 64 }
}
