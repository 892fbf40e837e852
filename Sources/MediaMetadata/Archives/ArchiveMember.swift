/// Shows a member of an archive as a file of its own, so that the readers of formats work on it.
package enum ArchiveMember {
  /// Bytes from the start of a compressed member that are kept: most formats have their facts there.
  static let headSize = 1 << 20
  /// Bytes before the farthest place read that are kept.
  static let tailSize = 256 * 1024

  /// A source over `entry`, whose data begin at `dataOffset` (`ZIPDirectory.dataOffset`) of the
  /// archive behind `fetch`.
  ///
  /// A stored member is read where it lies. A compressed one is inflated up to what is asked for;
  /// its first mebibyte and the last part that was read are kept, and a reader that goes back
  /// behind them makes it start again. Work is bounded: after `mostPasses` passes reading throws
  /// `FormatError.malformed`.
  package static func source(
    of entry: ZIPEntry, at dataOffset: Int, mostPasses: Int = 8, windowSize: Int = 16 * 1024,
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
    let member = InflatedMember(passes: max(1, mostPasses)) {
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
  /// The beginning of the member, complete up to its count.
  private var head: [UInt8] = []
  /// The bytes right before `reader.position`, where that is beyond the head.
  private var tail: [UInt8] = []

  init(passes: Int, _ begin: @escaping () -> MemberReader) {
    self.passes = passes - 1
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
      let part = try reader.next(upTo: 64 * 1024)
      if part.isEmpty { break }
      if start + part.count > offset {
        let wanted = part[max(0, offset - start)..<min(part.count, end - start)]
        bytes += wanted
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
    if start == head.count, start < ArchiveMember.headSize { head += part }
    tail += part
    if tail.count > 2 * ArchiveMember.tailSize {
      tail.removeFirst(tail.count - ArchiveMember.tailSize)
    }
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
