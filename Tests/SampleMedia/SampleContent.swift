/// What a file of a sample library holds.
package enum SampleContent: Sendable {
  /// A JPEG; nil for one without any metadata, as messengers send them.
  case photo(SampleMoment?)
  /// A JPEG whose Exif date is this text.
  case photoDated(String)
  case heic(SampleMoment)
  /// A TIFF-based raw file, as Nikon's.
  case raw(SampleMoment)
  case png(SampleMoment?)
  case webp(SampleMoment)
  /// A phone's QuickTime file, which knows the clock of the place and its distance from UTC.
  case movie(utc: SampleMoment, local: SampleMoment, offset: String)
  /// An MP4 that knows UTC only.
  case video(utc: SampleMoment)
  /// XMP with a rating and no date.
  case sidecar(rating: Int)
  /// The JSON beside a file of a Google Takeout; the moment is in UTC.
  case takeout(title: String, taken: SampleMoment)
  /// The JSON of an album of a Google Takeout.
  case album(String)
  case text(String)
  case bytes([UInt8])
  /// The bytes of the file at this path of the same library.
  case copy(of: String)

  /// The file, `filler` included where a format has room for it; nil for a copy.
  ///
  /// Photos and videos with different `stamp`s differ.
  package func bytes(stamp: UInt64, filler: ArraySlice<UInt8>) -> [UInt8]? {
    switch self {
    case .photo(let moment):
      jpeg(exif: moment.map { Self.exif($0.exif, stamp).bytes }, stamp, filler)
    case .photoDated(let text):
      jpeg(exif: Self.exif(text, stamp).bytes, stamp, filler)
    case .heic(let moment):
      heif(moment, stamp, filler)
    case .raw(let moment):
      TIFFFile(Self.exif(moment.exif, stamp)).bytes + Self.body(stamp, filler)
    case .png(let moment):
      PNGFile(
        [.text(keyword: "Comment", Array(String(stamp).utf8))]
          + (moment.map { [.exif(Self.exif($0.exif, stamp).bytes)] } ?? []),
        // A private chunk that decoders pass over; screenshots are as large as photos.
        afterPicture: [.raw(type: "saMP", Array(filler))]
      ).bytes
    case .webp(let moment):
      WebPFile(exif: Self.exif(moment.exif, stamp).bytes).bytes
    case .movie(let utc, let local, let offset):
      movie(
        "qt  ", utc, keys: [("com.apple.quicktime.creationdate", local.iso + offset)],
        Self.body(stamp, filler))
    case .video(let utc):
      movie("mp42", utc, keys: [], Self.body(stamp, filler))
    case .sidecar(let rating):
      XMPPacket(["xmp:Rating": String(rating)]).bytes
    case .takeout(let title, let taken):
      Array(Self.takeoutJSON(title: title, taken: taken).utf8)
    case .album(let title):
      Array("{\"title\": \"\(title)\", \"description\": \"\"}\n".utf8)
    case .text(let text):
      Array(text.utf8)
    case .bytes(let bytes):
      bytes
    case .copy:
      nil
    }
  }

  private static let cameras = [
    ("Apple", "iPhone 13"), ("Canon", "Canon EOS 80D"), ("NIKON CORPORATION", "NIKON D750"),
  ]

  private static func exif(_ date: String, _ stamp: UInt64) -> ExifBlock {
    let camera = cameras[Int(stamp % UInt64(cameras.count))]
    return ExifBlock(
      make: camera.0, model: camera.1, dateTime: date, dateTimeOriginal: date,
      dateTimeDigitized: date)
  }

  /// The stamp, then the filler: what makes this picture differ from the others.
  private static func body(_ stamp: UInt64, _ filler: ArraySlice<UInt8>) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(stamp, .big)
    writer.append(filler)
    return writer.bytes
  }

  /// The filler follows the picture, where phones put a motion photo's video.
  private func jpeg(exif: [UInt8]?, _ stamp: UInt64, _ filler: ArraySlice<UInt8>) -> [UInt8] {
    JPEGFile(exif.map { [.exif($0)] } ?? [], shade: UInt8(stamp % 128)).bytes
      + Self.body(stamp, filler)
  }

  private func heif(
    _ moment: SampleMoment, _ stamp: UInt64, _ filler: ArraySlice<UInt8>
  ) -> [UInt8] {
    var file = HEIFFile(items: [.exif(Self.exif(moment.exif, stamp).bytes)])
    file.extra = sampleBox("free", Self.body(stamp, filler))
    return file.bytes
  }

  private func movie(
    _ brand: String, _ utc: SampleMoment, keys: [(name: String, value: String)], _ media: [UInt8]
  ) -> [UInt8] {
    var file = MovieFile(
      brand: brand,
      created: MovieFile.unixEpoch &+ UInt64(truncatingIfNeeded: utc.secondsSince1970))
    file.duration = 7 * UInt64(file.timescale)
    file.keys = keys
    file.media = media
    // Phones write the index after the pictures.
    file.order = .mediaFirst
    return file.bytes
  }

  private static func takeoutJSON(title: String, taken: SampleMoment) -> String {
    """
    {
      "title": "\(title)",
      "description": "",
      "imageViews": "3",
      "creationTime": { "timestamp": "1600000000" },
      "photoTakenTime": { "timestamp": "\(taken.secondsSince1970)" },
      "geoData": { "latitude": 0.0, "longitude": 0.0, "altitude": 0.0 }
    }

    """
  }
}
