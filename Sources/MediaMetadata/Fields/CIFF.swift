/// Canon's Camera Image File Format (CIFF 1.0): what a CRW file is, and a block in APP0 of the
/// JPEGs of a few cameras. The records' numbers are those of ExifTool's CanonRaw tags.
///
///     II or MM | length of the header | HEAPCCDR or HEAPJPGM | … | heap
///
/// A heap ends with the place of its directory; all places count from the heap's own start. A
/// record of the directory is a value or a heap within.
package enum CIFF {
  /// More heaps than any file has; they are nested three deep.
  private static let mostHeaps = 64
  /// A directory with more records than this is read as far as this.
  private static let mostRecords = 512
  private static let recordSize = 10
  /// The directories of a file lie in its last kilobytes, which are fetched in one go.
  private static let tail = 4096

  /// True when `head` is how a CIFF block begins.
  package static func begins(_ head: Bytes) -> Bool {
    (head.matches("II") || head.matches("MM"))
      && (head.matches("HEAPCCDR", at: 6) || head.matches("HEAPJPGM", at: 6))
  }

  /// Adds what the block at `base`, `length` bytes long or as long as the file, says. Damage costs
  /// the heap it is in. Throws only what the source throws, and when there is no such block.
  package static func read(
    _ source: inout ByteSource, at base: Int = 0, length: Int? = nil,
    into metadata: inout Metadata
  ) throws(FormatError) {
    let length = min(length ?? .max, max(0, source.length - base))
    let head = try source.readUpTo(base, min(length, 14))
    guard begins(head) else { throw .malformed("no CIFF header", offset: base) }
    var reader = CIFFReader(order: head.matches("II") ? .little : .big)
    let headerLength = Int(try head.u32(2, reader.order))
    guard headerLength <= length else { return }
    var heaps = [base + headerLength..<base + length]
    _ = try source.readUpTo(max(base, base + length - tail), min(length, tail))
    for _ in 0..<mostHeaps {
      guard let heap = heaps.popLast() else { break }
      let found = try passingDamage { () throws(FormatError) in
        try reader.records(of: heap, from: &source)
      }
      for record in found ?? [] {
        if let inner = record.heap {
          heaps.append(inner)
        } else {
          try reader.read(record, from: &source, into: &metadata)
        }
      }
    }
  }

  /// A value, or a heap within; `value` and `heap` are bytes of the file.
  fileprivate struct Record {
    var number: UInt16
    var value: Range<Int>
    var isHeap: Bool
    var heap: Range<Int>? { isHeap ? value : nil }
  }

  private struct CIFFReader {
    let order: ByteOrder
    /// Directories that were read, so that none is read twice.
    private var seen: Set<Int> = []

    init(order: ByteOrder) { self.order = order }

    mutating func records(
      of heap: Range<Int>, from source: inout ByteSource
    ) throws(FormatError) -> [Record] {
      guard heap.count >= 4 else { return [] }
      let offset = Int(try source.read(heap.upperBound - 4, 4).u32(0, order))
      let start = heap.lowerBound + offset
      guard offset <= heap.count - 4, seen.insert(start).inserted else { return [] }
      let count = min(Int(try source.read(start, 2).u16(0, order)), mostRecords)
      let room = heap.upperBound - start - 2
      let directory = try source.readUpTo(start + 2, min(count * recordSize, room))
      var records: [Record] = []
      for index in 0..<directory.count / recordSize {
        let entry = try directory.slice(index * recordSize, recordSize)
        let place = start + 2 + index * recordSize
        // A set top bit is no record: what follows makes no sense either.
        guard try entry.u16(0, order) & 0x8000 == 0 else { break }
        if let record = try record(entry, at: place, in: heap) { records.append(record) }
      }
      return records
    }

    /// The record that `entry` at `place` is; nil when it reaches beyond its heap.
    ///
    /// Of its number, bit 14 says that the value stands in the entry itself, bits 11 to 13 what
    /// type it has: 5 and 6 are heaps.
    private func record(
      _ entry: Bytes, at place: Int, in heap: Range<Int>
    ) throws(FormatError) -> Record? {
      let number = try entry.u16(0, order)
      if number & 0x4000 != 0 {
        return Record(number: number & 0x3FFF, value: place + 2..<place + 10, isHeap: false)
      }
      let (length, offset) = (Int(try entry.u32(2, order)), Int(try entry.u32(6, order)))
      guard offset <= heap.count, length <= heap.count - offset else { return nil }
      let start = heap.lowerBound + offset
      return Record(
        number: number, value: start..<start + length,
        isHeap: [0x2800, 0x3000].contains(number & 0x3800))
    }

    /// Adds what a value says: 0x080A is the maker and the model, 0x180E the moment of capture, in
    /// seconds since 1970 on the camera's clock.
    func read(
      _ record: Record, from source: inout ByteSource, into metadata: inout Metadata
    ) throws(FormatError) {
      switch record.number {
      case 0x080A:
        let texts = try source.bytes(in: record.value, limit: 256)
        let make = texts.text
        metadata.offer(make: make, model: texts.suffix(from: make.utf8.count + 1).text)
      case 0x180E:
        let stamp = try source.bytes(in: record.value, limit: 4)
        guard let seconds = try? stamp.u32(0, order), seconds > 0,
          let dateTime = CivilDateTime(secondsSince1970: Int(seconds))
        else { return }
        metadata.claims.append(
          DateClaim(
            source: .makerDateTimeOriginal, dateTime: dateTime, zone: .local,
            raw: .number(Int(seconds))))
      default:
        break
      }
    }
  }
}
