import MediaMetadata
import SampleMedia
import Testing

@Suite("Inflating piece by piece")
struct InflaterTests {
  /// Text with repetitions near and far, and runs.
  static let content: [UInt8] = {
    var bytes: [UInt8] = []
    var state: UInt32 = 7
    for index in 0..<40_000 {
      state = state &* 1_664_525 &+ 1_013_904_223
      switch index % 1000 {
      case 0..<200: bytes.append(UInt8(truncatingIfNeeded: state >> 24))
      case 200..<500: bytes.append(0x61)
      default: bytes.append(bytes[index - Int(state >> 20 & 0x7F) * 7 % index - 1])
      }
    }
    return bytes
  }()

  /// Pushes `input` in pieces of `size` and pulls pieces of `pull`.
  private func inflate(
    _ input: [UInt8], pieces size: Int, pull: Int, limit: Int = .max
  ) throws(FormatError) -> [UInt8]? {
    var inflater = Inflater(limit: limit)
    var (output, position) = ([UInt8](), 0)
    while !inflater.isFinished {
      let part = try inflater.pull(pull)
      #expect(part.count <= pull)
      output += part
      if part.isEmpty, !inflater.isFinished {
        guard position < input.count else { return nil }
        let end = min(position + size, input.count)
        inflater.push(Array(input[position..<end]))
        position = end
      }
    }
    #expect(inflater.produced == output.count)
    return output
  }

  @Test(arguments: [
    (1, 1 << 16), (2, 100), (3, 7), (13, 1 << 20), (1000, 1), (1 << 20, 1), (1 << 20, 259),
    (1 << 20, 1 << 20),
  ])
  func `any pieces give the same`(size: Int, pull: Int) throws {
    let content = Array(Self.content.prefix(pull == 1 || size < 3 ? 5000 : 40_000))
    #expect(try inflate(sampleDeflate(content), pieces: size, pull: pull) == content)
  }

  @Test func `more than the largest buffer and matches over its end come out whole`() throws {
    let content = (0..<10).flatMap { UInt8($0).isMultiple(of: 2) ? Self.content : [UInt8($0)] }
    let input = sampleDeflate(content + content)
    #expect(try inflate(input, pieces: 5000, pull: 100_000) == content + content)
    #expect(try inflate(input, pieces: 1 << 24, pull: 1 << 24) == content + content)
  }

  @Test func `stored blocks of every alignment come out`() throws {
    let stored = Array(sampleZlib(Self.content + Self.content).dropFirst(2).dropLast(4))
    for size in [1, 5, 1 << 20] {
      #expect(try inflate(stored, pieces: size, pull: 4096) == Self.content + Self.content)
    }
  }

  @Test func `what stands behind the stream is left alone`() throws {
    let input = sampleDeflate(Self.content)
    var inflater = Inflater()
    inflater.push(input + [1, 2, 3, 4, 5, 6, 7, 8, 9])
    while !inflater.isFinished { _ = try inflater.pull(1 << 16) }
    #expect(inflater.consumed == input.count)
    #expect(try inflater.pull(10) == [])
  }

  @Test func `a stream that holds more than the limit is refused, again and again`() throws {
    let input = sampleDeflate([UInt8](repeating: 0, count: 500_000))
    #expect(input.count < 8000)
    #expect(try inflate(input, pieces: 1000, pull: 1 << 20, limit: 500_000)?.count == 500_000)
    #expect(throws: FormatError.self) {
      try inflate(input, pieces: 1000, pull: 1 << 20, limit: 499_999)
    }
    var inflater = Inflater(limit: 10)
    inflater.push(input)
    for _ in 0..<3 { #expect(throws: FormatError.self) { try inflater.pull(1 << 20) } }
  }

  @Test func `a copy goes on by itself`() throws {
    var first = Inflater()
    first.push(sampleDeflate(Self.content))
    let start = try first.pull(20_000)
    var second = first
    let rest = try [first.pull(1 << 16), second.pull(1 << 16)]
    #expect(rest[0] == rest[1])
    #expect(start + rest[0] == Self.content)
  }

  @Test func `cut and flipped streams end or are refused`() {
    let content = Array(Self.content[400..<1400])
    let input = sampleDeflate(content)
    for length in input.indices {
      let found = try? inflate(Array(input[..<length]), pieces: 64, pull: 4096)
      #expect(found == .some(nil), "\(length) bytes")
    }
    var bytes = input
    for position in bytes.indices {
      for bit in 0..<8 {
        bytes[position] ^= 1 << UInt8(bit)
        _ = try? inflate(bytes, pieces: 100, pull: 4096, limit: 1 << 20)
        bytes[position] ^= 1 << UInt8(bit)
      }
    }
  }

  @Test func `noise never traps`() {
    var state: UInt64 = 1
    for _ in 0..<400 {
      var noise: [UInt8] = []
      for index in 0..<200 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let byte = UInt8(truncatingIfNeeded: state >> 56)
        // Half of them begin with a block that has codes of its own.
        noise.append(index == 0 && state & 1 << 40 == 0 ? byte & 0xF8 | 4 : byte)
      }
      _ = try? inflate(noise, pieces: 50, pull: 1000, limit: 1 << 20)
    }
  }
}
