/// The dates and the camera in an XMP packet (ISO 16684-1).
///
/// Properties count where they describe the file itself: as attributes or elements of the
/// descriptions right under `rdf:RDF`, not those of an ingredient or an earlier version within.
package enum XMP {
  /// Adds what `packet` says, in UTF-8, UTF-16 or UTF-32, as far as it is well formed.
  package static func read(_ packet: Bytes, into metadata: inout Metadata) {
    let properties = XMPReader(packet).properties
    metadata.claims += claims(properties)
    metadata.offer(make: properties[.make], model: properties[.model])
  }

  /// The dates in the packet of a sidecar file, all of them claims of `.sidecarXMP`, the one
  /// that is believed first in front.
  package static func sidecarClaims(_ packet: Bytes) -> [DateClaim] {
    let claims = claims(XMPReader(packet).properties)
    return claims.sorted { $0.source.rank < $1.source.rank }.map { claim in
      DateClaim(
        source: .sidecarXMP, dateTime: claim.dateTime, zone: claim.zone,
        precision: claim.precision, raw: claim.raw)
    }
  }

  private static func claims(_ properties: [XMPProperty: String]) -> [DateClaim] {
    let dates: [(XMPProperty, DateSource)] = [
      (.dateTimeOriginal, .xmpExifDateTimeOriginal),
      (.dateCreated, .xmpPhotoshopDateCreated),
      (.createDate, .xmpCreateDate),
      (.dateTimeDigitized, .xmpExifDateTimeDigitized),
    ]
    return dates.compactMap { property, source in
      properties[property].flatMap { DateText.claim(source, $0) }
    }
  }
}

/// The properties that are read, by the names their schemas give them.
private enum XMPProperty: String {
  case dateTimeOriginal = "exif:DateTimeOriginal"
  case dateTimeDigitized = "exif:DateTimeDigitized"
  case dateCreated = "photoshop:DateCreated"
  case createDate = "xmp:CreateDate"
  case make = "tiff:Make"
  case model = "tiff:Model"
}

/// Walks through one packet and keeps the properties that are read.
private struct XMPReader {
  private(set) var properties: [XMPProperty: String] = [:]

  private var depth = 0
  /// Depth of `rdf:RDF`; what describes the file is one deeper, its properties two.
  private var depthOfRDF: Int?
  private var property: XMPProperty?
  private var text = ""
  /// The namespaces of each declared prefix, the innermost last.
  private var namespaces: [Substring: [String]] = [:]
  /// Every declaration that holds here, and the depth it was made at.
  private var declarations: [(prefix: Substring, depth: Int)] = []

  init(_ packet: Bytes) {
    var scanner = XMLScanner(packet.utf8)
    while let event = scanner.next() {
      switch event {
      case .start(let tag): start(tag)
      case .text(let more): if property != nil { text += more.string }
      case .end: end()
      }
    }
  }

  private mutating func start(_ tag: XMLScanner.Tag) {
    depth += 1
    for (name, value) in tag.attributes where name.hasPrefix("xmlns:") {
      namespaces[name.dropFirst(6), default: []].append(value.string)
      declarations.append((name.dropFirst(6), depth))
    }
    let name = conventional(tag.name)
    if depthOfRDF == nil, name == "rdf:RDF" { depthOfRDF = depth }
    if depthOfRDF == nil, name == "rdf:Description" { depthOfRDF = depth - 1 }
    if let depthOfRDF {
      if depth == depthOfRDF + 1 {
        for (name, value) in tag.attributes {
          if let property = property(named: name) { keep(value.string, as: property) }
        }
      } else if depth == depthOfRDF + 2 {
        property = property(named: tag.name)
        text = ""
      }
    }
    if tag.isEmpty { end() }
  }

  private mutating func end() {
    if let depthOfRDF, depth <= depthOfRDF + 2 {
      if let property { keep(text, as: property) }
      property = nil
      if depth <= depthOfRDF { self.depthOfRDF = nil }
    }
    while let last = declarations.last, last.depth >= depth {
      _ = namespaces[last.prefix]?.popLast()
      declarations.removeLast()
    }
    depth = max(0, depth - 1)
  }

  private mutating func keep(_ value: String, as property: XMPProperty) {
    guard properties[property] == nil, let value = value.trimmed else { return }
    properties[property] = value
  }

  private func property(named name: String) -> XMPProperty? {
    conventional(name).flatMap(XMPProperty.init(rawValue:))
  }

  /// `name` with the prefix that its namespace usually has; nil when the namespace is another's.
  /// A prefix that is nowhere declared is taken for what it usually means.
  private func conventional(_ name: String) -> String? {
    guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let prefix = name[..<colon]
    let local = name[name.utf8.index(after: colon)...]
    guard Self.localNames.contains(local) else { return nil }
    guard let declared = namespaces[prefix]?.last else {
      return "\(prefix == "xap" ? "xmp" : prefix):\(local)"
    }
    return Self.usualPrefixes[declared].map { "\($0):\(local)" }
  }

  /// The names that matter in any namespace, so that the others cost no more than a look.
  private static let localNames: Set<Substring> = [
    "RDF", "Description", "DateTimeOriginal", "DateTimeDigitized", "DateCreated", "CreateDate",
    "Make", "Model",
  ]

  private static let usualPrefixes = [
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/xap/1.0/": "xmp",
  ]
}

extension Bytes {
  /// The text as UTF-8, whichever of UTF-8, UTF-16 and UTF-32 it is in; told by the zeros around
  /// the first `<`, so with a byte order mark or without.
  fileprivate var utf8: [UInt8] {
    guard let mark = firstIndex(of: [UInt8(ascii: "<")]) else { return [] }
    let isWide = matches([0], at: mark - 1) || matches([0], at: mark + 1)
    guard isWide else { return array }
    if matches([0, 0, 0], at: mark + 1) || matches([0, 0, 0], at: mark - 3) {
      let order: ByteOrder = mark % 4 == 0 ? .little : .big
      return Array(String(decoding: units(of: UInt32.self, order), as: UTF32.self).utf8)
    }
    let order: ByteOrder = mark % 2 == 0 ? .little : .big
    return Array(String(decoding: units(of: UInt16.self, order), as: UTF16.self).utf8)
  }

  private func units<Unit: FixedWidthInteger>(of: Unit.Type, _ order: ByteOrder) -> [Unit] {
    let width = Unit.bitWidth / 8
    return (0..<count / width).compactMap { index in
      (try? number(index * width, width, order)).map(Unit.init(truncatingIfNeeded:))
    }
  }
}
