extension MediaFormat {
  /// AVI ("AVI RIFF File Reference", Microsoft), also beyond 4 GB (OpenDML AVI File Format
  /// Extensions 1.02).
  package static let avi = MediaFormat(
    name: "AVI", kind: .video, extensions: ["avi"],
    dates: "IDIT, Nikon's tags, Exif of some cameras, XMP; ICRD",
    recognises: { $0.matches("RIFF") && ($0.matches("AVI ", at: 8) || $0.matches("AVIX", at: 8)) },
    read: { source throws(FormatError) in
      var reader = AVIReader()
      try reader.read(&source)
      return reader.metadata
    })
}

/// Collects the facts of one AVI file.
///
///     RIFF AVI
///       LIST hdrl       avih, LIST strl > strd, LIST odml > dmlh, IDIT
///       LIST INFO       ICRD, IDIT, DTIM
///       LIST ncdt       nctg, Nikon's
///       JUNK            what some cameras hide there
///       LIST movi       streams, passed over
///       _PMX            XMP, written after the streams
///     RIFF AVIX …       the next gigabytes, passed over
private struct AVIReader {
  private static let textLimit = 256
  private static let blockLimit = 1 << 20
  private static let xmpLimit = 8 << 20

  private var facts = Metadata()
  /// Dates that count where there is no `IDIT`.
  private var lesserClaims: [DateClaim] = []
  /// Microseconds a frame lasts, and how many there are.
  private var frameTime: UInt32 = 0
  private var frames: UInt32 = 0

  /// What was found, the dates in the order of belief among those of one source.
  var metadata: Metadata {
    var metadata = facts
    metadata.claims += lesserClaims
    let duration = Double(frameTime) * Double(frames) / 1_000_000
    if duration > 0 { metadata.duration = duration }
    return metadata
  }

  /// Walks the chunks of the first list, on to the end of the file whatever length it claims, and
  /// so over the lists that follow it.
  mutating func read(_ source: inout ByteSource) throws(FormatError) {
    var chunks = RIFFChunks(in: min(12, source.length)..<source.length)
    while let chunk = try chunks.next(from: &source) {
      // A recording that was cut off has zero for its lengths, and frames come next.
      if chunk.isStreamData { return }
      try read(chunk, &source)
    }
  }

  private mutating func read(
    _ chunk: RIFFChunk, _ source: inout ByteSource
  ) throws(FormatError) {
    switch (chunk.type, chunk.isList) {
    case ("hdrl", true), ("strl", true), ("odml", true), ("INFO", true), ("ncdt", true),
      ("exif", true):
      try readList(chunk, &source)
    case ("IDIT", false):
      facts.claims += [try text(chunk, &source)].compactMap { RIFFDate.claim(.riffDate, $0) }
    case ("JUNK", false):
      try readJunk(chunk, &source)
    case ("_PMX", false):
      XMP.read(try source.bytes(in: chunk.content, limit: Self.xmpLimit), into: &facts)
    default:
      break
    }
  }

  /// One level of a list; lists in the header are not deeper than two.
  private mutating func readList(
    _ list: RIFFChunk, _ source: inout ByteSource, depth: Int = 0
  ) throws(FormatError) {
    var chunks = RIFFChunks(in: list.content)
    while let chunk = try chunks.next(from: &source) {
      if chunk.isList {
        if depth < 2 { try readList(chunk, &source, depth: depth + 1) }
      } else {
        try readLeaf(chunk, &source)
      }
    }
  }

  private mutating func readLeaf(
    _ chunk: RIFFChunk, _ source: inout ByteSource
  ) throws(FormatError) {
    switch chunk.type {
    case "avih":
      let header = try source.bytes(in: chunk.content, limit: 20)
      frameTime = (try? header.u32(0, .little)) ?? 0
      frames = max(frames, (try? header.u32(16, .little)) ?? 0)
    case "dmlh":
      // The frames of all lists, where the main header counts those of the first.
      let header = try source.bytes(in: chunk.content, limit: 4)
      frames = max(frames, (try? header.u32(0, .little)) ?? 0)
    case "strd":
      try readStreamData(chunk, &source)
    case "nctg":
      NikonMovieTags.readAVI(
        try source.bytes(in: chunk.content, limit: Self.blockLimit), into: &facts)
    case "ICRD":
      lesserClaims += [try text(chunk, &source)].compactMap { RIFFDate.claim(.riffDate, $0) }
    case "DTIM":
      lesserClaims += [try text(chunk, &source)].compactMap(Self.fileTime)
    case "ecor": facts.offer(make: try text(chunk, &source))
    case "emdl": facts.offer(model: try text(chunk, &source))
    default:
      try read(chunk, &source)
    }
  }

  /// Exif without a TIFF header, as Canon's cameras and others write it: `AVIF`, four bytes, and a
  /// directory whose offsets count from itself.
  private mutating func readStreamData(
    _ chunk: RIFFChunk, _ source: inout ByteSource
  ) throws(FormatError) {
    guard try source.bytes(in: chunk.content, limit: 4).matches("AVIF") else { return }
    try readDirectory(chunk, at: 8, base: 8, .little, &source)
  }

  /// What cameras hide in space that is said to be unused (ExifTool's RIFF, Casio and Olympus
  /// tables name the places).
  private mutating func readJunk(
    _ chunk: RIFFChunk, _ source: inout ByteSource
  ) throws(FormatError) {
    let bytes = try source.bytes(in: chunk.content, limit: 0xB5)
    if bytes.matches("QVMI") {
      // Casio: a directory whose offsets count from the chunk's content.
      try readDirectory(chunk, at: 10, base: 0, .big, &source)
    } else if bytes.matches("OLYMDigital Camera") || bytes.matches("PENTDigital Camera") {
      facts.offer(
        make: bytes.suffix(from: 0x12).prefix(24).text,
        model: bytes.suffix(from: 0x2C).prefix(24).text)
      lesserClaims += [0x83, 0x9D].compactMap { offset in
        RIFFDate.claim(.riffDate, bytes.suffix(from: offset).prefix(24).text)
      }
    }
  }

  private mutating func readDirectory(
    _ chunk: RIFFChunk, at offset: Int, base: Int, _ order: ByteOrder,
    _ source: inout ByteSource
  ) throws(FormatError) {
    let bytes = try source.bytes(in: chunk.content, limit: Self.blockLimit)
    // Damaged, it leaves the other claims standing.
    try? Exif.read(
      directoryAt: offset - base, of: bytes.suffix(from: base), order, into: &facts)
  }

  private func text(
    _ chunk: RIFFChunk, _ source: inout ByteSource
  ) throws(FormatError) -> String {
    try source.bytes(in: chunk.content, limit: Self.textLimit).text
  }

  /// `DTIM`: two numbers, the halves of 100 ns since 1601, or a date after all, as some Kodaks
  /// write it. The clock is taken for the wall's, as everything in AVI is.
  private static func fileTime(_ text: String) -> DateClaim? {
    let words = text.split(separator: " ")
    guard words.count == 2, let high = UInt32(words[0]), let low = UInt32(words[1]) else {
      return RIFFDate.claim(.riffDate, text)
    }
    return FileTime(ticks: UInt64(high) << 32 | UInt64(low))?
      .claim(.riffDate, zone: .local, raw: .text(text))
  }
}
