/// An MP4 or QuickTime file without tracks: what stands before, in and after its movie box.
package struct MovieFile: Sendable {
  /// Which comes first, the movie box or the media data.
  package enum Order: Sendable {
    case movieFirst
    case mediaFirst
  }

  /// Brand of the file type box, `qt  ` for QuickTime; nil for a file from before there were any.
  package var brand: String?
  package var compatibleBrands: [String] = []
  /// Version of the movie header: 0 has times of 32 bits, 1 of 64.
  package var headerVersion: UInt8 = 0
  /// Seconds since 1904-01-01 UTC.
  package var created: UInt64 = 0
  /// Units in a second.
  package var timescale: UInt32 = 600
  /// Length in units of the timescale.
  package var duration: UInt64 = 0
  /// Names and values of the metadata keys.
  package var keys: [(name: String, value: String)] = []
  /// True for a `meta` box as ISO has it, with a version word; QuickTime's has none.
  package var metaIsFullBox = false
  /// Boxes in the user data, as they stand.
  package var userData: [UInt8] = []
  /// Further boxes at the end of the movie box.
  package var extraInMovie: [UInt8] = []
  /// Further boxes at the end of the file.
  package var extraInFile: [UInt8] = []
  package var order = Order.movieFirst
  package var media: [UInt8] = [1, 2, 3, 4]

  package init(brand: String? = "mp42", created: UInt64 = 0) {
    self.brand = brand
    self.created = created
  }

  /// Seconds from 1904 to 1970, for times that are known from 1970 on.
  package static let unixEpoch: UInt64 = 2_082_844_800

  /// The whole file.
  package var bytes: [UInt8] {
    let type = brand.map { sampleFileType($0, compatible: compatibleBrands) } ?? []
    let mdat = sampleBox("mdat", media)
    let parts = order == .movieFirst ? movie + mdat : mdat + movie
    return type + parts + extraInFile
  }

  /// The movie box.
  package var movie: [UInt8] {
    let meta = keys.isEmpty ? [] : Self.meta(keys: keys, isFullBox: metaIsFullBox)
    let user = userData.isEmpty ? [] : sampleBox("udta", userData)
    return sampleBox("moov", header + meta + user + extraInMovie)
  }

  /// The movie header (ISO/IEC 14496-12, 8.2.2): after the times come rate, volume, matrix and the
  /// next track's number.
  private var header: [UInt8] {
    var writer = ByteWriter()
    for time in [created, created] { append(time, to: &writer) }
    writer.append(timescale, .big)
    append(duration, to: &writer)
    writer.append(UInt32(0x0001_0000), .big)
    writer.append(UInt16(0x0100), .big)
    writer.append([UInt8](repeating: 0, count: 10))
    for number: UInt32 in [0x0001_0000, 0, 0, 0, 0x0001_0000, 0, 0, 0, 0x4000_0000] {
      writer.append(number, .big)
    }
    writer.append([UInt8](repeating: 0, count: 24))
    writer.append(UInt32(1), .big)
    return sampleFullBox("mvhd", version: headerVersion, writer.bytes)
  }

  private func append(_ number: UInt64, to writer: inout ByteWriter) {
    if headerVersion == 1 {
      writer.append(number, .big)
    } else {
      writer.append(UInt32(truncatingIfNeeded: number), .big)
    }
  }

  /// A `meta` box with names in `keys` and their values in `ilst`.
  package static func meta(
    keys: [(name: String, value: String)], isFullBox: Bool = false
  ) -> [UInt8] {
    var names = ByteWriter()
    var values: [UInt8] = []
    names.append(UInt32(keys.count), .big)
    for (index, key) in keys.enumerated() {
      names.append(sampleBox("mdta", Array(key.name.utf8)))
      var entry = ByteWriter()
      let data = sampleText(key.value)
      entry.append(UInt32(data.count + 8), .big)
      entry.append(UInt32(index + 1), .big)
      entry.append(data)
      values += entry.bytes
    }
    let boxes =
      sampleHandler("mdta") + sampleFullBox("keys", names.bytes) + sampleBox("ilst", values)
    return isFullBox ? sampleFullBox("meta", boxes) : sampleBox("meta", boxes)
  }

  /// A `data` box: type 1 for UTF-8, locale 0, then `text`.
  package static func sampleText(_ text: String) -> [UInt8] {
    sampleBox("data", [0, 0, 0, 1, 0, 0, 0, 0] + Array(text.utf8))
  }

  /// A text in user data as QuickTime has it: length, language, text.
  package static func userText(_ type: String, _ text: String) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(UInt16(text.utf8.count), .big)
    writer.append(UInt16(0x15C7), .big)
    writer.append(text: text)
    return sampleBox(type, writer.bytes)
  }

  /// The content of Nikon's `NCTG`: tags and texts.
  package static func nikonTags(_ tags: [(UInt32, String)]) -> [UInt8] {
    var writer = ByteWriter()
    for (tag, text) in tags {
      writer.append(tag, .big)
      writer.append(UInt16(2), .big)
      writer.append(UInt16(text.utf8.count + 1), .big)
      writer.append(text: text + "\0")
    }
    return writer.bytes
  }
}
