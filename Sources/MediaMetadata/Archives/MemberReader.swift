/// Gives the bytes of an archive's member from the first to the last, for copying and hashing.
///
/// Bounded: holds about half a mebibyte whatever the member's size, and never gives more than the
/// directory says. The checksum is the caller's to compare with `ZIPEntry.crc32`.
package struct MemberReader {
  /// Bytes of the archive that are fetched at once.
  private static let batch = 128 * 1024

  private let entry: ZIPEntry
  private let fetch: ByteSource.Fetch
  /// Where the next bytes of the archive come from.
  private var offset: Int
  private var left: Int
  /// Nil for a stored member.
  private var inflater: Inflater?
  /// Bytes given so far.
  package private(set) var position = 0

  /// A reader of `entry`, whose data begin at `dataOffset` (`ZIPDirectory.dataOffset`) of the
  /// archive behind `fetch`.
  package init(_ entry: ZIPEntry, at dataOffset: Int, fetch: @escaping ByteSource.Fetch) {
    self.entry = entry
    self.fetch = fetch
    offset = dataOffset
    left = entry.compressedSize
    inflater = entry.method == .stored ? nil : Inflater(limit: entry.size)
  }

  /// The next bytes, at most `count` and at most 256 KiB; none when the member was read to its end.
  ///
  /// Throws when the archive ends first, when the data are damaged, and when the member is not as
  /// long as the directory says, in the archive or unpacked.
  package mutating func next(upTo count: Int) throws(FormatError) -> [UInt8] {
    if let flaw = entry.flaw { throw .malformed(flaw.rawValue, offset: entry.headerOffset) }
    guard count > 0 else { return [] }
    let bytes = inflater == nil ? try nextStored(count) : try nextInflated(count)
    position += bytes.count
    return bytes
  }

  private mutating func nextStored(_ count: Int) throws(FormatError) -> [UInt8] {
    try fetchNext(min(count, 2 * Self.batch))
  }

  private mutating func nextInflated(_ count: Int) throws(FormatError) -> [UInt8] {
    while true {
      let bytes = try inflater?.pull(count) ?? []
      if !bytes.isEmpty { return bytes }
      guard inflater?.isFinished == false else { break }
      let input = try fetchNext(Self.batch)
      guard !input.isEmpty else { throw .truncated(offset: offset, wanted: 1) }
      inflater?.push(input)
    }
    guard position == entry.size, inflater?.consumed == entry.compressedSize else {
      throw .malformed("length of a ZIP member", offset: offset)
    }
    return []
  }

  /// The next bytes of the archive that belong to the member.
  private mutating func fetchNext(_ count: Int) throws(FormatError) -> [UInt8] {
    let wanted = min(count, left)
    guard wanted > 0 else { return [] }
    let bytes = try fetch(offset, wanted)
    guard !bytes.isEmpty, bytes.count <= wanted else {
      throw .truncated(offset: offset, wanted: wanted)
    }
    offset += bytes.count
    left -= bytes.count
    return bytes
  }
}
