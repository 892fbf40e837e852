/// Shows a member of an archive as a file of its own, so that the readers of formats work on it.
package enum ArchiveMember {
  /// A source over `entry`, whose data begin at `dataOffset` (`ZIPDirectory.dataOffset`) of the
  /// archive behind `fetch`.
  ///
  /// A stored member is read where it lies. A compressed one is inflated up to what is asked for.
  /// Kept of it are the first `memory` bytes, where most formats have their facts, and a quarter as
  /// many before the farthest place; a reader that goes back to what lies between makes it start
  /// again. Work is bounded: after `mostPasses` passes reading throws `FormatError.malformed`.
  package static func source(
    of entry: ZIPEntry, at dataOffset: Int, mostPasses: Int = 8, memory: Int = 1 << 20,
    windowSize: Int = 16 * 1024,
    fetch: @escaping ByteSource.Fetch
  ) -> ByteSource {
    if let flaw = entry.flaw {
      return ByteSource(length: entry.size, windowSize: windowSize) {
        _, _ throws(FormatError) in
        throw .malformed(flaw.rawValue, offset: entry.headerOffset)
      }
    }
    if entry.method == .stored {
      return ByteSource(length: entry.size, windowSize: windowSize) {
        offset, count throws(FormatError) in
        try fetch(dataOffset + offset, count)
      }
    }
    let member = InflatedMember(passes: max(1, mostPasses), memory: max(memory, 4096)) {
      MemberReader(entry, at: dataOffset, fetch: fetch)
    }
    return ByteSource(length: entry.size, windowSize: windowSize) {
      offset, count throws(FormatError) in
      try member.read(offset, count)
    }
  }
}

/// A compressed member under way: a position, and what is remembered of the bytes before it.
///
/// A class, because a source's closure must go on where it was.
private final class InflatedMember {
  private let begin: () -> MemberReader
  private var reader: MemberReader
  private var passes: Int
  private let memory: Int
  /// The beginning of the member, complete up to its count.
  private var head: [UInt8] = []
  /// The bytes right before `reader.position`, where that is beyond the head.
  private var tail: [UInt8] = []

  init(passes: Int, memory: Int, _ begin: @escaping () -> MemberReader) {
    self.passes = passes - 1
    self.memory = memory
    self.begin = begin
    reader = begin()
  }

  /// At most `count` bytes at `offset`; fewer only at the end of the member.
  func read(_ offset: Int, _ count: Int) throws(FormatError) -> [UInt8] {
    guard offset >= 0, count > 0 else { return [] }
    let (sum, overflow) = offset.addingReportingOverflow(count)
    let end = overflow ? Int.max : sum
    if end > head.count, offset < tailStart, tailStart > head.count { try restart(offset) }
    var bytes: [UInt8] = []
    if offset < head.count { bytes += head[offset..<min(end, head.count)] }
    if bytes.count < count { append(to: &bytes, tailFrom: offset + bytes.count, end) }
    while reader.position < end {
      let start = reader.position
      let part = try reader.next(upTo: min(memory / 4, 64 * 1024))
      if part.isEmpty { break }
      // After a restart what comes first is what the head has given already.
      let from = offset + bytes.count
      if start + part.count > from {
        bytes += part[max(0, from - start)..<min(part.count, end - start)]
      }
      remember(part, at: start)
    }
    return bytes
  }

  /// Where the tail begins.
  private var tailStart: Int { reader.position - tail.count }

  private func append(to bytes: inout [UInt8], tailFrom start: Int, _ end: Int) {
    let from = max(start - tailStart, 0)
    let to = min(end - tailStart, tail.count)
    if start >= tailStart, from < to { bytes += tail[from..<to] }
  }

  private func remember(_ part: [UInt8], at start: Int) {
    if start == head.count, start < memory { head += part }
    tail += part
    if tail.count > memory / 2 { tail.removeFirst(tail.count - memory / 4) }
  }

  private func restart(_ offset: Int) throws(FormatError) {
    guard passes > 0 else {
      throw .malformed("a compressed member is read back and forth", offset: offset)
    }
    passes -= 1
    reader = begin()
    tail = []
  }
}
