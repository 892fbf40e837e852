/// A movie's `meta` box: names in `keys`, values in `ilst` (QuickTime File Format, "Metadata").
///
/// An entry of `ilst` has as its type the 1-based place of its name in `keys`. Each `data` box in
/// it is a type, a locale and the value.
package enum MovieKeys {
  private static let tableLimit = 1 << 20
  private static let valueLimit = 4096

  /// Adds the facts in `meta`; throws only what the source throws.
  package static func read(
    _ meta: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    var names: [String] = []
    var values: ISOBox?
    var boxes = ISOBoxes(in: try children(of: meta, from: &source))
    while let box = try boxes.next(from: &source) {
      switch box.type {
      case "keys": names = readNames(try source.bytes(in: box.payload, limit: tableLimit))
      case "ilst": values = box
      case "xml ":
        NonRealTimeMetadata.read(
          try source.bytes(in: box.payload, limit: tableLimit), into: &metadata)
      default: break
      }
    }
    guard let values else { return }

    var entries = ISOBoxes(in: values.payload)
    while let entry = try entries.next(from: &source) {
      guard let key = key(of: entry, in: names) else { continue }
      if let text = try text(of: entry, from: &source) { add(text, as: key, to: &metadata) }
    }
  }

  /// What an entry of `ilst` is, by its place in `names` or, as iTunes has it, by its type alone.
  private static func key(of entry: ISOBox, in names: [String]) -> Key? {
    if entry.type == "©day" { return .day }
    let index = Int(entry.type.code) - 1
    return names.indices.contains(index) ? Key(rawValue: names[index]) : nil
  }

  /// The keys that are read; the raw value is the name in the file.
  private enum Key: String {
    case day = "©day"
    case creationDate = "com.apple.quicktime.creationdate"
    case contentIdentifier = "com.apple.quicktime.content.identifier"
    case make = "com.apple.quicktime.make"
    case model = "com.apple.quicktime.model"
    case androidMake = "com.android.manufacturer"
    case androidModel = "com.android.model"
  }

  private static func add(_ text: String, as key: Key, to metadata: inout Metadata) {
    switch key {
    case .creationDate:
      metadata.claims += [DateText.claim(.quickTimeCreationDate, text)].compactMap(\.self)
    case .day:
      metadata.claims += [DateText.claim(.quickTimeContentCreateDate, text)].compactMap(\.self)
    case .contentIdentifier: metadata.contentIdentifier = metadata.contentIdentifier ?? text
    case .make, .androidMake: metadata.offer(make: text)
    case .model, .androidModel: metadata.offer(model: text)
    }
  }

  /// Where the boxes in `meta` begin: ISO's is a full box, QuickTime's is not. The handler comes
  /// first in both.
  private static func children(
    of meta: ISOBox, from source: inout ByteSource
  ) throws(FormatError) -> Range<Int> {
    let head = try source.bytes(in: meta.payload, limit: 12)
    if head.matches("hdlr", at: 4) { return meta.payload }
    if head.matches("hdlr", at: 8) { return meta.fullBoxPayload }
    // No box is 0 bytes long; version and flags are 0.
    return head.matches([0, 0, 0, 0]) ? meta.fullBoxPayload : meta.payload
  }

  /// The names in order; an entry is its size, a namespace, and the name.
  private static func readNames(_ bytes: Bytes) -> [String] {
    guard let count = try? bytes.u32(4, .big) else { return [] }
    var names: [String] = []
    var position = 8
    while names.count < Int(count), let size = try? bytes.u32(position, .big), size >= 8,
      let name = try? bytes.slice(position + 8, Int(size) - 8)
    {
      names.append(name.text)
      position += Int(size)
    }
    return names
  }

  /// The text of the first `data` box in an entry that has one.
  private static func text(
    of entry: ISOBox, from source: inout ByteSource
  ) throws(FormatError) -> String? {
    var boxes = ISOBoxes(in: entry.payload)
    while let data = try boxes.first("data", from: &source) {
      let bytes = try source.bytes(in: data.payload, limit: valueLimit)
      // Well-known type 1 is UTF-8; some writers leave it 0.
      guard let type = try? bytes.u32(0, .big), type <= 1 else { continue }
      let text = bytes.suffix(from: 8).text
      if !text.isEmpty { return text }
    }
    return nil
  }
}
