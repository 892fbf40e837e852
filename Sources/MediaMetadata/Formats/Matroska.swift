extension MediaFormat {
  /// Matroska and WebM (RFC 9559).
  package static let matroska = MediaFormat(
    name: "Matroska", kind: .video, extensions: ["mkv", "webm", "mk3d"],
    dates: "DateUTC, tags",
    recognises: { $0.matches([0x1A, 0x45, 0xDF, 0xA3]) },
    read: { source throws(FormatError) in
      var reader = MatroskaReader()
      try reader.read(&source)
      return reader.metadata
    })
}

/// The elements that are read (RFC 9559, 5.1).
private enum MatroskaID {
  static let segment: UInt32 = 0x1853_8067
  static let seekHead: UInt32 = 0x114D_9B74
  static let seek: UInt32 = 0x4DBB
  static let seekID: UInt32 = 0x53AB
  static let seekPosition: UInt32 = 0x53AC
  static let info: UInt32 = 0x1549_A966
  static let timestampScale: UInt32 = 0x2AD7B1
  static let duration: UInt32 = 0x4489
  static let date: UInt32 = 0x4461
  static let cluster: UInt32 = 0x1F43_B675
  static let tags: UInt32 = 0x1254_C367
  static let tag: UInt32 = 0x7373
  static let simpleTag: UInt32 = 0x67C8
  static let tagName: UInt32 = 0x45A3
  static let tagString: UInt32 = 0x4487
}

/// Collects the facts of one Matroska file.
///
/// Reading stops at the first cluster. What comes after the clusters is found by the seek head;
/// without one the clusters are walked over, a fetch each, if they say how long they are.
private struct MatroskaReader {
  private static let textLimit = 256
  /// After so many clusters without an Info element the rest is left alone.
  private static let clusterLimit = 256

  private(set) var metadata = Metadata()
  private var isInfoRead = false
  private var areTagsRead = false
  /// Where elements lie, in bytes from the start of the file.
  private var places: [UInt32: Int] = [:]

  mutating func read(_ source: inout ByteSource) throws(FormatError) {
    var top = EBMLElements(in: 0..<source.length, limit: 16)
    while let element = try top.next(from: &source) {
      guard element.id == MatroskaID.segment else { continue }
      try readSegment(element, &source)
      return
    }
  }

  private mutating func readSegment(
    _ segment: EBMLElement, _ source: inout ByteSource
  ) throws(FormatError) {
    var clusters = 0
    var elements = EBMLElements(in: segment.content)
    while let element = try elements.next(from: &source) {
      if element.id == MatroskaID.seekHead {
        try readSeekHead(element, in: segment, &source)
      } else if element.id == MatroskaID.cluster {
        clusters += 1
        let isFindable = isInfoRead || places[MatroskaID.info] != nil
        if isFindable || !element.isLengthKnown || clusters > Self.clusterLimit { break }
      } else {
        try readLevel1(element, &source)
      }
    }
    if !isInfoRead { try readLevel1(at: places[MatroskaID.info], in: segment, &source) }
    if metadata.claims.isEmpty, !areTagsRead {
      try readLevel1(at: places[MatroskaID.tags], in: segment, &source)
    }
  }

  private mutating func readLevel1(
    at place: Int?, in segment: EBMLElement, _ source: inout ByteSource
  ) throws(FormatError) {
    guard let place, segment.content.contains(place) else { return }
    var elements = EBMLElements(in: place..<segment.content.upperBound, limit: 1)
    if let element = try elements.next(from: &source) { try readLevel1(element, &source) }
  }

  private mutating func readLevel1(
    _ element: EBMLElement, _ source: inout ByteSource
  ) throws(FormatError) {
    if element.id == MatroskaID.info, !isInfoRead {
      isInfoRead = true
      try readInfo(element, &source)
    } else if element.id == MatroskaID.tags, !areTagsRead {
      areTagsRead = true
      try readTags(element, &source)
    }
  }

  /// Positions in the seek head count from the start of the segment's content.
  private mutating func readSeekHead(
    _ seekHead: EBMLElement, in segment: EBMLElement, _ source: inout ByteSource
  ) throws(FormatError) {
    var seeks = EBMLElements(in: seekHead.content)
    while let seek = try seeks.next(from: &source) {
      guard seek.id == MatroskaID.seek else { continue }
      var (id, position): (UInt64?, UInt64?)
      var parts = EBMLElements(in: seek.content, limit: 16)
      while let part = try parts.next(from: &source) {
        let bytes = try source.bytes(in: part.content, limit: 8)
        let number = try? bytes.number(0, bytes.count, .big)
        if part.id == MatroskaID.seekID { id = number }
        if part.id == MatroskaID.seekPosition { position = number }
      }
      guard let id = id.flatMap(UInt32.init(exactly:)), let position else { continue }
      let (place, overflow) = segment.content.lowerBound.addingReportingOverflow(
        Int(clamping: position))
      if !overflow, places[id] == nil { places[id] = place }
    }
  }

  /// RFC 9559, 5.1.2: the date counts nanoseconds since 2001-01-01 UTC, the duration counts units
  /// of the timestamp scale, which is in nanoseconds.
  private mutating func readInfo(
    _ info: EBMLElement, _ source: inout ByteSource
  ) throws(FormatError) {
    var scale: UInt64 = 1_000_000
    var duration: Double?
    var parts = EBMLElements(in: info.content)
    while let part = try parts.next(from: &source) {
      let bytes = try source.bytes(in: part.content, limit: 8)
      switch part.id {
      case MatroskaID.date:
        metadata.claims += [Self.date(bytes)].compactMap(\.self)
      case MatroskaID.timestampScale:
        scale = (try? bytes.number(0, bytes.count, .big)) ?? scale
      case MatroskaID.duration where bytes.count == 4:
        duration = Double(Float(bitPattern: try bytes.u32(0, .big)))
      case MatroskaID.duration where bytes.count == 8:
        duration = Double(bitPattern: try bytes.u64(0, .big))
      default:
        break
      }
    }
    if let duration, duration.isFinite, duration > 0 {
      metadata.duration = duration * Double(scale) / 1e9
    }
  }

  /// Zero says that the date is not known, as does an element without content.
  private static func date(_ bytes: Bytes) -> DateClaim? {
    guard bytes.count == 8, let bits = try? bytes.u64(0, .big), bits != 0 else { return nil }
    let ticks = Int(Int64(bitPattern: bits))
    let remainder = ticks % 1_000_000_000
    let nanosecond = remainder < 0 ? remainder + 1_000_000_000 : remainder
    // 978,307,200 s from 1970 to 2001.
    let seconds = ticks / 1_000_000_000 - (remainder < 0 ? 1 : 0) + 978_307_200
    guard let dateTime = CivilDateTime(secondsSince1970: seconds, nanosecond: nanosecond) else {
      return nil
    }
    return DateClaim(
      source: .matroskaDate, dateTime: dateTime, zone: .utc,
      precision: nanosecond == 0 ? .second : .subsecond, raw: .number(ticks))
  }

  private mutating func readTags(
    _ tags: EBMLElement, _ source: inout ByteSource
  ) throws(FormatError) {
    var all = EBMLElements(in: tags.content)
    while let tag = try all.next(from: &source) {
      guard tag.id == MatroskaID.tag else { continue }
      var parts = EBMLElements(in: tag.content)
      while let part = try parts.next(from: &source) {
        if part.id == MatroskaID.simpleTag { try readTag(part, &source) }
      }
    }
  }

  /// A name and a text (RFC 9559, 5.1.8.1.2). Programs that turn a phone's movie into Matroska keep
  /// Apple's keys as names.
  private mutating func readTag(
    _ tag: EBMLElement, _ source: inout ByteSource
  ) throws(FormatError) {
    var (name, text) = ("", "")
    var parts = EBMLElements(in: tag.content, limit: 16)
    while let part = try parts.next(from: &source) {
      if part.id == MatroskaID.tagName {
        name = try source.bytes(in: part.content, limit: Self.textLimit).text
      } else if part.id == MatroskaID.tagString {
        text = try source.bytes(in: part.content, limit: Self.textLimit).text
      }
    }
    switch name.uppercased() {
    case "DATE_RECORDED", "DATE_DIGITIZED":
      metadata.claims += [DateText.claim(.matroskaDate, text)].compactMap(\.self)
    case "COM.APPLE.QUICKTIME.CREATIONDATE":
      metadata.claims += [DateText.claim(.quickTimeCreationDate, text)].compactMap(\.self)
    case "COM.APPLE.QUICKTIME.MAKE", "COM.ANDROID.MANUFACTURER": metadata.offer(make: text)
    case "COM.APPLE.QUICKTIME.MODEL", "COM.ANDROID.MODEL": metadata.offer(model: text)
    default: break
    }
  }
}
