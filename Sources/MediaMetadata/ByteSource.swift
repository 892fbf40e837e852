/// A file as a reader sees it: a length and "give me this range".
///
/// The first fetch brings `windowSize` bytes; requests inside what is held cost nothing, others
/// fetch a window of their own. So the reader of a 4 GB video whose index is at the end causes a
/// handful of fetches, and a photo whose facts are in its first kilobytes causes one.
package struct ByteSource {
  /// Fetches at most `count` bytes at `offset`; fewer only at the end of the file.
  package typealias Fetch = (_ offset: Int, _ count: Int) throws(FormatError) -> [UInt8]

  /// Length of the file in bytes.
  package let length: Int
  /// Bytes fetched so far; what reading this file has cost.
  package private(set) var bytesFetched = 0
  /// Number of fetches so far.
  package private(set) var fetches = 0
  /// False when nobody wants to know which words a claim was read from; readers may save them.
  package var wantsWords = true

  private let fetch: Fetch
  private let windowSize: Int
  private var window = Bytes([])
  private var windowOffset = 0

  /// A source of `length` bytes behind `fetch`, which is asked for `windowSize` bytes at a time.
  package init(length: Int, windowSize: Int = 16 * 1024, fetch: @escaping Fetch) {
    self.length = max(0, length)
    self.windowSize = windowSize
    self.fetch = fetch
  }

  /// A source over bytes already in memory.
  package init(_ bytes: [UInt8], windowSize: Int = 16 * 1024) {
    self.init(length: bytes.count, windowSize: windowSize) { offset, count in
      guard offset >= 0, offset < bytes.count else { return [] }
      return Array(bytes[offset..<min(bytes.count, offset + count)])
    }
  }

  /// A source over `bytes`, which are shared and never fetched.
  package init(_ bytes: Bytes) {
    self.init(length: bytes.count, windowSize: 0) { _, _ in [] }
    window = bytes
  }

  /// The memory of what was fetched last, which the source does not hold any more.
  package mutating func takeWindow() -> [UInt8] {
    defer { window = Bytes([]) }
    return window.all
  }

  /// Exactly `count` bytes at `offset`, or `FormatError.truncated`.
  package mutating func read(_ offset: Int, _ count: Int) throws(FormatError) -> Bytes {
    let bytes = try readUpTo(offset, count)
    guard bytes.count == count else { throw .truncated(offset: offset, wanted: count) }
    return bytes
  }

  /// The four bytes at `offset` as a number, the first one highest; nil where the file ends before
  /// them.
  mutating func four(_ offset: Int) throws(FormatError) -> UInt32? {
    // Nothing is cut out of what is held: that is asked for of every segment of every photo.
    let place = offset &- windowOffset
    if offset >= windowOffset, window.contains(place, 4) {
      return try window.u32(place, .big)
    }
    let bytes = try readUpTo(offset, 4)
    return bytes.count == 4 ? try bytes.u32(0, .big) : nil
  }

  /// At most `count` bytes at `offset`: fewer, or none, where the file ends.
  package mutating func readUpTo(_ offset: Int, _ count: Int) throws(FormatError) -> Bytes {
    guard offset >= 0, count > 0, offset < length else { return Bytes([]) }
    let count = min(count, length - offset)
    if let held = window.part(offset - windowOffset, count) { return held }
    let wanted = min(max(count, windowSize), length - offset)
    let fetched = Bytes(try fetch(offset, wanted))
    fetches += 1
    bytesFetched += fetched.count
    window = fetched
    windowOffset = offset
    return fetched.prefix(count)
  }
}
