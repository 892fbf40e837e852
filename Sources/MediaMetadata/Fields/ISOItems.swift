/// The items that a `meta` box describes: which there are, where they lie, which describes which.
///
/// ISO/IEC 14496-12, 8.11: `pitm` names the primary item, `iinf` types the items, `iloc` places
/// them in the file, `iref` relates them. Damaged parts are left out, the rest still counts.
package struct ISOItems {
  /// A type an item of metadata may have.
  package enum Kind: Sendable {
    /// Item type `Exif`: a 4-byte offset, then Exif (ISO/IEC 23008-12, annex A).
    case exif
    /// Item type `mime` with the content type of XMP.
    case xmp
  }

  /// Where an item's bytes lie.
  private struct Location {
    /// True when offsets count from the start of `idat` instead of the file.
    let inItemData: Bool
    let extents: [(offset: Int, length: Int)]
  }

  /// More than any block of metadata met; an item is cut here.
  private static let itemLimit = 8 << 20
  private static let tableLimit = 4 << 20
  /// Metadata lies in one piece nearly always; scattered pieces cost a fetch each.
  private static let extentLimit = 64

  private var primary: UInt32?
  private var kinds: [(item: UInt32, kind: Kind)] = []
  private var locations: [UInt32: Location] = [:]
  private var described: [UInt32: Set<UInt32>] = [:]
  private var itemData: Range<Int>?

  /// Reads the tables in `meta`, a full box; throws only what the source throws.
  package init(meta: ISOBox, from source: inout ByteSource) throws(FormatError) {
    var boxes = ISOBoxes(in: meta.fullBoxPayload)
    while let box = try boxes.next(from: &source) {
      switch box.type {
      case "pitm": primary = Self.primary(try source.bytes(in: box.payload, limit: 16))
      case "iinf": try readItemInfos(of: box, from: &source)
      case "iloc": try readLocations(source.bytes(in: box.payload, limit: Self.tableLimit))
      case "iref": try readReferences(of: box, from: &source)
      case "idat": itemData = box.payload
      default: break
      }
    }
  }

  /// The bytes of the item of `kind` that describes the primary item; where none says so, of one
  /// that describes nothing in particular, else of the first. Nil when there is none.
  package func bytes(
    of kind: Kind, from source: inout ByteSource
  ) throws(FormatError) -> Bytes? {
    let candidates = kinds.filter { $0.kind == kind && locations[$0.item] != nil }.map(\.item)
    let describing = candidates.first { item in
      primary.map { described[item]?.contains($0) ?? false } ?? false
    }
    let chosen = describing ?? candidates.first { described[$0] == nil } ?? candidates.first
    guard let chosen, let location = locations[chosen] else { return nil }
    return try bytes(at: location, from: &source)
  }

  private func bytes(
    at location: Location, from source: inout ByteSource
  ) throws(FormatError) -> Bytes? {
    let frame = location.inItemData ? itemData : 0..<source.length
    guard let frame else { return nil }
    var bytes: [UInt8] = []
    for extent in location.extents.prefix(Self.extentLimit)
    where bytes.count < Self.itemLimit {
      guard extent.offset < frame.count else { continue }
      let start = frame.lowerBound + extent.offset
      // No length means all there is (8.11.3.1).
      let rest = frame.upperBound - start
      let length = extent.length == 0 ? rest : min(extent.length, rest)
      let part = try source.bytes(
        in: start..<start + length, limit: Self.itemLimit - bytes.count)
      if location.extents.count == 1 { return part }
      bytes += part.array
    }
    return Bytes(bytes)
  }
}

// MARK: - The tables

extension ISOItems {
  private static func primary(_ bytes: Bytes) -> UInt32? {
    guard let version = try? bytes.u8(0) else { return nil }
    let item = try? bytes.number(4, version == 0 ? 2 : 4, .big)
    return item.map { UInt32(truncatingIfNeeded: $0) }
  }

  private mutating func readItemInfos(
    of box: ISOBox, from source: inout ByteSource
  ) throws(FormatError) {
    let version = try source.bytes(in: box.payload, limit: 1)
    // Full box, then the number of entries in 16 bits, or 32 after version 0.
    let header = version.matches([0]) ? 6 : 8
    guard box.payload.count > header else { return }
    var entries = ISOBoxes(in: box.payload.lowerBound + header..<box.payload.upperBound)
    while let entry = try entries.next(from: &source) {
      guard entry.type == "infe" else { continue }
      let bytes = try source.bytes(in: entry.payload, limit: 1024)
      // Entries before version 2 have no type (8.11.6.2).
      guard let version = try? bytes.u8(0), version == 2 || version == 3 else { continue }
      let width = version == 2 ? 2 : 4
      guard let item = try? bytes.number(4, width, .big),
        let kind = Self.kind(bytes.suffix(from: 4 + width + 2))
      else { continue }
      kinds.append((UInt32(truncatingIfNeeded: item), kind))
    }
  }

  /// The kind of an entry from its item type on: type, name, and for `mime` the content type.
  private static func kind(_ bytes: Bytes) -> Kind? {
    if bytes.matches("Exif") { return .exif }
    guard bytes.matches("mime"), let name = bytes.firstIndex(of: [0], from: 4) else { return nil }
    return bytes.matches("application/rdf+xml", at: name + 1) ? .xmp : nil
  }

  private mutating func readLocations(_ bytes: Bytes) {
    var reader = LocationReader(bytes)
    // A damaged table keeps the entries before the damage.
    while let (item, location) = try? reader.next() { locations[item] = location }
  }

  private mutating func readReferences(
    of box: ISOBox, from source: inout ByteSource
  ) throws(FormatError) {
    let version = try source.bytes(in: box.payload, limit: 1)
    let width = version.matches([0]) ? 2 : 4
    var boxes = ISOBoxes(in: box.fullBoxPayload)
    while let reference = try boxes.next(from: &source) {
      guard reference.type == "cdsc" else { continue }
      let bytes = try source.bytes(in: reference.payload, limit: Self.tableLimit)
      guard let item = try? bytes.number(0, width, .big),
        let count = try? bytes.u16(width, .big)
      else { continue }
      var targets: [UInt32] = []
      for index in 0..<Int(count) {
        guard let target = try? bytes.number(width + 2 + index * width, width, .big) else { break }
        targets.append(UInt32(truncatingIfNeeded: target))
      }
      described[UInt32(truncatingIfNeeded: item), default: []].formUnion(targets)
    }
  }

  /// Reads the entries of `iloc` one by one (8.11.3.2).
  private struct LocationReader {
    private let bytes: Bytes
    private var position = 0
    private var remaining = 0
    private var version = 0
    private var offsetWidth = 0
    private var lengthWidth = 0
    private var baseWidth = 0
    private var indexWidth = 0

    init(_ bytes: Bytes) {
      self.bytes = bytes
      guard let version = try? bytes.u8(0), version <= 2, let widths = try? bytes.u16(4, .big),
        let count = try? bytes.number(6, version == 2 ? 4 : 2, .big)
      else { return }
      self.version = Int(version)
      offsetWidth = Int(widths >> 12)
      lengthWidth = Int(widths >> 8 & 0xF)
      baseWidth = Int(widths >> 4 & 0xF)
      indexWidth = version == 0 ? 0 : Int(widths & 0xF)
      remaining = Int(count)
      position = version == 2 ? 10 : 8
    }

    /// The next item and its place, which is nil when it lies in another file or nowhere.
    mutating func next() throws(FormatError) -> (item: UInt32, location: Location?)? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let item = UInt32(truncatingIfNeeded: try number(version == 2 ? 4 : 2))
      let method = version == 0 ? 0 : try number(2) & 0xF
      let reference = try number(2)
      let base = try number(baseWidth)
      var extents: [(offset: Int, length: Int)] = []
      let count = try number(2)
      // Extents that take no bytes are all the same one: a small table could state billions.
      let isSized = indexWidth + offsetWidth + lengthWidth > 0
      for _ in 0..<(isSized ? count : min(count, 1)) {
        _ = try number(indexWidth)
        let (offset, overflow) = base.addingReportingOverflow(try number(offsetWidth))
        let length = try number(lengthWidth)
        guard !overflow, let offset = Int(exactly: offset) else { continue }
        extents.append((offset, Int(clamping: length)))
      }
      guard method <= 1, reference == 0, !extents.isEmpty else { return (item, nil) }
      return (item, Location(inItemData: method == 1, extents: extents))
    }

    private mutating func number(_ width: Int) throws(FormatError) -> UInt64 {
      let value = try bytes.number(position, width, .big)
      position += width
      return value
    }
  }
}
