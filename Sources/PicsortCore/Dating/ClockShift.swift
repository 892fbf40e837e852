package import MediaMetadata

/// A correction for a camera whose clock was wrong, as `--shift` takes it: `Canon EOS 5D=+1h30m`.
///
/// The camera's own clocks in and beside the file are moved: Exif, XMP and IPTC dates, the
/// containers', the file's name. GPS and Google's times come from other clocks, and so does the
/// file's time.
package struct ClockShift: Hashable, Sendable {
  /// Maker and model, or the model alone, as the file says; `*` stands for every camera.
  package let camera: String
  /// Added to what the clock showed.
  package let seconds: Int

  package init(camera: String, seconds: Int) {
    self.camera = camera
    self.seconds = seconds
  }

  /// Reads `CAMERA=+1h`, `CAMERA=-2d3h30m`; nil when it is nothing of the kind.
  ///
  /// After the last `=` stand a sign and numbers with a unit: `w`, `d`, `h`, `m`, `s`.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let equals = bytes.lastIndex(of: UInt8(ascii: "=")) else { return nil }
    let camera = String(decoding: bytes[..<equals], as: UTF8.self).trimmingBlanks
    guard !camera.isEmpty, let seconds = Self.seconds(bytes[(equals + 1)...]) else { return nil }
    self.init(camera: camera, seconds: seconds)
  }

  /// As it is written: `Canon EOS 5D=+1h30m`.
  package var text: String { "\(camera)=\(Self.words(seconds))" }

  /// True when the clock of the camera with this maker and model is meant.
  package func applies(make: String?, model: String?) -> Bool {
    if camera == "*" { return true }
    let wanted = camera.lowercased()
    let names =
      [model, LayoutToken.camera(make: make, model: model)] + [
        make.flatMap { make in
          model.map { "\(make) \($0)" }
        }
      ]
    return names.contains { $0?.lowercased() == wanted }
  }

  /// `claim` as the right clock would have shown it; itself when it is of another clock, or when
  /// the result is no date.
  package func applied(to claim: DateClaim) -> DateClaim {
    guard claim.source.isCameraClock, claim.precision >= .minute,
      let moved = claim.dateTime.adding(seconds: seconds)
    else { return claim }
    return DateClaim(
      source: claim.source, dateTime: moved, zone: claim.zone, precision: claim.precision,
      raw: claim.raw)
  }

  private static let units: [(letter: UInt8, seconds: Int)] = [
    (UInt8(ascii: "w"), 604_800), (UInt8(ascii: "d"), 86_400), (UInt8(ascii: "h"), 3600),
    (UInt8(ascii: "m"), 60), (UInt8(ascii: "s"), 1),
  ]
  /// A hundred years, in seconds: more is a slip of the finger.
  private static let most = 100 * 31_556_952

  private static func seconds(_ text: ArraySlice<UInt8>) -> Int? {
    guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    var total = 0
    var digits: Int?
    for byte in text.dropFirst() {
      if (0x30...0x39).contains(byte) {
        digits = (digits ?? 0) * 10 + Int(byte - 0x30)
        guard digits ?? 0 <= most else { return nil }
      } else {
        guard let number = digits, let unit = units.first(where: { $0.letter == byte | 0x20 })
        else { return nil }
        total += number * unit.seconds
        digits = nil
        guard total <= most else { return nil }
      }
    }
    guard digits == nil, total > 0 else { return nil }
    return sign == UInt8(ascii: "-") ? -total : total
  }

  private static func words(_ seconds: Int) -> String {
    var rest = abs(seconds)
    var words = seconds < 0 ? "-" : "+"
    for unit in units.dropFirst() where rest >= unit.seconds {
      words += String(rest / unit.seconds) + String(decoding: [unit.letter], as: UTF8.self)
      rest %= unit.seconds
    }
    return words
  }
}

extension DateSource {
  /// True for dates that the camera's own clock gave.
  package var isCameraClock: Bool {
    switch self {
    case .sidecarXMP, .sidecarTakeout, .exifGPSDateTime, .folderName, .modificationTime: false
    default: true
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
