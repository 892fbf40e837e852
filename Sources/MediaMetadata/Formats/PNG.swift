extension MediaFormat {
  /// PNG and APNG (PNG Specification, third edition).
  package static let png = MediaFormat(
    name: "PNG", kind: .photo, extensions: ["png", "apng"],
    dates: "Exif, XMP, raw profiles, `Creation Time`",
    recognises: { $0.matches([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) },
    read: { source throws(FormatError) in
      var reader = PNGReader()
      try reader.read(&source)
      return reader.metadata
    })
}

/// One walk over the chunks of a PNG: length, type, data, checksum (PNG, 5.3). Metadata may also
/// come after the picture, so the walk goes to the end, reading headers only.
private struct PNGReader {
  private(set) var metadata = Metadata()
  /// Bytes that may still be decompressed from this file.
  private var inflateBudget = 16 << 20

  private static let chunkLimit = 1 << 20
  private static let dataLimit = 8 << 20
  /// A keyword has up to 79 bytes, and a NUL after it (11.3.3.1).
  private static let keywordLimit = 80

  mutating func read(_ source: inout ByteSource) throws(FormatError) {
    var position = 8
    for _ in 0..<Self.chunkLimit {
      let header = try source.readUpTo(position, 8)
      guard let length = try? header.u32(0, .big), header.count == 8 else { return }
      let data = position + 8..<position + 8 + Int(length)
      switch try header.slice(4, 4).text {
      case "IEND":
        return
      case "IDAT", "fdAT":
        position = try Self.lastOfRun(header, at: position, from: &source)
      case "eXIf":
        readExif(try source.bytes(in: data, limit: Self.dataLimit))
      case "tEXt", "zTXt", "iTXt":
        try readText(header, in: data, from: &source)
      default:
        break
      }
      position += 12 + Int(length)
    }
  }

  /// Where the last chunk begins of a run of chunks that have the same `header`, the first of them
  /// at `position`.
  ///
  /// Encoders cut the picture into thousands of chunks of one size. Leaps that double while they
  /// land on such a header, and halve when they do not, pass over them in a few fetches.
  private static func lastOfRun(
    _ header: Bytes, at position: Int, from source: inout ByteSource
  ) throws(FormatError) -> Int {
    let wanted = header.array
    let size = 12 + Int(try header.u32(0, .big))
    guard size > 12 else { return position }
    var position = position
    var leap = 1
    var isGrowing = true
    while leap >= 1 {
      if try source.readUpTo(position + leap * size, 8).matches(wanted) {
        position += leap * size
        if isGrowing { leap *= 2 }
      } else {
        isGrowing = false
      }
      if !isGrowing { leap /= 2 }
    }
    return position
  }

  private mutating func readExif(_ block: Bytes) {
    // A damaged block leaves the other claims standing.
    try? Exif.read(block, into: &metadata)
  }
}

// MARK: - Text chunks

extension PNGReader {
  /// The keywords that are read.
  private enum Keyword {
    case xmp
    case profile
    case creationTime

    init?(_ text: String) {
      switch text {
      case "XML:com.adobe.xmp": self = .xmp
      case "Raw profile type exif", "Raw profile type APP1", "Raw profile type xmp",
        "Raw profile type iptc", "Raw profile type 8bim":
        self = .profile
      case "Creation Time", "CreationTime", "create-date": self = .creationTime
      default: return nil
      }
    }
  }

  private mutating func readText(
    _ header: Bytes, in data: Range<Int>, from source: inout ByteSource
  ) throws(FormatError) {
    let head = try source.bytes(in: data, limit: Self.keywordLimit)
    guard let end = head.firstIndex(of: [0]), let keyword = Keyword(head.prefix(end).text) else {
      return
    }
    let data = try source.bytes(in: data, limit: Self.dataLimit).suffix(from: end + 1)
    // A text that does not decompress is no claim.
    guard let text = try? text(of: data, header: header) else { return }
    switch keyword {
    case .xmp: XMP.read(text, into: &metadata)
    case .profile: readProfile(Self.profile(text))
    case .creationTime: readCreationTime(text.text)
    }
  }

  /// The text after the keyword: as it stands in `tEXt`, after the method and compressed in `zTXt`,
  /// after flags and two more strings in `iTXt` (11.3.3.2 to 11.3.3.4).
  private mutating func text(of data: Bytes, header: Bytes) throws(FormatError) -> Bytes {
    if header.matches("tEXt", at: 4) { return data }
    if header.matches("zTXt", at: 4) { return try inflate(data.suffix(from: 1)) }
    let isCompressed = try data.u8(0) == 1
    guard let language = data.firstIndex(of: [0], from: 2),
      let translated = data.firstIndex(of: [0], from: language + 1)
    else { throw .malformed("iTXt", offset: 0) }
    let text = data.suffix(from: translated + 1)
    return isCompressed ? try inflate(text) : text
  }

  private mutating func inflate(_ bytes: Bytes) throws(FormatError) -> Bytes {
    let limit = min(4 << 20, inflateBudget)
    do {
      let inflated = try Inflate.zlib(bytes, limit: limit)
      inflateBudget -= inflated.count
      return Bytes(inflated)
    } catch {
      // Damage is found after the work: at most 1032 bytes were made of each (a match of 258 bytes
      // takes two bits).
      inflateBudget -= min(limit, bytes.count &* 1032)
      throw error
    }
  }

  private mutating func readCreationTime(_ text: String) {
    let source = DateSource.pngCreationTime
    guard let claim = InternetDate.claim(source, text) ?? DateText.claim(source, text) else {
      return
    }
    metadata.claims.append(claim)
  }

  /// The bytes of a `Raw profile`, ImageMagick's way of putting blocks into texts: a name, a length
  /// and hexadecimal digits, each on lines of its own. The length is often wrong and not used.
  private static func profile(_ text: Bytes) -> Bytes {
    let lines = text.array.split { $0 == 0x0A || $0 == 0x0D }.dropFirst(2)
    var bytes: [UInt8] = []
    var high: Int?
    for digit in lines.joined() {
      guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { continue }
      if let first = high {
        bytes.append(UInt8(first << 4 | value))
        high = nil
      } else {
        high = value
      }
    }
    return Bytes(bytes)
  }

  /// Reads a block by what it begins with; the name beside it is not reliable.
  private mutating func readProfile(_ block: Bytes) {
    let xmpPrefix: StaticString = "http://ns.adobe.com/xap/1.0/"
    if block.matches("Exif") || block.matches("II") || block.matches("MM") {
      readExif(block)
    } else if block.matches(xmpPrefix) {
      XMP.read(block.suffix(from: xmpPrefix.utf8CodeUnitCount + 1), into: &metadata)
    } else if block.matches("8BIM") {
      PhotoshopResources.read(block, into: &metadata)
    } else if block.matches([0x1C]) {
      IPTC.read(block, into: &metadata)
    } else {
      XMP.read(block, into: &metadata)
    }
  }
}
