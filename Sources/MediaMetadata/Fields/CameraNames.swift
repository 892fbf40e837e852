/// Maker and model of the camera, where a movie's user data has them without a date: two clips are
/// one camera's only if both say so.
enum CameraNames {
  /// Adds what a box of user data says; does nothing for boxes it does not know. Throws only what
  /// the source throws.
  static func read(
    _ box: ISOBox, from source: inout ByteSource, into metadata: inout Metadata
  ) throws(FormatError) {
    if let field = texts[box.type] {
      let text = text(try source.bytes(in: box.payload, limit: 256))
      switch field {
      case .make: metadata.offer(make: text)
      case .model(let make): metadata.offer(make: make, model: text)
      }
    } else if let make = marks[box.type] {
      metadata.offer(make: make)
    } else if let places = places[box.type] {
      let bytes = try source.bytes(in: box.payload, limit: 64)
      // Kodak's maker is two characters shorter than the others'.
      let model = bytes.matches("EASTMAN KODAK") ? places.model - 2 : places.model
      metadata.offer(
        make: bytes.prefix(min(model, places.width)).text,
        model: bytes.suffix(from: model).prefix(places.width).text)
    } else if box.type == "GPMF" {
      metadata.offer(
        make: "GoPro", model: goProModel(try source.bytes(in: box.payload, limit: 1 << 16)))
    }
  }

  private enum Field {
    case make
    /// The model; of a box that only one maker writes, its name too.
    case model(of: String?)
  }

  private static let texts: [ISOBoxType: Field] = [
    "©mak": .make, "@mak": .make, "manu": .make,
    "©mod": .model(of: nil), "@mod": .model(of: nil), "modl": .model(of: nil),
    "cmnm": .model(of: nil), "CNMN": .model(of: "Canon"), "©mdl": .model(of: "DJI"),
  ]

  /// Boxes that tell the maker by being there.
  private static let marks: [ISOBoxType: String] = [
    "GoPr": "GoPro", "CAME": "GoPro", "©dji": "DJI", "FFMV": "FUJIFILM",
  ]

  /// Boxes with the maker at their start: where the model stands, and how long either may be.
  private static let places: [ISOBoxType: (model: Int, width: Int)] = [
    "TAGS": (0x18, 24), "PENT": (0x1A, 24), "@sec": (0x20, 32),
  ]

  /// The text alone, after a length and a language as QuickTime has it, or after a version, flags
  /// and a language as 3GPP has it (3GPP TS 26.244, 8.2).
  private static func text(_ bytes: Bytes) -> String {
    guard (try? bytes.u8(0)) == 0 else { return bytes.text }
    if bytes.matches([0, 0, 0, 0]) { return bytes.suffix(from: 6).text }
    let length = Int((try? bytes.u16(0, .big)) ?? 0)
    return bytes.suffix(from: 4).prefix(length).text
  }

  /// `MINF` in GoPro's metadata: key, type `c`, size 1, 16-bit count, text (GoPro's gpmf-parser).
  private static func goProModel(_ bytes: Bytes) -> String? {
    let header: [UInt8] = [0x4D, 0x49, 0x4E, 0x46, 0x63, 0x01]
    guard let place = bytes.firstIndex(of: header), let count = try? bytes.u16(place + 6, .big)
    else { return nil }
    return bytes.suffix(from: place + 8).prefix(Int(count)).text
  }
}
